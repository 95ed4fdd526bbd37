package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// popList is an open list of options over the window. Up, Down and characters move in it, Enter or Space takes, Esc or
// a click beside it leaves everything as it was.
type popList struct {
	pressable
	owner   focusable
	at      fyne.Position
	width   float32
	options []string
	index   int
	before  int
	picked  func(int)
	search  string

	card   *plate
	rows   []*popRow
	scroll *Scroll
}

// openList shows options below at; picked is told only when one was taken.
func openList(owner focusable, at fyne.Position, width float32, options []string, selected int, picked func(int)) {
	c := canvasOf(owner)
	if c == nil || len(options) == 0 {
		return
	}
	l := &popList{owner: owner, at: at, width: width, options: options, index: selected, before: selected, picked: picked, card: newPlate(8)}
	column := Column(0)
	for i, o := range options {
		row := newPopRow(o, func() { l.index = i; l.take() })
		l.rows = append(l.rows, row)
		column.Add(row)
	}
	l.scroll = NewBareScroll(column)
	l.key, l.typed = l.useKey, l.useRune
	l.extend(l, l.take)
	c.Overlays().Add(l)
	l.Resize(c.Size())
	c.Focus(l)
	l.reveal()
}

func (l *popList) keepKey(*fyne.KeyEvent)     {}
func (l *popList) keepRune(rune)              {}
func (l *popList) keepShortcut(fyne.Shortcut) {}

// Cursor is the plain pointer.
func (l *popList) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// Tapped beside the list closes it.
func (l *popList) Tapped(*fyne.PointEvent) { l.close() }

func (l *popList) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		l.card.fill(ColorCard, ColorLine, 1)
		l.card.outer.Shadow = canvas.Shadow{Color: colour(ColorShadow), BlurRadius: 16, Offset: fyne.NewPos(0, 4)}
		for i, r := range l.rows {
			r.set(i == l.index)
		}
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{l.card.outer, l.card.inner, l.scroll},
		layout:  l.arrange,
		least:   func() fyne.Size { return fyne.Size{} },
		paint:   paint,
	}
}

func (l *popList) arrange(s fyne.Size) {
	w := max(l.width, l.scroll.Content.MinSize().Width+12)
	h := min(l.scroll.Content.MinSize().Height+12, min(s.Height-16, 9*popRowHeight()+12))
	x := max(8, min(l.at.X, s.Width-w-8))
	y := max(8, min(l.at.Y, s.Height-h-8))
	l.card.place(x, y, w, h)
	place(l.scroll, x+6, y+6, w-12, h-12)
}

func (l *popList) useKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp:
		l.move(l.index - 1)
	case fyne.KeyDown:
		l.move(l.index + 1)
	case fyne.KeyHome, fyne.KeyPageUp:
		l.move(0)
	case fyne.KeyEnd, fyne.KeyPageDown:
		l.move(len(l.options) - 1)
	case fyne.KeyEscape:
		l.close()
	default:
		return false
	}
	return true
}

func (l *popList) useRune(r rune) bool {
	if index, typed := jump(l.options, l.search, r); index >= 0 {
		l.search = typed
		l.move(index)
	}
	return true
}

func (l *popList) move(index int) {
	l.index = max(0, min(index, len(l.options)-1))
	l.Refresh()
	l.reveal()
}

// reveal scrolls the marked row into sight.
func (l *popList) reveal() {
	if l.index < 0 {
		return
	}
	y, h := float32(l.index)*popRowHeight(), l.scroll.Size().Height
	if y < l.scroll.Offset.Y {
		l.scroll.ScrollToOffset(fyne.NewPos(0, y))
	} else if y+popRowHeight() > l.scroll.Offset.Y+h {
		l.scroll.ScrollToOffset(fyne.NewPos(0, y+popRowHeight()-h))
	}
}

func (l *popList) take() {
	l.close()
	if l.index >= 0 {
		l.picked(l.index)
	}
}

func (l *popList) close() {
	c := canvasOf(l)
	if c == nil {
		return
	}
	c.Overlays().Remove(l)
	c.Focus(l.owner)
}

// popRow is one option of an open list.
type popRow struct {
	pressableRow
	text   *Text
	ground *canvas.Rectangle
	on     bool
}

func popRowHeight() float32 { return max(36, Body.line()+18) }

func newPopRow(text string, tapped func()) *popRow {
	r := &popRow{text: NewText(Body, text), ground: box(6)}
	r.tapped = tapped
	r.ExtendBaseWidget(r)
	return r
}

func (r *popRow) set(on bool) {
	if r.on != on {
		r.on = on
		r.Refresh()
	}
}

func (r *popRow) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		ground := fyne.ThemeColorName("")
		if r.hovered {
			ground = ColorHover
		}
		if r.on {
			ground = ColorSoftAccent
		}
		r.text.look(ColorInk, r.on)
		fill(r.ground, ground, "", 0)
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{r.ground, r.text},
		layout: func(s fyne.Size) {
			place(r.ground, 0, 0, s.Width, s.Height)
			place(r.text, 10, 0, s.Width-20, s.Height)
		},
		least: func() fyne.Size {
			return fyne.NewSize(ceil(measure(r.text.Content(), Body.Size(), true).Width)+20, popRowHeight())
		},
		paint: paint,
	}
}
