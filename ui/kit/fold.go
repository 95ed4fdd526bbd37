package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Fold is a part of a page that is closed until it is wanted: a head with a title, a quiet line and a chip, and beneath
// it the content while it is open. Enter, Space or a click on the head opens and closes it.
type Fold struct {
	pressable
	OnToggled func(open bool)

	open    bool
	title   *Text
	line    *Text
	chip    *Chip
	chevron *Icon
	ring    *canvas.Rectangle
	veil    *canvas.Rectangle
	content fyne.CanvasObject
	width   float32
}

// foldGap stands between the head and the content.
const foldGap float32 = 14

// NewFold makes a closed fold.
func NewFold(title, line string, content fyne.CanvasObject) *Fold {
	f := &Fold{
		title: NewStrong(Subtitle, title), line: NewSoft(Note, line), chip: NewChip("", Neutral),
		chevron: NewIcon("chevron-down", ColorSoft, 16), ring: box(11), veil: box(8), content: content,
	}
	f.line.Shrink, f.title.Shrink = true, true
	content.Hide()
	f.extend(f, func() { f.SetOpen(!f.open) })
	return f
}

// SetChip shows a tinted word on the right of the head.
func (f *Fold) SetChip(text string, tone Tone) {
	f.chip.Set(text, tone)
	f.Refresh()
}

// Chip is the word on the right of the head.
func (f *Fold) Chip() string { return f.chip.Content() }

// Open tells whether the content is shown.
func (f *Fold) Open() bool { return f.open }

// SetOpen opens or closes it and tells OnToggled.
func (f *Fold) SetOpen(open bool) {
	if f.open == open {
		return
	}
	f.open = open
	if open {
		f.content.Show()
	} else {
		f.content.Hide()
	}
	f.Refresh()
	if f.OnToggled != nil {
		f.OnToggled(open)
	}
}

// Resize also remembers the width, from which the height follows.
func (f *Fold) Resize(s fyne.Size) {
	f.width = s.Width
	f.pressable.Resize(s)
}

// HeightFor is the height at a width.
func (f *Fold) HeightFor(width float32) float32 {
	if !f.open {
		return f.head()
	}
	return f.head() + foldGap + heightOf(f.content, width)
}

// Tapped is Fyne's: a click, which acts on the head only.
func (f *Fold) Tapped(ev *fyne.PointEvent) {
	if ev.Position.Y <= f.head() {
		f.pressable.Tapped(ev)
	}
}

// head is the height of what is always seen.
func (f *Fold) head() float32 { return max(44, Subtitle.line()+Note.line()+8) }

// CreateRenderer is Fyne's.
func (f *Fold) CreateRenderer() fyne.WidgetRenderer {
	f.paint()
	return &frame{
		objects: []fyne.CanvasObject{f.ring, f.veil, f.title, f.line, f.chip, f.chevron, f.content},
		layout:  f.arrange,
		least: func() fyne.Size {
			w := f.content.MinSize().Width
			return fyne.NewSize(w, f.HeightFor(max(w, f.width)))
		},
		paint: func() { f.paint(); f.arrange(f.Size()) },
	}
}

func (f *Fold) paint() {
	fill(f.ring, "", ColorAccent, 2)
	f.ring.Hidden = !f.focused
	fill(f.veil, ColorHover, "", 0)
	f.veil.Hidden = !f.hovered
	name := "chevron-down"
	if f.open {
		name = "chevron-up"
	}
	f.chevron.Set(name, ColorSoft)
}

func (f *Fold) arrange(s fyne.Size) {
	h := f.head()
	place(f.ring, -8, -4, s.Width+16, h+8)
	place(f.veil, -6, -2, s.Width+12, h+4)
	side := f.chevron.MinSize().Width
	place(f.chevron, s.Width-side, (h-side)/2, side, side)
	right := s.Width - side - 10
	if m := f.chip.MinSize(); m.Width > 0 {
		place(f.chip, right-m.Width, (h-m.Height)/2, m.Width, m.Height)
		right -= m.Width + 10
	}
	top := (h - Subtitle.line() - Note.line() - 2) / 2
	place(f.title, 0, top, right, Subtitle.line())
	place(f.line, 0, top+Subtitle.line()+2, right, Note.line())
	if f.open {
		place(f.content, 0, h+foldGap, s.Width, max(0, s.Height-h-foldGap))
	}
}
