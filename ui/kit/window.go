package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Window is the whole content of a window: the strip along the top, the rail down the left, the page. It also gathers
// every key that no widget and no Sheet used. Set it as the canvas's content, then call Attach.
type Window struct {
	widget.BaseWidget
	OnKey      func(*fyne.KeyEvent)            // nil: the canvas's own handler
	OnRune     func(rune)                      // nil: the canvas's own handler
	OnShortcut func(fyne.Shortcut) (used bool) // unused ones go to the canvas's AddShortcut handlers
	OnFocus    func(fyne.CanvasObject)         // a widget got the keyboard: bring it into sight
	Keyboard   *Keyboard                       // what its entries share; nil: one that nothing switches

	strip, rail, page fyne.CanvasObject
	view              *frame
	canvas            fyne.Canvas
	heldOn            fyne.CanvasObject // where Enter or Space went down, until it is let go
}

// NewWindow puts the parts together; strip and rail may be nil, as on a lock screen.
func NewWindow(strip, rail, page fyne.CanvasObject) *Window {
	w := &Window{strip: strip, rail: rail, page: page}
	w.ExtendBaseWidget(w)
	return w
}

// Attach also sends it the keys that are typed while nothing has the focus.
func (w *Window) Attach(c fyne.Canvas) {
	w.canvas = c
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { w.keepKey(ev) })
	c.SetOnTypedRune(func(r rune) {
		if !dealtWith(w, r) {
			w.keepRune(r)
		}
	})
	w.watchHeld(c)
}

// SetPage shows another page.
func (w *Window) SetPage(page fyne.CanvasObject) {
	w.page = page
	w.Refresh()
}

// SetParts shows or hides strip and rail; nil hides.
func (w *Window) SetParts(strip, rail fyne.CanvasObject) {
	w.strip, w.rail = strip, rail
	w.Refresh()
}

func (w *Window) keepKey(ev *fyne.KeyEvent) {
	if w.OnKey != nil {
		w.OnKey(ev)
	} else if c := canvasOf(w); c != nil && c != w.canvas && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

func (w *Window) keepRune(r rune) {
	if w.OnRune != nil {
		w.OnRune(r)
	} else if c := canvasOf(w); c != nil && c != w.canvas && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

func (w *Window) keepShortcut(s fyne.Shortcut) {
	if w.OnShortcut != nil && w.OnShortcut(s) {
		return
	}
	if h, ok := canvasOf(w).(fyne.Shortcutable); ok {
		h.TypedShortcut(s)
	}
}

// CreateRenderer is Fyne's.
func (w *Window) CreateRenderer() fyne.WidgetRenderer {
	w.view = &frame{layout: w.arrange, least: w.least}
	w.view.paint = func() { w.view.objects = w.parts(); w.arrange(w.Size()) }
	w.view.objects = w.parts()
	return w.view
}

func (w *Window) parts() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{w.page, w.rail, w.strip} {
		if o != nil {
			all = append(all, o)
		}
	}
	return all
}

// edges are the strip's height and the rail's width.
func (w *Window) edges() (top, left float32) {
	if w.strip != nil {
		top = w.strip.MinSize().Height
	}
	if w.rail != nil {
		left = w.rail.MinSize().Width
	}
	return top, left
}

func (w *Window) arrange(s fyne.Size) {
	top, left := w.edges()
	if w.strip != nil {
		place(w.strip, 0, 0, s.Width, top)
	}
	if w.rail != nil {
		place(w.rail, 0, top, left, s.Height-top)
	}
	if w.page != nil {
		place(w.page, left, top, s.Width-left, s.Height-top)
	}
}

func (w *Window) least() fyne.Size {
	top, left := w.edges()
	s := fyne.NewSize(left, top)
	if w.page != nil {
		s = s.Add(w.page.MinSize())
	}
	return s
}
