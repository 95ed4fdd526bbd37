package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// The room around an entry's letters.
const (
	paneLeft  = 11
	paneRight = 6
	paneTop   = 11 // of a MultiLine entry
)

// entryView draws an Entry: the selection, the letters, the line beneath the growing syllable, the caret, and on the right
// the script that a focused entry is in. A key draws anew only what it changed.
type entryView struct {
	e      *Entry
	size   fyne.Size
	clip   *container.Clip
	inside *fyne.Container // what the clip cuts off
	wheel  *wheelArea      // of a MultiLine entry
	bands  []*canvas.Rectangle
	lines  []*canvas.Text
	hint   *canvas.Text
	under  *canvas.Rectangle
	caret  *caret
	mark   *scriptMark

	textLines   []textLine
	cutFrom     string  // the text that textLines were cut from
	cutTo       float32 // and the width they were cut to
	left, above float32 // how far the content is scrolled
	all         bool    // draw everything anew: the theme is another
	widths      map[rune]float32
	widthsAt    lettering
}

func newEntryView(e *Entry) *entryView {
	v := &entryView{
		e: e, hint: canvas.NewText("", nil), under: box(0), caret: newCaret(), mark: newScriptMark(), inside: container.NewWithoutLayout(),
	}
	if e.o.MultiLine {
		v.wheel = newWheelArea(v.scroll)
	}
	v.clip = container.NewClip(v.inside)
	v.clip.ExtendBaseWidget(v.clip) // NewClip leaves it to the first drawing, which is after the first layout
	v.under.Hidden = true
	return v
}

// Destroy is Fyne's.
func (v *entryView) Destroy() { v.caret.rest() }

// MinSize is Fyne's.
func (v *entryView) MinSize() fyne.Size { return fyne.NewSize(40, 20) }

// Objects is Fyne's.
func (v *entryView) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.clip, v.mark.cap, v.mark.text}
}

// Layout is Fyne's.
func (v *entryView) Layout(s fyne.Size) {
	if v.size != s {
		v.size = s
		v.paint()
	}
}

// Refresh is Fyne's: also when the theme is another.
func (v *entryView) Refresh() {
	v.all = true
	v.paint()
	v.all = false
	for _, o := range v.inside.Objects {
		o.Refresh()
	}
}

// wake begins or ends the look of an entry that has the keyboard.
func (v *entryView) wake(focused bool) {
	if focused {
		v.caret.wake()
	} else {
		v.caret.rest()
	}
	v.paint()
}

// still keeps the caret from blinking for a moment: a key has just moved it.
func (v *entryView) still() { v.caret.still() }

// paint brings what is drawn up to date.
func (v *entryView) paint() {
	if v.size.IsZero() {
		return
	}
	right := v.mark.paint(v.e, v.size, v.all)
	if area := fyne.NewSize(v.size.Width-right, v.size.Height); v.clip.Size() != area {
		v.clip.Resize(area)
	}
	l := v.e.lettering()
	v.cut(l)
	v.follow(l)
	v.provide(v.rows() + 1)
	v.drawLines(l)
	v.drawHint(l)
	v.drawCaret(l)
}

// room is the width that the letters have.
func (v *entryView) room() float32 { return v.clip.Size().Width - paneLeft - paneRight }

// rowHeight is the height of a line.
func (v *entryView) rowHeight() float32 {
	if v.e.o.MultiLine {
		return Subtitle.line()
	}
	return v.size.Height
}

// rows is how many whole lines are seen.
func (v *entryView) rows() int {
	if !v.e.o.MultiLine {
		return 1
	}
	return max(1, int((v.size.Height-paneTop)/v.rowHeight()))
}

// rowTop is where a line begins.
func (v *entryView) rowTop(row int) float32 {
	if !v.e.o.MultiLine {
		return 0
	}
	return paneTop + float32(row)*v.rowHeight() - v.above
}

// cut cuts the text into lines.
func (v *entryView) cut(l lettering) {
	b := &v.e.buffer
	if !v.e.o.MultiLine {
		v.textLines = append(v.textLines[:0], textLine{from: 0, to: b.Len()})
		return
	}
	text := b.Text()
	if len(v.textLines) > 0 && text == v.cutFrom && v.room() == v.cutTo && l == v.widthsAt {
		return
	}
	if v.widths == nil || l != v.widthsAt {
		v.widths, v.widthsAt = map[rune]float32{}, l
	}
	v.textLines = wrap([]rune(text), v.room(), func(r rune) float32 {
		w, ok := v.widths[r]
		if !ok {
			w = l.width(string(r))
			v.widths[r] = w
		}
		return w
	})
	v.cutFrom, v.cutTo = text, v.room()
}

