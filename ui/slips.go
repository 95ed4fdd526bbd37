package ui

import (
	"strings"

	"keyindesk/desk"
	"keyindesk/desk/slip"
	"keyindesk/ui/kit"
)

// slipOf is the slip of an operation as it stands in the history.
func (w *Words) slipOf(o desk.Operation, shop desk.Shop) slip.Slip {
	return slip.Of(o, shop, w.State(o))
}

// cancelSlipOf is the slip of a cancel, which also names the sale that it gave
// back.
func (w *Words) cancelSlipOf(cancel, sale desk.Operation, shop desk.Shop) slip.Slip {
	return slip.OfCancel(cancel, sale, shop, w.State(cancel))
}

// paper is a slip as it is drawn on screen.
func (w *Words) paper(s slip.Slip, tone kit.Tone) kit.SlipModel {
	sheet := s.In(w.T)
	m := kit.SlipModel{
		Title: sheet.Title, Shop: w.shopLine(s.Shop), Status: sheet.Status, StatusTone: tone,
		Amount: sheet.Amount, Unit: sheet.Unit, AmountStrike: sheet.Void, Mark: w.mark(s.Environment),
	}
	for _, group := range sheet.Groups {
		m.Groups = append(m.Groups, slipRows(group))
	}
	return m
}

func slipRows(rows []slip.Row) []kit.SlipRow {
	all := make([]kit.SlipRow, len(rows))
	for i, r := range rows {
		all[i] = kit.SlipRow{Label: r.Label, Value: r.Value}
	}
	return all
}

// draftSlip is the sheet as it will be, beside the form. company is the card
// company that was recognised, if any.
func (w *Words) draftSlip(o desk.Order, company string, s desk.Settings, env desk.Environment) kit.SlipModel {
	m := kit.SlipModel{
		Title: w.T("slip.title"), Shop: w.shopLine(s.Shop), Status: w.T("slip.status.before"), StatusTone: kit.Neutral,
		Amount: desk.Grouped(o.AmountKRW), Unit: w.T("common.won"), Mark: w.mark(env),
	}
	draft := desk.Operation{Kind: desk.KindCharge, AmountKRW: o.AmountKRW}
	if o.Tax != nil {
		draft.Mixed, draft.FreeKRW = true, o.Tax.FreeKRW
	}
	order := kit.SlipRow{Label: w.T("slip.order"), Value: o.OrderNumber}
	if o.OrderNumber == "" {
		order.Value, order.Soft = w.T("slip.order.auto"), true
	}
	m.Groups = [][]kit.SlipRow{
		{
			{Label: w.T("slip.card"), Value: strings.Join(filled(company, desk.MaskedNumber(o.Card.Number)), " ")},
			{Label: w.T("slip.quota"), Value: w.Quota(o.Quota)},
			{Label: w.T("slip.item"), Value: o.ItemName},
			{Label: w.T("slip.buyer"), Value: o.Buyer.Name},
		},
		w.taxRows(draft),
		{
			order,
			{Label: w.T("slip.approval"), Value: w.T("slip.approval.before"), Soft: true},
			{Label: w.T("slip.staff"), Value: s.Staff},
		},
	}
	return m
}

// taxRows are the parts of a sale that nobody has answered yet.
func (w *Words) taxRows(o desk.Operation) []kit.SlipRow {
	parts := slip.PartsOf(o)
	parts.Computed = false
	return slipRows(parts.In(w.T))
}

func (w *Words) shopLine(s desk.Shop) string {
	switch {
	case s.Name == "" && s.BusinessNumber == "":
		return w.T("slip.no_shop")
	case s.BusinessNumber == "":
		return s.Name
	default:
		return strings.TrimPrefix(s.Name+" · "+slip.BusinessNumber(s.BusinessNumber), " · ")
	}
}

func (w *Words) mark(env desk.Environment) string {
	if env == desk.Live {
		return ""
	}
	return w.T("slip.mark." + string(env))
}

// toneOf is the colour of an operation's state; a word always stands beside it.
func toneOf(o desk.Operation) kit.Tone {
	switch {
	case o.State == desk.InDoubt || o.State == desk.Prepared || o.CancelState == desk.InDoubt:
		return kit.InDoubt
	case o.CancelledBy != 0, partCancelled(o) > 0:
		return kit.Cancelled
	case o.State == desk.Approved && (o.Kind == desk.KindCancel || o.Kind == desk.KindDeleteKey || o.Kind == desk.KindRevokeKey):
		return kit.Cancelled
	case o.Returned && o.ReturnCode != returnedWell:
		return kit.Declined
	case o.State == desk.Approved && o.Kind.Harmless():
		return kit.Accent
	case o.State == desk.Approved:
		return kit.Approved
	case o.State == desk.Declined:
		return kit.Declined
	default:
		return kit.Neutral
	}
}
