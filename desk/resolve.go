package desk

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"keyindesk/store"
)

// Resolution is what a person found out about an operation in doubt.
type Resolution = store.Resolution

// Resolve settles an operation in doubt by what a person found out, and
// returns the row. It may be called again with another finding for a row that
// a person settled: both findings stay in the story and the row is marked as
// contradicted. ErrEvidence and ErrTransaction say what is still to be filled
// in; the store's own refusals come back as they are.
func (d *Desk) Resolve(ctx context.Context, id int64, r Resolution) (Operation, error) {
	r.Evidence = strings.TrimSpace(r.Evidence)
	r.TransactionID = strings.TrimSpace(r.TransactionID)
	r.ApprovalNumber = strings.TrimSpace(r.ApprovalNumber)
	if r.Evidence == "" || utf8.RuneCountInString(r.Evidence) > MaxReasonRunes {
		return Operation{}, ErrEvidence
	}
	op, err := d.Book.Operation(ctx, id)
	if err != nil {
		return Operation{}, err
	}
	for _, text := range []*string{&r.Evidence, &r.TransactionID, &r.ApprovalNumber} {
		*text = d.withoutCard(*text, op.Fingerprint)
	}
	if op.Kind.TakesMoney() && r.Happened && (!identifier(r.TransactionID, "-_") || !identifier(r.ApprovalNumber, "-_")) {
		return Operation{}, ErrTransaction
	}
	if !d.flight.begin() {
		return Operation{}, ErrClosing
	}
	defer d.flight.end()
	writing, stop := context.WithTimeout(context.WithoutCancel(ctx), writeTimeout)
	defer stop()
	done, err := d.Book.Resolve(writing, id, r)
	if errors.Is(err, store.ErrNotCancellable) {
		err = ErrNotCancellable // the sale did not happen, as somebody found out
	}
	if err != nil {
		return Operation{}, err
	}
	d.Log.Info("resolved", "kind", done.Kind, "order", done.OrderNumber, "state", done.State, "amount_krw", done.AmountKRW)
	return done, nil
}

// identifier accepts what can be a gateway's id: up to 20 letters, digits and
// the extra signs.
func identifier(s, extra string) bool {
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && !strings.ContainsRune(extra, r) {
			return false
		}
	}
	return s != "" && len(s) <= 20
}
