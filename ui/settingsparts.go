package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/ui/kit"
)

// savedPart is a part of the settings that is saved by a button of its own.
type savedPart struct {
	save     func()
	button   *kit.Button
	fold     *kit.Fold           // what it is folded into, nil where it is always open
	controls []fyne.CanvasObject // what can have the keyboard in it, beside the button and the fold's head
}

// holds tells whether o is in the part and the part is open.
func (p *savedPart) holds(o fyne.CanvasObject) bool {
	if o == nil || p.fold != nil && !p.fold.Open() {
		return false
	}
	return o == fyne.CanvasObject(p.button) || p.fold != nil && o == fyne.CanvasObject(p.fold) || slices.Contains(p.controls, o)
}

// savedParts are all of them. The first has Ctrl+Enter while none of the others has
// the keyboard.
type savedParts []*savedPart

func (s *savedParts) add(p *savedPart) { *s = append(*s, p) }

// with is the part that Ctrl+Enter saves while focused has the keyboard.
func (s savedParts) with(focused any) *savedPart {
	o, _ := focused.(fyne.CanvasObject)
	for _, p := range s[1:] {
		if p.holds(o) {
			return p
		}
	}
	return s[0]
}

// mark shows on the buttons which part Ctrl+Enter saves.
func (s savedParts) mark(focused any) {
	on := s.with(focused)
	for _, p := range s {
		if p == on {
			p.button.Weigh(kit.Primary, "Ctrl ↵")
		} else {
			p.button.Weigh(kit.Plain, "")
		}
	}
}
