package kit

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// toothWidth is the length of one tooth of a torn edge.
const toothWidth = 12

// tornEdge is a strip of paper with a zig-zag edge, drawn at the pixels of the screen.
type tornEdge struct {
	widget.BaseWidget
	up     bool
	raster *canvas.Raster
}

func newTornEdge(up bool) *tornEdge {
	t := &tornEdge{up: up}
	t.raster = canvas.NewRaster(t.draw)
	t.ExtendBaseWidget(t)
	return t
}

func (t *tornEdge) CreateRenderer() fyne.WidgetRenderer {
	return &frame{
		objects: []fyne.CanvasObject{t.raster},
		layout:  func(s fyne.Size) { place(t.raster, 0, 0, s.Width, s.Height) },
		least:   func() fyne.Size { return fyne.NewSize(toothWidth, tearDepth) },
	}
}

// draw fills the strip with card from the zig-zag on, with a hairline along it. The teeth are spread so that a whole
// number of them fills the width.
func (t *tornEdge) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	if w < 2 || h < 2 {
		return img
	}
	unit := float64(h) / tearDepth // pixels per unit of length
	teeth := math.Max(1, math.Round(float64(w)/(toothWidth*unit)))
	period := float64(w) / teeth
	card := color.NRGBAModel.Convert(colour(ColorCard)).(color.NRGBA)
	line := color.NRGBAModel.Convert(colour(ColorLine)).(color.NRGBA)
	depth := float64(h) - unit
	slope := math.Hypot(1, depth/(period/2))
	for x := range w {
		at := math.Mod(float64(x)+0.5, period) / period
		edge := depth * (1 - math.Abs(2*at-1)) // 0 at the ends of a tooth
		for y := range h {
			row := y
			if !t.up {
				row = h - 1 - y
			}
			below := (float64(row) + 0.5 - edge) / slope // distance into the paper
			img.SetNRGBA(x, y, tornPixel(below/unit, unit, card, line))
		}
	}
	return img
}

// tornPixel is clear outside, then a hairline of one unit, then card; depth is in units, with one pixel of softness.
func tornPixel(depth, unit float64, card, line color.NRGBA) color.NRGBA {
	cover := math.Max(0, math.Min(1, depth*unit+0.5))
	into := math.Max(0, math.Min(1, (depth-1)*unit+0.5))
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-into) + float64(b)*into + 0.5) }
	return color.NRGBA{R: mix(line.R, card.R), G: mix(line.G, card.G), B: mix(line.B, card.B), A: uint8(255*cover + 0.5)}
}
