package desk

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"keyindesk/gateways"
	"keyindesk/store"
)

// MaxReasonRunes bounds a cancel's reason and a resolution's evidence.
const MaxReasonRunes = 200

// CancelOrder asks for a sale to be given back, whole or in part.
type CancelOrder struct {
	ChargeID int64 // of the charge or settlement
	// AmountKRW is how much goes back; 0 is all that is left. Less than that
	// needs a gateway whose Capabilities allow it.
	AmountKRW int64
	// Tax splits AmountKRW when a part of a mixed sale goes back; nil otherwise.
	Tax    *Tax
	Reason string // always needed
	// Confirm is what staff typed to show that they mean this row: its amount,
	// with or without separators, or the last four digits of its card.
	Confirm string
	Staff   string
}

// Cancel gives a sale back, once, and returns the cancel's own row; its State
// is what happened. ErrReason, ErrConfirm, ErrNotCancellable, ErrPart,
// ErrTaxSplit, ErrNotReady and *NotWritten mean that nothing was sent. The
// history refuses a second Cancel of the same sale while one is open, and
// whatever would give back more than was taken. When the reply is lost and the
// gateway can be asked, it is asked at once.
func (d *Desk) Cancel(ctx context.Context, o CancelOrder) (Operation, error) {
	if d.KeyIn == nil && d.Wallet == nil {
		return Operation{}, ErrNotReady
	}
	reason := strings.TrimSpace(o.Reason)
	if reason == "" || utf8.RuneCountInString(reason) > MaxReasonRunes {
		return Operation{}, ErrReason
	}
	// Held until the intent is written: what is left must not change meanwhile.
	d.charging.Lock()
	written := sync.OnceFunc(d.charging.Unlock)
	defer written()
	sale, err := d.Book.Operation(ctx, o.ChargeID)
	if err != nil {
		return Operation{}, &NotWritten{Cause: err}
	}
	gateway, ok := d.named(sale.Gateway).(gateways.Canceller)
	if !ok || !Cancellable(sale) {
		return Operation{}, ErrNotCancellable
	}
	if !Confirms(sale, o.Confirm) {
		return Operation{}, ErrConfirm
	}
	left, err := d.LeftTax(ctx, sale)
	if err != nil {
		return Operation{}, &NotWritten{Cause: err}
	}
	in, err := cancelIntent(sale, left, o, gateway.Capabilities())
	if err != nil {
		return Operation{}, err
	}
	in.Reason = d.withoutCard(reason, sale.Fingerprint)
	// Held until a contradiction is noted: the history must stay open so long.
	if !d.flight.begin() {
		return Operation{}, ErrClosing
	}
	defer d.flight.end()
	op, err := d.carryOut(ctx, in, func(ctx context.Context, op Operation) outcome {
		written()
		order, err := d.cancel(ctx, sale, op)
		if err != nil {
			refused := gateways.Refused()
			return outcome{Result: refused, answer: answerOf(refused, Buyer{})}
		}
		got := gateway.Cancel(ctx, order)
		return outcome{Result: got.Result, answer: cancellationAnswer(got, order, sale, op)}
	})
	if err != nil {
		return op, err
	}
	if _, ok := d.Inquirable(op); ok {
		op = d.inquireAtOnce(ctx, op)
	}
	d.noteContradiction(ctx, sale, op)
	return op, nil
}

// cancelIntent is the cancel as the history keeps it. left is what is left of
// the parts of a mixed sale.
func cancelIntent(sale Operation, leftTax Tax, o CancelOrder, can Capabilities) (store.Intent, error) {
	amount, left := o.AmountKRW, sale.RemainKRW()
	if amount == 0 {
		amount = left
	}
	in := store.Intent{
		Kind: KindCancel, Gateway: sale.Gateway, Staff: o.Staff, ParentID: sale.ID, AmountKRW: amount,
		Quota: sale.Quota, MaskedCard: sale.MaskedCard, Network: sale.Network, ItemName: sale.ItemName,
		Fingerprint: sale.Fingerprint, Buyer: sale.Buyer, CardCompany: sale.CardCompany,
		Mixed: sale.Mixed, TaxableKRW: sale.TaxableKRW, FreeKRW: sale.FreeKRW,
		TransactionID: sale.TransactionID, MerchantID: sale.MerchantID, CustomerID: sale.CustomerID,
	}
	if can.InquiryDays > 0 {
		in.RequestID = newRequestID()
	}
	part := amount != sale.AmountKRW
	switch {
	case amount < 0 || amount > left:
		return in, ErrPart
	case part && !can.PartialCancel:
		return in, ErrPart
	case part && sale.Mixed && amount == left:
		in.TaxableKRW, in.FreeKRW = leftTax.TaxableKRW, leftTax.FreeKRW
	case part && sale.Mixed && !fits(o.Tax, leftTax, amount):
		return in, ErrTaxSplit
	case part && sale.Mixed:
		in.TaxableKRW, in.FreeKRW = o.Tax.TaxableKRW, o.Tax.FreeKRW
	}
	return in, nil
}

// fits says whether split makes up amount and takes no more of either part than
// is left of it.
func fits(split *Tax, left Tax, amount int64) bool {
	return split != nil && split.TaxableKRW >= 0 && split.TaxableKRW <= left.TaxableKRW &&
		split.FreeKRW >= 0 && split.FreeKRW <= left.FreeKRW && split.TaxableKRW+split.FreeKRW == amount
}

