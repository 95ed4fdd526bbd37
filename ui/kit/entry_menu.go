package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// EntryWords are the words of an entry's menu.
type EntryWords struct{ Undo, Redo, Cut, Copy, Paste, SelectAll string }

// TappedSecondary opens a menu, except where it could copy what must not be copied.
func (e *Entry) TappedSecondary(ev *fyne.PointEvent) {
	e.Focus()
	c := canvasOf(e)
	if e.o.Sensitive || c == nil {
		return
	}
	e.Complete()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e).Add(ev.Position)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", e.offers(fyne.CurrentApp().Clipboard())...), c, at)
}

// offers are what the menu has: all that can be done now.
func (e *Entry) offers(clip fyne.Clipboard) (items []*fyne.MenuItem) {
	offer := func(word string, s fyne.Shortcut) {
		items = append(items, fyne.NewMenuItem(word, func() { e.TypedShortcut(s) }))
	}
	words := EntryWords{"Undo", "Redo", "Cut", "Copy", "Paste", "Select all"}
	if given := e.keyboard().Words; given != nil {
		words = given()
	}
	edits := !e.Disabled()
	if edits && e.buffer.CanUndo() {
		offer(words.Undo, &fyne.ShortcutUndo{})
	}
	if edits && e.buffer.CanRedo() {
		offer(words.Redo, &fyne.ShortcutRedo{})
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	if edits {
		offer(words.Cut, &fyne.ShortcutCut{Clipboard: clip})
	}
	offer(words.Copy, &fyne.ShortcutCopy{Clipboard: clip})
	if edits {
		offer(words.Paste, &fyne.ShortcutPaste{Clipboard: clip})
	}
	offer(words.SelectAll, &fyne.ShortcutSelectAll{})
	return items
}
