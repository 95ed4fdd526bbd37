package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
)

// Choice is one of a list. Up and Down change it, typed characters jump ("12" finds 12개월), Space or a click opens the
// list, Enter moves on. It has no frame: put it in a Field.
type Choice struct {
	pressable
	OnChanged func(index int)

	options  []string
	selected int
	text     *Text
	search   string
	lastRune time.Time
}

// NewChoice makes a choice; selected is an index, or -1 for none yet.
func NewChoice(options []string, selected int) *Choice {
	c := &Choice{options: options, selected: selected, text: NewText(Subtitle, "")}
	c.text.Shrink = true
	c.noEnter = true
	c.key, c.typed = c.useKey, c.useRune
	c.extend(c, c.open)
	return c
}

// Selected is the index, or -1.
func (c *Choice) Selected() int { return c.selected }

// Options are the entries of the list.
func (c *Choice) Options() []string { return c.options }

// Set selects without telling OnChanged.
func (c *Choice) Set(index int) {
	if index != c.selected && index >= -1 && index < len(c.options) {
		c.selected = index
		c.Refresh()
	}
}

// SetOptions replaces the list without telling OnChanged.
func (c *Choice) SetOptions(options []string, selected int) {
	c.options, c.selected = options, selected
	c.Refresh()
}

// CreateRenderer is Fyne's.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		c.text.Set("")
		if c.selected >= 0 && c.selected < len(c.options) {
			c.text.Set(c.options[c.selected])
		}
		c.text.SetColor(ColorInk)
		if c.Disabled() {
			c.text.SetColor(ColorSoft)
		}
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{c.text},
		layout:  func(s fyne.Size) { place(c.text, 0, 0, s.Width, s.Height) },
		least: func() fyne.Size {
			w := float32(0)
			for _, o := range c.options {
				w = max(w, measure(o, Subtitle.Size(), false).Width)
			}
			return fyne.NewSize(ceil(w), Subtitle.line())
		},
		paint: paint,
	}
}

func (c *Choice) pick(index int) {
	if index == c.selected || index < 0 || index >= len(c.options) {
		return
	}
	c.Set(index)
	if c.OnChanged != nil {
		c.OnChanged(index)
	}
}

func (c *Choice) useKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp:
		c.pick(max(c.selected-1, 0))
	case fyne.KeyDown:
		c.pick(min(c.selected+1, len(c.options)-1))
	case fyne.KeyHome:
		c.pick(0)
	case fyne.KeyEnd:
		c.pick(len(c.options) - 1)
	default:
		return false
	}
	return true
}

// useRune jumps to the option that begins with what was typed within a second.
func (c *Choice) useRune(r rune) bool {
	if d, ok := bareDigit(r); ok {
		r = d
	}
	index, search := jump(c.options, c.searching(), r)
	c.search = search
	if index < 0 {
		return false
	}
	c.pick(index)
	return true
}

func (c *Choice) searching() string {
	now := time.Now()
	if now.Sub(c.lastRune) > time.Second {
		c.search = ""
	}
	c.lastRune = now
	return c.search
}

// jump finds the option that begins with search and r, or with r alone; index is -1 where there is none. An option that
// is no longer than what was typed and its unit wins over a longer one: 1 is 1개월 before 10개월.
func jump(options []string, search string, r rune) (index int, typed string) {
	for _, want := range []string{search + string(r), string(r)} {
		best := -1
		for i, o := range options {
			if !strings.HasPrefix(strings.ToLower(o), strings.ToLower(want)) {
				continue
			}
			if best < 0 || digitsAtHead(o) < digitsAtHead(options[best]) {
				best = i
			}
		}
		if best >= 0 {
			return best, want
		}
	}
	return -1, ""
}

func digitsAtHead(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

func (c *Choice) open() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(c)
	openList(c, at.Add(fyne.NewPos(-14, c.Size().Height+4)), c.Size().Width+48, c.options, c.selected, c.pick)
}
