package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"keyindesk/ui/kit"
)

const (
	toastTime         = 2200 * time.Millisecond
	toastPad  float32 = 10
)

// say shows one outcome on a sheet: the money first, then what to do. then is
// called when it is closed.
func (w *Window) say(said Said, tone kit.Tone, then func()) { w.sayWithSlip(said, tone, then, nil) }

// sayWithSlip is say with a second button that shows the slip over it; without
// one if slip is nil.
func (w *Window) sayWithSlip(said Said, tone kit.Tone, then, slip func()) {
	var sheet *kit.Sheet
	shut := func() {
		sheet.Close()
		then()
	}
	button := kit.NewButton(kit.Primary, w.words.T("common.close"), shut).Big().Key("↵")
	foot := kit.Row(12, button)
	lead := kit.NewParagraph(kit.Title, tone.Ink(), kit.Strong(said.Money))
	if tone == kit.Neutral || tone == kit.Cancelled {
		lead.Color = kit.ColorInk
	}
	sheet = kit.NewSheet(520, kit.Column(14, lead, kit.NewParagraph(kit.Body, kit.ColorInk, said.Hint))).Foot(foot)
	if slip != nil {
		foot.Add(kit.NewButton(kit.Plain, w.words.T("story.slip"), slip).Big().Key("P"))
		sheet.OnRune = func(r rune) {
			if r == 'p' || r == 'P' || r == 'ㅔ' {
				slip()
			}
		}
	}
	foot.Add(kit.Grow(nil))
	sheet.OnEnter, sheet.OnEscape = shut, shut
	sheet.FocusFirst(button)
	w.openSheet(sheet)
	w.seen("outcome")
}

// askFirst asks before something that costs work to take back; Enter stays.
func (w *Window) askFirst(title, text, act string, do func()) {
	w.askWhether(title, text, act, w.words.T("common.cancel"), do)
}

// askWhether is askFirst with a word of its own for leaving things as they are.
func (w *Window) askWhether(title, text, act, leave string, do func()) {
	var sheet *kit.Sheet
	goOn := func() {
		if sheet.IsOpen() {
			sheet.Close()
			do()
		}
	}
	stay := kit.NewButton(kit.Plain, leave, func() { sheet.Close() }).Big().Key("Esc")
	sheet = kit.NewSheet(520, kit.Column(14, kit.NewParagraph(kit.Title, kit.ColorInk, kit.Strong(title)),
		kit.NewParagraph(kit.Body, kit.ColorInk, text))).Foot(
		kit.Row(12, kit.NewButton(kit.Danger, act, goOn).Big().Key("Ctrl ↵"), kit.Grow(nil), stay))
	sheet.OnEscape, sheet.OnCtrlEnter = sheet.Close, goOn
	sheet.FocusFirst(stay)
	w.openSheet(sheet)
}

// openSheet opens a sheet over the window. Leaving the program works over it too: a
// call in flight is recorded all the same.
func (w *Window) openSheet(sheet *kit.Sheet) {
	sheet.OnShortcut = func(s fyne.Shortcut) {
		if custom, ok := s.(*desktop.CustomShortcut); ok && custom.KeyName == fyne.KeyQ && custom.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
			w.quit()
		}
	}
	sheet.Open(w.canvas())
}

// toast says a small thing at the foot of the window and goes away by itself.
// It takes neither keys nor focus.
func (w *Window) toast(text string) { w.toastFor(text, toastTime) }

// toastFor is toast for as long as it takes to notice.
func (w *Window) toastFor(text string, stay time.Duration) {
	label := kit.NewCard(kit.NewStrong(kit.Body, text))
	label.Pad = toastPad
	layer := container.New(toastLayout{w}, label)
	stage := w.stage
	stage.Add(layer)
	stage.Refresh()                            // the toolkit lays out what is added, and draws it only then
	w.runner.After(toastTime/8, layer.Refresh) // a screen that has just come finds its place first
	w.runner.After(stay, func() {
		stage.Remove(layer)
		stage.Refresh()
	})
}

// toastLayout puts a small thing where it covers no act: over the titles of the
// screen's list, or at the foot of a screen that has none.
type toastLayout struct{ *Window }

// Layout is Fyne's.
func (l toastLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		size := o.MinSize()
		o.Resize(size)
		at := fyne.NewPos((s.Width-size.Width)/2, s.Height-size.Height-32)
		if list := l.listInSight(); list != nil {
			driver := fyne.CurrentApp().Driver()
			at = driver.AbsolutePositionForObject(list).Subtract(driver.AbsolutePositionForObject(l.stage))
			at.X += max((list.Size().Width-size.Width)/2, 0)
			at.Y += (list.HeadHeight() - size.Height) / 2
		}
		o.Move(at)
	}
}

// listInSight is the list of the screen that is on, nil where there is none.
func (w *Window) listInSight() *kit.RowList {
	switch s := w.screens[w.on].(type) {
	case *billingScreen:
		return s.list
	case *historyScreen:
		return s.list
	case *walletScreen:
		if s.view == s.home {
			return s.home.list
		}
	}
	return nil
}

// MinSize is Fyne's.
func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
