package ui

import (
	"keyindesk/desk"
	"keyindesk/desk/slip"
	"keyindesk/ui/kit"
)

// paymentSlip is the sheet as it will be, beside the form of a payment.
func (w *Words) paymentSlip(o desk.PaymentOrder, c desk.Customer, s desk.Settings, env desk.Environment) kit.SlipModel {
	op := desk.Operation{
		Kind: desk.KindRegisterPayment, Environment: string(env), AmountKRW: o.AmountKRW, Quota: o.Quota, ItemName: o.ItemName,
		MaskedCard: o.Method.MaskedNumber, CardCompany: o.Method.Name, Network: desk.NetworkOfMethod(o.Method), Staff: s.Staff,
		Buyer: desk.Buyer{Name: c.Name, Unreadable: c.Unreadable},
	}
	if o.Tax != nil {
		op.Mixed, op.TaxableKRW, op.FreeKRW = true, o.Tax.TaxableKRW, o.Tax.FreeKRW
	}
	return w.pageSlip(op, s)
}

// pageSlip is the sheet of a payment whose money has not moved yet.
func (w *Words) pageSlip(o desk.Operation, s desk.Settings) kit.SlipModel {
	paper := slip.Of(o, s.Shop, w.T("slip.status.before"))
	paper.Void = false
	m := w.paper(paper, kit.Neutral)
	m.Groups[1] = w.taxRows(o)
	m.Groups[0][0].Label = w.T("wallet.pay.method")
	order := kit.SlipRow{Label: w.T("slip.order"), Value: o.OrderNumber}
	if o.OrderNumber == "" {
		order.Value, order.Soft = w.T("slip.order.auto"), true
	}
	m.Groups[len(m.Groups)-1] = []kit.SlipRow{
		order,
		{Label: w.T("slip.approval"), Value: w.T("slip.approval.before"), Soft: true},
		{Label: w.T("slip.staff"), Value: o.Staff},
	}
	return m
}
