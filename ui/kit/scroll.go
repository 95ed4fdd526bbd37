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

// NewScroll lets content scroll up and down. Lay it out with placeScroll, or on a card with NewScrollCard.
func NewScroll(content fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(&fyne.Container{Layout: gutterLayout{}, Objects: []fyne.CanvasObject{content}})
}

// placeScroll puts a scroll so that its content has the place that is named.
func placeScroll(s *container.Scroll, x, y, width, height float32) {
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
func NewScrollCard(content fyne.CanvasObject) (*Card, *container.Scroll) {
	scroll := NewScroll(content)
	return NewCard(scroll), scroll
}
