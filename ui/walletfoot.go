package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/ui/kit"
)

// footed is a page with the buttons that go on from it: at its end, or, with
// large text, under the part that scrolls, where they are always in sight.
type footed struct {
	scroll *kit.Scroll
	all    fyne.CanvasObject
	pinned fyne.CanvasObject // nil while the buttons scroll along
}

// newFooted lays a page out: the buttons end the column, and around makes the
// whole page of it.
func newFooted(column *fyne.Container, foot fyne.CanvasObject, around func(fyne.CanvasObject) fyne.CanvasObject) footed {
	if textScale() <= roomyScale {
		column.Add(foot)
		scroll := page(around(column))
		return footed{scroll: scroll, all: scroll}
	}
	scroll := page(around(column))
	return footed{scroll: scroll, pinned: foot, all: kit.Filled(0, nil, scroll, kit.Inset(12, pagePad, foot))}
}

// ownFoot says whether something is in sight however the page is scrolled.
func (f *footed) ownFoot(o fyne.CanvasObject) bool { return f.pinned != nil && within(f.pinned, o) }

// atFoot asks the view that is open.
func (s *walletScreen) atFoot(o fyne.CanvasObject) bool {
	v, ok := s.view.(interface{ ownFoot(fyne.CanvasObject) bool })
	return ok && v.ownFoot(o)
}

// within says whether an object is another, or stands in its containers.
func within(in, o fyne.CanvasObject) bool {
	c, ok := in.(*fyne.Container)
	return in == o || ok && slices.ContainsFunc(c.Objects, func(child fyne.CanvasObject) bool { return within(child, o) })
}
