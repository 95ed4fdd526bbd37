package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestProgress(t *testing.T) {
	test.NewTempApp(t)
	p := NewProgress()
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(400, 60))
	p.Resize(fyne.NewSize(400, 20))
	for _, step := range []struct {
		share, kept float64
		width       float32
	}{{0, 0, 0}, {0.001, 0.001, 0}, {0.005, 0.005, progressHeight}, {0.5, 0.5, 200}, {1, 1, 400}, {7, 1, 400}, {-1, 0, 0}} {
		p.Set(step.share)
		width := p.done.Size().Width
		if p.done.Hidden {
			width = 0
		}
		if p.Share() != step.kept || width != step.width {
			t.Errorf("%v is drawn %v wide, and kept as %v", step.share, width, p.Share())
		}
	}
	if p.track.Size().Width != 400 {
		t.Error(p.track.Size())
	}
}
