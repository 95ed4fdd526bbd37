package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Kind is a button's weight in the screen.
type Kind int

// Primary is the one main act of a screen; Plain stands beside it; Danger undoes what cannot be redone; Quiet has no
// frame.
const (
	Plain Kind = iota
	Primary
	Danger
	Quiet
)

// Button acts on a click, Enter or Space, and keeps the focus.
type Button struct {
	pressable
	OnTapped func()

	kind   Kind
	big    bool
	key    string
	room   string // the key that the cap has room for, shown or not
	left   bool
	text   *Text
	cap    *KeyCap
	ground *plate
	veil   *canvas.Rectangle // hover
	ring   *canvas.Rectangle // focus
}

// NewButton makes a button of 44 units or more in height.
func NewButton(kind Kind, text string, tapped func()) *Button {
	b := &Button{
		OnTapped: tapped, kind: kind, text: NewStrong(Body, text), cap: NewKeyCap(""),
		ground: newPlate(8), veil: box(8), ring: box(11),
	}
	b.extend(b, func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	})
	return b
}

// Key shows a key cap behind the text: Ctrl ↵. The room for it stays when Weigh takes it away, so that nothing moves.
func (b *Button) Key(name string) *Button {
	b.key = name
	if name != "" {
		b.room = name
	}
	b.cap.Set(name)
	return b
}

// Big makes the main button of a screen: 54 high, larger text.
func (b *Button) Big() *Button {
	b.big = true
	b.text.Role = Subtitle
	return b
}

// Left sets the text to the left edge, for buttons stacked in a column.
func (b *Button) Left() *Button {
	b.left = true
	return b
}

// Weigh changes the weight and the key cap, none for an empty name.
func (b *Button) Weigh(kind Kind, key string) {
	if b.kind != kind || b.key != key {
		b.kind = kind
		b.Key(key)
		b.Refresh()
	}
}

// Weight is how much the button weighs on the screen now.
func (b *Button) Weight() Kind { return b.kind }

// Cap is what its key cap shows, empty where it has none.
func (b *Button) Cap() string { return b.key }

// SetText changes the text.
func (b *Button) SetText(s string) {
	b.text.Set(s)
	b.Refresh()
}

// Text is the text shown.
func (b *Button) Text() string { return b.text.Content() }

// CreateRenderer is Fyne's.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.paint()
	return &frame{
		objects: []fyne.CanvasObject{b.ring, b.ground.outer, b.ground.inner, b.veil, b.text, b.cap},
		layout:  b.arrange,
		least:   b.least,
		paint:   func() { b.paint(); b.arrange(b.Size()) },
	}
}

func (b *Button) padding() float32 {
	switch {
	case b.kind == Quiet:
		return 10
	case b.big:
		return 28
	}
	return 18
}

func (b *Button) least() fyne.Size {
	w := b.text.MinSize().Width + 2*b.padding()
	switch {
	case b.key != "":
		w += b.cap.MinSize().Width + 10
	case b.room != "":
		w += NewKeyCap(b.room).MinSize().Width + 10
	}
	if b.big {
		return fyne.NewSize(w, max(54, Subtitle.line()+32))
	}
	return fyne.NewSize(w, fieldHeight())
}

func (b *Button) arrange(s fyne.Size) {
	b.ground.place(0, 0, s.Width, s.Height)
	place(b.veil, 0, 0, s.Width, s.Height)
	place(b.ring, -3, -3, s.Width+6, s.Height+6)
	gap, capWidth := float32(0), float32(0)
	if b.key != "" {
		gap, capWidth = 10, b.cap.MinSize().Width
	}
	textWidth := min(b.text.MinSize().Width, s.Width-2*b.padding()-gap-capWidth)
	x := (s.Width - textWidth - gap - capWidth) / 2
	if b.left {
		x = b.padding()
	}
	place(b.text, x, 0, textWidth, s.Height)
	place(b.cap, x+textWidth+gap, 0, capWidth, s.Height)
}

func (b *Button) paint() {
	ground, edge, ink, keyInk := ColorCard, ColorLine, ColorInk, ColorSoft
	switch b.kind {
	case Primary:
		ground, edge, ink, keyInk = ColorAccent, fyne.ThemeColorName(""), ColorOnAccent, ColorOnAccent
	case Danger:
		ink, keyInk = ColorDeclined, ColorDeclined
	case Quiet:
		ground, edge, ink = "", "", ColorInk
	}
	if b.Disabled() {
		if b.kind == Primary {
			ground, edge = ColorCancelledGround, ""
		}
		ink, keyInk = ColorSoft, ColorSoft
		if b.kind == Primary {
			ink, keyInk = ColorCancelled, ColorCancelled
		}
	}
	b.ground.fill(ground, edge, 1)
	fill(b.veil, ColorHover, "", 0)
	b.veil.Hidden = !b.hovered || b.Disabled()
	fill(b.ring, "", ColorAccent, 2)
	b.ring.Hidden = !b.focused
	b.text.SetColor(ink)
	b.cap.look(keyInk, ground)
}

// Link is a word that can be pressed, underlined.
type Link struct {
	pressable
	OnTapped func()

	color fyne.ThemeColorName
	text  *Text
	line  *canvas.Rectangle
	ring  *canvas.Rectangle
}

// NewLink makes a link in the accent colour.
func NewLink(role Role, text string, tapped func()) *Link {
	l := &Link{OnTapped: tapped, color: ColorAccent, text: NewText(role, text), line: box(0), ring: box(5)}
	l.extend(l, func() {
		if l.OnTapped != nil {
			l.OnTapped()
		}
	})
	return l
}

// SetText changes the text.
func (l *Link) SetText(s string) { l.text.Set(s); l.Refresh() }

// SetColor changes the colour.
func (l *Link) SetColor(name fyne.ThemeColorName) {
	if l.color != name {
		l.color = name
		l.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		l.text.SetColor(l.color)
		fill(l.line, l.color, "", 0)
		fill(l.ring, "", ColorAccent, 2)
		l.ring.Hidden = !l.focused
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{l.ring, l.text, l.line},
		layout: func(s fyne.Size) {
			w := min(l.text.MinSize().Width, s.Width)
			foot := (s.Height-l.text.Role.line())/2 + l.text.Baseline() + 3
			place(l.text, 0, 0, w, s.Height)
			place(l.line, 0, foot, w, 1)
			place(l.ring, -4, (s.Height-l.text.Role.line())/2-3, w+8, l.text.Role.line()+6)
		},
		least: func() fyne.Size { return l.text.MinSize() },
		paint: paint,
	}
}
