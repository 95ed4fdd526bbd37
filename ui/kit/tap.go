package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressableRow is a part that answers the mouse only; the keyboard belongs to the whole it is part of.
type pressableRow struct {
	widget.BaseWidget
	tapped  func()
	hovered bool
}

// Tapped is Fyne's.
func (p *pressableRow) Tapped(*fyne.PointEvent) {
	if p.tapped != nil {
		p.tapped()
	}
}

// MouseIn is Fyne's.
func (p *pressableRow) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved is Fyne's.
func (p *pressableRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (p *pressableRow) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor is the hand.
func (p *pressableRow) Cursor() desktop.Cursor { return desktop.PointerCursor }
