package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// plate is a rounded ground with an edge drawn as two grounds, one in the other: a stroke would straddle the pixels.
// Without a ground colour the edge is a stroke after all.
type plate struct {
	outer, inner *canvas.Rectangle
	radius       float32
	width        float32
}

func newPlate(radius float32) *plate {
	return &plate{outer: box(radius), inner: box(radius), radius: radius}
}

// place sets both parts; call it after fill, because the inner one depends on the edge's width.
func (p *plate) place(x, y, w, h float32) {
	place(p.outer, x, y, w, h)
	p.inner.CornerRadius = max(0, p.radius-p.width)
	place(p.inner, x+p.width, y+p.width, w-2*p.width, h-2*p.width)
}

// fill colours both parts; an empty edge leaves the ground alone.
func (p *plate) fill(ground, edge fyne.ThemeColorName, width float32) {
	p.inner.Hidden = true
	switch {
	case edge == "":
		p.width = 0
		fill(p.outer, ground, "", 0)
	case ground == "":
		p.width = 0
		fill(p.outer, "", edge, width)
	default:
		p.width = width
		fill(p.outer, edge, "", 0)
		fill(p.inner, ground, "", 0)
		p.inner.Hidden = false
	}
}

func (p *plate) hide(hidden bool) {
	p.outer.Hidden = hidden
	p.inner.Hidden = p.inner.Hidden || hidden
}
