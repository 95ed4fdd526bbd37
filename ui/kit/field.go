package kit

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// control is what a Field can hold: an Entry, a Choice or a Toggle.
type control interface {
	focusable
	tellFocus(func(focused bool))
}

// Field is a labelled, framed place for one control. The label stands above in small soft ink, a hint or a chip stands
// inside on the right, and nothing that is said about the content moves the layout.
type Field struct {
	widget.BaseWidget
	label, problem, below string
	control               control
	entry                 *Entry // nil when the control is another
	reserved              bool
	steady                bool // a hint or a chip stands inside from the beginning, and has a place of its own
	focused               bool
	fit                   string

	caption, hint, sub *Text
	wrong              *Text // a problem inside an empty entry, in the place of hint and chip
	chip               *Chip
	edge               *plate
	chevron            *Icon
	inner              fyne.CanvasObject // what is laid out inside the frame
}

// NewField makes a field around an Entry, a Choice or a Toggle. An empty label leaves no place for one.
func NewField(label string, c control) *Field {
	f := &Field{
		label: label, control: c,
		caption: NewSoft(Note, label), hint: NewSoft(Note, ""), sub: NewSoft(Note, ""),
		wrong: NewText(Note, ""), chip: NewChip("", Neutral), edge: newPlate(8),
	}
	f.wrong.Color = ColorDeclined
	f.caption.Shrink, f.sub.Shrink = true, true
	f.inner = c
	switch c := c.(type) {
	case *Entry:
		f.entry = c
		c.name = cmp.Or(label, c.o.Placeholder)
	case *Choice:
		f.chevron = NewIcon("chevron-down", ColorSoft, 16)
	}
	c.tellFocus(func(on bool) { f.focused = on; f.Refresh() })
	f.ExtendBaseWidget(f)
	return f
}

// Control is the control inside.
func (f *Field) Control() fyne.CanvasObject { return f.control }

// Focus gives the control the keyboard.
func (f *Field) Focus() { focus(f.control) }

// ReserveLine keeps a line beneath for SetSub and SetProblem. Call it while building.
func (f *Field) ReserveLine() *Field {
	f.reserved = true
	return f
}

// Fit says how wide a text the field should show without cutting; the grid gives it more columns when it must.
func (f *Field) Fit(sample string) *Field {
	f.fit = sample
	return f
}

// SetLabel changes the label.
func (f *Field) SetLabel(text string) { f.label = text; f.Refresh() }

// SetHint shows plain soft text inside on the right (개인, 월 17,334) in place of a chip; empty shows nothing. One that
// comes only later is left out where the content needs the room.
func (f *Field) SetHint(text string) {
	if f.hint.Content() == text && f.chip.Content() == "" {
		return
	}
	f.hint.Set(text)
	f.chip.Set("", Neutral)
	f.settle(text)
	f.Refresh()
}

// SetChip shows a tinted word inside on the right (국내전용 · BC) in place of a hint. One that comes only later is left out
// where the content needs the room.
func (f *Field) SetChip(text string, tone Tone) {
	if f.chip.Content() == text && f.chip.Tone() == tone && f.hint.Content() == "" {
		return
	}
	f.hint.Set("")
	f.chip.Set(text, tone)
	f.settle(text)
	f.Refresh()
}

// settle notes whether something stands inside before the first layout.
func (f *Field) settle(text string) {
	if f.Size().IsZero() {
		f.steady = text != ""
	}
}

// SetProblem marks the field and says why: in the reserved line, or beside the label where there is none, or inside where
// the label has no room beside it. Empty clears.
func (f *Field) SetProblem(text string) {
	if f.problem != text {
		f.problem = text
		f.Refresh()
	}
}

// Problem is what SetProblem last said.
func (f *Field) Problem() string { return f.problem }

// SetSub sets the reserved line (오만이천원); a problem takes its place while there is one.
func (f *Field) SetSub(text string) {
	if f.below != text {
		f.below = text
		f.Refresh()
	}
}

// Tapped focuses the control when the label or the frame is clicked.
func (f *Field) Tapped(ev *fyne.PointEvent) {
	focus(f.control)
	if t, ok := f.control.(fyne.Tappable); ok && f.entry == nil && ev.Position.Y > f.top() && ev.Position.Y < f.top()+f.frameHeight() {
		t.Tapped(&fyne.PointEvent{AbsolutePosition: ev.AbsolutePosition})
	}
}

// CreateRenderer is Fyne's.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{f.edge.outer, f.edge.inner, f.caption, f.inner, f.hint, f.chip, f.wrong, f.sub}
	if f.chevron != nil {
		objects = append(objects, f.chevron)
	}
	f.paint()
	return &frame{objects: objects, layout: f.arrange, least: f.least, paint: func() { f.paint(); f.arrange(f.Size()) }}
}

