package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// follow holds an intent against the operation that it follows and the customer
// that it is about, and copies to the row what they know. It returns the
// parent, if there is one.
func (s *Store) follow(ctx context.Context, tx *sqlx.Tx, r *row) (parent row, err error) {
	if r.ParentID != 0 {
		if parent, err = rowByID(ctx, tx, r.ParentID); err != nil {
			return row{}, err
		}
	}
	switch Kind(r.Kind) {
	case KindCancel:
		err = followSale(ctx, tx, r, parent)
	case KindIssueKey:
		err = s.followRegistration(ctx, tx, r, parent)
	case KindSettle:
		if err = followPage(r, parent, KindRegisterPayment); err == nil {
			err = checkNoSettle(ctx, tx, parent.ID, 0)
		}
	default:
		if r.CustomerID != 0 {
			err = followCustomer(ctx, tx, r)
		}
	}
	return parent, err
}

// followSale looks at the sale that a cancel gives back, and copies its ids: the
// merchant id that took the money is the one that gives it back.
func followSale(ctx context.Context, tx *sqlx.Tx, r *row, sale row) error {
	if !Kind(sale.Kind).TakesMoney() || sale.State != string(Approved) || sale.TransactionID == "" ||
		differs(r.TransactionID, sale.TransactionID) || sale.MerchantID != "" && differs(r.MerchantID, sale.MerchantID) ||
		r.CustomerID != 0 && r.CustomerID != sale.CustomerID {
		return ErrNotCancellable
	}
	if err := checkRemains(ctx, tx, sale, r.AmountKRW, 0); err != nil {
		return err
	}
	r.TransactionID, r.CustomerID = sale.TransactionID, sale.CustomerID
	keep(&r.MerchantID, sale.MerchantID)
	keep(&r.CardCompany, sale.CardCompany)
	return nil
}

// differs says whether something is given and another thing than is known.
func differs(given, known string) bool { return given != "" && given != known }

// checkRemains refuses to give back more than what remains of a sale, and
// anything while a cancel of it, other than the one named, is open.
func checkRemains(ctx context.Context, tx *sqlx.Tx, sale row, amountKRW, except int64) error {
	var cancels []struct {
		State     string `db:"state"`
		AmountKRW int64  `db:"amount_krw"`
	}
	err := tx.SelectContext(ctx, &cancels, tx.Rebind(`SELECT state, amount_krw FROM operations WHERE parent_id = ?
		AND id <> ? AND kind = 'cancel' AND state IN ('prepared', 'in-doubt', 'approved')`), sale.ID, except)
	if err != nil {
		return err
	}
	remain, open := sale.AmountKRW, false
	for _, c := range cancels {
		if c.State == string(Approved) {
			remain -= c.AmountKRW
		} else {
			open = true
		}
	}
	switch {
	case remain <= 0:
		return ErrAlreadyCancelled
	case open:
		return ErrCancelOpen
	case amountKRW > remain:
		return ErrTooMuch
	}
	return nil
}

// checkNoCancel refuses if a cancel of the sale is open or went through.
func checkNoCancel(ctx context.Context, tx *sqlx.Tx, sale int64) error {
	return refuseIfAny(ctx, tx, KindCancel, sale, 0, ErrCancelOpen, ErrAlreadyCancelled)
}

// checkNoSettle refuses if a settle of the payment, other than the one named,
// is open or went through.
func checkNoSettle(ctx context.Context, tx *sqlx.Tx, payment, except int64) error {
	return refuseIfAny(ctx, tx, KindSettle, payment, except, ErrSettleOpen, ErrAlreadySettled)
}

func refuseIfAny(ctx context.Context, tx *sqlx.Tx, kind Kind, parent, except int64, open, done error) error {
	var states []string
	err := tx.SelectContext(ctx, &states, tx.Rebind(`SELECT state FROM operations WHERE parent_id = ? AND id <> ?
		AND kind = ? AND state IN ('prepared', 'in-doubt', 'approved')`), parent, except, string(kind))
	for _, state := range states {
		if State(state) == Approved {
			return done
		}
		err = open
	}
	return err
}

// followPage looks at the registration that a row follows: its page must have
// returned. It copies whom and which merchant id it is about.
func followPage(r *row, page row, kind Kind) error {
	switch {
	case page.Kind != string(kind) || page.State != string(Approved) || page.Returned == 0:
		return ErrNotReturned
	case r.Gateway != page.Gateway || r.CustomerID != 0 && r.CustomerID != page.CustomerID ||
		page.MerchantID != "" && differs(r.MerchantID, page.MerchantID) || r.AmountKRW != page.AmountKRW:
		return fmt.Errorf("%w: %s of another gateway, customer, merchant id or amount than its page", ErrInvalid, r.Kind)
	}
	r.CustomerID = page.CustomerID
	keep(&r.MerchantID, page.MerchantID)
	return nil
}

// followRegistration: one that is in doubt may be repeated, because the gateway
// gives the same key again.
func (s *Store) followRegistration(ctx context.Context, tx *sqlx.Tx, r *row, registration row) error {
	if s.options.Sealer == nil {
		return ErrNoSealer // before the gateway gives a key that can't be kept
	}
	if err := followPage(r, registration, KindRegisterCustomer); err != nil {
		return err
	}
	var states []string
	err := tx.SelectContext(ctx, &states, tx.Rebind(`SELECT state FROM operations WHERE parent_id = ?
		AND kind = 'issue-key' AND state IN ('prepared', 'approved') ORDER BY state`), registration.ID)
	switch {
	case err != nil || len(states) == 0:
		return err
	case State(states[0]) == Approved:
		return ErrAlreadyIssued
	}
	return ErrIssueOpen
}

// followCustomer looks at a customer who is kept already.
func followCustomer(ctx context.Context, tx *sqlx.Tx, r *row) error {
	c, err := customerByID(ctx, tx, r.CustomerID)
	if err != nil {
		return err
	}
	if c.Gateway != r.Gateway {
		return fmt.Errorf("%w: the customer is another gateway's", ErrInvalid)
	}
	if Kind(r.Kind) != KindRegisterCustomer { // which may be under another
		keep(&r.MerchantID, c.MerchantID)
	}
	return nil
}
