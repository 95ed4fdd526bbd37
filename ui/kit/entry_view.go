package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// The room around an entry's letters.
const (
	paneLeft  = 11
	paneRight = 2  // for the caret
	paneHint  = 3  // of a placeholder, which stands behind the caret
	paneTop   = 11 // of a MultiLine entry
	paneCut   = 7  // where a text that is scrolled is cut off on the left
)

// entryView draws an Entry: the selection, the letters, the line beneath the growing syllable, the caret, and on the right
// the script that a focused entry is in. A key draws anew only what it changed.
//
// This file has where things are; entry_draw.go what they look like, entry_lines.go where a text is cut into lines, and
// entry_mouse.go the way back from a point to a place in the text.
type entryView struct {
	e      *Entry
	size   fyne.Size
	clip   *container.Clip
	inside *fyne.Container // what the clip cuts off
	wheel  *wheelArea      // of a MultiLine entry
	bands  []*canvas.Rectangle
	lines  []*canvas.Text
	under  *canvas.Rectangle
	caret  *caret
	mark   *scriptMark

	textLines   []textLine
	cutFrom     string  // the text that textLines were cut from
	cutTo       float32 // and the width they were cut to
	left, above float32 // how far the content is scrolled
	widths      map[rune]float32
	widthsAt    lettering
	column      column
}

func newEntryView(e *Entry) *entryView {
	v := &entryView{
		e: e, under: box(0), caret: newCaret(), mark: newScriptMark(), inside: container.NewWithoutLayout(),
	}
	if e.o.MultiLine {
		v.wheel = newWheelArea(v.scroll)
	}
	v.clip = container.NewClip(v.inside)
	v.clip.ExtendBaseWidget(v.clip) // NewClip leaves it to the first drawing, which is after the first layout
	v.clip.Move(fyne.NewPos(paneCut, 0))
	v.inside.Move(fyne.NewPos(-paneCut, 0)) // where things are is counted from the entry's edge
	v.under.Hidden = true
	return v
}

// Destroy is Fyne's: the entry has not been seen for a while.
func (v *entryView) Destroy() { v.caret.set(false) }

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

// Refresh is Fyne's: also when the theme is another, so everything is drawn anew.
func (v *entryView) Refresh() {
	v.paint()
	canvas.Refresh(v.e)
}

// paint brings what is drawn up to date.
func (v *entryView) paint() {
	if v.size.IsZero() {
		return
	}
	v.mark.draw(v.e.markWord(), v.size)
	v.clip.Resize(fyne.NewSize(v.size.Width-v.markRoom()-paneCut, v.size.Height))
	l := v.e.lettering()
	v.cut(l)
	v.follow()
	v.provide(v.rows() + 2) // the first and the last may be seen in part
	v.draw(l)
}

// markRoom is the width that the mark takes: in an entry of several lines always, so that these stay as they are when it
// gets the keyboard.
func (v *entryView) markRoom() float32 {
	if !v.mark.cap.Hidden || v.e.o.MultiLine && v.e.o.Script != Code {
		return markSide() + 8
	}
	return 0
}

// room is the width that the letters have.
func (v *entryView) room() float32 { return v.clip.Size().Width + paneCut - paneLeft - paneRight }

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
	v.textLines = wrap([]rune(text), v.room(), v.wide(l))
	v.cutFrom, v.cutTo = text, v.room()
}

// wide is how wide characters are, each measured once.
func (v *entryView) wide(l lettering) func(rune) float32 {
	if v.widths == nil || l != v.widthsAt {
		v.widths, v.widthsAt = map[rune]float32{}, l
	}
	return func(r rune) float32 {
		w, ok := v.widths[r]
		if !ok {
			w = l.width(string(r))
			v.widths[r] = w
		}
		return w
	}
}

// follow scrolls so that the caret is in sight; an entry without the keyboard shows its beginning.
func (v *entryView) follow() {
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
	v.draw(v.e.lettering())
}

// provide makes sure there are objects for some lines. The wheel turns what is beneath the entry where all of the entry
// is seen.
func (v *entryView) provide(lines int) {
	if v.wheel != nil {
		v.wheel.Resize(v.size)
		v.wheel.Hidden = v.deepest() == 0
	} else {
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
	}
	for _, b := range v.bands {
		objects = append(objects, b)
	}
	for _, t := range v.lines {
		objects = append(objects, t)
	}
	v.inside.Objects = append(objects, v.under, v.caret.line)
}

// row is the line that the caret stands in: the one of the growing syllable, also where the line ends behind it.
func (v *entryView) row() int {
	from, to := v.e.buffer.Growing()
	if from < to {
		return rowOf(v.textLines, from)
	}
	return rowOf(v.textLines, to)
}
