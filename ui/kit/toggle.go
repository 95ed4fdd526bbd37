package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Toggle is one of two states, said in words (보냄, 안 보냄) with a switch beside them. Space and a click turn it, Enter
// moves on. It has no frame: put it in a Field.
type Toggle struct {
	pressable
	OnChanged func(on bool)

	on          bool
	yes, no     string
	text        *Text
	track, knob *canvas.Rectangle
}

// NewToggle makes a toggle with the words for on and off.
func NewToggle(yes, no string, on bool) *Toggle {
	t := &Toggle{on: on, yes: yes, no: no, text: NewText(Subtitle, ""), track: box(10), knob: box(8)}
	t.text.Shrink = true
	t.noEnter = true
	t.extend(t, func() { t.turn(!t.on) })
	return t
}

// On is the state.
func (t *Toggle) On() bool { return t.on }

// Set changes the state without telling OnChanged.
func (t *Toggle) Set(on bool) {
	if t.on != on {
		t.on = on
		t.Refresh()
	}
}

func (t *Toggle) turn(on bool) {
	t.Set(on)
	if t.OnChanged != nil {
		t.OnChanged(on)
	}
}

// CreateRenderer is Fyne's.
func (t *Toggle) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		t.text.Set(t.no)
		track := ColorSoft
		if t.on {
			t.text.Set(t.yes)
			track = ColorAccent
		}
		fill(t.track, track, "", 0)
		fill(t.knob, ColorCard, "", 0)
	}
	layout := func(s fyne.Size) {
		const w, h = 34, 20
		x, y := s.Width-w, round((s.Height-h)/2)
		place(t.text, 0, 0, s.Width-w-8, s.Height)
		place(t.track, x, y, w, h)
		if t.on {
			x += w - h
		}
		place(t.knob, x+2, y+2, h-4, h-4)
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{t.text, t.track, t.knob},
		layout:  layout,
		least: func() fyne.Size {
			w := max(measure(t.yes, Subtitle.Size(), false).Width, measure(t.no, Subtitle.Size(), false).Width)
			return fyne.NewSize(ceil(w)+8+34, Subtitle.line())
		},
		paint: func() { paint(); layout(t.Size()) },
	}
}
