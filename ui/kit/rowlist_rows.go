package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// rowKeys is the scrolling part of a RowList. It has the keyboard. Only rows in sight exist; where they stand is
// reckoned in float64 and drawn from the top of what is in sight, because Fyne's float32 can't tell two rows apart by the
// unit from a few hundred thousand on.
type rowKeys struct {
	widget.BaseWidget
	owner   *RowList
	focused bool

	top   float64    // how far it is scrolled
	slots []*listRow // row i is shown by slot i modulo their number
	bar   *listBar
	laid  bool // it has had a height
	tells bool // OnSight is being told
}

var _ fyne.Scrollable = (*rowKeys)(nil) // what makes Fyne cut off what stands out

func newRowKeys(owner *RowList) *rowKeys {
	k := &rowKeys{owner: owner}
	k.bar = newListBar(k)
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer is Fyne's.
func (k *rowKeys) CreateRenderer() fyne.WidgetRenderer { return &rowsRenderer{k} }

type rowsRenderer struct{ *rowKeys }

func (r *rowsRenderer) Destroy()           {}
func (r *rowsRenderer) Layout(fyne.Size)   { r.draw(false) }
func (r *rowsRenderer) MinSize() fyne.Size { return fyne.NewSize(r.owner.least()-4, listRowHeight()) }
func (r *rowsRenderer) Refresh()           { r.draw(true) }
func (r *rowsRenderer) Objects() []fyne.CanvasObject {
	all := make([]fyne.CanvasObject, 0, len(r.slots)+1)
	for _, row := range r.slots {
		all = append(all, row)
	}
	return append(all, r.bar)
}

// most is how far it can be scrolled.
func (k *rowKeys) most() float64 {
	return max(0, float64(k.owner.length())*float64(listRowHeight())-float64(k.Size().Height))
}

// draw puts the rows in sight in their places, each with its data where that is not there yet, or anew.
func (k *rowKeys) draw(anew bool) {
	size := k.Size()
	if size.Height <= 0 {
		return
	}
	height := float64(listRowHeight())
	if !k.laid {
		k.laid = true
		k.reveal(k.owner.selected)
	}
	if n := int(math.Ceil(float64(size.Height)/height)) + 1; n > len(k.slots) {
		for len(k.slots) < n {
			k.slots = append(k.slots, newListRow(k.owner))
		}
		anew = true
		defer canvas.Refresh(k)
	}
	k.top = min(max(0, k.top), k.most())
	first := int(k.top / height)
	last := min(int(math.Ceil((k.top+float64(size.Height))/height)), k.owner.length()) - 1
	used := 0
	for i := first; i <= last; i++ {
		r := k.slots[i%len(k.slots)]
		place(r, 0, float32(float64(i)*height-k.top), size.Width, listRowHeight())
		if anew || r.index != i {
			r.show(i)
		}
		if r.Hidden {
			r.Show()
		}
		used++
	}
	for i := last + 1; used < len(k.slots); i++ { // the slots that are left
		r := k.slots[(i+len(k.slots))%len(k.slots)]
		r.index = -1
		r.Hide()
		used++
	}
	k.bar.follow()
	k.tell(first, last)
}

// tell says which rows are in sight. What that leads to may draw again.
func (k *rowKeys) tell(first, last int) {
	if k.owner.OnSight == nil || k.tells {
		return
	}
	k.tells = true
	k.owner.OnSight(first, last)
	k.tells = false
}

// mark draws rows anew whose mark has changed.
func (k *rowKeys) mark(rows ...int) {
	for _, i := range rows {
		if i >= 0 && len(k.slots) > 0 {
			if r := k.slots[i%len(k.slots)]; r.index == i {
				r.Refresh()
			}
		}
	}
}

// reveal scrolls as far as it takes to bring a row into sight.
func (k *rowKeys) reveal(index int) {
	if index < 0 || !k.laid {
		return
	}
	height := float64(listRowHeight())
	at := float64(index) * height
	k.scrollTo(max(min(k.top, at), at+height-float64(k.Size().Height)))
}

func (k *rowKeys) scrollTo(top float64) {
	if k.top = min(max(0, top), k.most()); k.laid {
		k.draw(false)
	}
}

// Scrolled is Fyne's: the wheel.
func (k *rowKeys) Scrolled(ev *fyne.ScrollEvent) { k.scrollTo(k.top - float64(turn(ev).DY)) }

func (k *rowKeys) FocusGained() { k.setFocus(true) }
func (k *rowKeys) FocusLost()   { k.setFocus(false) }

func (k *rowKeys) setFocus(on bool) {
	k.focused = on
	k.owner.ring()
	if k.owner.OnFocus != nil {
		k.owner.OnFocus(on)
	}
}

func (k *rowKeys) KeyDown(ev *fyne.KeyEvent) { keyWentDown(k, ev) }
func (k *rowKeys) KeyUp(ev *fyne.KeyEvent)   { keyWentUp(k, ev) }

func (k *rowKeys) TypedKey(ev *fyne.KeyEvent) {
	if heldElsewhere(k, ev.Name) {
		return
	}
	o := k.owner
	page := max(1, int(k.Size().Height/listRowHeight())-1)
	to, last := o.selected, o.length()-1
	switch ev.Name {
	case fyne.KeyUp:
		to = max(0, to-1)
	case fyne.KeyDown:
		to++
	case fyne.KeyPageUp:
		to = max(0, to-page)
	case fyne.KeyPageDown:
		to += page
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = last
	case fyne.KeyReturn, fyne.KeyEnter:
		if o.selected >= 0 && o.OnActivated != nil {
			o.OnActivated(o.selected)
		}
		return
	default:
		passKey(k, ev)
		return
	}
	if last >= 0 {
		o.Select(max(0, min(to, last)))
	}
}

func (k *rowKeys) TypedRune(r rune) {
	if !dealtWith(k, r) {
		passRune(k, r)
	}
}

func (k *rowKeys) TypedShortcut(s fyne.Shortcut) {
	if shortcutHeldElsewhere(k, s) || k.owner.OnShortcut != nil && k.owner.OnShortcut(s) {
		return
	}
	passShortcut(k, s)
}
