package kit

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
)

// The bars are drawn by themselves, on whole pixels of the screen: at a scale of 1.5 no rectangle of the toolkit's whole
// units would have a sharp edge, nor would two bars be equally wide.

// leastBar is the height of the smallest sum that is not nothing.
const leastBar = 2

// column is from where to where a bar's place goes, of so many pixels across.
func (c *Chart) column(i, width int) (from, to int) {
	n := max(len(c.bars), 1)
	return i * width / n, (i + 1) * width / n
}

// thick is how wide every bar is, and how far the faint one stands out on both sides.
func (c *Chart) thick(width int) (bar, out int) {
	pitch := width / max(len(c.bars), 1)
	bar = max(pitch*6/10, 1)
	return bar, max(min((pitch-bar)/2-1, pitch/8), 0)
}

// most is the largest sum above the base line.
func (c *Chart) most() (sum int64) {
	for _, b := range c.bars {
		sum = max(sum, b.Up, b.Before)
	}
	return sum
}

// deepest is the largest sum below it.
func (c *Chart) deepest() (sum int64) {
	for _, b := range c.bars {
		sum = max(sum, b.Down)
	}
	return sum
}

// base is how far below the top the base line lies, of so many pixels, so that both sides have one measure.
func (c *Chart) base(height int) int {
	most, deepest := c.most(), c.deepest()
	y := height - 1
	if deepest > 0 {
		y = int(float64(height-1) * (float64(most) / float64(most+deepest)))
		y = min(y, height-1-leastBar)
	}
	if most > 0 {
		y = max(y, leastBar)
	}
	return y
}

// tall is how many of the pixels of the largest sum another one has.
func tall(sum, largest int64, pixels int) int {
	if sum <= 0 || largest <= 0 {
		return 0
	}
	return max(int(float64(sum)/float64(largest)*float64(pixels)+0.5), min(leastBar, pixels))
}

func (c *Chart) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	base := c.base(h)
	hair := max(1, int(float32(h)/c.height()+0.5))
	bar, out := c.thick(w)
	most, deepest := c.most(), c.deepest()
	for i, b := range c.bars {
		from, to := c.column(i, w)
		switch {
		case i == c.Pointed():
			block(img, from, 0, to, h, colour(ColorSoftAccent))
		case b.Quiet:
			block(img, from, 0, to, h, colour(ColorHover))
		}
		left := from + (to-from-bar)/2
		block(img, left-out, base-tall(b.Before, most, base), left+bar+out, base, colour(ColorLine))
		block(img, left, base-tall(b.Up, most, base), left+bar, base, colour(ColorAccent))
		block(img, left, base+hair, left+bar, base+hair+tall(b.Down, deepest, h-base-hair), faint(ColorSoft))
	}
	block(img, 0, base, w, base+hair, colour(baseColor))
	return img
}

// faint is a colour that stands back behind the others.
func faint(name fyne.ThemeColorName) color.Color {
	c := color.NRGBAModel.Convert(colour(name)).(color.NRGBA)
	c.A = 0x90
	return c
}

// baseColor is the base line's, which is to be seen where no bar stands on it.
const baseColor fyne.ThemeColorName = ColorSoft

func block(img draw.Image, x0, y0, x1, y1 int, c color.Color) {
	if y1 > y0 && x1 > x0 {
		draw.Draw(img, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Over)
	}
}
