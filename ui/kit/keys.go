package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// canvasOf is the canvas o is shown on, or nil. The driver knows that only once o has been painted; until then it is
// taken to be the program's first window, so that a widget can have the keyboard before it is seen.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		return c
	}
	if windows := driver.AllWindows(); len(windows) > 0 {
		return windows[0].Canvas()
	}
	return nil
}

// focusable is a widget that can have the keyboard.
type focusable interface {
	fyne.CanvasObject
	fyne.Focusable
}

// focus gives o the keyboard, if it is on a canvas.
func focus(o focusable) {
	if c := canvasOf(o); c != nil {
		c.Focus(o)
	}
}

// focusNext moves the keyboard on from o.
func focusNext(o focusable) {
	if c := canvasOf(o); c != nil {
		c.FocusNext()
	}
}

// keyKeeper is an overlay that answers the keys its content leaves: a Sheet or an open list.
type keyKeeper interface {
	keepKey(*fyne.KeyEvent)
	keepRune(rune)
	keepShortcut(fyne.Shortcut)
}

// keeper is who answers left keys on a canvas: its top overlay, or the Window beneath, or nobody of this package.
func keeper(c fyne.Canvas) keyKeeper {
	if k, ok := c.Overlays().Top().(keyKeeper); ok {
		return k
	}
	k, _ := c.Content().(keyKeeper)
	return k
}

// passKey hands on a key that o does not use.
func passKey(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if k := keeper(c); k != nil {
		k.keepKey(ev)
	} else if f := c.OnTypedKey(); f != nil {
		f(ev)
	}
}

// passRune hands on a character that o does not use.
func passRune(o fyne.CanvasObject, r rune) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if k := keeper(c); k != nil {
		k.keepRune(r)
	} else if f := c.OnTypedRune(); f != nil {
		f(r)
	}
}

// passShortcut hands on a shortcut that o does not use.
func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if k := keeper(c); k != nil {
		k.keepShortcut(s)
	} else if h, ok := c.(fyne.Shortcutable); ok {
		h.TypedShortcut(s)
	}
}

// tellFocused says to the Window around o that o has the keyboard now.
func tellFocused(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if w, ok := c.Content().(*Window); ok && w.OnFocus != nil {
		w.OnFocus(o)
	}
}

// isEnter tells either Enter key.
func isEnter(k fyne.KeyName) bool { return k == fyne.KeyReturn || k == fyne.KeyEnter }

// isCtrlEnter tells Enter with Ctrl, or with ⌘ on a Mac.
func isCtrlEnter(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	return ok && isEnter(c.KeyName) && c.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0
}

func isFunctionKey(k fyne.KeyName) bool {
	return len(k) >= 2 && k[0] == 'F' && k[1] >= '1' && k[1] <= '9'
}
