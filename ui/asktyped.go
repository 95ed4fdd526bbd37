package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/ui/kit"
)

// typedAsk is a question before something that can't be taken back: it is
// answered by typing what is meant.
type typedAsk struct {
	title, text string
	facts       []fyne.CanvasObject // what is meant
	label       string              // of the entry
	max         int                 // letters of the entry
	korean      bool                // what is typed is a Korean word where the screen is Korean
	number      bool                // what is typed is a number
	left        func()              // called when it is left unanswered; may be nil
	fits        func(typed string) bool
	other       string // the problem where it does not fit
	send        string // the button
	name        string // of the picture
}

// askTyped asks, and does it once the answer fits.
func (w *Window) askTyped(a typedAsk, do func(typed string)) {
	script := kit.Latin
	if a.korean && w.words.Korean() {
		script = kit.Korean
	}
	options := kit.EntryOptions{Script: script, Max: a.max}
	if a.number {
		options.Mode = kit.Digits
	}
	typed := kit.NewEntry(options)
	field := kit.NewField(a.label, typed).ReserveLine()
	var sheet *kit.Sheet
	send := func() {
		switch {
		case !sheet.IsOpen():
		case !a.fits(typed.Value()):
			field.SetProblem(a.other)
			field.Focus()
		default:
			sheet.Close()
			do(typed.Value())
		}
	}
	leave := func() {
		sheet.Close()
		if a.left != nil {
			a.left()
		}
	}
	typed.OnEnter = send
	typed.OnChanged = func(string) { field.SetProblem("") }
	back := kit.NewButton(kit.Plain, w.words.T("common.cancel"), leave).Big().Key("Esc")
	content := kit.Column(14, kit.NewStrong(kit.Title, a.title), kit.NewParagraph(kit.Body, kit.ColorInk, a.text))
	for _, fact := range a.facts {
		content.Add(fact)
	}
	// The entry stands at the foot: a long text is read from its beginning, with what has to be typed in sight.
	sheet = kit.NewSheet(520, content).Foot(kit.Column(14, field,
		kit.Row(12, kit.NewButton(kit.Danger, a.send, send).Big().Key("↵"), kit.Grow(nil), back)))
	sheet.OnEscape, sheet.OnCtrlEnter = leave, send
	sheet.FocusFirst(typed)
	w.openSheet(sheet)
	w.seen(a.name)
}
