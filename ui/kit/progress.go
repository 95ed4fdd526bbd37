package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Progress is a bar that fills from the left. What is under way, and how far it has come, stands in words beside it.
type Progress struct {
	widget.BaseWidget
	share       float64
	track, done *canvas.Rectangle
}

// progressHeight is the bar's, whatever the size of the text.
const progressHeight float32 = 8

// NewProgress makes an empty bar.
func NewProgress() *Progress {
	p := &Progress{track: box(progressHeight / 2), done: box(progressHeight / 2)}
	p.ExtendBaseWidget(p)
	return p
}

// Share is how much is done, 0 to 1.
func (p *Progress) Share() float64 { return p.share }

// Set says how much is done; less than nothing is nothing, and more than all is all.
func (p *Progress) Set(share float64) {
	if share = min(max(share, 0), 1); share != p.share {
		p.share = share
		p.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		fill(p.track, ColorLine, "", 0)
		fill(p.done, ColorAccent, "", 0)
	}
	layout := func(s fyne.Size) {
		y := (s.Height - progressHeight) / 2
		place(p.track, 0, y, s.Width, progressHeight)
		w := round(s.Width * float32(p.share))
		if p.done.Hidden = w < 1; !p.done.Hidden {
			w = max(w, progressHeight) // a shorter one has no round ends
		}
		place(p.done, 0, y, w, progressHeight)
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{p.track, p.done},
		layout:  layout,
		least:   func() fyne.Size { return fyne.NewSize(120, progressHeight) },
		paint:   func() { paint(); layout(p.Size()) },
	}
}
