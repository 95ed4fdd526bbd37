package kit

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// chartDays are months that a chart has to show.
var chartDays = map[string][]Bar{
	"nothing":         make([]Bar, 31),
	"one sale":        someBars(31, map[int]Bar{20: {Up: 52_000}}),
	"nine digits":     someBars(12, map[int]Bar{3: {Up: 999_999_999, Before: 123_456_789}, 4: {Up: 1}, 7: {Down: 100}}),
	"cancels only":    someBars(12, map[int]Bar{5: {Down: 86_000}}),
	"cancels, before": someBars(12, map[int]Bar{5: {Down: 86_000}, 2: {Before: 300}}),
	"every hour":      everyHour(),
}

func someBars(n int, some map[int]Bar) []Bar {
	bars := make([]Bar, n)
	for i, b := range some {
		bars[i] = b
	}
	return bars
}

func everyHour() []Bar {
	bars := make([]Bar, 24)
	for i := range bars {
		bars[i] = Bar{Up: int64(i) * 1000, Down: int64(i%5) * 700, Before: int64(24-i) * 900, Quiet: i%7 == 0}
	}
	return bars
}

// TestChartIsSharp looks at every pixel, at sizes that no number of bars divides: a colour that is mixed of two would be
// a blurred edge, and all bars are equally wide.
func TestChartIsSharp(t *testing.T) {
	app := test.NewTempApp(t)
	for _, v := range []Variant{Light, Dark} {
		app.Settings().SetTheme(NewTheme(Options{Variant: v}))
		up := colour(ColorAccent)
		pure := map[color.Color]bool{color.NRGBA{}: true}
		for _, c := range []color.Color{up, faint(ColorSoft), colour(ColorLine), colour(ColorHover), colour(baseColor)} {
			pure[color.NRGBAModel.Convert(c)] = true
		}
		for name, bars := range chartDays {
			for _, size := range []image.Point{{414, 112}, {601, 168}, {777, 140}, {160, 112}} {
				c := NewChart(bars, "", Said{}, nil)
				img := c.draw(size.X, size.Y)
				wide := 0
				for i, b := range bars {
					from, to := c.column(i, size.X)
					across := count(img, image.Rect(from, 0, to, size.Y), up) / max(1, tall(b.Up, c.most(), c.base(size.Y)))
					if b.Up == 0 && across != 0 || b.Up > 0 && wide > 0 && across != wide || b.Up > 0 && across == 0 {
						t.Errorf("%s, %v: bar %d is %d wide, another one %d", name, size, i, across, wide)
					}
					wide = max(wide, across)
				}
				for y := range size.Y {
					for x := range size.X {
						if p := color.NRGBAModel.Convert(img.At(x, y)); !pure[p] && !onQuiet(bars, c, x, size.X) {
							t.Fatalf("%s, %v: %v at %d, %d", name, size, p, x, y)
						}
					}
				}
			}
		}
	}
}

// onQuiet says whether a place is on the ground of a day of rest, which colours what is over it.
func onQuiet(bars []Bar, c *Chart, x, width int) bool {
	for i, b := range bars {
		if from, to := c.column(i, width); b.Quiet && x >= from && x < to {
			return true
		}
	}
	return false
}

func count(img image.Image, in image.Rectangle, c color.Color) (n int) {
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if color.NRGBAModel.Convert(img.At(x, y)) == color.NRGBAModel.Convert(c) {
				n++
			}
		}
	}
	return n
}

