package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// Prepare writes down what is about to be tried and gives it its id and order
// number. When it returns the row survives a power cut; only then may anything
// be sent. Each call is a new attempt.
//
// An error means that nothing may be sent and that no attempt is left open:
// ErrInvalid, ErrUnmasked, ErrNoSealer, ErrOrderNumberTaken, and for a cancel
// ErrNotFound, ErrNotCancellable, ErrCancelOpen and ErrAlreadyCancelled; or
// *Trouble. A full disk refuses already when only the ballast has room left.
// If the disk fails in the very moment of committing, the row is looked for
// again, and one that is there after all is closed as NotSent; should even
// that fail, the next Open puts it in doubt.
func (s *Store) Prepare(ctx context.Context, in Intent) (Operation, error) {
	if err := in.check(); err != nil {
		return Operation{}, err
	}
	if err := s.ballast.hold(); err != nil {
		return Operation{}, fmt.Errorf("keep room for the outcome: %w", err)
	}
	r := s.newRow(in)
	err := s.writing(ctx, func(conn *sqlx.Conn) error {
		ctx := context.WithoutCancel(ctx)
		err := transact(ctx, conn, func(tx *sqlx.Tx) error { return s.insert(ctx, tx, &r, in) })
		var commit uncertain
		if errors.As(err, &commit) {
			return s.withdraw(ctx, conn, r, err)
		}
		return err
	})
	if err != nil {
		return Operation{}, err
	}
	return r.operation(s.options.Sealer)
}

