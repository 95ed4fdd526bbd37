package kit

import (
	"math/rand/v2"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// BenchmarkTyping is one key of a text of 100, in our entry and in Fyne's own: time, memory, and redraws, which are the
// times that an object is handed to the canvas to be drawn anew. `make bench` sets them side by side.
func BenchmarkTyping(b *testing.B) {
	korean := func() typist { return NewEntry(EntryOptions{Script: Korean}) }
	latin := func() typist { return NewEntry(EntryOptions{Script: Latin}) }
	b.Run("ours/korean", func(b *testing.B) { typeHundreds(b, korean) })
	b.Run("ours/latin", func(b *testing.B) { typeHundreds(b, latin) })
	b.Run("fyne", func(b *testing.B) { typeHundreds(b, func() typist { return widget.NewEntry() }) })
}

// typist is what both entries are.
type typist interface {
	focusable
	desktop.Keyable
}

// typeHundreds types texts of 100 letters, each other than the last, so that no width is known from before.
func typeHundreds(b *testing.B, entry func() typist) {
	app := newCountingApp(b)
	app.Settings().SetTheme(NewTheme(Options{Variant: Light, TextScale: 1}))
	w := test.NewTempWindow(b, nil)
	random := rand.New(rand.NewPCG(1, 2))
	renew := func() typist {
		e := entry()
		w.SetContent(e)
		w.Resize(fyne.NewSize(400, 60))
		w.Canvas().Focus(e)
		app.redraws.count = 0
		return e
	}
	e := renew()
	b.ReportAllocs()
	redraws, at := 0, 0
	for b.Loop() {
		if at++; at > 100 {
			b.StopTimer()
			redraws, at = redraws+app.redraws.count, 1
			e = renew()
			b.StartTimer()
		}
		letter := 'A' + random.Int32N(26)
		key := &fyne.KeyEvent{Name: fyne.KeyName(letter)}
		e.KeyDown(key)
		e.TypedKey(key)
		e.TypedRune(unicode.ToLower(letter))
		e.KeyUp(key)
	}
	b.ReportMetric(float64(redraws+app.redraws.count)/float64(b.N), "redraws/op")
}

// countingApp is a test's app whose canvas counts what is handed to it to be drawn anew.
type countingApp struct {
	fyne.App
	redraws *countingCanvas
}

func newCountingApp(t testing.TB) *countingApp {
	a := &countingApp{App: test.NewTempApp(t), redraws: &countingCanvas{}}
	fyne.SetCurrentApp(a)
	return a
}

func (a *countingApp) Driver() fyne.Driver { return countingDriver{a.App.Driver(), a.redraws} }

type countingDriver struct {
	fyne.Driver
	canvas *countingCanvas
}

func (d countingDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	d.canvas.Canvas = d.Driver.CanvasForObject(o)
	return d.canvas
}

type countingCanvas struct {
	fyne.Canvas
	count int
}

func (c *countingCanvas) Refresh(o fyne.CanvasObject) {
	c.count++
	c.Canvas.Refresh(o)
}
