package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// at is the position in the text that a point of the entry is nearest to.
func (v *entryView) at(p fyne.Position) int {
	s, x := v.find(p)
	return v.e.nearest(s, x)
}

// over is the position before the character that a point of the entry is on.
func (v *entryView) over(p fyne.Position) int {
	s, x := v.find(p)
	at := v.e.nearest(s, x)
	if at > s.from && v.e.x(s, at) > x {
		return at - 1
	}
	return at
}

// find is the line that a point of the entry is on, and how far from its start.
func (v *entryView) find(p fyne.Position) (textLine, float32) {
	v.fresh()
	row := 0
	if v.e.o.MultiLine {
		row = int((p.Y - paneTop + v.above) / v.rowHeight())
	}
	return v.textLines[min(max(row, 0), len(v.textLines)-1)], p.X - paneLeft + v.left
}

// lineStart is the start of the caret's line.
func (v *entryView) lineStart() int { v.fresh(); return v.textLines[v.row()].from }

// lineEnd is the end of the caret's line; of one that goes on below, before its last character.
func (v *entryView) lineEnd() int {
	v.fresh()
	s := v.textLines[v.row()]
	if s.wrapped {
		return s.to - 1
	}
	return s.to
}

// column is how far from the start of its line the caret was when it began to go up or down. It goes on from there after
// a shorter line.
type column struct {
	x  float32
	at int // the position it has gone to: elsewhere another column begins
}

// up and down are the positions some lines above and below the caret; at the ends of the text, these ends.
func (v *entryView) up(lines int) int   { return v.vertical(-lines) }
func (v *entryView) down(lines int) int { return v.vertical(lines) }

func (v *entryView) vertical(by int) int {
	v.fresh()
	row, caret := v.row(), v.e.buffer.Caret()
	if v.column.at != caret {
		v.column.x = v.e.x(v.textLines[row], caret)
	}
	switch last := len(v.textLines) - 1; {
	case row == 0 && by < 0:
		v.column.at = 0
	case row == last && by > 0:
		v.column.at = v.e.buffer.Len()
	default:
		v.column.at = v.e.nearest(v.textLines[min(max(row+by, 0), last)], v.column.x)
	}
	return v.column.at
}

// fresh cuts the text into lines where it has not been drawn since it changed.
func (v *entryView) fresh() { v.cut(v.e.lettering()) }

// MouseDown is Fyne's: it puts the caret where the mouse is, or with Shift the end of the selection. On the mark it
// switches between Korean and Latin.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	if e.Disabled() && e.o.Sensitive {
		return
	}
	if e.switching = e.view.mark.on(ev.Position); e.switching {
		e.Switch()
		return
	}
	at := e.view.at(ev.Position)
	from, to := e.buffer.Selection()
	if ev.Button != desktop.MouseButtonSecondary || at < from || at > to {
		e.buffer.MoveTo(at, ev.Modifier&fyne.KeyModifierShift != 0)
	}
	e.Focus()
	e.view.paint()
}

// MouseUp is Fyne's.
func (e *Entry) MouseUp(*desktop.MouseEvent) {}

// Dragged is Fyne's: it selects.
func (e *Entry) Dragged(ev *fyne.DragEvent) {
	if e.switching {
		return // a hand that shook on the mark
	}
	e.buffer.MoveTo(e.view.at(ev.Position), true)
	e.view.paint()
}

// DragEnd is Fyne's.
func (e *Entry) DragEnd() {}

// Tapped is Fyne's; the press has done it all.
func (e *Entry) Tapped(*fyne.PointEvent) {}

// DoubleTapped is Fyne's: it selects the word; all of what can't be read.
func (e *Entry) DoubleTapped(ev *fyne.PointEvent) {
	switch {
	case e.switching:
		return
	case e.hidden:
		e.buffer.SelectAll()
	default:
		e.buffer.SelectWord(e.view.over(ev.Position))
	}
	e.view.paint()
}

// Cursor is the text pointer.
func (e *Entry) Cursor() desktop.Cursor { return desktop.TextCursor }
