package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Card is a sheet of card with a hairline and one thing on it.
type Card struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	Pad     float32             // space around the content; NewCard sets 20
	Ground  fyne.ThemeColorName // empty means ColorCard
	Edge    fyne.ThemeColorName // empty means a hairline; any colour makes a 2-unit frame
	ground  *plate
}

// NewCard puts content on a card.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{Content: content, Pad: 20, ground: newPlate(12)}
	c.ExtendBaseWidget(c)
	return c
}

// HeightFor is the height at a width.
func (c *Card) HeightFor(width float32) float32 { return heightOf(c.Content, width-2*c.Pad) + 2*c.Pad }

// CreateRenderer is Fyne's.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		ground, edge, width := ColorCard, ColorLine, float32(1)
		if c.Ground != "" {
			ground = c.Ground
		}
		if c.Edge != "" {
			edge, width = c.Edge, 2
		}
		c.ground.fill(ground, edge, width)
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{c.ground.outer, c.ground.inner, c.Content},
		layout: func(s fyne.Size) {
			c.ground.place(0, 0, s.Width, s.Height)
			if scroll, ok := c.Content.(*Scroll); ok {
				placeScroll(scroll, c.Pad, c.Pad, s.Width-2*c.Pad, s.Height-2*c.Pad)
				return
			}
			place(c.Content, c.Pad, c.Pad, s.Width-2*c.Pad, s.Height-2*c.Pad)
		},
		least: func() fyne.Size { return c.Content.MinSize().AddWidthHeight(2*c.Pad, 2*c.Pad) },
		paint: func() { paint(); c.ground.place(0, 0, c.Size().Width, c.Size().Height) },
	}
}

// Line is a hairline across.
type Line struct {
	widget.BaseWidget
	rule *canvas.Rectangle
}

// NewLine makes a hairline.
func NewLine() *Line {
	l := &Line{rule: box(0)}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is Fyne's.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	paint := func() { fill(l.rule, ColorLine, "", 0) }
	paint()
	return &frame{
		objects: []fyne.CanvasObject{l.rule},
		layout:  func(s fyne.Size) { place(l.rule, 0, (s.Height-1)/2, s.Width, 1) },
		least:   func() fyne.Size { return fyne.NewSize(1, 1) },
		paint:   paint,
	}
}

// DashedRule is the perforation between the parts of a slip.
type DashedRule struct {
	widget.BaseWidget
	rule *canvas.Raster
}

// NewDashedRule makes a dashed line.
func NewDashedRule() *DashedRule {
	d := &DashedRule{}
	d.rule = canvas.NewRaster(d.draw)
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer is Fyne's.
func (d *DashedRule) CreateRenderer() fyne.WidgetRenderer {
	return &frame{
		objects: []fyne.CanvasObject{d.rule},
		layout:  func(s fyne.Size) { place(d.rule, 0, (s.Height-1)/2, s.Width, 1) },
		least:   func() fyne.Size { return fyne.NewSize(1, 1) },
	}
}

// draw makes dashes three pixels long at the canvas's scale, beginning and ending with one.
func (d *DashedRule) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	ink := color.NRGBAModel.Convert(colour(ColorLine)).(color.NRGBA)
	unit := max(h, 1) * 3
	for x := range w {
		if x/unit%2 == 0 {
			for y := range h {
				img.SetNRGBA(x, y, ink)
			}
		}
	}
	return img
}