// check refuses an intent that would make the history untrue or keep a card.
func (in *Intent) check() error {
	cleanAll(&in.Gateway, &in.Staff, &in.MaskedCard, &in.Network, &in.ItemName, &in.Reason, &in.OrderNumber,
		&in.CardCompany, &in.TransactionID, &in.Buyer.Name, &in.Buyer.Phone, &in.Buyer.Email)
	digits := 0
	for _, c := range in.MaskedCard {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	switch {
	case digits > 10:
		return ErrUnmasked
	case in.Kind != KindCharge && in.Kind != KindCancel:
		return fmt.Errorf("%w: kind %q", ErrInvalid, in.Kind)
	case in.AmountKRW <= 0:
		return fmt.Errorf("%w: amount %d", ErrInvalid, in.AmountKRW)
	case (in.Kind == KindCancel) != (in.ParentID != 0):
		return fmt.Errorf("%w: a cancel, and nothing else, has a parent", ErrInvalid)
	}
	return nil
}

// newRow is the row of an intent, without id, order number and sealed buyer.
func (s *Store) newRow(in Intent) row {
	now := s.options.Now()
	return row{
		Kind: string(in.Kind), Gateway: in.Gateway, Environment: s.options.Environment, Terminal: s.options.Terminal,
		Staff: in.Staff, State: string(Prepared), ParentID: in.ParentID,
		BusinessDay: BusinessDay(now), PreparedAt: stamp(now),
		AmountKRW: in.AmountKRW, Quota: in.Quota, MaskedCard: in.MaskedCard, Network: in.Network, ItemName: in.ItemName,
		Fingerprint: in.Fingerprint, Mixed: truth(in.Mixed), TaxableKRW: in.TaxableKRW, FreeKRW: in.FreeKRW,
		Reason: in.Reason, CardCompany: in.CardCompany, TransactionID: in.TransactionID,
	}
}

func (s *Store) insert(ctx context.Context, tx *sqlx.Tx, r *row, in Intent) error {
	if in.Kind == KindCancel {
		if err := checkCancel(ctx, tx, r); err != nil {
			return err
		}
	}
	if err := s.giveOrderNumber(ctx, tx, r, in.OrderNumber); err != nil {
		return err
	}
	sealed, err := sealBuyer(s.options.Sealer, in.Buyer, r.OrderNumber)
	if err != nil {
		return err
	}
	r.sealedBuyer = sealed
	if r.ID, err = insertRow(ctx, tx, *r); err != nil {
		return err
	}
	return s.beginStory(ctx, tx, *r, in.OverrideOf)
}

// beginStory appends the events of an intent.
func (s *Store) beginStory(ctx context.Context, tx *sqlx.Tx, r row, overrideOf int64) error {
	detail, err := encode(r.prepared(overrideOf))
	if err != nil {
		return err
	}
	if err := s.appendEvent(ctx, tx, r.ID, EventPrepared, r.Staff, r.PreparedAt, detail); err != nil || overrideOf == 0 {
		return err
	}
	if detail, err = encode(overrideDetail{OverrideOf: overrideOf}); err != nil {
		return err
	}
	return s.appendEvent(ctx, tx, r.ID, EventOverride, r.Staff, r.PreparedAt, detail)
}

// checkCancel looks at the charge that a cancel gives back, and copies its ids.
func checkCancel(ctx context.Context, tx *sqlx.Tx, r *row) error {
	charge, err := rowByID(ctx, tx, r.ParentID)
	if err != nil {
		return err
	}
	if charge.Kind != string(KindCharge) || charge.State != string(Approved) || charge.TransactionID == "" ||
		charge.AmountKRW != r.AmountKRW || r.TransactionID != "" && r.TransactionID != charge.TransactionID {
		return ErrNotCancellable
	}
	if err := checkNoCancel(ctx, tx, charge.ID, 0); err != nil {
		return err
	}
	r.TransactionID = charge.TransactionID
	if r.CardCompany == "" {
		r.CardCompany = charge.CardCompany
	}
	return nil
}

// checkNoCancel refuses if a cancel of the charge, other than the one named,
// is open or went through.
func checkNoCancel(ctx context.Context, tx *sqlx.Tx, charge, except int64) error {
	var states []string
	err := tx.SelectContext(ctx, &states, tx.Rebind(
		`SELECT state FROM operations WHERE parent_id = ? AND id <> ? AND state IN ('prepared', 'in-doubt', 'approved')`),
		charge, except)
	switch {
	case err != nil:
		return err
	case len(states) == 0:
		return nil
	case State(states[0]) == Approved:
		return ErrAlreadyCancelled
	}
	return ErrCancelOpen
}

func insertRow(ctx context.Context, tx *sqlx.Tx, r row) (id int64, err error) {
	query, args, err := tx.BindNamed(`INSERT INTO operations (kind, gateway, environment, terminal, staff, state,
			parent_id, order_number, order_seq, business_day, prepared_at, amount_krw, quota, masked_card, network,
			item_name, fingerprint, mixed, taxable_krw, free_krw, reason, buyer_name, buyer_phone, buyer_email,
			transaction_id, card_company)
		VALUES (:kind, :gateway, :environment, :terminal, :staff, :state,
			NULLIF(:parent_id, 0), :order_number, :order_seq, :business_day, :prepared_at, :amount_krw, :quota,
			:masked_card, :network, :item_name, :fingerprint, :mixed, :taxable_krw, :free_krw, :reason, :buyer_name,
			:buyer_phone, :buyer_email, :transaction_id, :card_company)
		RETURNING id`, r)
	if err != nil {
		return 0, err
	}
	return id, tx.GetContext(ctx, &id, query, args...)
}

// withdraw makes sure that a Prepare whose commit failed leaves no open
// attempt. It works on the connection that the commit failed on: nobody can
// have written since, so a row of this id is this row.
func (s *Store) withdraw(ctx context.Context, conn *sqlx.Conn, r row, cause error) error {
	err := transact(ctx, conn, func(tx *sqlx.Tx) error {
		found, err := rowByID(ctx, tx, r.ID)
		if err != nil || found.OrderNumber != r.OrderNumber || found.State != string(Prepared) {
			return err
		}
		return s.conclude(ctx, tx, &found, NotSent, answered{Fault: "commit"}, "")
	})
	if err == nil || errors.Is(err, ErrNotFound) {
		return cause
	}
	return errors.Join(cause, fmt.Errorf("close order %s: %w", r.OrderNumber, err))
}
