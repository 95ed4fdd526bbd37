package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// caret is the line where typing goes. It blinks while its entry has the keyboard, but for a moment after each key.
type caret struct {
	line  *canvas.Rectangle
	blink *fyne.Animation
	moved time.Time // when a key last moved it
	awake bool
}

// The caret is seen for the first half of a blink, and always for stillness after a key.
const (
	blinkTime = 1100 * time.Millisecond
	stillness = 550 * time.Millisecond
)

func newCaret() *caret {
	c := &caret{line: box(1)}
	c.line.Hidden = true
	c.blink = fyne.NewAnimation(blinkTime, c.tick)
	c.blink.Curve, c.blink.RepeatCount = fyne.AnimationLinear, fyne.AnimationRepeatForever
	return c
}

func (c *caret) wake() {
	if !c.awake {
		c.awake = true
		c.still()
		c.blink.Start()
	}
}

func (c *caret) rest() {
	if c.awake {
		c.awake = false
		c.blink.Stop()
	}
	hide(c.line)
}

func (c *caret) still() {
	c.moved = time.Now()
	if c.awake {
		show(c.line)
	}
}

// tick is the animation's: done runs from 0 to 1 in a blink.
func (c *caret) tick(done float32) {
	if !c.awake {
		return
	}
	if done < 0.5 || done == 1 || time.Since(c.moved) < stillness {
		show(c.line)
	} else {
		hide(c.line)
	}
}

func (c *caret) place(x, y, height float32) {
	c.line.FillColor = colour(ColorAccent)
	place(c.line, x, y, 2, height)
}

// scriptMark is the small 가 or A on the right of a focused entry: what the letter keys write.
type scriptMark struct {
	cap  *canvas.Rectangle
	text *canvas.Text
}

func newScriptMark() *scriptMark {
	m := &scriptMark{cap: box(5), text: canvas.NewText("", nil)}
	m.cap.Hidden = true
	return m
}

// paint shows the mark in an entry of a size and answers how much of its width that takes: none where nothing can be
// switched.
func (m *scriptMark) paint(e *Entry, s fyne.Size, all bool) float32 {
	word := ""
	if e.focused && e.o.Script != Code && !e.keyboard().System {
		word = map[Script]string{Korean: "가", Latin: "A"}[e.script]
	}
	if all || m.text.Text != word {
		m.text.Text, m.text.TextSize, m.text.Color = word, Tiny.Size(), colour(ColorSoft)
		m.text.Refresh()
	}
	if word == "" {
		hide(m.cap)
		return 0
	}
	side := ceil(Tiny.Size() * 1.75)
	x, y := s.Width-side-4, (min(s.Height, fieldHeight()-6)-side)/2
	fill(m.cap, "", ColorLine, 1)
	place(m.cap, x, y, side, side)
	seat(m.text, x+(side-measure(word, Tiny.Size(), false).Width)/2, round(y), side)
	show(m.cap)
	return side + 8
}

// on tells whether a position in the entry is on the mark.
func (m *scriptMark) on(p fyne.Position) bool { return !m.cap.Hidden && p.X >= m.cap.Position().X-4 }

// wheelArea hands on what the mouse wheel does over it.
type wheelArea struct {
	widget.BaseWidget
	turned func(by float32)
}

func newWheelArea(turned func(by float32)) *wheelArea {
	w := &wheelArea{turned: turned}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled is Fyne's.
func (w *wheelArea) Scrolled(ev *fyne.ScrollEvent) { w.turned(ev.Scrolled.DY) }

// CreateRenderer is Fyne's.
func (w *wheelArea) CreateRenderer() fyne.WidgetRenderer {
	return &frame{layout: func(fyne.Size) {}, least: func() fyne.Size { return fyne.Size{} }}
}