// TestChartMeasure holds heights against sums: one measure on both sides, nothing that happened is invisible, and
// nothing leaves the picture.
func TestChartMeasure(t *testing.T) {
	for name, bars := range chartDays {
		for _, h := range []int{28, 112, 168, 280} {
			c := NewChart(bars, "", Said{}, nil)
			base := c.base(h)
			if base < 0 || base >= h {
				t.Errorf("%s: base at %d of %d", name, base, h)
			}
			perUp, perDown := float64(base)/float64(max(c.most(), 1)), float64(h-base-1)/float64(max(c.deepest(), 1))
			if c.most() > 100*leastBar && c.deepest() > 100*leastBar && base > 2*leastBar && h-base > 4*leastBar &&
				(perUp/perDown > 1.1 || perDown/perUp > 1.1) {
				t.Errorf("%s: %g pixels a won above, %g below", name, perUp, perDown)
			}
			for i, b := range bars {
				up, down := tall(b.Up, c.most(), base), tall(b.Down, c.deepest(), h-base-1)
				if up > base || down > h-base-1 || (b.Up > 0) != (up > 0) || (b.Down > 0) != (down > 0) {
					t.Errorf("%s, %d high, bar %d: %d up, %d down, base at %d", name, h, i, up, down, base)
				}
			}
		}
	}
}

func TestChartSays(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Options{}))
	bars := someBars(10, map[int]Bar{2: {Up: 5, Marked: true}, 7: {Up: 9}})
	whole := Said{"whole", "all of it"}
	c := NewChart(bars, "9", whole, func(i int) Said { return Said{fmt.Sprint("bar ", i)} })
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(400, 300))
	says := func(want string) {
		t.Helper()
		if got := c.Said()[0]; got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
	says("whole")
	press := func(names ...fyne.KeyName) {
		for _, name := range names {
			c.TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
	c.Focus()
	says("bar 2") // today is where one starts
	press(fyne.KeyRight, fyne.KeyRight)
	says("bar 4")
	press(fyne.KeyHome, fyne.KeyLeft)
	says("bar 0")
	press(fyne.KeyEnd, fyne.KeyRight)
	says("bar 9")
	over := func(x float32) {
		c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 60)}})
	}
	width := c.Size().Width
	over(width * 0.75)
	says("bar 7")
	over(width + 9)
	says("bar 9")
	over(-3)
	says("bar 0")
	c.MouseOut()
	says("bar 9")
	press(fyne.KeyLeft)
	says("bar 8")
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(width*0.35, 60)})
	says("bar 3")
	w.Canvas().Unfocus()
	says("whole")
}

// TestChartLabels sees that no label touches another, that today's is always there, and that the text over the highest
// bar lies on no bar.
func TestChartLabels(t *testing.T) {
	app := test.NewTempApp(t)
	for _, scale := range []float32{1, 1.5} {
		app.Settings().SetTheme(NewTheme(Options{TextScale: scale}))
		for today := range 31 {
			bars := make([]Bar, 31)
			for i := range bars {
				bars[i] = Bar{Label: fmt.Sprint(i + 1), Marked: i == today, Up: int64(i*i%17) * 1000, Before: int64(i%3) * 9000}
			}
			c := NewChart(bars, "123,456,789", Said{}, nil)
			w := test.NewTempWindow(t, c)
			w.Resize(fyne.NewSize(414, 300))
			shown := 0
			for i, l := range c.labels {
				if l.Hidden {
					continue
				}
				shown++
				from, to := l.Position().X, l.Position().X+l.Size().Width
				if from < 0 || to > c.Size().Width {
					t.Errorf("label %d from %g to %g", i, from, to)
				}
				for j, other := range c.labels[:i] {
					if !other.Hidden && other.Position().X+other.Size().Width > from {
						t.Errorf("today %d: labels %d and %d touch", today+1, j+1, i+1)
					}
				}
			}
			if c.labels[today].Hidden || shown < 4 {
				t.Errorf("today %d: %d labels", today+1, shown)
			}
			foot := c.peak.Position().Y + c.peak.Size().Height - c.plot.Position().Y
			for i := range bars {
				from, to := c.column(i, int(c.Size().Width))
				top := float32(c.base(112) - tall(max(bars[i].Up, bars[i].Before), c.most(), c.base(112)))
				if float32(to) > c.peak.Position().X && float32(from) < c.peak.Position().X+c.peak.Size().Width && foot > top {
					t.Errorf("the peak's text ends at %g, bar %d begins at %g", foot, i, top)
				}
			}
		}
	}
}
