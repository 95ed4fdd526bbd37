package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// stepWidth is the first column of a step, before the text scale: a time with seconds.
const stepWidth float32 = 66

// Step sets a short mark, such as a time, beside what it marks, both from the top; the marks of steps that stand
// beneath one another line up.
func Step(mark, what fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &stepLayout{least: stepWidth}, Objects: []fyne.CanvasObject{mark, what}}
}

// Numbered sets a figure beside one of several things to do, both from the top.
func Numbered(n int, what fyne.CanvasObject) *fyne.Container {
	mark := NewStrong(Body, fmt.Sprint(n))
	mark.Color = ColorAccent
	return &fyne.Container{Layout: &stepLayout{least: 10}, Objects: []fyne.CanvasObject{mark, what}}
}

// Counted sets a quiet figure beside one of many things, both from the top; figures of one and of two digits take as
// much room.
func Counted(n int, what fyne.CanvasObject) *fyne.Container {
	mark := NewSoft(Subtitle, fmt.Sprint(n))
	return &fyne.Container{Layout: &stepLayout{least: 32}, Objects: []fyne.CanvasObject{mark, what}}
}

type stepLayout struct{ least, width float32 }

func (l *stepLayout) column(o []fyne.CanvasObject) float32 {
	return max(l.least*textScale(), o[0].MinSize().Width+10)
}

func (l *stepLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	left := l.column(o)
	place(o[0], 0, 2, left, o[0].MinSize().Height)
	place(o[1], left, 0, s.Width-left, heightOf(o[1], s.Width-left))
}

func (l *stepLayout) heightFor(o []fyne.CanvasObject, width float32) float32 {
	return max(o[0].MinSize().Height+2, heightOf(o[1], width-l.column(o)))
}

func (l *stepLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := l.column(o) + o[1].MinSize().Width
	return fyne.NewSize(least, l.heightFor(o, max(least, l.width)))
}
