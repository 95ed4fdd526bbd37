package kit

import (
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyindesk/ui/hangul"
)

// hands press keys and the mouse on a window as the toolkit tells of them in the running program: KeyDown and TypedKey to
// what has the keyboard, then the system's character to what has it by then.
type hands struct {
	window *Window
	canvas fyne.Canvas
	shift  bool
	system *inputMethod // composes beside the program; nil where there is none
	later  []func()
}

// hangulKey is the key of a Korean keyboard that says 한/영, as a test's Switches knows it.
const hangulKey fyne.KeyName = "한/영"

// newHands opens a window with fields, and puts the keyboard in the first.
func newHands(t testing.TB, fields ...*Field) *hands {
	t.Helper()
	newApp(t)
	return openHands(t, fields...)
}

// newApp starts a test's app in the program's theme.
func newApp(t testing.TB) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Options{Variant: Light}))
	return app
}

// openHands is newHands in the app of the moment, for a test of many windows.
func openHands(t testing.TB, fields ...*Field) *hands {
	t.Helper()
	column := Column(10)
	for _, f := range fields {
		column.Objects = append(column.Objects, f)
	}
	h := &hands{window: NewWindow(nil, nil, column)}
	h.window.Keyboard = &Keyboard{
		Switches: func(ev *fyne.KeyEvent, _ bool) bool { return ev.Name == hangulKey },
		Later:    func(f func()) { h.later = append(h.later, f) },
	}
	w := test.NewTempWindow(t, h.window)
	w.Resize(fyne.NewSize(400, 600))
	h.canvas = w.Canvas()
	h.window.Attach(h.canvas)
	fields[0].Focus()
	return h
}

// beside lets a system compose beside the program, as macOS does, and starts it in Korean or not.
func (h *hands) beside(korean bool) *hands {
	h.window.Keyboard.Beside = true
	h.system = &inputMethod{korean: korean}
	return h
}

// inputMethod is a system's own: what it composes comes as characters, late.
type inputMethod struct {
	korean   bool
	composer hangul.Composer
}

// down, letter and up are what the toolkit tells of one key: its press, what it makes, its end.
func (h *hands) down(name fyne.KeyName) {
	if k, ok := h.canvas.Focused().(desktop.Keyable); ok {
		k.KeyDown(&fyne.KeyEvent{Name: name})
	}
}

func (h *hands) up(name fyne.KeyName) {
	if k, ok := h.canvas.Focused().(desktop.Keyable); ok {
		k.KeyUp(&fyne.KeyEvent{Name: name})
	}
}

