package ui

import (
	"slices"
	"strings"
	"time"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// stampLayout is how the gateways write a time, in Korea.
const stampLayout = "20060102150405"

// slip is the sheet of one operation as it stands in the history.
func (w *Words) slip(o desk.Operation, shop desk.Shop) kit.SlipModel {
	m := kit.SlipModel{
		Title: w.T("slip.title"), Shop: w.shopLine(shop), Status: w.State(o), StatusTone: toneOf(o),
		Amount: desk.Grouped(o.AmountKRW), Unit: w.T("common.won"), Mark: w.mark(desk.Environment(o.Environment)),
	}
	m.AmountStrike = o.State == desk.Declined || o.State == desk.NotSent || o.CancelledBy != 0
	if o.Kind == desk.KindCancel {
		m.Title, m.Amount = w.T("slip.cancel_title"), "-"+m.Amount
	}
	quota := w.Quota(o.Quota)
	if o.InterestFree && o.Quota > 1 {
		quota = w.T("slip.interest_free", "months", itoa(o.Quota))
	}
	sale := []kit.SlipRow{
		{Label: w.T("slip.card"), Value: o.MaskedCard},
		{Label: w.T("slip.quota"), Value: quota},
		{Label: w.T("slip.item"), Value: o.ItemName},
		{Label: w.T("slip.buyer"), Value: w.Name(o.Buyer)},
	}
	if o.CardCompany != "" {
		sale[0].Value = o.CardCompany + " " + o.MaskedCard
	}
	if desk.FromAccount(o) {
		sale[0].Label = w.T("slip.account")
		sale = slices.Delete(sale, 1, 2) // no instalments
	}
	numbers := []kit.SlipRow{{Label: w.T("slip.order"), Value: o.OrderNumber}}
	numbers = appendFilled(numbers, w.T("slip.approval"), o.ApprovalNumber)
	numbers = appendFilled(numbers, w.T("slip.transaction"), o.TransactionID)
	numbers = appendFilled(numbers, w.T("slip.cancel_id"), o.CancelID)
	at := w.T("slip.at")
	if o.Kind == desk.KindCancel {
		at = w.T("slip.cancelled_at")
	}
	numbers = append(numbers, kit.SlipRow{Label: at, Value: answeredAt(o)})
	if part := partCancelled(o); part > 0 {
		numbers = append(numbers, kit.SlipRow{Label: w.T("slip.part_cancelled"), Value: w.Won(part)},
			kit.SlipRow{Label: w.T("slip.left"), Value: w.Won(o.RemainKRW())})
	}
	numbers = appendFilled(numbers, w.T("slip.reason"), o.Reason)
	numbers = appendFilled(numbers, w.T("slip.staff"), o.Staff)
	m.Groups = [][]kit.SlipRow{sale, w.taxRows(o), numbers}
	return m
}

// cancelSlip is the sheet of a cancel, which also names the charge that it gave
// back.
func (w *Words) cancelSlip(cancel, charge desk.Operation, shop desk.Shop) kit.SlipModel {
	m := w.slip(cancel, shop)
	last := len(m.Groups) - 1
	m.Groups[last] = appendFilled(m.Groups[last], w.T("slip.original_approval"), charge.ApprovalNumber)
	if charge.ID != 0 && charge.AmountKRW != cancel.AmountKRW {
		m.Groups[last] = appendFilled(m.Groups[last], w.T("slip.original_amount"), w.Won(charge.AmountKRW))
	}
	if charge.ID != 0 {
		m.Groups[last] = appendFilled(m.Groups[last], w.T("slip.original_at"), answeredAt(charge))
	}
	return m
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

// taxRows shows the gateway's own split of a mixed sale, or else a computed
// one, which says so for an answered sale.
func (w *Words) taxRows(o desk.Operation) []kit.SlipRow {
	supply, vat, exempt := o.SupplyKRW, o.VATKRW, o.ExemptKRW
	suffix := ""
	if !o.PartsGiven {
		exempt = o.FreeKRW
		supply, vat = desk.Parts(o.AmountKRW, exempt)
		if o.OrderNumber != "" {
			suffix = " (" + w.T("slip.computed") + ")"
		}
	}
	return []kit.SlipRow{
		{Label: w.T("slip.supply") + suffix, Value: desk.Grouped(supply)},
		{Label: w.T("slip.vat") + suffix, Value: desk.Grouped(vat)},
		{Label: w.T("slip.exempt"), Value: desk.Grouped(exempt)},
	}
}

func appendFilled(rows []kit.SlipRow, label, value string) []kit.SlipRow {
	if value == "" {
		return rows
	}
	return append(rows, kit.SlipRow{Label: label, Value: value})
}

func (w *Words) shopLine(s desk.Shop) string {
	switch {
	case s.Name == "" && s.BusinessNumber == "":
		return w.T("slip.no_shop")
	case s.BusinessNumber == "":
		return s.Name
	default:
		return strings.TrimPrefix(s.Name+" · "+businessNumber(s.BusinessNumber), " · ")
	}
}

// businessNumber writes ten digits as 123-45-67890.
func businessNumber(digits string) string {
	if len(digits) != 10 {
		return digits
	}
	return digits[:3] + "-" + digits[3:5] + "-" + digits[5:]
}

func (w *Words) mark(env desk.Environment) string {
	if env == desk.Live {
		return ""
	}
	return w.T("slip.mark." + string(env))
}

// answeredAt is the gateway's own time, or ours where it gave none.
func answeredAt(o desk.Operation) string {
	if at, err := time.Parse(stampLayout, o.AnsweredAt); err == nil {
		return at.Format("2006-01-02 15:04:05")
	}
	return desk.InKorea(o.PreparedAt).Format("2006-01-02 15:04:05")
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

// slipText is a slip as plain lines, to paste into a message.
func slipText(m kit.SlipModel, note string) string {
	var b strings.Builder
	line := func(text string) { b.WriteString(text + "\n") }
	line(m.Title + " (" + m.Status + ")")
	line(m.Shop)
	if m.Mark != "" {
		line("[" + strings.ReplaceAll(m.Mark, " ", "") + "]")
	}
	line(m.Amount + m.Unit)
	for _, group := range m.Groups {
		line("")
		for _, row := range group {
			line(row.Label + ": " + row.Value)
		}
	}
	line("")
	line(note)
	return b.String()
}
