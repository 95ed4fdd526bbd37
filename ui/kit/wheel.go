package kit

import (
	"runtime"

	"fyne.io/fyne/v2"
)

// wheelStep is by how much an area goes farther than the toolkit would have it
// when the wheel turns: it moves by 25 units a notch, a line, and three lines are
// what people know from everywhere else. On macOS the system itself says how far
// fingers moved what is beneath them.
var wheelStep = func() float32 {
	if runtime.GOOS == "darwin" {
		return 1
	}
	return 3
}()

// turn is how far the wheel moves what is beneath it, in every area that scrolls.
func turn(ev *fyne.ScrollEvent) fyne.Delta {
	return fyne.NewDelta(ev.Scrolled.DX*wheelStep, ev.Scrolled.DY*wheelStep)
}
