package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// A key that is held down acts only on the widget it went down on. The toolkit repeats such a key to whatever has the
// keyboard by then: without this, Enter held on a form would also send what the next page asks about.

// keyWentDown notes that a hand pressed a key while o had the keyboard.
func keyWentDown(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	w := windowOf(o)
	if w == nil {
		return
	}
	if acts(ev.Name) {
		w.heldOn = o
	}
	if w.Keyboard != nil && !types(o) {
		w.Keyboard.passed(ev)
	}
}

// keyWentUp notes that it was let go, wherever the keyboard is by then.
func keyWentUp(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	w := windowOf(o)
	if w == nil {
		return
	}
	if acts(ev.Name) {
		w.heldOn = nil
	}
	if w.Keyboard != nil && !types(o) {
		w.Keyboard.wentUp(ev)
	}
}

// types tells an Entry, which speaks with its Keyboard itself.
func types(o fyne.CanvasObject) bool { _, is := o.(*Entry); return is }

// dealtWith tells that a character, which o is told of, is left over from a key that has been dealt with.
func dealtWith(o fyne.CanvasObject, r rune) bool {
	w := windowOf(o)
	return w != nil && w.Keyboard != nil && w.Keyboard.heard(r)
}

// heldElsewhere tells that Enter or Space, which o is told of, went down on another widget and is still down.
func heldElsewhere(o fyne.CanvasObject, key fyne.KeyName) bool {
	w := windowOf(o)
	return acts(key) && w != nil && w.heldOn != nil && w.heldOn != o
}

// shortcutHeldElsewhere is the same for Ctrl with Enter.
func shortcutHeldElsewhere(o fyne.CanvasObject, s fyne.Shortcut) bool {
	return isCtrlEnter(s) && heldElsewhere(o, fyne.KeyReturn)
}

func acts(k fyne.KeyName) bool { return isEnter(k) || k == fyne.KeySpace }

// windowOf is the Window that o stands in or over, or nil.
func windowOf(o fyne.CanvasObject) *Window {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	w, _ := c.Content().(*Window)
	return w
}

// watchHeld notes the keys that go down and up while nothing has the keyboard.
func (w *Window) watchHeld(c fyne.Canvas) {
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(func(ev *fyne.KeyEvent) { keyWentDown(w, ev) })
		d.SetOnKeyUp(func(ev *fyne.KeyEvent) { keyWentUp(w, ev) })
	}
}
