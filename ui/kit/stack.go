package kit

import "fyne.io/fyne/v2"

// Column sets objects beneath one another over the full width, gap apart. It knows paragraphs and other things whose
// height follows from their width.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &columnLayout{gap: gap}, Objects: objects}
}

// Row sets objects beside one another at their own widths, gap apart and centred in height. Grow marks those that share
// the width that is left.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &rowLayout{gap: gap}, Objects: objects}
}

// Grow lets an object in a Row take the width that is left. Grow(nil) is empty space.
func Grow(o fyne.CanvasObject) fyne.CanvasObject {
	c := &fyne.Container{Layout: growLayout{}}
	if o != nil {
		c.Objects = []fyne.CanvasObject{o}
	}
	return c
}

// Inset keeps space around one object: above and below, left and right.
func Inset(vertical, horizontal float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: insetLayout{vertical, horizontal}, Objects: []fyne.CanvasObject{o}}
}

type columnLayout struct {
	gap   float32
	width float32
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	y := float32(0)
	for _, o := range objects {
		if o.Visible() {
			h := heightOf(o, s.Width)
			place(o, 0, y, s.Width, h)
			y += h + l.gap
		}
	}
}

func (l *columnLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	y := float32(0)
	for _, o := range objects {
		if o.Visible() {
			y += heightOf(o, width) + l.gap
		}
	}
	return max(0, y-l.gap)
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return leastOf(objects, l.width, l.heightFor)
}

// leastOf is as wide as the widest object and as high as all are at the width
// that they had last; 0 is none yet.
func leastOf(objects []fyne.CanvasObject, width float32, heightFor func([]fyne.CanvasObject, float32) float32) fyne.Size {
	w := float32(0)
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	if width <= 0 {
		return fyne.NewSize(w, heightFor(objects, unknownWidth))
	}
	return fyne.NewSize(w, heightFor(objects, max(w, width)))
}

type rowLayout struct{ gap float32 }

func (l *rowLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	widths := l.widths(objects, s.Width)
	x := float32(0)
	for i, o := range objects {
		if o.Visible() {
			h := min(s.Height, heightOf(o, widths[i]))
			place(o, x, (s.Height-h)/2, widths[i], h)
			x += widths[i] + l.gap
		}
	}
}

// widths gives each object its own width, and those that grow what is left.
func (l *rowLayout) widths(objects []fyne.CanvasObject, width float32) []float32 {
	out := make([]float32, len(objects))
	left, growing := width+l.gap, 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		left -= l.gap
		if grows(o) {
			growing++
			continue
		}
		out[i] = o.MinSize().Width
		left -= out[i]
	}
	for i, o := range objects {
		if growing > 0 && o.Visible() && grows(o) {
			out[i] = max(0, left/float32(growing))
		}
	}
	return out
}

func (l *rowLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for i, w := range l.widths(objects, width) {
		if objects[i].Visible() {
			h = max(h, heightOf(objects[i], w))
		}
	}
	return h
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s, n := fyne.Size{}, 0
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			s.Width, s.Height = s.Width+m.Width, max(s.Height, m.Height)
			n++
		}
	}
	if n > 1 {
		s.Width += float32(n-1) * l.gap
	}
	return s
}

func grows(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(growLayout)
	return ok
}

type growLayout struct{}

func (growLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, s.Width, s.Height)
	}
}

func (growLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range objects {
		h = max(h, heightOf(o, width))
	}
	return h
}

func (growLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}

type insetLayout struct{ vertical, horizontal float32 }

func (l insetLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		place(o, l.horizontal, l.vertical, s.Width-2*l.horizontal, s.Height-2*l.vertical)
	}
}

func (l insetLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightOf(objects[0], width-2*l.horizontal) + 2*l.vertical
}

func (l insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*l.horizontal, 2*l.vertical)
}
