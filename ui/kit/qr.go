package kit

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"rsc.io/qr"
)

// QR is a QR code for a phone's camera. It is dark on white in both themes, because not every camera reads it the other
// way round. It takes its natural size, which grows with the text, and sits in the middle of a larger place.
type QR struct {
	widget.BaseWidget
	text    string
	code    *qr.Code // nil draws nothing
	ground  *canvas.Rectangle
	modules *canvas.Raster
}

const (
	qrSide   = 240 // about so wide before the text scale
	qrModule = 3   // but no module smaller than this, before the text scale
	qrQuiet  = 4   // modules of white on every side, as the standard asks
)

// NewQR makes the code of a text.
func NewQR(text string) *QR {
	q := &QR{ground: box(8)}
	q.modules = canvas.NewRaster(q.draw)
	q.encode(text)
	q.ExtendBaseWidget(q)
	return q
}

// Text is what was last set.
func (q *QR) Text() string { return q.text }

// SetText changes the code.
func (q *QR) SetText(text string) {
	if q.text != text {
		q.encode(text)
		q.Refresh()
	}
}

// Drawn tells whether there is a code to see. An empty text has none, nor has one of more than some 2,300 bytes.
func (q *QR) Drawn() bool { return q.code != nil }

func (q *QR) encode(text string) {
	q.text, q.code = text, nil
	if text == "" {
		return
	}
	if code, err := qr.Encode(text, qr.M); err == nil {
		q.code = code
	}
}

// CreateRenderer is Fyne's.
func (q *QR) CreateRenderer() fyne.WidgetRenderer {
	q.paint()
	return &frame{
		objects: []fyne.CanvasObject{q.ground, q.modules},
		layout:  q.arrange,
		least:   func() fyne.Size { return fyne.NewSquareSize(q.edge()) },
		paint:   func() { q.paint(); q.arrange(q.Size()) },
	}
}

func (q *QR) paint() {
	q.ground.FillColor = LightPalette().Card
	q.ground.Hidden, q.modules.Hidden = q.code == nil, q.code == nil
}

// across is the code's width in modules, with the quiet zone.
func (q *QR) across() float32 { return float32(q.code.Size + 2*qrQuiet) }

// edge is the natural width, a whole number of units a module.
func (q *QR) edge() float32 {
	if q.code == nil {
		return 0
	}
	scale := textScale()
	return q.across() * max(ceil(qrModule*scale), round(qrSide*scale/q.across()))
}

func (q *QR) arrange(s fyne.Size) {
	if q.code == nil {
		return
	}
	edge := min(q.edge(), s.Width, s.Height)
	x, y := (s.Width-edge)/2, (s.Height-edge)/2
	quiet := edge * qrQuiet / q.across()
	place(q.ground, x, y, edge, edge)
	place(q.modules, round(x)+ceil(quiet), round(y)+ceil(quiet), edge-2*ceil(quiet), edge-2*ceil(quiet))
}

// draw gives every module the same whole number of pixels, so that no edge is blurred; what is left over is white.
func (q *QR) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.NewUniform(LightPalette().Card), image.Point{}, draw.Src)
	if q.code == nil {
		return img
	}
	module := min(w, h) / q.code.Size
	left, top := (w-module*q.code.Size)/2, (h-module*q.code.Size)/2
	ink := image.NewUniform(LightPalette().Ink)
	for y := range q.code.Size {
		for x := range q.code.Size {
			if q.code.Black(x, y) {
				at := image.Pt(left+x*module, top+y*module)
				draw.Draw(img, image.Rectangle{Min: at, Max: at.Add(image.Pt(module, module))}, ink, image.Point{}, draw.Src)
			}
		}
	}
	return img
}
