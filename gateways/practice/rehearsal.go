package practice

import "keyindesk/gateways"

// Rehearsal is the hand of the practice strip on this Payup.
func (p *Payup) Rehearsal() gateways.Rehearsal { return rehearsal{p} }

type rehearsal struct{ twin *Payup }

// Behaviours names them in the order of the strip.
func (r rehearsal) Behaviours() []string {
	var names []string
	for _, b := range r.twin.Behaviours() {
		names = append(names, string(b.Key))
	}
	return names
}

// Next names the one that is set.
func (r rehearsal) Next() string { return string(r.twin.Current().Key) }

// SetNext sets one by its name.
func (r rehearsal) SetNext(key string) { r.twin.Next(Behaviour{Key: Key(key)}) }

// Decline sets a refusal with any code and message.
func (r rehearsal) Decline(code, message string) { r.twin.Next(Decline(code, message)) }

// Samples are none: any card that Check passes will do.
func (r rehearsal) Samples() []string { return nil }

// Admin is the ledger, the newest first.
func (r rehearsal) Admin() []gateways.Sale {
	var sales []gateways.Sale
	for _, e := range r.twin.Admin() {
		sales = append(sales, gateways.Sale{
			At: e.ChargedAt, OrderNumber: e.OrderNumber, TransactionID: e.TransactionID, ApprovalNumber: e.ApprovalNumber,
			CardCompany: e.CardCompany, AmountKRW: e.AmountKRW, Cancelled: e.Cancelled(),
		})
	}
	return sales
}
