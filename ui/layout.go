package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/ui/kit"
)

// The spaces of every screen.
const (
	pagePad   float32 = 28 // around a screen
	paneGap   float32 = 36 // between a screen's two halves
	slipWidth float32 = 372
	// edge keeps frames and focus rings clear of the scrolling area's cut.
	edge float32 = 4
	// revealMargin is what stays in sight around the widget that has the focus.
	revealMargin float32 = 48
	// roomyScale is the largest text scale that leaves room for extras.
	roomyScale float32 = 1.3
)

// listAndStory sets a list that scrolls by itself beside a narrower page about
// the row that is chosen.
func listAndStory(list, story fyne.CanvasObject) fyne.CanvasObject {
	return container.New(storyLayout{}, list, story)
}

type storyLayout struct{}

const (
	storyWidth float32 = 330
	// storyShare is the most of the width that the story takes with large text.
	storyShare float32 = 0.34
)

// Layout is Fyne's.
func (storyLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	width := s.Width - 2*pagePad - 24
	side := max(min(storyWidth*textScale(), width*storyShare), objects[1].MinSize().Width)
	height := s.Height - pagePad - 16
	objects[0].Move(fyne.NewPos(pagePad, pagePad-edge))
	objects[0].Resize(fyne.NewSize(width-side, height))
	objects[1].Move(fyne.NewPos(pagePad+width-side+24, pagePad-edge))
	objects[1].Resize(fyne.NewSize(side, height))
}

// MinSize is Fyne's.
func (storyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 320) }

// page is one column that scrolls.
func page(content fyne.CanvasObject) *kit.Scroll {
	return kit.NewBareScroll(kit.Inset(pagePad-edge, pagePad, content))
}

// reveal scrolls until what has the keyboard is in sight, with some of what
// stands around it.
func reveal(scroll *kit.Scroll, o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(scroll.Content))
	top, bottom := at.Y, at.Y+o.Size().Height
	if bottom < 0 || top > scroll.Content.Size().Height || at.X < 0 || at.X > scroll.Content.Size().Width {
		return // stands elsewhere
	}
	offset := scroll.Offset
	switch {
	case top-revealMargin < offset.Y:
		offset.Y = max(0, top-revealMargin)
	case bottom+revealMargin > offset.Y+scroll.Size().Height:
		offset.Y = min(bottom+revealMargin, scroll.Content.Size().Height) - scroll.Size().Height
		offset.Y = min(offset.Y, max(0, top-revealMargin)) // of what is too tall, the top
	default:
		return
	}
	scroll.ScrollToOffset(offset)
}

// heading is a screen's title with a quiet hint on the same line.
func heading(title, hint string) (fyne.CanvasObject, *kit.Text, *kit.Text) {
	lead, soft := kit.NewStrong(kit.Title, title), kit.NewSoft(kit.Body, hint)
	soft.Shrink = true
	return kit.Row(14, lead, kit.Grow(soft)), lead, soft
}

// textScale is how much larger than drawn the text is.
func textScale() float32 { return kit.Body.Size() / 15 }
