// Package kit is what the screens are made of: the theme, the type, the fields, the slip, the list and the sheet.
//
// Widgets here show what they are given and tell what a person did, through callbacks. The package must not know money
// rules, the desk, the store or a gateway, and has no words of its own: every text comes from the caller. Everything is
// used from Fyne's own goroutine; nothing here starts another or hands work between them.
//
// Text is typed into an Entry and nowhere else. What is in it is kept by ui/editing, and its Keyboard says what keys write;
// what differs between operating systems the caller tells that Keyboard.
//
// Keys: a widget uses the keys that are its own and passes every other key and shortcut to the nearest Sheet, or to the
// window's canvas (SetOnTypedKey, SetOnTypedRune, AddShortcut). So a shell sets its keys on the canvas once and they
// work wherever the focus is.
//
// Start reading at palette.go and theme.go, then text.go and field.go; for typing at entry.go and keyboard.go.
package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// frame is the one renderer of this package: objects from back to front, and three functions.
type frame struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	least   func() fyne.Size
	paint   func() // brings colours, sizes and texts up to date; may be nil
}

func (f *frame) Destroy()                     {}
func (f *frame) Layout(s fyne.Size)           { f.layout(s) }
func (f *frame) MinSize() fyne.Size           { return f.least() }
func (f *frame) Objects() []fyne.CanvasObject { return f.objects }

func (f *frame) Refresh() {
	if f.paint != nil {
		f.paint()
	}
	for _, o := range f.objects {
		o.Refresh()
	}
}

// heightForWidth is met by widgets whose height follows from the width they are given, such as paragraphs.
type heightForWidth interface {
	HeightFor(width float32) float32
}

// heightOf is the height o needs at a width.
func heightOf(o fyne.CanvasObject, width float32) float32 {
	if h, ok := o.(heightForWidth); ok {
		return h.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if h, ok := c.Layout.(containerHeight); ok {
			return h.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// containerHeight is heightForWidth for layouts of plain containers.
type containerHeight interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// place moves and resizes o, on whole units so that edges and letters stay sharp.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(round(x), round(y)))
	o.Resize(fyne.NewSize(round(w), round(h)))
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
func ceil(v float32) float32  { return float32(math.Ceil(float64(v))) }

// box makes a rectangle with a corner radius; its colours are set when it is painted.
func box(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = radius
	return r
}

// fill colours a rectangle; an empty name leaves that part clear.
func fill(r *canvas.Rectangle, ground, stroke fyne.ThemeColorName, width float32) {
	r.FillColor, r.StrokeColor, r.StrokeWidth = colour(ground), colour(stroke), width
	if stroke == "" {
		r.StrokeWidth = 0
	}
}
