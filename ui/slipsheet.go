package ui

import (
	"context"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// showSlipOf shows the slip of an operation that a desk wrote, if it moved money.
func (w *Window) showSlipOf(d *desk.Desk, o desk.Operation) {
	if !hasSlip(o) {
		return
	}
	if o.Kind == desk.KindCancel {
		background(w, func() desk.Operation {
			charge, err := d.Operation(context.Background(), o.ParentID)
			if err != nil {
				w.log.Error("read the charge of a cancel", "error", err)
			}
			return charge
		}, func(charge desk.Operation) { w.showSlip(w.words.cancelSlip(o, charge, w.settings.Shop)) })
		return
	}
	background(w, func() desk.Operation {
		sale := o
		number, err := d.NumberAtGateway(context.Background(), o)
		if err != nil {
			w.log.Error("read the payment of a settlement", "error", err)
		} else {
			sale.OrderNumber = number
		}
		return sale
	}, func(sale desk.Operation) { w.showSlip(w.words.slip(sale, w.settings.Shop)) })
}

// showSlip shows a slip on a sheet.
func (w *Window) showSlip(model kit.SlipModel) {
	t := w.words.T
	paper := kit.NewPaper()
	paper.Set(model)
	var sheet *kit.Sheet
	copySlip := func() {
		w.app.Clipboard().SetContent(slipText(model, t("slip.note")))
		w.toast(t("common.copied"))
	}
	back := kit.NewButton(kit.Plain, t("common.close"), func() { sheet.Close() }).Key("Esc")
	sheet = kit.NewSheet(440, kit.Column(16, paper, kit.NewSoft(kit.Note, t("slip.note")))).Foot(
		kit.Row(12, kit.NewButton(kit.Primary, t("result.copy_slip"), copySlip).Key("C"), kit.Grow(nil), back))
	sheet.OnEscape = sheet.Close
	sheet.OnEnter = sheet.Close
	sheet.OnRune = func(r rune) {
		if r == 'c' || r == 'C' || r == 'ㅊ' {
			copySlip()
		}
	}
	sheet.FocusFirst(back)
	w.openSheet(sheet)
	w.seen("slip")
}
