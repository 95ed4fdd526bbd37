package ui

import (
	"strconv"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// payEntries is how many entries a payment has.
const payEntries = 8

// values are what the entries hold, in the order in which they were made.
func (f *payForm) values() (all [payEntries]string) {
	for i, e := range f.entries {
		all[i] = e.Value()
	}
	return all
}

// payState is everything that was keyed in and chosen.
type payState struct {
	method, months, usage, kind   int
	interestFree, points, receipt bool
	more                          bool
	values                        [payEntries]string
}

func (f *payForm) state() payState {
	return payState{
		method: f.method.Selected(), months: f.wish, usage: f.receiptUsage.Selected(), kind: f.receiptKind.Selected(),
		interestFree: f.interestFree.On(), points: f.points.On(), receipt: f.receipt.On(), more: f.more, values: f.values(),
	}
}

// take takes over what was keyed in on a form that went away.
func (f *payForm) take(s payState) {
	f.showMore(s.more)
	for i, e := range f.entries {
		e.SetValue(s.values[i])
	}
	f.wish = s.months
	f.receiptUsage.Set(s.usage)
	f.receiptKind.Set(s.kind)
	f.interestFree.Set(s.interestFree)
	f.points.Set(s.points)
	f.receipt.Set(s.receipt)
	f.showMethod()
}

// again fills in an earlier order, for whatever method is chosen now.
func (f *payForm) again(o desk.PaymentOrder) {
	amount := func(e *kit.Entry, krw int64) {
		if krw > 0 {
			e.SetValue(strconv.FormatInt(krw, 10))
		}
	}
	f.showMore(o.Tax != nil || len(o.Deposits) > 0 || o.JoinCode != "" || o.InterestFree || o.UsePoints)
	amount(f.amount, o.AmountKRW)
	f.item.SetValue(o.ItemName)
	f.email.SetValue(o.Email)
	if o.Tax != nil {
		f.taxable.SetValue(strconv.FormatInt(o.Tax.TaxableKRW, 10))
		f.free.SetValue(strconv.FormatInt(o.Tax.FreeKRW, 10))
	}
	for _, d := range o.Deposits {
		amount(f.deposit, d.AmountKRW)
	}
	f.join.SetValue(o.JoinCode)
	f.interestFree.Set(o.InterestFree)
	f.points.Set(o.UsePoints)
	f.wish = o.Quota
	f.showMethod()
}
