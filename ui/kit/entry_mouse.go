package kit

import (
	"time"

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

// click is a press of the mouse, kept to tell whether the next makes it a double click.
type click struct {
	on   fyne.Position
	when time.Time
}

// clickReach is how far apart the two presses of a double click may be.
const clickReach float32 = 5

// MouseDown is Fyne's: it puts the caret where the mouse is, or with Shift the end of the selection. A double click
// selects the word, or all of what can't be read. On the mark it switches between Korean and Latin.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	if e.Disabled() && e.o.Sensitive {
		return
	}
	if e.done = e.doubled(ev); e.done { // also where the first press has just brought up the mark
		e.selectWord(ev.Position)
		return
	}
	if e.done = ev.Button != desktop.MouseButtonSecondary && e.view.mark.on(ev.Position); e.done {
		e.clicked = click{}
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
	if e.done {
		return // a hand that shook
	}
	e.buffer.MoveTo(e.view.at(ev.Position), true)
	e.view.paint()
}

// DragEnd is Fyne's. Where the button is let go outside the entry, the toolkit has taken the keyboard from it.
func (e *Entry) DragEnd() { e.Focus() }

// Tapped is Fyne's; the press has done it all.
func (e *Entry) Tapped(*fyne.PointEvent) {}

// doubled tells whether a press is the second of a double click: soon after the first, on the same spot, with no key
// between. The toolkit counts any two clicks on an entry, and tells of them when more may have been typed: that would then
// be selected, and the next letter would replace it.
func (e *Entry) doubled(ev *desktop.MouseEvent) bool {
	before := e.clicked
	e.clicked = click{}
	if ev.Button == desktop.MouseButtonSecondary {
		return false
	}
	if off := ev.Position.Subtract(before.on); time.Since(before.when) <= fyne.CurrentApp().Driver().DoubleTapDelay() &&
		max(off.X, -off.X, off.Y, -off.Y) <= clickReach {
		return true
	}
	e.clicked = click{on: ev.Position, when: time.Now()}
	return false
}

func (e *Entry) selectWord(p fyne.Position) {
	if e.hidden {
		e.buffer.SelectAll()
	} else {
		e.buffer.SelectWord(e.view.over(p))
	}
	e.view.paint()
}

// Cursor is the text pointer.
func (e *Entry) Cursor() desktop.Cursor { return desktop.TextCursor }