// follow scrolls so that the caret is in sight; an entry without the keyboard shows its beginning.
func (v *entryView) follow(l lettering) {
	if v.e.o.MultiLine {
		v.above = min(v.above, v.deepest())
		if row := float32(v.row()) * v.rowHeight(); v.e.focused {
			v.above = max(min(v.above, row), row-float32(v.rows()-1)*v.rowHeight())
		}
		return
	}
	if !v.e.focused {
		v.left = 0
		return
	}
	whole, at := v.e.x(v.textLines[0], v.e.buffer.Len()), v.e.x(v.textLines[0], v.e.buffer.Caret())
	v.left = min(v.left, max(0, whole-v.room()))
	v.left = max(min(v.left, at), at-v.room())
}

// deepest is how far a MultiLine entry can be scrolled.
func (v *entryView) deepest() float32 {
	return float32(max(0, len(v.textLines)-v.rows())) * v.rowHeight()
}

// scroll is the mouse wheel over a MultiLine entry.
func (v *entryView) scroll(by float32) {
	v.above = min(max(0, v.above-by), v.deepest())
	l := v.e.lettering()
	v.drawLines(l)
	v.drawCaret(l)
}

// provide makes sure there are objects for some lines.
func (v *entryView) provide(lines int) {
	if !v.e.o.MultiLine {
		lines = 1
	}
	if len(v.lines) >= lines {
		return
	}
	for len(v.lines) < lines {
		v.lines = append(v.lines, canvas.NewText("", nil))
		v.bands = append(v.bands, box(3))
	}
	var objects []fyne.CanvasObject
	if v.wheel != nil {
		objects = append(objects, v.wheel)
		v.wheel.Resize(v.size)
	}
	for _, b := range v.bands {
		objects = append(objects, b)
	}
	for _, t := range v.lines {
		objects = append(objects, t)
	}
	v.inside.Objects = append(objects, v.hint, v.under, v.caret.line)
}

// drawLines draws the letters and what is selected of them.
func (v *entryView) drawLines(l lettering) {
	first := 0
	if v.e.o.MultiLine {
		first = int(v.above / v.rowHeight())
	}
	from, to := v.e.buffer.Selection()
	for i, text := range v.lines {
		row := first + i
		if row >= len(v.textLines) {
			v.write(text, "", l, ColorInk, 0, 0)
			hide(v.bands[i])
			continue
		}
		s, top := v.textLines[row], v.rowTop(row)
		ink := ColorInk
		if v.e.Disabled() {
			ink = ColorSoft
		}
		v.write(text, v.e.drawn(s.from, s.to), l, ink, paneLeft-v.left, top)
		if begin, end := max(from, s.from), min(to, s.to); v.e.focused && begin < end {
			x := v.e.x(s, begin)
			high := min(ceil(l.size*1.5), v.rowHeight())
			v.bands[i].FillColor = colour(theme.ColorNameSelection)
			place(v.bands[i], paneLeft-v.left+x, top+(v.rowHeight()-high)/2, v.e.x(s, end)-x, high)
			show(v.bands[i])
		} else {
			hide(v.bands[i])
		}
	}
}

// write sets a line of letters, and draws it anew if it is another.
func (v *entryView) write(t *canvas.Text, s string, l lettering, ink fyne.ThemeColorName, x, top float32) {
	c := colour(ink)
	anew := v.all || t.Text != s || t.TextSize != l.size || t.TextStyle != l.style() || !same(t.Color, c)
	if anew {
		t.Text, t.TextSize, t.TextStyle, t.Color = s, l.size, l.style(), c
	}
	if s != "" {
		if v.e.o.Masked {
			top -= round(l.size / 13) // dots sit lower than figures
		}
		seat(t, x, top, v.rowHeight())
	}
	if anew {
		t.Refresh()
	}
}

// drawHint shows the placeholder while the entry is empty.
func (v *entryView) drawHint(l lettering) {
	text := ""
	if v.e.buffer.Len() == 0 {
		text = fit(v.e.o.Placeholder, v.room(), l.size, l.bold)
	}
	v.write(v.hint, text, l, ColorSoft, paneLeft, v.rowTop(0))
}

// drawCaret shows the caret and the line beneath the growing syllable.
func (v *entryView) drawCaret(l lettering) {
	b := &v.e.buffer
	row := v.row()
	s, top := v.textLines[row], v.rowTop(row)
	at := v.e.x(s, b.Caret())
	high := min(ceil(l.size*1.35), v.rowHeight())
	v.caret.place(paneLeft-v.left+at, top+(v.rowHeight()-high)/2, high)

	from, to := b.Growing()
	if from == to {
		hide(v.under)
		return
	}
	x := v.e.x(s, from)
	v.under.FillColor = colour(ColorAccent)
	place(v.under, paneLeft-v.left+x, round(top)+baseline(l.size, v.rowHeight())+round(l.size*0.2), at-x, max(2, round(l.size/10)))
	show(v.under)
}

// row is the line that the caret stands in.
func (v *entryView) row() int { return rowOf(v.textLines, v.e.buffer.Caret()) }

func same(a, b color.Color) bool { return a == b }

// show and hide change what is seen only where it is not so yet: each is a redraw.
func show(r *canvas.Rectangle) {
	if r.Hidden {
		r.Show()
	}
}

func hide(r *canvas.Rectangle) {
	if !r.Hidden {
		r.Hide()
	}
}
