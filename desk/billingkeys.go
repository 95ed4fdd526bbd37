package desk

import (
	"context"
	"strings"

	"keyindesk/gateways"
	"keyindesk/store"
)

// BillingKeyFound is what a look-up learnt: its row, and what stands behind
// the key, which is kept nowhere but in this value.
type BillingKeyFound struct {
	Operation Operation
	Key       BillingKey
}

// CheckBillingKey looks a billing key over without asking anybody.
func (d *Desk) CheckBillingKey(key Secret) []Finding {
	if d.BillingKeys == nil {
		return nil
	}
	return d.BillingKeys.CheckBillingKey(key)
}

// LookupBillingKey asks what stands behind a billing key. It changes nothing
// and may be repeated; each look-up is a row of the history, which keeps the
// key sealed and shows its mask. *Blocked, ErrNotReady, ErrClosing and
// *NotWritten mean that nothing was sent.
func (d *Desk) LookupBillingKey(ctx context.Context, key Secret, staff string) (BillingKeyFound, error) {
	var found gateways.BillingKey
	op, err := d.askBillingKey(ctx, KindLookupKey, key, staff, func(ctx context.Context) outcome {
		found = d.BillingKeys.LookupBillingKey(ctx, key)
		answer := answerOf(found.Result, Buyer{})
		answer.CardCompany, answer.MaskedNumber = found.Company, found.MaskedNumber
		return outcome{Result: found.Result, answer: answer}
	})
	return BillingKeyFound{Operation: op, Key: found}, err
}

// DeleteBillingKey ends a billing key for good. confirm is what staff typed to
// show that they mean this key: its last four signs; ErrConfirm if it is
// something else. After an outcome in doubt Inquire tells whether the key is
// gone; a repeat is harmless.
func (d *Desk) DeleteBillingKey(ctx context.Context, key Secret, confirm, staff string) (Operation, error) {
	if n := key.Len(); n < 4 || strings.TrimSpace(confirm) != key.Reveal()[n-4:] {
		return Operation{}, ErrConfirm
	}
	op, err := d.askBillingKey(ctx, KindDeleteKey, key, staff, func(ctx context.Context) outcome {
		got := d.BillingKeys.DeleteBillingKey(ctx, key)
		return outcome{Result: got.Result, answer: answerOf(got.Result, Buyer{})}
	})
	if err == nil && op.State == InDoubt {
		return d.inquireAtOnce(ctx, op), nil
	}
	return op, err
}

// LookupAgain looks up the key of an earlier look-up or deletion, which nobody
// has to see for that. ErrNoKey if the row has none.
func (d *Desk) LookupAgain(ctx context.Context, id int64, staff string) (BillingKeyFound, error) {
	key, err := d.billingKeyOf(ctx, id)
	if err != nil {
		return BillingKeyFound{}, err
	}
	return d.LookupBillingKey(ctx, key, staff)
}

// DeleteAgain ends the key of an earlier look-up or deletion for good; confirm
// is as for DeleteBillingKey.
func (d *Desk) DeleteAgain(ctx context.Context, id int64, confirm, staff string) (Operation, error) {
	key, err := d.billingKeyOf(ctx, id)
	if err != nil {
		return Operation{}, err
	}
	return d.DeleteBillingKey(ctx, key, confirm, staff)
}

// billingKeyOf is the key that a row kept, ErrNoKey if it kept none.
func (d *Desk) billingKeyOf(ctx context.Context, id int64) (Secret, error) {
	private, err := d.private(ctx, id)
	if err != nil {
		return Secret{}, err
	}
	if private.BillingKey == "" {
		return Secret{}, ErrNoKey
	}
	return NewSecret(private.BillingKey), nil
}

func (d *Desk) askBillingKey(ctx context.Context, kind Kind, key Secret, staff string, ask func(context.Context) outcome) (Operation, error) {
	if d.BillingKeys == nil {
		return Operation{}, ErrNotReady
	}
	if findings := d.CheckBillingKey(key); gateways.Blocked(findings) {
		return Operation{}, &Blocked{Findings: findings}
	}
	private, err := kept{BillingKey: key.Reveal()}.encode()
	if err != nil {
		return Operation{}, err
	}
	in := store.Intent{
		Kind: kind, Gateway: d.BillingKeys.Name(), Staff: staff, KeyHint: gateways.MaskedKey(key), Private: private,
		MerchantID: d.BillingKeys.Contract(),
	}
	return d.carryOut(ctx, in, func(ctx context.Context, _ Operation) outcome { return ask(ctx) })
}

// RevealBillingKey returns the billing key of a look-up or deletion. That it
// was revealed, or copied to the clipboard, is written to the row's story
// first; if it can't be, the key stays hidden (*NotWritten).
func (d *Desk) RevealBillingKey(ctx context.Context, id int64, copied bool, staff string) (Secret, error) {
	key, err := d.billingKeyOf(ctx, id)
	if err != nil {
		return Secret{}, err
	}
	if err := d.audit(ctx, id, copied, staff); err != nil {
		return Secret{}, err
	}
	return key, nil
}

// audit writes down that staff looked at, or copied, a key of this row.
func (d *Desk) audit(ctx context.Context, id int64, copied bool, staff string) error {
	if !d.flight.begin() {
		return ErrClosing
	}
	defer d.flight.end()
	event := EventRevealed
	if copied {
		event = EventCopied
	}
	if err := d.Book.Audit(ctx, id, staff, event); err != nil {
		return &NotWritten{Cause: err}
	}
	return nil
}