// fieldHeight is the height of a one-line frame: 44, more with larger text.
func fieldHeight() float32 { return max(44, Subtitle.line()+23) }

func (f *Field) frameHeight() float32 {
	if f.entry != nil && f.entry.o.MultiLine {
		rows := f.entry.o.Rows
		if rows <= 0 {
			rows = 3
		}
		return float32(rows)*Subtitle.line() + 26
	}
	return fieldHeight()
}

func (f *Field) top() float32 {
	if f.label == "" {
		return 0
	}
	return Note.line() + 5
}

func (f *Field) tail() float32 {
	if !f.reserved {
		return 0
	}
	return Note.line() + 5
}

func (f *Field) paint() {
	edge, width := ColorLine, float32(1)
	switch {
	case f.problem != "":
		edge, width = ColorDeclined, 2
	case f.focused:
		edge, width = ColorAccent, 2
	}
	f.edge.fill(ColorCard, edge, width)

	caption, captionInk, inside := f.label, ColorSoft, ""
	sub, subInk := f.below, ColorSoft
	switch {
	case f.problem == "":
	case f.reserved:
		sub, subInk = f.problem, ColorDeclined
	default:
		captionInk = ColorDeclined
		if f.label != "" {
			caption += " · "
		}
		caption += f.problem
		if w := f.Size().Width; w > 0 && measure(caption, Note.Size(), false).Width > w-2 {
			if caption = f.problem; f.entry != nil && f.entry.Value() == "" { // what stands there no longer tells what it is
				caption, inside = f.label, f.problem
			}
		}
	}
	f.wrong.Set(inside)
	f.caption.Set(caption)
	f.caption.SetColor(captionInk)
	f.sub.Middle = strings.ContainsAny(sub, `/\`)
	f.sub.Set(sub)
	f.sub.SetColor(subInk)
}

func (f *Field) arrange(s fyne.Size) {
	top, h := f.top(), f.frameHeight()
	if f.entry != nil && f.entry.o.MultiLine {
		h = max(h, s.Height-f.top()-f.tail())
	}
	place(f.caption, 1, 0, s.Width-2, Note.line())
	f.edge.place(0, top, s.Width, h)
	place(f.sub, 1, top+h+5, s.Width-2, Note.line())
	f.sub.Hidden = !f.reserved

	right := f.right(s.Width)
	if f.chevron != nil {
		side := f.chevron.MinSize().Width
		place(f.chevron, right+9, top+(h-side)/2, side, side)
	}
	row := min(h, fieldHeight())
	for _, o := range []fyne.CanvasObject{f.hint, f.chip, f.wrong} {
		m := o.MinSize()
		if !f.shown(o) {
			m.Width = 0
		}
		place(o, right-m.Width, top+(row-m.Height)/2, m.Width, m.Height)
		if m.Width > 0 {
			right -= m.Width + 8
		}
	}
	if f.entry != nil {
		place(f.inner, 3, top+3, right-3, h-6)
		return
	}
	place(f.inner, 14, top, right-14, h)
}

// right is where what stands inside ends, at a width of the field.
func (f *Field) right(width float32) float32 {
	if f.chevron != nil {
		return width - 19 - f.chevron.MinSize().Width
	}
	return width - 13
}

// shown says whether a hint, a chip or a problem is seen inside: one that was there from the beginning always, another
// where it leaves the content its room. A problem stands there alone.
func (f *Field) shown(o fyne.CanvasObject) bool {
	if f.wrong.Content() != "" || o == f.wrong {
		return o == f.wrong
	}
	w := f.Size().Width
	return f.steady || w <= 0 || f.right(w)+13-o.MinSize().Width-8 >= f.content()
}

// content is the width that the field needs for its content and the edges around it.
func (f *Field) content() float32 {
	sample := f.fit
	if sample == "" && f.entry != nil {
		sample = f.entry.o.Group.sample()
	}
	w := measure(sample, Subtitle.Size(), f.entry != nil && f.entry.o.Bold).Width + 16 + paneLeft + paneRight
	if f.entry == nil {
		w = max(w, f.inner.MinSize().Width+28)
	}
	return w
}

func (f *Field) least() fyne.Size {
	w := f.content()
	if m := max(f.hint.MinSize().Width, f.chip.MinSize().Width); f.steady && m > 0 {
		w += m + 8
	}
	if f.chevron != nil {
		w += f.chevron.MinSize().Width + 6
	}
	w = max(w, measure(f.label, Note.Size(), false).Width+2)
	return fyne.NewSize(ceil(w), f.top()+f.frameHeight()+f.tail())
}
