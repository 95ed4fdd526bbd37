package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressable is what buttons, links, toggles and choices share: focus, hover, and one act on Enter, Space or a click.
// It keeps the focus after acting, and passes on every key it does not use. A key that was pressed elsewhere and is
// still held does nothing here.
type pressable struct {
	widget.DisableableWidget
	self    focusable
	act     func()
	key     func(*fyne.KeyEvent) (used bool) // sees keys before Enter and Space do; may be nil
	typed   func(rune) (used bool)           // sees characters; may be nil
	told    func(bool)
	hovered bool
	focused bool
	noEnter bool // Enter moves on instead of acting
}

// extend is called once by the widget that embeds pressable.
func (p *pressable) extend(self focusable, act func()) {
	p.self, p.act = self, act
	p.ExtendBaseWidget(self.(fyne.Widget))
}

// Focus gives the widget the keyboard.
func (p *pressable) Focus() { focus(p.self) }

// Focused tells whether it has the keyboard.
func (p *pressable) Focused() bool { return p.focused }

func (p *pressable) tellFocus(told func(bool)) { p.told = told }

// Tapped is Fyne's: a click.
func (p *pressable) Tapped(*fyne.PointEvent) {
	if p.Disabled() {
		return
	}
	focus(p.self)
	p.act()
}

// FocusGained is Fyne's.
func (p *pressable) FocusGained() {
	p.setFocus(true)
	tellFocused(p.self)
}

// FocusLost is Fyne's.
func (p *pressable) FocusLost() { p.setFocus(false) }

func (p *pressable) setFocus(on bool) {
	p.focused = on
	if p.told != nil {
		p.told(on)
	}
	p.Refresh()
}

// MouseIn is Fyne's.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved is Fyne's.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (p *pressable) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor is the hand while it can be pressed.
func (p *pressable) Cursor() desktop.Cursor {
	if p.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// KeyDown is Fyne's: a key was pressed, which a key held down is not again.
func (p *pressable) KeyDown(ev *fyne.KeyEvent) { keyWentDown(p.self, ev) }

// KeyUp is Fyne's.
func (p *pressable) KeyUp(ev *fyne.KeyEvent) { keyWentUp(p.self, ev) }

// TypedKey is Fyne's.
func (p *pressable) TypedKey(ev *fyne.KeyEvent) {
	if heldElsewhere(p.self, ev.Name) {
		return
	}
	if p.Disabled() {
		passKey(p.self, ev)
		return
	}
	if p.key != nil && p.key(ev) {
		return
	}
	switch {
	case isEnter(ev.Name) && p.noEnter:
		focusNext(p.self)
	case isEnter(ev.Name), ev.Name == fyne.KeySpace:
		p.act()
	default:
		passKey(p.self, ev)
	}
}

// TypedRune is Fyne's. The space belongs to the key of that name.
func (p *pressable) TypedRune(r rune) {
	if dealtWith(p.self, r) || r == ' ' || !p.Disabled() && p.typed != nil && p.typed(r) {
		return
	}
	passRune(p.self, r)
}

// TypedShortcut is Fyne's.
func (p *pressable) TypedShortcut(s fyne.Shortcut) {
	if !shortcutHeldElsewhere(p.self, s) {
		passShortcut(p.self, s)
	}
}
