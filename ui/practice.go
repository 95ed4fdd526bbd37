package ui

import (
	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// behaviourOwnCode is the entry of the practice menu that asks for a code.
const behaviourOwnCode = "decline-other"

// pickBehaviour sets how the next request will go, from the strip's menu.
func (w *Window) pickBehaviour(index int) {
	r := w.rehearsal()
	if r == nil {
		return
	}
	keys := r.Behaviours()
	if index >= len(keys) {
		w.askDecline(r)
		return
	}
	r.SetNext(keys[index])
	w.log.Info("practice", "next", keys[index])
	w.refreshStrip()
}

// chooseBehaviour is the same choice by keyboard: a list on a sheet.
func (w *Window) chooseBehaviour() {
	r := w.rehearsal()
	if r == nil {
		return
	}
	menu := w.strip.Model()
	choice := kit.NewChoice(menu.Menu, max(menu.MenuOn, 0))
	var sheet *kit.Sheet
	take := func() {
		sheet.Close()
		w.pickBehaviour(choice.Selected())
	}
	title := kit.NewParagraph(kit.Title, kit.ColorInk, kit.Strong(w.words.about("practice.next", w.gatewayOn())))
	sheet = kit.NewSheet(420, kit.Column(14, title, kit.NewField("", choice))).Foot(
		kit.Row(12, kit.NewButton(kit.Primary, w.words.T("practice.take"), take).Key("Ctrl ↵"), kit.Grow(nil),
			kit.NewButton(kit.Plain, w.words.T("common.close"), func() { sheet.Close() }).Key("Esc")))
	sheet.OnCtrlEnter, sheet.OnEnter, sheet.OnEscape = take, take, sheet.Close
	sheet.FocusFirst(choice)
	w.openSheet(sheet)
	w.seen("practice")
}

// codeLength is how long the codes of a gateway are: 0505, or SPAY0005.
func codeLength(gateway string) int {
	if gateway == desk.GatewayPayple {
		return 8
	}
	return 4
}

// askDecline asks for the code and the message of the next refusal.
func (w *Window) askDecline(r desk.Rehearsal) {
	t := w.words.T
	length := codeLength(w.gatewayOn())
	code := kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: length})
	message := kit.NewEntry(kit.EntryOptions{Max: 60})
	codeField := kit.NewField(t("practice.decline.code", "count", itoa(length)), code)
	var sheet *kit.Sheet
	set := func() {
		if len(code.Value()) != length {
			codeField.SetProblem(t("practice.decline.code", "count", itoa(length)))
			codeField.Focus()
			return
		}
		r.Decline(code.Value(), message.Value())
		sheet.Close()
		w.refreshStrip()
	}
	code.OnChanged = func(string) { codeField.SetProblem("") }
	message.OnEnter = set
	title := kit.NewParagraph(kit.Title, kit.ColorInk, kit.Strong(w.words.about("practice.decline.title", w.gatewayOn())))
	sheet = kit.NewSheet(460, kit.Column(14, title,
		kit.NewGrid().Row(kit.Cols(5, codeField), kit.Cols(7, kit.NewField(t("practice.decline.message"), message))))).Foot(
		kit.Row(12, kit.NewButton(kit.Primary, t("practice.decline.set"), set).Key("↵"), kit.Grow(nil),
			kit.NewButton(kit.Plain, t("common.cancel"), func() { sheet.Close() }).Key("Esc")))
	sheet.OnEscape, sheet.OnCtrlEnter = sheet.Close, set
	sheet.FocusFirst(code)
	w.openSheet(sheet)
	w.seen("practice-decline")
}
