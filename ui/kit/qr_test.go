package kit

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"rsc.io/qr"
)

var qrTexts = []string{
	"A",
	"https://testapi.easypay.co.kr/easypay/cert/certPage.do?registerTid=wAb0pFc2%2BY%2B%2BY0TH%3D",
	"https://testapi.easypay.co.kr/easypay/auth/page.do?key=" + strings.Repeat("a9Zk%2F_-~", 45),
	"한글 주소도 그대로",
}

// dark tells whether a pixel is nearer to ink than to white.
func dark(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r+g+b < 3*0x8000
}

// Every module is the one that rsc.io/qr makes, in one colour over all of its pixels, at any size it is drawn in.
func TestQRDrawsTheCode(t *testing.T) {
	test.NewTempApp(t)
	for _, text := range qrTexts {
		want, err := qr.Encode(text, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		q := NewQR(text)
		for _, size := range []image.Point{{want.Size, want.Size}, {4*want.Size + 3, 4*want.Size + 3}, {3 * want.Size, 5*want.Size + 1}} {
			img := q.draw(size.X, size.Y)
			module := min(size.X, size.Y) / want.Size
			left, top := (size.X-module*want.Size)/2, (size.Y-module*want.Size)/2
			for y := range size.Y {
				for x := range size.X {
					black := x >= left && y >= top && want.Black((x-left)/module, (y-top)/module)
					if dark(img.At(x, y)) != black {
						t.Fatalf("%q at %v: the pixel %d,%d is not %v", text, size, x, y, black)
					}
				}
			}
		}
	}
}

// What a phone would read from the screen is the text, light and dark, in every text size and on screens of other scales.
func TestQRIsReadable(t *testing.T) {
	reader, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg is not installed (zbar-tools): nothing here can read a QR code")
	}
	for _, v := range []Variant{Light, Dark} {
		for _, scale := range []float32{1, 1.5} {
			for _, screen := range []float32{1, 1.25, 2} {
				for i, text := range qrTexts {
					app := test.NewTempApp(t)
					app.Settings().SetTheme(NewTheme(Options{Variant: v, TextScale: scale}))
					w := test.NewTempWindow(t, container.NewCenter(NewQR(text)))
					w.Canvas().(test.WindowlessCanvas).SetScale(screen)
					w.Resize(fyne.NewSize(600, 600))
					if got := readQR(t, reader, w.Canvas().Capture()); got != text {
						t.Errorf("text %d, %v, text scale %v, screen %v: read %q", i, v, scale, screen, got)
					}
				}
			}
		}
	}
}

func readQR(t *testing.T, reader string, img image.Image) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "screen.png")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(reader, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", name).Output()
	if err != nil {
		return fmt.Sprint(err)
	}
	return strings.TrimSuffix(string(out), "\n")
}

// The white around the code is four modules wide at least, and nothing of the theme shows in it.
func TestQRHasItsQuietZone(t *testing.T) {
	const quiet = 4 // as the standard asks
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Options{Variant: Dark}))
	for _, text := range qrTexts {
		q := NewQR(text)
		w := test.NewTempWindow(t, q)
		w.SetPadded(false)
		w.Resize(q.MinSize())
		img := w.Canvas().Capture()
		edge := int(q.MinSize().Width)
		module := edge / (q.code.Size + 2*quiet)
		if edge%(q.code.Size+2*quiet) != 0 || module < qrModule || img.Bounds().Dx() != edge {
			t.Errorf("%d modules in %d units, drawn %v", q.code.Size, edge, img.Bounds())
		}
		for i := quiet * module; i < edge-quiet*module; i++ {
			for depth := range quiet * module {
				for _, p := range []image.Point{{i, depth}, {depth, i}, {i, edge - 1 - depth}, {edge - 1 - depth, i}} {
					if dark(img.At(p.X, p.Y)) {
						t.Fatalf("the quiet zone is dark at %v", p)
					}
				}
			}
		}
		if corner := quiet * module; !dark(img.At(corner, corner)) || dark(img.At(corner-1, corner-1)) {
			t.Error("the code does not begin where the quiet zone ends")
		}
	}
}

func TestQRSetText(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Options{}))
	q := NewQR("")
	w := test.NewTempWindow(t, container.NewCenter(q))
	w.Resize(fyne.NewSize(400, 400))
	shows := func() bool {
		seen := false
		for _, o := range test.WidgetRenderer(q).Objects() {
			_, raster := o.(*canvas.Raster)
			seen = seen || raster && o.Visible()
		}
		return seen
	}
	for _, c := range []struct {
		text  string
		drawn bool
	}{{"", false}, {"A", true}, {strings.Repeat("x", 5000), false}, {qrTexts[1], true}, {"", false}} {
		q.SetText(c.text)
		if q.Drawn() != c.drawn || shows() != c.drawn || q.Text() != c.text || (q.MinSize().Width > 0) != c.drawn {
			t.Errorf("%d letters: drawn %v, shown %v, %v", len(c.text), q.Drawn(), shows(), q.MinSize())
		}
	}
	small := NewQR(qrTexts[1])
	before := small.MinSize()
	app.Settings().SetTheme(NewTheme(Options{TextScale: 1.5}))
	if after := NewQR(qrTexts[1]).MinSize(); after.Width < before.Width*1.3 {
		t.Errorf("large text: %v after %v", after, before)
	}
}
