package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// showAdmin opens what the admin page of the gateway in sight would show: its
// sales, or the billing keys that stand.
func (w *Window) showAdmin() {
	r := w.rehearsal()
	if r == nil {
		return
	}
	t := w.words.T
	gateway := w.gatewayOn()
	hint, empty, lines := "admin.hint", "admin.empty", []fyne.CanvasObject(nil)
	if gateway == desk.GatewayPayple {
		hint, empty = "admin.keys.hint", "admin.keys.empty"
		for _, key := range r.Samples() {
			lines = append(lines, w.adminKey(key))
		}
	}
	for _, sale := range r.Admin() {
		lines = append(lines, w.adminSale(sale))
	}
	rows := kit.Column(10)
	for _, line := range lines {
		rows.Add(line)
		rows.Add(kit.NewLine())
	}
	if len(lines) == 0 {
		rows.Add(kit.NewSoft(kit.Body, t(empty)))
	}
	var sheet *kit.Sheet
	back := kit.NewButton(kit.Plain, t("common.close"), func() { sheet.Close() }).Key("Esc")
	sheet = kit.NewSheet(640, kit.Column(14, kit.NewStrong(kit.Title, w.words.about("admin.title", gateway)),
		kit.NewParagraph(kit.Body, kit.ColorSoft, w.words.about(hint, gateway)), rows)).Foot(kit.Row(0, kit.Grow(nil), back))
	sheet.OnEscape, sheet.OnEnter = sheet.Close, sheet.Close
	sheet.FocusFirst(back)
	w.openSheet(sheet)
	w.seen("admin")
}

// copyLink copies a number of a row, to be put into a finding.
func (w *Window) copyLink(text string) *kit.Link {
	return kit.NewLink(kit.Note, w.words.T("common.copy"), func() {
		w.app.Clipboard().SetContent(text)
		w.toast(w.words.T("common.copied"))
	})
}

// adminSale is one sale; its number can be copied into the finding.
func (w *Window) adminSale(sale desk.Sale) fyne.CanvasObject {
	t := w.words.T
	chip := kit.NewChip(t("admin.approved"), kit.Approved)
	switch {
	case sale.Cancelled:
		chip = kit.NewChip(t("admin.cancelled"), kit.Cancelled)
	case sale.CancelledKRW > 0:
		chip = kit.NewChip(t("admin.part_cancelled", "amount", desk.Grouped(sale.CancelledKRW)), kit.Cancelled)
	}
	lead := kit.NewStrong(kit.Body, w.words.Won(sale.AmountKRW)+"  "+sale.CardCompany)
	lead.Shrink = true
	number := kit.Row(8, kit.NewSoft(kit.Note, t("slip.transaction")), kit.NewStrong(kit.Note, sale.TransactionID),
		w.copyLink(sale.TransactionID), kit.Grow(nil))
	rest := kit.NewParagraph(kit.Note, kit.ColorSoft, t("slip.approval")+" "+kit.Strong(sale.ApprovalNumber)+" · "+sale.OrderNumber)
	return kit.Row(12, kit.NewSoft(kit.Note, w.words.when(sale.At, w.desk.Now())),
		kit.Grow(kit.Column(2, lead, number, rest)), chip)
}

// adminKey is one billing key that stands, as the lists show it.
func (w *Window) adminKey(key string) fyne.CanvasObject {
	name := kit.NewStrong(kit.Body, desk.MaskedKey(desk.NewSecret(key)))
	name.Shrink = true
	return kit.Row(12, kit.Grow(name), kit.NewChip(w.words.T("admin.key.stands"), kit.Approved))
}
