package slip_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A column is 12 dots wide and a line 30 high, as on a printer of 203 dots an
// inch.
const (
	dotsWide = 12
	dotsHigh = 24
	leading  = 6
	margin   = 24
)

// paint draws what a printer printed into build/slips, in this program's own
// typeface.
func paint(t *testing.T, name string, p printed, columns int) {
	t.Helper()
	high := 2 * margin
	for _, line := range p.lines {
		high += lineHeight(line)
	}
	paper := image.NewGray(image.Rect(0, 0, columns*dotsWide+2*margin, high))
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	y := margin
	for _, line := range p.lines {
		x := margin
		if len(line) > 0 && line[0].centred {
			x += (columns - used(line)) * dotsWide / 2
		}
		for _, c := range line {
			stamp(t, paper, c, x, y)
			x += c.columns * dotsWide
		}
		y += lineHeight(line)
	}
	file, err := os.Create(filepath.Join(pictures(t), name+"-escpos.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, paper); err != nil {
		t.Fatal(err)
	}
}

func lineHeight(line []inked) int {
	for _, c := range line {
		if c.tall {
			return 2*dotsHigh + leading
		}
	}
	return dotsHigh + leading
}

// stamp prints one character, its dots doubled as the printer doubles them.
func stamp(t *testing.T, paper draw.Image, c inked, x, y int) {
	t.Helper()
	wide, high := c.columns*dotsWide, dotsHigh
	single := wide
	if c.wide {
		single /= 2
	}
	if c.tall {
		high *= 2
	}
	cell := image.NewGray(image.Rect(0, 0, single, dotsHigh))
	ground, ink := image.White, image.Black
	if c.inverse {
		ground, ink = ink, ground
	}
	draw.Draw(cell, cell.Bounds(), ground, image.Point{}, draw.Src)
	pen := font.Drawer{Dst: cell, Src: ink, Face: face(t, c.bold)}
	advance := pen.MeasureString(string(c.letter))
	pen.Dot = fixed.Point26_6{X: (fixed.I(single) - advance) / 2, Y: fixed.I(19)}
	pen.DrawString(string(c.letter))
	for i, dot := range cell.Pix { // a printer has no grey
		cell.Pix[i] = 0xff
		if dot < 0x90 {
			cell.Pix[i] = 0
		}
	}
	draw.NearestNeighbor.Scale(paper, image.Rect(x, y, x+wide, y+high), cell, cell.Bounds(), draw.Src, nil)
}

var opened = map[bool]font.Face{}

func face(t *testing.T, bold bool) font.Face {
	t.Helper()
	if opened[bold] != nil {
		return opened[bold]
	}
	data := faces.Regular
	if bold {
		data = faces.Strong
	}
	parsed, err := opentype.Parse(data)
	if err == nil {
		opened[bold], err = opentype.NewFace(parsed, &opentype.FaceOptions{Size: 22, DPI: 72})
	}
	if err != nil {
		t.Fatal(err)
	}
	return opened[bold]
}
