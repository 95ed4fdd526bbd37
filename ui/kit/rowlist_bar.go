package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// listBar is the scroll bar of a RowList, in the space that rows leave free on the right: the knob is dragged, a click
// beside it scrolls by a page.
type listBar struct {
	widget.BaseWidget
	rows    *rowKeys
	knob    *canvas.Rectangle
	hovered bool
	dragged bool
	at      float64 // where the knob is being dragged to, beyond the ends too
}

const (
	listBarWidth  float32 = 14 // that answers the mouse; the knob is narrower
	leastListKnob float64 = 32
)

func newListBar(rows *rowKeys) *listBar {
	b := &listBar{rows: rows, knob: box(4)}
	b.ExtendBaseWidget(b)
	return b
}

// follow goes where the rows are scrolled to; with nothing to scroll there is no bar.
func (b *listBar) follow() {
	size := b.rows.Size()
	if b.rows.most() == 0 {
		b.Hide()
		return
	}
	place(b, size.Width-listBarWidth, 0, listBarWidth, size.Height)
	if b.Hidden {
		b.Show()
	}
	b.arrange()
}

// span is the knob's height and how far it can go.
func (b *listBar) span() (knob, way float64) {
	height := float64(b.rows.Size().Height)
	knob = min(height, max(leastListKnob, height*height/(height+b.rows.most())))
	return knob, height - knob
}

func (b *listBar) arrange() {
	knob, way := b.span()
	at := 0.0
	if most := b.rows.most(); most > 0 {
		at = b.rows.top / most * way
	}
	width := float32(4)
	if b.hovered || b.dragged {
		width = 8
	}
	place(b.knob, listBarWidth-width-3, float32(at)+2, width, float32(knob)-4)
}

// Tapped is Fyne's: a page up or down.
func (b *listBar) Tapped(ev *fyne.PointEvent) {
	page := float64(b.rows.Size().Height - listRowHeight())
	switch at := b.knob.Position().Y; {
	case ev.Position.Y < at:
		b.rows.scrollTo(b.rows.top - page)
	case ev.Position.Y > at+b.knob.Size().Height:
		b.rows.scrollTo(b.rows.top + page)
	}
}

// Dragged is Fyne's.
func (b *listBar) Dragged(ev *fyne.DragEvent) {
	_, way := b.span()
	if way <= 0 {
		return
	}
	if !b.dragged {
		b.dragged, b.at = true, b.rows.top/b.rows.most()*way
	}
	b.at += float64(ev.Dragged.DY)
	b.rows.scrollTo(min(max(0, b.at/way), 1) * b.rows.most())
}

// DragEnd is Fyne's.
func (b *listBar) DragEnd() {
	b.dragged = false
	b.arrange()
}

// MouseIn is Fyne's.
func (b *listBar) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.arrange() }

// MouseMoved is Fyne's.
func (b *listBar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (b *listBar) MouseOut() { b.hovered = false; b.arrange() }

// CreateRenderer is Fyne's.
func (b *listBar) CreateRenderer() fyne.WidgetRenderer {
	paint := func() { fill(b.knob, theme.ColorNameScrollBar, "", 0) }
	paint()
	return &frame{
		objects: []fyne.CanvasObject{b.knob},
		layout:  func(fyne.Size) { b.arrange() },
		least:   func() fyne.Size { return fyne.NewSize(listBarWidth, float32(leastListKnob)) },
		paint:   func() { paint(); b.arrange() },
	}
}
