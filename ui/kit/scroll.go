package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// What an area that scrolls has around its content: on the left, above and below room for focus rings, on the right
// room for the bar as well, at its widest, so that it never lies on what is read or pressed.
const (
	scrollEdge   float32 = 4
	scrollGutter float32 = 14
)

// Scroll is an area that scrolls up and down, by the step of the program under the wheel.
type Scroll struct{ container.Scroll }

// NewScroll lets content scroll. Lay it out with placeScroll, or on a card with NewScrollCard.
func NewScroll(content fyne.CanvasObject) *Scroll {
	return NewBareScroll(&fyne.Container{Layout: gutterLayout{}, Objects: []fyne.CanvasObject{content}})
}

// NewBareScroll lets content scroll that has room for the bar and for focus rings itself.
func NewBareScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{container.Scroll{Direction: container.ScrollVerticalOnly, Content: content}}
	s.ExtendBaseWidget(s)
	return s
}

// Scrolled is Fyne's: the wheel.
func (s *Scroll) Scrolled(ev *fyne.ScrollEvent) {
	turned := *ev
	turned.Scrolled = turn(ev)
	s.Scroll.Scrolled(&turned)
}

// placeScroll puts a scroll so that its content has the place that is named.
func placeScroll(s *Scroll, x, y, width, height float32) {
	place(s, x-scrollEdge, y-scrollEdge, width+scrollEdge+scrollGutter, height+2*scrollEdge)
}

type gutterLayout struct{}

func (gutterLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		place(o, scrollEdge, scrollEdge, s.Width-scrollEdge-scrollGutter, s.Height-2*scrollEdge)
	}
}

func (gutterLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightOf(objects[0], width-scrollEdge-scrollGutter) + 2*scrollEdge
}

func (gutterLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(scrollEdge+scrollGutter, 2*scrollEdge)
}

// NewScrollCard puts on a card what scrolls when it is longer. The bar stands in the space around the content.
func NewScrollCard(content fyne.CanvasObject) (*Card, *Scroll) {
	scroll := NewScroll(content)
	return NewCard(scroll), scroll
}
