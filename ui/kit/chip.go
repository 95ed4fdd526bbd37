package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Chip is a word on a tinted ground: 승인, 확인 필요.
type Chip struct {
	widget.BaseWidget
	tone   Tone
	raised bool // it lies on the accent's own ground
	text   *Text
	ground *canvas.Rectangle
}

// NewChip makes a chip.
func NewChip(text string, tone Tone) *Chip {
	c := &Chip{tone: tone, text: NewStrong(Tiny, text), ground: box(6)}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes the word and its tone. An empty word shows nothing.
func (c *Chip) Set(text string, tone Tone) {
	c.tone = tone
	c.text.Set(text)
	c.Refresh()
}

// Content is the word shown.
func (c *Chip) Content() string { return c.text.Content() }

// Tone is the tone shown.
func (c *Chip) Tone() Tone { return c.tone }

// raise tells the chip whether it lies on the accent's own ground, on which one
// of that tone would not be seen.
func (c *Chip) raise(raised bool) {
	if c.raised != raised {
		c.raised = raised
		c.paint()
	}
}

// CreateRenderer is Fyne's.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	c.paint()
	return &frame{
		objects: []fyne.CanvasObject{c.ground, c.text},
		layout: func(s fyne.Size) {
			m := c.least()
			y := (s.Height - m.Height) / 2
			place(c.ground, 0, y, min(m.Width, s.Width), m.Height)
			place(c.text, 8, y, min(m.Width, s.Width)-16, m.Height)
		},
		least: c.least,
		paint: c.paint,
	}
}

func (c *Chip) least() fyne.Size {
	if c.text.Content() == "" {
		return fyne.Size{}
	}
	return fyne.NewSize(c.text.MinSize().Width+16, Tiny.line()+7)
}

func (c *Chip) paint() {
	c.text.SetColor(c.tone.Ink())
	ground := c.tone.Ground()
	if c.raised && ground == ColorSoftAccent {
		ground = ColorCard
	}
	fill(c.ground, ground, "", 0)
	empty := c.text.Content() == ""
	c.ground.Hidden, c.text.Hidden = empty, empty
}

// KeyCap shows which key acts here, small and quiet: Esc, Ctrl ↵, F2.
type KeyCap struct {
	widget.BaseWidget
	color  fyne.ThemeColorName
	ground fyne.ThemeColorName
	text   *Text
	edge   *plate
}

// NewKeyCap makes a key cap in soft ink on card.
func NewKeyCap(key string) *KeyCap {
	k := &KeyCap{color: ColorSoft, ground: ColorCard, text: NewText(Tiny, key), edge: newPlate(5)}
	k.text.Align = fyne.TextAlignCenter
	k.ExtendBaseWidget(k)
	return k
}

// Set changes the key.
func (k *KeyCap) Set(key string) {
	k.text.Set(key)
	k.Refresh()
}

// SetColor changes the colour of its text and edge.
func (k *KeyCap) SetColor(name fyne.ThemeColorName) { k.look(name, k.ground) }

func (k *KeyCap) look(ink, ground fyne.ThemeColorName) {
	if k.color != ink || k.ground != ground {
		k.color, k.ground = ink, ground
		k.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (k *KeyCap) CreateRenderer() fyne.WidgetRenderer {
	k.paint()
	layout := func(s fyne.Size) {
		m := k.least()
		y := (s.Height - m.Height) / 2
		k.edge.place(0, y, m.Width, m.Height)
		place(k.text, 6, y, m.Width-12, m.Height)
	}
	return &frame{
		objects: []fyne.CanvasObject{k.edge.outer, k.edge.inner, k.text},
		layout:  layout,
		least:   k.least,
		paint:   func() { k.paint(); layout(k.Size()) },
	}
}

func (k *KeyCap) least() fyne.Size {
	if k.text.Content() == "" {
		return fyne.Size{}
	}
	h := Tiny.line() + 4
	return fyne.NewSize(max(k.text.MinSize().Width+12, h), h)
}

func (k *KeyCap) paint() {
	k.text.SetColor(k.color)
	k.edge.fill(k.ground, k.color, 1)
	empty := k.text.Content() == ""
	k.edge.hide(empty)
	k.text.Hidden = empty
}
