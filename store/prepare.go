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
// ErrInvalid, ErrUnmasked, ErrNoSealer, ErrOrderNumberTaken, ErrRequestIDTaken,
// ErrNotFound for a parent or customer that is not there; for a cancel
// ErrNotCancellable, ErrCancelOpen, ErrAlreadyCancelled and ErrTooMuch; for a
// settle ErrNotReturned, ErrSettleOpen and ErrAlreadySettled; for an issue-key
// ErrNotReturned, ErrIssueOpen and ErrAlreadyIssued; for a new customer
// ErrShopUserIDTaken; or *Trouble. A full disk refuses when the write-ahead log
// has no room left, while the ballast still has some for the outcome of what was
// begun. If the disk fails in the very moment of committing, the row is looked for
// again, and one that is there after all is closed as NotSent; should even that
// fail, the next Open ends it.
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
	s.begun.put(r)
	return r.operation(s.options.Sealer)
}

// maxHintRunes is how long a masked key may be, as lists show it.
const maxHintRunes = 16

// check refuses an intent that would make the history untrue or keep a card or
// a key in plain.
func (in *Intent) check() error {
	cleanAll(&in.Gateway, &in.Staff, &in.MaskedCard, &in.Network, &in.ItemName, &in.Reason, &in.OrderNumber,
		&in.CardCompany, &in.TransactionID, &in.Buyer.Name, &in.Buyer.Phone, &in.Buyer.Email,
		&in.RequestID, &in.MerchantID, &in.KeyHint)
	rule, known := kindRules[in.Kind]
	switch {
	case in.MaskedCard != maskNumber(in.MaskedCard), in.KeyHint != shortHint(in.KeyHint):
		return ErrUnmasked
	case !known:
		return fmt.Errorf("%w: kind %q", ErrInvalid, in.Kind)
	case rule.amount != (in.AmountKRW > 0) || in.AmountKRW < 0:
		return fmt.Errorf("%w: amount %d of %s", ErrInvalid, in.AmountKRW, in.Kind)
	case rule.parent != (in.ParentID != 0):
		return fmt.Errorf("%w: parent %d of %s", ErrInvalid, in.ParentID, in.Kind)
	}
	return in.checkWho(rule)
}

// checkWho refuses a customer where there can be none, and none where one must
// be.
func (in *Intent) checkWho(rule kindRule) error {
	given := in.CustomerID != 0 || in.NewCustomer != nil
	switch {
	case in.NewCustomer != nil && (in.Kind != KindRegisterCustomer || in.CustomerID != 0):
		return fmt.Errorf("%w: a new customer registers, and nothing else", ErrInvalid)
	case rule.customer && !rule.parent && !given, !rule.customer && given:
		return fmt.Errorf("%w: customer %d of %s", ErrInvalid, in.CustomerID, in.Kind)
	}
	if c := in.NewCustomer; c != nil {
		given := *c
		cleanAll(&given.Gateway, &given.ShopUserID, &given.Name, &given.Phone, &given.Email)
		keep(&given.Gateway, in.Gateway)
		if given.ShopUserID == "" || given.Gateway != in.Gateway {
			return fmt.Errorf("%w: a customer has a shop user id, and registers with their own gateway", ErrInvalid)
		}
		in.NewCustomer = &given
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
		RequestID: in.RequestID, MerchantID: in.MerchantID, KeyHint: in.KeyHint, CustomerID: in.CustomerID,
	}
}

func (s *Store) insert(ctx context.Context, tx *sqlx.Tx, r *row, in Intent) error {
	parent, err := s.follow(ctx, tx, r)
	if err != nil {
		return err
	}
	if err := checkRequestID(ctx, tx, *r); err != nil {
		return err
	}
	if err := s.giveOrderNumber(ctx, tx, r, in.OrderNumber, parent); err != nil {
		return err
	}
	if r.sealedBuyer, err = sealBuyer(s.options.Sealer, in.Buyer, r.OrderNumber); err != nil {
		return err
	}
	if err := s.sealPrivate(r, in.Private); err != nil {
		return err
	}
	detail := preparedDetail{}
	if in.NewCustomer != nil {
		if detail, err = s.insertCustomer(ctx, tx, r, *in.NewCustomer); err != nil {
			return err
		}
	}
	if err = insertOperation.get(ctx, tx, &r.ID, *r); err != nil {
		return err
	}
	prepared := r.prepared(in.OverrideOf)
	prepared.ShopUserID, prepared.SealedCustomer = detail.ShopUserID, detail.SealedCustomer
	return s.beginStory(ctx, tx, *r, prepared)
}

// beginStory appends the events of an intent.
func (s *Store) beginStory(ctx context.Context, tx *sqlx.Tx, r row, prepared preparedDetail) error {
	detail, err := encode(prepared)
	if err != nil {
		return err
	}
	err = s.appendEvent(ctx, tx, r.ID, EventPrepared, r.Staff, r.PreparedAt, detail)
	if err != nil || prepared.OverrideOf == 0 {
		return err
	}
	if detail, err = encode(overrideDetail{OverrideOf: prepared.OverrideOf}); err != nil {
		return err
	}
	return s.appendEvent(ctx, tx, r.ID, EventOverride, r.Staff, r.PreparedAt, detail)
}

var insertOperation = newNamed[row](`INSERT INTO operations (kind, gateway, environment, terminal, staff, state,
		parent_id, order_number, order_seq, business_day, prepared_at, amount_krw, quota, masked_card, network,
		item_name, fingerprint, mixed, taxable_krw, free_krw, reason, buyer_name, buyer_phone, buyer_email,
		transaction_id, card_company, customer_id, request_id, merchant_id, key_hint, private)
	VALUES (:kind, :gateway, :environment, :terminal, :staff, :state,
		NULLIF(:parent_id, 0), :order_number, :order_seq, :business_day, :prepared_at, :amount_krw, :quota,
		:masked_card, :network, :item_name, :fingerprint, :mixed, :taxable_krw, :free_krw, :reason, :buyer_name,
		:buyer_phone, :buyer_email, :transaction_id, :card_company, NULLIF(:customer_id, 0), :request_id,
		:merchant_id, :key_hint, :private)
	RETURNING id`)

// withdraw makes sure that a Prepare whose commit failed leaves no open
// attempt. It works on the connection that the commit failed on: nobody can
// have written since, so a row of this id is this row.
func (s *Store) withdraw(ctx context.Context, conn *sqlx.Conn, r row, cause error) error {
	err := transact(ctx, conn, func(tx *sqlx.Tx) error {
		found, err := rowByID(ctx, tx, r.ID)
		if err != nil || found.OrderNumber != r.OrderNumber || found.State != string(Prepared) {
			return err
		}
		return s.conclude(ctx, tx, &found, EventNotSent, Answer{State: NotSent, Fault: "commit"})
	})
	if err == nil || errors.Is(err, ErrNotFound) {
		return cause
	}
	return errors.Join(cause, fmt.Errorf("close order %s: %w", r.OrderNumber, err))
}
