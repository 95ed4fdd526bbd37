package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Bar is one place of a Chart: an hour, a day.
type Bar struct {
	Label  string // under it; few bars need one
	Up     int64  // what came in, above the base line
	Down   int64  // what went out, below it
	Before int64  // what had come in another time, faint behind Up
	Marked bool   // now, today: its label is strong, and shown before all others
	Quiet  bool   // a day of rest: faint ground
}

// Said is what a Chart says, in two lines; the second is soft.
type Said [2]string

// Chart is upright bars over a base line, and beneath them what they say in words: about the whole, or about the one
// that the pointer or the keyboard is on. Left, Right, Home and End go from bar to bar, Enter moves on.
type Chart struct {
	pressable

	bars    []Bar
	whole   Said
	of      func(index int) Said
	said    [2]*Text
	at      int // where the keyboard is
	over    int // where the pointer is, -1: nowhere
	plot    *canvas.Raster
	ring    *canvas.Rectangle
	labels  []*Text // one a bar
	peak    *Text
	highest int // the bar with the most above the base line, -1: none has any
}

// NewChart makes a chart. peak is the text over its highest bar, whole is said of all, of of one bar.
func NewChart(bars []Bar, peak string, whole Said, of func(index int) Said) *Chart {
	c := &Chart{bars: bars, whole: whole, of: of, over: -1, highest: -1, ring: box(6), peak: NewStrong(Note, peak)}
	c.said = [2]*Text{NewText(Body, whole[0]), NewSoft(Note, whole[1])}
	for _, line := range c.said {
		line.Smaller = true
	}
	c.plot = canvas.NewRaster(c.draw)
	for i, b := range bars {
		l := NewSoft(Note, b.Label)
		if b.Marked {
			c.at = i
			l.Bold, l.Color = true, ColorInk
		}
		if b.Up > 0 && (c.highest < 0 || b.Up > bars[c.highest].Up) {
			c.highest = i
		}
		c.labels = append(c.labels, l)
	}
	c.noEnter = true
	c.key = c.useKey
	c.extend(c, func() {})
	return c
}

// Pointed is the bar that the pointer is on, or else the keyboard; -1 if neither is.
func (c *Chart) Pointed() int {
	switch {
	case c.over >= 0:
		return c.over
	case c.focused:
		return c.at
	}
	return -1
}

// Said is what stands beneath the bars now.
func (c *Chart) Said() Said { return Said{c.said[0].Content(), c.said[1].Content()} }

// change does what may point elsewhere, and says of what is pointed at.
func (c *Chart) change(do func()) {
	before := c.Pointed()
	do()
	if now := c.Pointed(); now != before {
		says := c.whole
		if now >= 0 {
			says = c.of(now)
		}
		c.said[0].Set(says[0])
		c.said[1].Set(says[1])
		c.Refresh()
	}
}

func (c *Chart) useKey(ev *fyne.KeyEvent) bool {
	to, last := c.at, len(c.bars)-1
	switch ev.Name {
	case fyne.KeyLeft:
		to = max(to-1, 0)
	case fyne.KeyRight:
		to = min(to+1, last)
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = last
	default:
		return false
	}
	c.change(func() { c.at, c.over = max(to, 0), -1 })
	return true
}

// FocusGained is Fyne's.
func (c *Chart) FocusGained() { c.change(c.pressable.FocusGained) }

// FocusLost is Fyne's.
func (c *Chart) FocusLost() { c.change(c.pressable.FocusLost) }

// Tapped is Fyne's: a click brings the keyboard to the bar.
func (c *Chart) Tapped(ev *fyne.PointEvent) {
	c.change(func() { c.at = c.under(ev.Position.X) })
	focus(c)
}

// MouseIn is Fyne's.
func (c *Chart) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (c *Chart) MouseMoved(ev *desktop.MouseEvent) {
	c.change(func() { c.over = c.under(ev.Position.X) })
}

// MouseOut is Fyne's.
func (c *Chart) MouseOut() { c.change(func() { c.over = -1 }) }

