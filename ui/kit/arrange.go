package kit

import "fyne.io/fyne/v2"

// Beside sets side at a fixed width on the right of main, gap apart, both from the top. Where main would have less
// width than it needs, side goes beneath it.
func Beside(main, side fyne.CanvasObject, width, gap float32) *fyne.Container {
	return &fyne.Container{Layout: &besideLayout{side: width, gap: gap}, Objects: []fyne.CanvasObject{main, side}}
}

type besideLayout struct {
	side, gap float32
	width     float32
}

// split is the width of both parts; below tells that the second goes beneath the first.
func (l *besideLayout) split(o []fyne.CanvasObject, width float32) (main, side float32, below bool) {
	side = max(l.side, o[1].MinSize().Width)
	main = width - l.gap - side
	if main < o[0].MinSize().Width {
		return width, min(side, width), true
	}
	return main, side, false
}

// Layout is fyne.Layout's.
func (l *besideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	main, side, below := l.split(o, s.Width)
	if below {
		h := heightOf(o[0], main)
		place(o[0], 0, 0, main, h)
		place(o[1], 0, h+l.gap, side, heightOf(o[1], side))
		return
	}
	place(o[0], 0, 0, main, max(s.Height, heightOf(o[0], main)))
	place(o[1], main+l.gap, 0, side, max(s.Height, heightOf(o[1], side)))
}

func (l *besideLayout) heightFor(o []fyne.CanvasObject, width float32) float32 {
	main, side, below := l.split(o, width)
	if below {
		return heightOf(o[0], main) + l.gap + heightOf(o[1], side)
	}
	return max(heightOf(o[0], main), heightOf(o[1], side))
}

// MinSize is fyne.Layout's.
func (l *besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	w := max(o[0].MinSize().Width, o[1].MinSize().Width)
	if l.width <= 0 {
		return fyne.NewSize(w, l.heightFor(o, unknownWidth))
	}
	return fyne.NewSize(w, l.heightFor(o, max(w, l.width)))
}

// OnBaseline sets texts of different sizes beside one another on one line.
func OnBaseline(gap float32, texts ...*Text) *fyne.Container {
	c := &fyne.Container{Layout: baselineLayout{gap}}
	for _, t := range texts {
		c.Objects = append(c.Objects, t)
	}
	return c
}

type baselineLayout struct{ gap float32 }

// Layout is fyne.Layout's.
func (l baselineLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	foot := float32(0)
	for _, o := range objects {
		foot = max(foot, o.(*Text).Baseline())
	}
	x := float32(0)
	for _, o := range objects {
		t := o.(*Text)
		w := max(0, min(t.natural(), s.Width-x))
		place(t, x, foot-t.Baseline(), w, t.Role.line())
		x += w + l.gap
	}
}

// MinSize is fyne.Layout's.
func (l baselineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	for i, o := range objects {
		m := o.MinSize()
		s.Width, s.Height = s.Width+m.Width, max(s.Height, m.Height)
		if i > 0 {
			s.Width += l.gap
		}
	}
	return s
}

// Filled sets head over body over foot, gap apart: head and foot at the heights their width asks for, body in all that
// is left. Head and foot may be nil. It is for pages whose body scrolls by itself, such as a RowList.
func Filled(gap float32, head, body, foot fyne.CanvasObject) *fyne.Container {
	l := &filledLayout{gap: gap, head: head, body: body, foot: foot}
	c := &fyne.Container{Layout: l}
	for _, o := range []fyne.CanvasObject{head, body, foot} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

type filledLayout struct {
	gap              float32
	head, body, foot fyne.CanvasObject
}

// Layout is fyne.Layout's.
func (l *filledLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	top, bottom := float32(0), s.Height
	if l.head != nil && l.head.Visible() {
		h := heightOf(l.head, s.Width)
		place(l.head, 0, 0, s.Width, h)
		top = h + l.gap
	}
	if l.foot != nil && l.foot.Visible() {
		h := heightOf(l.foot, s.Width)
		place(l.foot, 0, s.Height-h, s.Width, h)
		bottom = s.Height - h - l.gap
	}
	place(l.body, 0, top, s.Width, max(0, bottom-top))
}

// MinSize is fyne.Layout's.
func (l *filledLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.Size{}
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			s.Width, s.Height = max(s.Width, m.Width), s.Height+m.Height+l.gap
		}
	}
	s.Height -= l.gap
	return s
}

// Narrow keeps an object to a width at which its lines read well, and to the left. The width follows the text scale.
func Narrow(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: narrowLayout{width}, Objects: []fyne.CanvasObject{o}}
}

type narrowLayout struct{ width float32 }

func (l narrowLayout) within(width float32) float32 { return min(width, l.width*textScale()) }

// Layout is fyne.Layout's.
func (l narrowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := l.within(s.Width)
	place(o[0], 0, 0, w, heightOf(o[0], w))
}

func (l narrowLayout) heightFor(o []fyne.CanvasObject, width float32) float32 {
	return heightOf(o[0], l.within(width))
}

// MinSize is fyne.Layout's.
func (l narrowLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
