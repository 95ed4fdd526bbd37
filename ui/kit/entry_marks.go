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
	moved time.Time // when a key last moved it: a blink begins, and it is seen for the first half
	at    int       // before which character
	awake bool
}

const blinkTime = 1100 * time.Millisecond

func newCaret() *caret {
	c := &caret{line: box(1)}
	c.line.Hidden = true
	c.blink = fyne.NewAnimation(blinkTime, c.tick)
	c.blink.RepeatCount = fyne.AnimationRepeatForever
	return c
}

// set begins or ends what it does while its entry has the keyboard.
func (c *caret) set(awake bool) {
	if awake == c.awake {
		return
	}
	c.awake = awake
	if !awake {
		c.blink.Stop()
		hide(c.line)
		return
	}
	c.still()
	c.blink.Start()
}

// still begins a blink: a key has changed the text before it, or moved it.
func (c *caret) still() {
	c.moved = time.Now()
	if c.awake {
		show(c.line)
	}
}

// tick is called for every frame, and changes something twice a blink.
func (c *caret) tick(float32) {
	if !c.awake {
		return
	}
	if time.Since(c.moved)%blinkTime < blinkTime/2 {
		show(c.line)
	} else {
		hide(c.line)
	}
}

// place puts it before a character; where that is another, a blink begins.
func (c *caret) place(at int, x, y, height float32) {
	c.line.FillColor = colour(ColorAccent)
	place(c.line, x, y, 2, height)
	if c.at != at {
		c.at = at
		c.still()
	}
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

// markWord is what the mark says: nothing without the keyboard, nor where nothing can be switched.
func (e *Entry) markWord() string {
	switch {
	case !e.focused || e.Disabled() || e.o.Script == Code || e.keyboard().System:
		return ""
	case e.script == Korean:
		return "가"
	}
	return "A"
}

// markSide is the mark's width and height.
func markSide() float32 { return ceil(Tiny.Size() * 1.75) }

// draw shows the mark in an entry of a size; without a word it is not there.
func (m *scriptMark) draw(word string, s fyne.Size) {
	if c := colour(ColorSoft); m.text.Text != word || m.text.TextSize != Tiny.Size() || m.text.Color != c {
		m.text.Text, m.text.TextSize, m.text.Color = word, Tiny.Size(), c
		m.text.Refresh()
	}
	if word == "" {
		hide(m.cap)
		return
	}
	side := markSide()
	x, y := s.Width-side-4, (min(s.Height, fieldHeight()-6)-side)/2
	fill(m.cap, "", ColorLine, 1)
	place(m.cap, x, y, side, side)
	seat(m.text, x+(side-measure(word, Tiny.Size(), false).Width)/2, round(y), side)
	show(m.cap)
}

// on tells whether a position in the entry is on the mark, or so near that it is meant.
func (m *scriptMark) on(p fyne.Position) bool {
	const near = 6
	at, size := m.cap.Position(), m.cap.Size()
	return !m.cap.Hidden && p.X >= at.X-near && p.Y >= at.Y-near && p.Y <= at.Y+size.Height+near
}

// wheelArea hands on what the mouse wheel does over it. The entry itself can't take it, because then the wheel would stop
// over every entry of one line on a page that scrolls.
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
func (w *wheelArea) Scrolled(ev *fyne.ScrollEvent) { w.turned(turn(ev).DY) }

// CreateRenderer is Fyne's.
func (w *wheelArea) CreateRenderer() fyne.WidgetRenderer {
	return &frame{layout: func(fyne.Size) {}, least: func() fyne.Size { return fyne.Size{} }}
}