// Cursor is Fyne's: there is nothing to press.
func (c *Chart) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// under is the bar at a place across the chart.
func (c *Chart) under(x float32) int {
	width := int(c.Size().Width)
	for i := range c.bars {
		if from, to := c.column(i, width); x >= float32(from) && x < float32(to) {
			return i
		}
	}
	if x < 0 {
		return 0
	}
	return len(c.bars) - 1
}

// CreateRenderer is Fyne's.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{c.ring, c.plot, c.peak, c.said[0], c.said[1]}
	for _, l := range c.labels {
		objects = append(objects, l)
	}
	c.paint()
	return &frame{objects: objects, layout: c.arrange, least: c.least, paint: func() { c.paint(); c.arrange(c.Size()) }}
}

func (c *Chart) paint() {
	fill(c.ring, "", ColorAccent, 2)
	c.ring.Hidden = !c.focused
}

// How high the bars can be, whatever the size of the text; and the place where there are none.
const (
	plotHeight  float32 = 112
	emptyHeight float32 = 28
)

// height is that of the bars.
func (c *Chart) height() float32 {
	if c.most() == 0 && c.deepest() == 0 {
		return emptyHeight
	}
	return plotHeight
}

// labelGap is between the bars and their labels, saidGap between these and the words.
const (
	labelGap float32 = 4
	saidGap  float32 = 10
)

// foot is where the labels end.
func (c *Chart) foot() float32 { return Note.line() + 2 + c.height() + labelGap + Note.line() }

func (c *Chart) least() fyne.Size {
	return fyne.NewSize(float32(len(c.bars))*5, c.foot()+saidGap+Body.line()+2+Note.line())
}

func (c *Chart) arrange(s fyne.Size) {
	top := Note.line() + 2
	place(c.ring, -6, -4, s.Width+12, c.foot()+8)
	place(c.plot, 0, top, s.Width, c.height())
	place(c.said[0], 0, c.foot()+saidGap, s.Width, Body.line())
	place(c.said[1], 0, c.foot()+saidGap+Body.line()+2, s.Width, Note.line())
	c.arrangePeak(s.Width, top)
	var taken []extent
	for _, marked := range []bool{true, false} {
		for i, l := range c.labels {
			if c.bars[i].Marked == marked {
				taken = c.arrangeLabel(i, l, taken, s.Width, top+c.height()+labelGap)
			}
		}
	}
}

// extent is from where to where something goes.
type extent struct{ from, to float32 }

// apart keeps two labels from being read as one.
const apart float32 = 6

// beneath is where a text as wide as that goes to stand in the middle of a bar, within the chart.
func (c *Chart) beneath(i int, width, whole float32) extent {
	from, to := c.column(i, int(whole))
	x := max(0, min(round(float32(from+to)/2-width/2), whole-width))
	return extent{x, x + width}
}

// arrangeLabel puts a label under its bar, unless it would touch one that is there.
func (c *Chart) arrangeLabel(i int, l *Text, taken []extent, whole, y float32) []extent {
	at := c.beneath(i, l.natural(), whole)
	l.Hidden = l.Content() == ""
	for _, other := range taken {
		l.Hidden = l.Hidden || at.from < other.to+apart && other.from < at.to+apart
	}
	if l.Hidden {
		return taken
	}
	place(l, at.from, y, at.to-at.from, Note.line())
	return append(taken, at)
}

// arrangePeak puts the text over the highest bar, and over what of others it would hide.
func (c *Chart) arrangePeak(whole, top float32) {
	if c.peak.Hidden = c.highest < 0; c.peak.Hidden {
		return
	}
	at := c.beneath(c.highest, min(c.peak.natural(), whole), whole)
	y := c.height()
	for i := range c.bars {
		from, to := c.column(i, int(whole))
		if float32(from) < at.to && float32(to) > at.from {
			base := c.base(int(c.height()))
			y = min(y, float32(base-tall(max(c.bars[i].Up, c.bars[i].Before), c.most(), base)))
		}
	}
	place(c.peak, at.from, top+y-Note.line()-1, at.to-at.from, Note.line())
}