// cancel is the row op as the gateway takes it.
func (d *Desk) cancel(ctx context.Context, sale, op Operation) (gateways.Cancel, error) {
	order := gateways.Cancel{
		TransactionID: sale.TransactionID, Buyer: []string{sale.Buyer.Name, sale.Buyer.Phone, sale.Buyer.Email},
		RequestID: op.RequestID, MerchantID: sale.MerchantID,
		AmountKRW: op.AmountKRW, RemainKRW: sale.RemainKRW(), Part: op.AmountKRW != sale.AmountKRW, At: op.PreparedAt,
	}
	if op.State == Approved { // the rest is counted without it
		order.RemainKRW += op.AmountKRW
	}
	var err error
	if op.Mixed {
		if order.Parts, err = d.partsBack(ctx, sale, op); err != nil {
			return order, err
		}
	}
	order.OrderNumber, err = d.NumberAtGateway(ctx, sale)
	return order, err
}

// NumberAtGateway is the order number under which the gateway knows an
// operation: of a settlement that of its payment, of any other its own.
func (d *Desk) NumberAtGateway(ctx context.Context, o Operation) (string, error) {
	if o.Kind != KindSettle {
		return o.OrderNumber, nil
	}
	payment, err := d.Book.Operation(ctx, o.ParentID)
	return payment.OrderNumber, err
}

// cancellationAnswer is the answer to a cancel in the history's words; op is its
// row. Where all of it goes back, it goes back part by part as it came. Of a part
// of a mixed sale the computed parts are kept that the gateway was told; of any
// other WithParts computes them when they are asked for.
func cancellationAnswer(got gateways.Cancellation, order gateways.Cancel, sale, op Operation) store.Answer {
	answer := answerOf(got.Result, op.Buyer)
	answer.TransactionID, answer.CardCompany = sale.TransactionID, sale.CardCompany
	answer.AnsweredAt, answer.CancelID = got.CancelledAt, got.CancelID
	switch parts := order.Parts; {
	case op.AmountKRW == sale.AmountKRW:
		answer.PartsGiven = sale.PartsGiven
		answer.SupplyKRW, answer.VATKRW, answer.ExemptKRW = sale.SupplyKRW, sale.VATKRW, sale.ExemptKRW
	case parts != nil && answer.State == Approved:
		answer.SupplyKRW, answer.VATKRW, answer.ExemptKRW = parts.SupplyKRW, parts.VATKRW, parts.FreeKRW
	}
	return answer
}

// Cancellable says whether a sale can be given back: approved, with the id
// that a cancel names, something left of it, and no cancel open.
func Cancellable(o Operation) bool {
	return o.Kind.TakesMoney() && o.State == Approved && o.TransactionID != "" && o.RemainKRW() > 0 &&
		o.CancelState != Prepared && o.CancelState != InDoubt
}

// LeftTax is what is left of the parts of a mixed sale after its cancels; the
// zero value for any other.
func (d *Desk) LeftTax(ctx context.Context, sale Operation) (Tax, error) {
	if !sale.Mixed {
		return Tax{}, nil
	}
	left := Tax{TaxableKRW: sale.TaxableKRW, FreeKRW: sale.FreeKRW}
	cancels, err := d.Book.Cancels(ctx, sale.ID)
	for _, c := range cancels {
		if c.State == Approved {
			left.TaxableKRW -= c.TaxableKRW
			left.FreeKRW -= c.FreeKRW
		}
	}
	return left, err
}

// Confirms says whether typed is the row's amount or its card's last four.
func Confirms(o Operation, typed string) bool {
	typed = strings.NewReplacer(",", "", " ", "", "원", "").Replace(typed)
	if typed == "" {
		return false
	}
	last4 := ""
	if n := len(o.MaskedCard); n >= 4 && !strings.Contains(o.MaskedCard[n-4:], "*") {
		last4 = o.MaskedCard[n-4:]
	}
	return typed == strconv.FormatInt(o.AmountKRW, 10) || typed == last4
}

// noteContradiction adds to the story of what a person settled earlier when
// the gateway's answer to a cancel disagrees with it.
func (d *Desk) noteContradiction(ctx context.Context, charge, cancel Operation) {
	ctx = context.WithoutCancel(ctx)
	if charge.Settled && cancel.Advice == string(gateways.AdviceNoSuchSale) {
		d.contradict(ctx, charge.ID, "no-such-sale", cancel)
	}
	if cancel.Advice != string(gateways.AdviceNotCancelable) {
		return
	}
	earlier, err := d.Book.Cancels(ctx, charge.ID)
	if err != nil {
		d.Log.Error("look for an earlier cancel", "order", charge.OrderNumber, "error", err)
		return
	}
	for _, e := range earlier {
		if e.Settled && e.State == Declined {
			d.contradict(ctx, e.ID, "not-cancellable", cancel)
		}
	}
}

func (d *Desk) contradict(ctx context.Context, id int64, finding string, cancel Operation) {
	if err := d.Book.Contradict(ctx, id, finding+" "+cancel.OrderNumber); err != nil {
		d.Log.Error("note a contradiction", "order", cancel.OrderNumber, "error", err)
	}
}
