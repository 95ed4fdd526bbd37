package desk

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"keyindesk/gateways"
	"keyindesk/store"
)

// MaxReasonRunes bounds a cancel's reason and a resolution's evidence.
const MaxReasonRunes = 200

// CancelOrder asks for a charge to be given back whole.
type CancelOrder struct {
	ChargeID int64
	Reason   string // always needed
	// Confirm is what staff typed to show that they mean this row: its amount,
	// with or without separators, or the last four digits of its card.
	Confirm string
	Staff   string
}

// Cancel gives a charge back, once, and returns the cancel's own row; its
// State is what happened. ErrReason, ErrConfirm, ErrNotCancellable, ErrNotReady
// and *NotWritten mean that nothing was sent. A second Cancel of the same
// charge is refused by the history while one is open or after one went through.
func (d *Desk) Cancel(ctx context.Context, o CancelOrder) (Operation, error) {
	if d.KeyIn == nil {
		return Operation{}, ErrNotReady
	}
	reason := strings.TrimSpace(o.Reason)
	if reason == "" || utf8.RuneCountInString(reason) > MaxReasonRunes {
		return Operation{}, ErrReason
	}
	charge, err := d.Book.Operation(ctx, o.ChargeID)
	if err != nil {
		return Operation{}, &NotWritten{Cause: err}
	}
	if !Cancellable(charge) || charge.Gateway != d.KeyIn.Name() {
		return Operation{}, ErrNotCancellable
	}
	if !Confirms(charge, o.Confirm) {
		return Operation{}, ErrConfirm
	}
	in := store.Intent{
		Kind: KindCancel, Gateway: charge.Gateway, Staff: o.Staff, ParentID: charge.ID, AmountKRW: charge.AmountKRW,
		Quota: charge.Quota, MaskedCard: charge.MaskedCard, Network: charge.Network, ItemName: charge.ItemName,
		Fingerprint: charge.Fingerprint, Buyer: charge.Buyer, CardCompany: charge.CardCompany,
		Mixed: charge.Mixed, TaxableKRW: charge.TaxableKRW, FreeKRW: charge.FreeKRW,
		TransactionID: charge.TransactionID, Reason: d.withoutCard(reason, charge.Fingerprint),
	}
	// Held until a contradiction is noted: the history must stay open so long.
	if !d.flight.begin() {
		return Operation{}, ErrClosing
	}
	defer d.flight.end()
	op, err := d.carryOut(ctx, in, func(ctx context.Context, _ Operation) outcome {
		got := d.KeyIn.Cancel(ctx, gateways.Cancel{
			TransactionID: charge.TransactionID, Buyer: []string{charge.Buyer.Name, charge.Buyer.Phone, charge.Buyer.Email},
		})
		answer := answerOf(got.Result)
		answer.TransactionID, answer.CardCompany = charge.TransactionID, charge.CardCompany
		answer.AnsweredAt = got.CancelledAt
		answer.PartsGiven = charge.PartsGiven // all of it goes back, part by part
		answer.SupplyKRW, answer.VATKRW, answer.ExemptKRW = charge.SupplyKRW, charge.VATKRW, charge.ExemptKRW
		return outcome{Result: got.Result, answer: answer}
	})
	if err == nil {
		d.noteContradiction(ctx, charge, op)
	}
	return op, err
}

// Cancellable says whether a charge can be given back: approved, with the id
// that a cancel names, and no cancel open or done.
func Cancellable(o Operation) bool {
	return o.Kind == KindCharge && o.State == Approved && o.TransactionID != "" && o.CancelledBy == 0 &&
		o.CancelState != Prepared && o.CancelState != InDoubt
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
