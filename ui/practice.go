package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	sheet = kit.NewSheet(420, kit.Column(14, kit.NewStrong(kit.Title, w.words.T("practice.next")), kit.NewField("", choice))).Foot(
		kit.Row(12, kit.NewButton(kit.Primary, w.words.T("practice.take"), take).Key("Ctrl ↵"), kit.Grow(nil),
			kit.NewButton(kit.Plain, w.words.T("common.close"), func() { sheet.Close() }).Key("Esc")))
	sheet.OnCtrlEnter, sheet.OnEnter, sheet.OnEscape = take, take, sheet.Close
	sheet.FocusFirst(choice)
	w.openSheet(sheet)
	w.seen("practice")
}

// askDecline asks for the code and the message of the next refusal.
func (w *Window) askDecline(r desk.Rehearsal) {
	t := w.words.T
	code := kit.NewEntry(kit.EntryOptions{Max: 4})
	message := kit.NewEntry(kit.EntryOptions{Max: 60})
	codeField := kit.NewField(t("practice.decline.code"), code)
	var sheet *kit.Sheet
	set := func() {
		if len(code.Value()) != 4 {
			codeField.SetProblem(t("practice.decline.code"))
			codeField.Focus()
			return
		}
		r.Decline(code.Value(), message.Value())
		sheet.Close()
		w.refreshStrip()
	}
	message.OnEnter = set
	sheet = kit.NewSheet(460, kit.Column(14, kit.NewStrong(kit.Title, t("practice.decline.title")),
		kit.NewGrid().Row(kit.Cols(5, codeField), kit.Cols(7, kit.NewField(t("practice.decline.message"), message))))).Foot(
		kit.Row(12, kit.NewButton(kit.Primary, t("practice.decline.set"), set).Key("↵"), kit.Grow(nil),
			kit.NewButton(kit.Plain, t("common.cancel"), func() { sheet.Close() }).Key("Esc")))
	sheet.OnEscape, sheet.OnCtrlEnter = sheet.Close, set
	sheet.FocusFirst(code)
	w.openSheet(sheet)
}

// adminHeight is how much of a long ledger is seen at once.
const (
	adminHeight    float32 = 320
	adminRowHeight float32 = 92
)

// showAdmin opens what the gateway's admin page would show.
func (w *Window) showAdmin() {
	r := w.rehearsal()
	if r == nil {
		return
	}
	t := w.words.T
	ledger := r.Admin()
	rows := kit.Column(10)
	for _, row := range ledger {
		rows.Add(w.adminRow(row))
		rows.Add(kit.NewLine())
	}
	if len(ledger) == 0 {
		rows.Add(kit.NewSoft(kit.Body, t("admin.empty")))
	}
	list := container.NewVScroll(kit.Inset(0, edge+4, rows))
	list.SetMinSize(fyne.NewSize(0, min(float32(max(len(ledger), 1))*adminRowHeight, adminHeight)*textScale()))
	var sheet *kit.Sheet
	back := kit.NewButton(kit.Plain, t("common.close"), func() { sheet.Close() }).Key("Esc")
	sheet = kit.NewSheet(640, kit.Column(14, kit.NewStrong(kit.Title, w.words.about("admin.title", w.gatewayOn())),
		kit.NewParagraph(kit.Body, kit.ColorSoft, w.words.about("admin.hint", w.gatewayOn())), list)).Foot(kit.Row(0, kit.Grow(nil), back))
	sheet.OnEscape, sheet.OnEnter = sheet.Close, sheet.Close
	sheet.OnKey = func(ev *fyne.KeyEvent) { kit.ScrollBy(list, ev.Name) }
	sheet.FocusFirst(back)
	w.openSheet(sheet)
	w.seen("admin")
}

// adminRow is one sale; its numbers can be copied into the finding.
func (w *Window) adminRow(row desk.Sale) fyne.CanvasObject {
	t := w.words.T
	chip := kit.NewChip(t("admin.approved"), kit.Approved)
	if row.Cancelled {
		chip = kit.NewChip(t("admin.cancelled"), kit.Cancelled)
	}
	lead := kit.NewStrong(kit.Body, w.words.Won(row.AmountKRW)+"  "+row.CardCompany)
	lead.Shrink = true
	copyID := kit.NewLink(kit.Note, t("common.copy"), func() {
		w.app.Clipboard().SetContent(row.TransactionID)
		w.toast(t("common.copied"))
	})
	number := kit.Row(8, kit.NewSoft(kit.Note, t("slip.transaction")), kit.NewStrong(kit.Note, row.TransactionID), copyID, kit.Grow(nil))
	rest := kit.NewParagraph(kit.Note, kit.ColorSoft, t("slip.approval")+" "+kit.Strong(row.ApprovalNumber)+" · "+row.OrderNumber)
	return kit.Row(12, kit.NewSoft(kit.Note, w.words.when(row.At, w.desk.Now())),
		kit.Grow(kit.Column(2, lead, number, rest)), chip)
}
