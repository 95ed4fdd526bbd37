package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// ListColumn is one column of a RowList.
type ListColumn struct {
	Title string
	Width float32 // fixed, before the text scale; with Grow it is the least
	Grow  float32 // share of the width that is left
	Right bool    // amounts
	Yield int     // where the columns do not fit, those with the highest go first; 0 stays
}

// ListCell is what stands in one column of one row.
type ListCell struct {
	Text   string
	Tail   string // a second word behind it in soft ink: BC 1406
	Stand  string // such a word only while the next column has yielded: what that one would say
	Under  string // a note beneath it in soft ink
	Bold   bool
	Soft   bool
	Strike bool
	Chip   bool // the text as a chip in Tone
	Tone   Tone
}

// RowList is a list of rows under a header, exact for a million of them: only rows in sight are made. Up, Down, PageUp,
// PageDown, Home and End select; Enter or a second click on the selected row opens it.
type RowList struct {
	widget.BaseWidget
	OnSelected  func(index int) // a person or Select chose a row
	OnActivated func(index int) // Enter, or a click on the row that is selected
	OnShortcut  func(fyne.Shortcut) (used bool)
	OnFocus     func(focused bool) // it got or lost the keyboard
	// OnSight tells which rows are in sight after they were drawn or scrolled; last is -1 while there are none.
	OnSight func(first, last int)

	columns  []ListColumn
	length   func() int
	row      func(index int) []ListCell
	selected int

	ground *plate
	rule   *canvas.Rectangle
	titles []*Text
	list   *rowKeys
}

// NewRowList makes a list; length and row are asked whenever it is drawn and must answer at once.
func NewRowList(columns []ListColumn, length func() int, row func(index int) []ListCell) *RowList {
	l := &RowList{
		columns: columns, length: length, row: row, selected: -1,
		ground: newPlate(12), rule: box(0),
	}
	for _, c := range columns {
		t := NewSoft(Note, c.Title)
		if c.Right {
			t.Align = fyne.TextAlignTrailing
		}
		l.titles = append(l.titles, t)
	}
	l.list = newRowKeys(l)
	l.ExtendBaseWidget(l)
	return l
}

// Selected is the selected row, or -1.
func (l *RowList) Selected() int { return l.selected }

// Select selects a row, brings it into sight and tells OnSelected; -1 selects none.
func (l *RowList) Select(index int) {
	index = min(index, l.length()-1)
	if index < -1 {
		index = -1
	}
	before := l.selected
	l.selected = index
	if before != index && l.OnSelected != nil {
		l.OnSelected(index)
	}
	l.list.mark(before, index)
	l.list.reveal(l.selected) // last: what comes into sight may lead to other rows
}

// Shift follows rows that came in above all others: it moves the selected index and what is in sight by as many rows,
// without a word to OnSelected. Call it between the change of the data and Reload.
func (l *RowList) Shift(rows int) {
	if l.selected >= 0 {
		l.selected = max(0, l.selected+rows)
	}
	if l.list.top > 0 { // at the top the new rows are to be seen
		l.list.top = max(0, l.list.top+float64(rows)*float64(listRowHeight()))
	}
}

// Room is how many rows are in sight at most, those cut off included; 0 before the list has its place.
func (l *RowList) Room() int {
	return int(math.Ceil(float64(l.list.Size().Height) / float64(listRowHeight())))
}

// Focus gives the list the keyboard.
func (l *RowList) Focus() { focus(l.list) }

// Keys is the part that has the keyboard, for FocusFirst and tests.
func (l *RowList) Keys() fyne.Focusable { return l.list }

// Reload draws the rows anew after the data changed, from the top if asked. It keeps the selected index while there is
// such a row and does not tell OnSelected.
func (l *RowList) Reload(fromTop bool) {
	if l.selected >= l.length() {
		l.selected = -1
	}
	if fromTop {
		l.list.top = 0
	}
	l.list.Refresh()
}

// HeadHeight is the height of the columns' titles, above the rows.
func (l *RowList) HeadHeight() float32 { return listHeadHeight() }

// CreateRenderer is Fyne's.
func (l *RowList) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{l.ground.outer, l.ground.inner, l.rule}
	for _, t := range l.titles {
		objects = append(objects, t)
	}
	objects = append(objects, l.list)
	l.paint()
	return &frame{
		objects: objects,
		layout:  l.arrange,
		least:   func() fyne.Size { return fyne.NewSize(l.least(), listHeadHeight()+3*listRowHeight()) },
		paint:   func() { l.paint(); l.arrange(l.Size()) },
	}
}

func listHeadHeight() float32 { return Note.line() + 16 }
func listRowHeight() float32  { return max(44, Body.line()+22) }

func (l *RowList) paint() {
	edge, width := ColorLine, float32(1)
	if l.list.focused {
		edge, width = ColorAccent, 2
	}
	l.ground.fill(ColorCard, edge, width)
	fill(l.rule, ColorLine, "", 0)
}

// ring shows whether the list has the keyboard.
func (l *RowList) ring() {
	l.paint()
	l.ground.place(0, 0, l.Size().Width, l.Size().Height)
	l.ground.outer.Refresh()
	l.ground.inner.Refresh()
}

func (l *RowList) arrange(s fyne.Size) {
	l.ground.place(0, 0, s.Width, s.Height)
	head := listHeadHeight()
	place(l.rule, 2, head, s.Width-4, 1)
	for i, x := range l.spans(s.Width - 4) {
		l.titles[i].Hidden = x.width == 0
		place(l.titles[i], 2+x.from, 0, x.width, head)
	}
	place(l.list, 2, head+1, s.Width-4, s.Height-head-1-8)
}

// span is where a column begins and how wide it is.
type span struct{ from, width float32 }

const listPad = 16

// spans are the columns for a row's width, with 16 between them and at both sides. A column that has yielded has no
// width; if all that yield are gone and it is still too narrow, the rest shrink alike.
func (l *RowList) spans(width float32) []span {
	limit := l.limit(width)
	gaps, fixed, share := float32(listPad), float32(0), float32(0)
	for _, c := range l.columns {
		if c.Yield <= limit {
			gaps += listPad
			fixed += c.Width * textScale()
			share += c.Grow
		}
	}
	left := width - gaps - fixed
	shrink := float32(1)
	if left < 0 && fixed > 0 {
		shrink = max(0, width-gaps) / fixed
	}
	out := make([]span, len(l.columns))
	x := float32(listPad)
	for i, c := range l.columns {
		if c.Yield > limit {
			continue
		}
		w := c.Width * textScale() * shrink
		if share > 0 {
			w += max(0, left) * c.Grow / share
		}
		out[i] = span{x, w}
		x += w + listPad
	}
	return out
}

// limit is the highest Yield whose columns still fit.
func (l *RowList) limit(width float32) int {
	limit := 0
	for _, c := range l.columns {
		limit = max(limit, c.Yield)
	}
	for ; limit > 0; limit-- {
		need := float32(listPad)
		for _, c := range l.columns {
			if c.Yield <= limit {
				need += c.Width*textScale() + listPad
			}
		}
		if need <= width {
			break
		}
	}
	return limit
}

// least is the width below which the list is of no use.
func (l *RowList) least() float32 { return 240 }
