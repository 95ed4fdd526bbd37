package ui

import (
	"context"

	"keyindesk/desk"
	"keyindesk/desk/slip"
	"keyindesk/ui/kit"
)

// showSlipOf shows the slip of an operation that a desk wrote, if it moved money.
func (w *Window) showSlipOf(d *desk.Desk, o desk.Operation) {
	if !hasSlip(o) {
		return
	}
	if o.Kind == desk.KindCancel {
		background(w, func() (both struct{ cancel, sale desk.Operation }) {
			var err error
			if both.sale, err = d.Operation(context.Background(), o.ParentID); err != nil {
				w.log.Error("read the sale of a cancel", "error", err)
			}
			if both.cancel, err = d.WithParts(context.Background(), o, both.sale); err != nil {
				w.log.Error("read the cancels before one", "error", err)
			}
			return both
		}, func(both struct{ cancel, sale desk.Operation }) {
			w.showSlip(w.words.cancelSlipOf(both.cancel, both.sale, w.settings.Shop), toneOf(o))
		})
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
	}, func(sale desk.Operation) { w.showSlip(w.words.slipOf(sale, w.settings.Shop), toneOf(sale)) })
}

// showSlip shows a slip on a sheet, from which it can be handed out.
func (w *Window) showSlip(s slip.Slip, tone kit.Tone) {
	t := w.words.T
	paper := kit.NewPaper()
	paper.Set(w.words.paper(s, tone))
	var sheet *kit.Sheet
	h, told := w.handoutOn(func() *kit.Sheet { return sheet }, s.In(w.words.T))
	back := kit.NewButton(kit.Plain, t("common.close"), func() { sheet.Close() }).Key("Esc")
	sheet = kit.NewSheet(440, kit.Column(8, paper, kit.NewParagraph(kit.Note, kit.ColorSoft, t("slip.note")))).Foot(
		kit.Column(12, told, kit.Row(12, kit.NewButton(kit.Primary, t("slip.print"), h.print).Key("P"),
			kit.NewButton(kit.Plain, t("slip.save"), h.save).Key("S"),
			kit.NewButton(kit.Plain, t("slip.copy"), h.copy).Key("C"), kit.Grow(nil), back)))
	sheet.OnEscape = sheet.Close
	sheet.OnEnter = sheet.Close
	sheet.OnRune = h.byLetter
	sheet.FocusFirst(back)
	w.openSheet(sheet)
	w.seen("slip")
}
