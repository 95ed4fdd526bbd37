package kit

import (
	"bytes"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"keyindesk/assets"
)

// Icon is a line icon of assets in a palette colour.
type Icon struct {
	widget.BaseWidget
	name  string
	color fyne.ThemeColorName
	side  float32
	image *canvas.Image
}

// NewIcon makes a square icon; name is one of assets.LineIcon, side its edge before the text scale.
func NewIcon(name string, color fyne.ThemeColorName, side float32) *Icon {
	i := &Icon{name: name, color: color, side: side, image: canvas.NewImageFromResource(nil)}
	i.image.FillMode = canvas.ImageFillContain
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the drawing and its colour.
func (i *Icon) Set(name string, color fyne.ThemeColorName) {
	if i.name != name || i.color != color {
		i.name, i.color = name, color
		i.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	i.paint()
	return &frame{
		objects: []fyne.CanvasObject{i.image},
		layout:  func(s fyne.Size) { place(i.image, (s.Width-i.edge())/2, (s.Height-i.edge())/2, i.edge(), i.edge()) },
		least:   func() fyne.Size { return fyne.NewSquareSize(i.edge()) },
		paint:   i.paint,
	}
}

func (i *Icon) edge() float32 { return round(i.side * textScale()) }

func (i *Icon) paint() { i.image.Resource = iconResource(i.name, i.color) }

// iconResource is an icon in the colour of the moment. Its name carries the colour, because Fyne caches by name.
func iconResource(name string, color fyne.ThemeColorName) fyne.Resource {
	svg := assets.LineIcon(name)
	if svg == nil {
		return nil
	}
	r, g, b, _ := colour(color).RGBA()
	ink := fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
	return fyne.NewStaticResource(name+"-"+ink[1:]+".svg", bytes.ReplaceAll(svg, []byte("currentColor"), []byte(ink)))
}
