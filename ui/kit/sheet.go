package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Sheet is a question over the dimmed window: a card in the middle that keeps the keyboard until it is closed. Enter
// and Esc come through the callbacks wherever the focus is inside, unless a widget there uses them.
type Sheet struct {
	pressable
	OnEnter     func()               // nil ignores Enter
	OnCtrlEnter func()               // nil ignores it
	OnEscape    func()               // nil ignores Esc; call Close to close
	OnKey       func(*fyne.KeyEvent) // any other key; nil scrolls a long content by the arrows
	OnRune      func(rune)           // a character no widget took
	OnShortcut  func(fyne.Shortcut)  // any other shortcut

	width  float32
	first  focusable
	before fyne.Focusable
	canvas fyne.Canvas
	shade  *canvas.Rectangle
	card   *plate
	scroll *Scroll
	body   fyne.CanvasObject
	foot   fyne.CanvasObject
}

// NewSheet makes a sheet of a width, not yet shown.
func NewSheet(width float32, content fyne.CanvasObject) *Sheet {
	s := &Sheet{width: width, body: content, shade: box(0), card: newPlate(12)}
	s.scroll = NewScroll(content)
	s.key = func(ev *fyne.KeyEvent) bool { s.keepKey(ev); return true }
	s.typed = func(r rune) bool { s.keepRune(r); return true }
	s.extend(s, func() {})
	return s
}

// Foot sets what stays in sight at the sheet's foot while the content scrolls: its buttons.
func (s *Sheet) Foot(o fyne.CanvasObject) *Sheet {
	s.foot = o
	return s
}

// FocusFirst names the widget that has the keyboard when the sheet opens; without it Enter and Esc go to the sheet.
func (s *Sheet) FocusFirst(o fyne.Focusable) *Sheet {
	s.first, _ = o.(focusable)
	return s
}

// Open opens the sheet over a window.
func (s *Sheet) Open(c fyne.Canvas) {
	if s.canvas != nil {
		return
	}
	s.canvas, s.before = c, c.Focused()
	c.Unfocus()
	c.Overlays().Add(s)
	s.Resize(c.Size())
	if s.first != nil {
		c.Focus(s.first)
	} else {
		c.Focus(s)
	}
}

// Close closes the sheet and gives the keyboard back to where it was. Closing twice is harmless.
func (s *Sheet) Close() {
	c := s.canvas
	if c == nil {
		return
	}
	s.canvas = nil
	c.Overlays().Remove(s)
	if s.before != nil {
		c.Focus(s.before)
	}
}

// IsOpen tells whether the sheet is shown.
func (s *Sheet) IsOpen() bool { return s.canvas != nil }

// AreaOf is the part that scrolls where the content is longer than the window, for an object in it; nil for one at the
// foot, which is always in sight.
func (s *Sheet) AreaOf(o fyne.CanvasObject) *Scroll {
	if s.foot != nil && holds(s.foot, o) {
		return nil
	}
	return s.scroll
}

// holds tells whether an object is another, or stands in its containers and fields.
func holds(in, o fyne.CanvasObject) bool {
	if in == o {
		return true
	}
	if f, ok := in.(*Field); ok {
		return f.Control() == o
	}
	c, ok := in.(*fyne.Container)
	return ok && slices.ContainsFunc(c.Objects, func(child fyne.CanvasObject) bool { return holds(child, o) })
}

// Tapped keeps the keyboard inside when the shade or the card is clicked.
func (s *Sheet) Tapped(*fyne.PointEvent) {
	if s.canvas != nil && s.canvas.Focused() == nil {
		if s.first != nil {
			s.canvas.Focus(s.first)
			return
		}
		s.canvas.Focus(s)
	}
}

// Cursor is the plain pointer.
func (s *Sheet) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// TypedShortcut is Fyne's.
func (s *Sheet) TypedShortcut(sc fyne.Shortcut) { s.keepShortcut(sc) }

func (s *Sheet) keepKey(ev *fyne.KeyEvent) {
	switch {
	case isEnter(ev.Name) && s.OnEnter != nil:
		s.OnEnter()
	case ev.Name == fyne.KeyEscape && s.OnEscape != nil:
		s.OnEscape()
	case isEnter(ev.Name), ev.Name == fyne.KeyEscape:
	case s.OnKey != nil:
		s.OnKey(ev)
	default:
		ScrollBy(s.scroll, ev.Name)
	}
}

// ScrollBy moves a scrolling area by an arrow or a page key; other keys do nothing.
func ScrollBy(area *Scroll, key fyne.KeyName) {
	step := map[fyne.KeyName]float32{
		fyne.KeyUp: -60, fyne.KeyDown: 60, fyne.KeyPageUp: -area.Size().Height, fyne.KeyPageDown: area.Size().Height,
	}[key]
	if step == 0 {
		return
	}
	to := min(area.Offset.Y+step, area.Content.Size().Height-area.Size().Height)
	area.ScrollToOffset(fyne.NewPos(0, max(0, to)))
}

func (s *Sheet) keepRune(r rune) {
	if s.OnRune != nil {
		s.OnRune(r)
	}
}

func (s *Sheet) keepShortcut(sc fyne.Shortcut) {
	if isCtrlEnter(sc) {
		if s.OnCtrlEnter != nil {
			s.OnCtrlEnter()
		}
		return
	}
	if s.OnShortcut != nil {
		s.OnShortcut(sc)
	}
}

// CreateRenderer is Fyne's.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		fill(s.shade, ColorShade, "", 0)
		s.card.fill(ColorCard, ColorLine, 1)
		s.card.outer.Shadow = canvas.Shadow{Color: colour(ColorShadow), BlurRadius: 32, Offset: fyne.NewPos(0, 8)}
	}
	paint()
	objects := []fyne.CanvasObject{s.shade, s.card.outer, s.card.inner, s.scroll}
	if s.foot != nil {
		objects = append(objects, s.foot)
	}
	return &frame{
		objects: objects,
		layout:  s.arrange,
		least:   func() fyne.Size { return fyne.Size{} },
		paint:   func() { paint(); s.arrange(s.Size()) },
	}
}

func (s *Sheet) arrange(size fyne.Size) {
	const pad = 28
	place(s.shade, 0, 0, size.Width, size.Height)
	foot, footWidth := float32(0), float32(0)
	if s.foot != nil {
		footWidth = s.foot.MinSize().Width
		foot = s.foot.MinSize().Height + 20
	}
	w := min(max(s.width*(1+textScale())/2, max(s.body.MinSize().Width, footWidth)+2*pad), size.Width-32)
	h := min(heightOf(s.body, w-2*pad)+foot+2*pad, size.Height-32)
	x, y := (size.Width-w)/2, (size.Height-h)/2
	s.card.place(x, y, w, h)
	placeScroll(s.scroll, x+pad, y+pad, w-2*pad, h-foot-2*pad)
	if s.foot != nil {
		place(s.foot, x+pad, y+h-pad-foot+20, w-2*pad, foot-20)
	}
}