// act is what a key does at its press, and each time that it repeats.
func (h *hands) act(name fyne.KeyName) {
	switch f := h.canvas.Focused(); {
	case name == fyne.KeyTab && h.shift:
		h.canvas.FocusPrevious()
	case name == fyne.KeyTab:
		h.canvas.FocusNext()
	case f != nil:
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
	for _, r := range h.made(name) {
		h.rune(r)
	}
}

// made is the characters that the system makes of a key, now or never.
func (h *hands) made(name fyne.KeyName) string {
	letter, own := letterOf(name), ""
	switch {
	case letter != 0 && !h.shift:
		own = string(unicode.ToLower(letter))
	case len(name) == 1:
		own = string(name)
	case name == fyne.KeySpace:
		own = " "
	}
	s := h.system
	switch {
	case s == nil || !s.korean || isModifier(name):
		return own
	case letter != 0:
		jamo, _ := hangul.Key(letter, h.shift)
		return s.composer.Type(jamo)
	case name == fyne.KeyBackspace && s.composer.Backspace():
		return ""
	}
	return s.composer.Complete() + own
}

func (h *hands) rune(r rune) {
	if f := h.canvas.Focused(); f != nil {
		f.TypedRune(r)
	}
}

// soon is when the events at hand are dealt with.
func (h *hands) soon() {
	for _, f := range h.later {
		f()
	}
	h.later = nil
}

// press presses keys, one after the other.
func (h *hands) press(names ...fyne.KeyName) {
	for _, n := range names {
		h.down(n)
		h.act(n)
		h.up(n)
		h.soon()
	}
}

// hold presses a key until it has repeated so often.
func (h *hands) hold(name fyne.KeyName, repeats int) {
	h.down(name)
	for range repeats + 1 {
		h.act(name)
		h.soon()
	}
	h.up(name)
}

// keys presses what QWERTY has these characters on, a capital with Shift; < is Backspace, a tab moves on.
func (h *hands) keys(text string) {
	for _, r := range text {
		switch {
		case r == '<':
			h.press(fyne.KeyBackspace)
		case r == '\t':
			h.press(fyne.KeyTab)
		case r == ' ':
			h.press(fyne.KeySpace)
		case r >= 'A' && r <= 'Z':
			h.shifted(func() { h.press(fyne.KeyName(r)) })
		default:
			h.press(fyne.KeyName(unicode.ToUpper(r)))
		}
	}
}

// shifted does something while Shift is held.
func (h *hands) shifted(do func()) {
	h.during(desktop.KeyShiftLeft, func() {
		h.shift = true
		do()
		h.shift = false
	})
}

// during does something between a key's press and its end.
func (h *hands) during(name fyne.KeyName, do func()) {
	h.down(name)
	h.act(name)
	do()
	h.up(name)
}

// shortcut is a key with a modifier, which the toolkit tells of before it is a key.
func (h *hands) shortcut(s fyne.Shortcut) {
	h.down(desktop.KeyControlLeft)
	h.act(desktop.KeyControlLeft)
	h.down(fyne.KeyS)
	if f, ok := h.canvas.Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
	}
	h.up(fyne.KeyS)
	h.up(desktop.KeyControlLeft)
}

// ctrl is a key with Ctrl, and with Shift where that is held.
func (h *hands) ctrl(name fyne.KeyName) {
	m := fyne.KeyModifierControl
	if h.shift {
		m |= fyne.KeyModifierShift
	}
	h.shortcut(&desktop.CustomShortcut{KeyName: name, Modifier: m})
}

// click presses the mouse on an entry, before the character at a position.
func (h *hands) click(e *Entry, at int) { h.mouse(e, spot(e, at), desktop.MouseButtonPrimary) }

// mouse is a click by itself, however soon after the last.
func (h *hands) mouse(e *Entry, p fyne.Position, button desktop.MouseButton) {
	e.clicked = click{}
	h.again(e, p, button)
}

// again is a click right behind another.
func (h *hands) again(e *Entry, p fyne.Position, button desktop.MouseButton) {
	ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: button}
	if h.shift {
		ev.Modifier = fyne.KeyModifierShift
	}
	e.MouseDown(ev)
	if h.canvas.Focused() != fyne.Focusable(e) {
		h.canvas.Unfocus()
	}
	e.MouseUp(ev)
	if button == desktop.MouseButtonSecondary {
		e.TappedSecondary(&ev.PointEvent)
	} else {
		e.Tapped(&ev.PointEvent)
	}
}

// away clicks where nothing takes the keyboard.
func (h *hands) away() { h.canvas.Unfocus() }

// leave and comeBack are the window's loss of the keyboard to another program, and its return.
func (h *hands) leave() {
	if f := h.canvas.Focused(); f != nil {
		f.FocusLost()
	}
}

func (h *hands) comeBack() {
	if f := h.canvas.Focused(); f != nil {
		f.FocusGained()
	}
}

// spot is where a position of an entry's text stands.
func spot(e *Entry, at int) fyne.Position {
	v := e.view
	v.fresh()
	row := rowOf(v.textLines, at)
	return fyne.NewPos(paneLeft-v.left+e.x(v.textLines[row], at), v.rowTop(row)+v.rowHeight()/2)
}
