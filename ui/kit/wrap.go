package kit

import "fyne.io/fyne/v2"

// Wrap sets objects beside one another at their own widths, gap apart, and goes on beneath where a line is full.
func Wrap(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &wrapLayout{gap: gap}, Objects: objects}
}

type wrapLayout struct{ gap, width float32 }

func (l *wrapLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.walk(objects, s.Width, place)
}

func (l *wrapLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.walk(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// MinSize is Fyne's: no line can be narrower than the widest object.
func (l *wrapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return leastOf(objects, l.width, l.heightFor)
}

// walk puts the objects at a width and answers the height.
func (l *wrapLayout) walk(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		own := o.MinSize()
		if x > 0 && x+own.Width > width+0.5 {
			x, y, line = 0, y+line+l.gap, 0
		}
		put(o, x, y, min(own.Width, width), own.Height)
		x, line = x+own.Width+l.gap, max(line, own.Height)
	}
	return y + line
}
