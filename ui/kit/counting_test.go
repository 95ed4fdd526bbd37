package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// countingApp is a test's app whose canvas counts what it is asked to draw.
type countingApp struct {
	fyne.App
	driver *countingDriver
}

func newCountingApp(t testing.TB) *countingApp {
	t.Helper()
	a := &countingApp{App: test.NewTempApp(t)}
	a.driver = &countingDriver{Driver: a.App.Driver()}
	fyne.SetCurrentApp(a)
	a.Settings().SetTheme(NewTheme(Options{Variant: Light, TextScale: 1}))
	return a
}

func (a *countingApp) Driver() fyne.Driver { return a.driver }

type countingDriver struct {
	fyne.Driver
	canvas countingCanvas
}

func (d *countingDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	d.canvas.Canvas = d.Driver.CanvasForObject(o)
	return &d.canvas
}

// countingCanvas counts the objects that it is handed to be drawn anew, and the frames that are asked for besides, for
// something that has moved or gone.
type countingCanvas struct {
	fyne.Canvas
	redraws, frames int
}

func (c *countingCanvas) Refresh(o fyne.CanvasObject) {
	c.redraws++
	c.Canvas.Refresh(o)
}

// SetDirty is what a canvas has for package canvas.
func (c *countingCanvas) SetDirty() { c.frames++ }

// counted is how many redraws and frames something asks for.
func (a *countingApp) counted(do func()) (redraws, frames int) {
	c := &a.driver.canvas
	c.redraws, c.frames = 0, 0
	do()
	return c.redraws, c.frames
}
