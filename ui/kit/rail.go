package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// RailWidth is the rail's width, before larger text widens it.
const RailWidth float32 = 104

// RailItem is one screen in the rail.
type RailItem struct {
	ID    string
	Icon  string // a name of assets.LineIcon
	Label string
	Key   string // F2
}

// Rail is the dark column on the left that leads to the screens. It answers the mouse; the keys are the shell's.
type Rail struct {
	widget.BaseWidget
	OnSelect func(id string)

	on     string
	ground *canvas.Rectangle
	upper  []*railTab
	lower  []*railTab
}

// NewRail makes a rail with items from the top and items at the foot.
func NewRail(upper, lower []RailItem) *Rail {
	r := &Rail{ground: box(0)}
	for _, i := range upper {
		r.upper = append(r.upper, newRailTab(r, i))
	}
	for _, i := range lower {
		r.lower = append(r.lower, newRailTab(r, i))
	}
	r.ExtendBaseWidget(r)
	return r
}

// SetOn marks the item of the screen that is shown, without telling OnSelect.
func (r *Rail) SetOn(id string) {
	if r.on != id {
		r.on = id
		r.Refresh()
	}
}

// On is the marked item's ID.
func (r *Rail) On() string { return r.on }

// CreateRenderer is Fyne's.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{r.ground}
	for _, t := range append(append([]*railTab(nil), r.upper...), r.lower...) {
		objects = append(objects, t)
	}
	paint := func() { fill(r.ground, ColorRail, "", 0) }
	paint()
	return &frame{objects: objects, layout: r.arrange, least: r.least, paint: paint}
}

func (r *Rail) least() fyne.Size {
	w := RailWidth
	for _, t := range append(append([]*railTab(nil), r.upper...), r.lower...) {
		w = max(w, t.label.MinSize().Width+24)
	}
	return fyne.NewSize(w, 24+float32(len(r.upper)+len(r.lower))*(railTabLeast()+4))
}

func (r *Rail) arrange(s fyne.Size) {
	place(r.ground, 0, 0, s.Width, s.Height)
	h := railTabHeight()
	if each := (s.Height-24)/float32(len(r.upper)+len(r.lower)) - 4; each < h {
		h = railTabLeast() // with large text there is no room for the keys' names
	}
	for i, t := range r.upper {
		place(t, 8, 12+float32(i)*(h+4), s.Width-16, h)
	}
	for i, t := range r.lower {
		place(t, 8, s.Height-12-float32(len(r.lower)-i)*(h+4)+4, s.Width-16, h)
	}
}

func railTabHeight() float32 { return Note.line() + Tiny.line() + round(22*textScale()) + 22 }

// railTabLeast is the height of an item without the name of its key.
func railTabLeast() float32 { return railTabHeight() - Tiny.line() - 11 }

// railTab is one item: icon, label and key beneath one another.
type railTab struct {
	pressableRow
	rail   *Rail
	item   RailItem
	ground *canvas.Rectangle
	icon   *Icon
	label  *Text
	key    *Text
}

func newRailTab(r *Rail, i RailItem) *railTab {
	t := &railTab{
		rail: r, item: i, ground: box(10), icon: NewIcon(i.Icon, ColorRailText, 22),
		label: NewText(Note, i.Label), key: NewText(Tiny, i.Key),
	}
	t.label.Align, t.key.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	t.tapped = func() {
		if r.OnSelect != nil {
			r.OnSelect(i.ID)
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

func (t *railTab) CreateRenderer() fyne.WidgetRenderer {
	t.paint()
	return &frame{
		objects: []fyne.CanvasObject{t.ground, t.icon, t.label, t.key},
		layout: func(s fyne.Size) {
			place(t.ground, 0, 0, s.Width, s.Height)
			side := t.icon.MinSize().Height
			t.key.Hidden = s.Height < railTabHeight()
			y := round((s.Height - side - Note.line() - Tiny.line() - 7) / 2)
			if t.key.Hidden {
				y = round((s.Height - side - Note.line() - 4) / 2)
			}
			place(t.icon, 0, y, s.Width, side)
			place(t.label, 0, y+side+4, s.Width, Note.line())
			place(t.key, 0, y+side+7+Note.line(), s.Width, Tiny.line())
		},
		least: func() fyne.Size { return fyne.NewSize(60, railTabHeight()) },
		paint: t.paint,
	}
}

func (t *railTab) paint() {
	on := t.rail.on == t.item.ID
	ground, ink, hint := fyne.ThemeColorName(""), ColorRailText, ColorRailHint
	if on {
		ground, ink, hint = ColorRailOn, ColorRailOnText, ColorRailText
	} else if t.hovered {
		ink = ColorRailOnText
	}
	fill(t.ground, ground, "", 0)
	t.icon.Set(t.item.Icon, ink)
	t.label.look(ink, on)
	t.key.SetColor(hint)
}
