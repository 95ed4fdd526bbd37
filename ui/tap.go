package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// tap makes anything answer a click.
type tap struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tapped  func()
}

func newTap(content fyne.CanvasObject, tapped func()) *tap {
	t := &tap{content: content, tapped: tapped}
	t.ExtendBaseWidget(t)
	return t
}

// Tapped is Fyne's.
func (t *tap) Tapped(*fyne.PointEvent) { t.tapped() }

// HeightFor is the content's height at a width.
func (t *tap) HeightFor(width float32) float32 {
	if h, ok := t.content.(interface{ HeightFor(float32) float32 }); ok {
		return h.HeightFor(width)
	}
	return t.content.MinSize().Height
}

// CreateRenderer is Fyne's.
func (t *tap) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }
