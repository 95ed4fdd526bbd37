package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Tag is something that is on and can be taken off: a word with a cross on a tinted ground. A click, Enter, Space,
// Delete or Backspace takes it off.
type Tag struct {
	pressable
	OnOff func()

	text   *Text
	cross  *Icon
	ground *canvas.Rectangle
	veil   *canvas.Rectangle // hover
	ring   *canvas.Rectangle // focus
}

// NewTag makes a tag; off is told when a person takes it off.
func NewTag(text string, off func()) *Tag {
	t := &Tag{OnOff: off, text: NewText(Note, text), cross: NewIcon("close", ColorSoft, 11), ground: box(8), veil: box(8), ring: box(11)}
	t.key = func(ev *fyne.KeyEvent) bool {
		off := ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace
		if off {
			t.act()
		}
		return off
	}
	t.extend(t, func() {
		if t.OnOff != nil {
			t.OnOff()
		}
	})
	return t
}

// Content is the word shown.
func (t *Tag) Content() string { return t.text.Content() }

// TagHeight is the height of tags, for what stands in a row with them.
func TagHeight() float32 { return max(30, Note.line()+12) }

// CreateRenderer is Fyne's.
func (t *Tag) CreateRenderer() fyne.WidgetRenderer {
	const pad, gap = 11, 8
	side := func() float32 { return t.cross.MinSize().Width }
	paint := func() {
		fill(t.ground, ColorSoftAccent, "", 0)
		fill(t.veil, ColorHover, "", 0)
		t.veil.Hidden = !t.hovered
		fill(t.ring, "", ColorAccent, 2)
		t.ring.Hidden = !t.focused
	}
	layout := func(s fyne.Size) {
		place(t.ring, -3, -3, s.Width+6, s.Height+6)
		place(t.ground, 0, 0, s.Width, s.Height)
		place(t.veil, 0, 0, s.Width, s.Height)
		place(t.text, pad, 0, s.Width-2*pad-gap-side(), s.Height)
		place(t.cross, s.Width-pad-side(), (s.Height-side())/2, side(), side())
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{t.ring, t.ground, t.veil, t.text, t.cross},
		layout:  layout,
		least:   func() fyne.Size { return fyne.NewSize(t.text.natural()+2*pad+gap+side(), TagHeight()) },
		paint:   func() { paint(); layout(t.Size()) },
	}
}
