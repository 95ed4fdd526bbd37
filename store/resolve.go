package store

import (
	"context"
	"strings"

	"github.com/jmoiron/sqlx"
)

// Resolve writes down what a person found out about an operation in doubt, and
// returns it approved or declined. It may be called again with another finding
// for a row that a person settled: the row follows the newest, both stay in
// its story, and it is Contradicted from then on.
//
// A key that was revoked is erased here, whatever is found out later; that a
// key was issued only the gateway can say, with the key.
//
// Refusals: ErrNoEvidence; ErrNoTransaction if a sale happened and an id is
// missing; *TransactionTaken if another sale has that id; ErrNoCustomerKey if a
// key is said to be issued; ErrWrongState for any row that a gateway answered,
// that is still prepared, or that was settled just so before; ErrCancelOpen,
// ErrNotCancellable, ErrAlreadyCancelled, ErrTooMuch, ErrSettleOpen and
// ErrAlreadySettled if a finding would leave a cancel without its sale, give back
// more than was taken, or settle a payment twice.
func (s *Store) Resolve(ctx context.Context, id int64, r Resolution) (Operation, error) {
	f := finding{
		Happened: r.Happened, TransactionID: strings.TrimSpace(r.TransactionID),
		ApprovalNumber: strings.TrimSpace(r.ApprovalNumber), Evidence: strings.TrimSpace(r.Evidence),
	}
	cleanAll(&f.TransactionID, &f.ApprovalNumber, &f.Evidence, &r.Staff)
	if f.Evidence == "" {
		return Operation{}, ErrNoEvidence
	}
	err := s.record(ctx, func(tx *sqlx.Tx) error {
		return s.settle(context.WithoutCancel(ctx), tx, id, f, r.Staff)
	})
	if err != nil {
		return Operation{}, err
	}
	return s.Operation(context.WithoutCancel(ctx), id)
}

func (s *Store) settle(ctx context.Context, tx *sqlx.Tx, id int64, f finding, staff string) error {
	r, err := rowByID(ctx, tx, id)
	if err != nil {
		return err
	}
	if r.State != string(InDoubt) && !r.Settled {
		return ErrWrongState
	}
	if f, err = checkFinding(ctx, tx, r, f); err != nil {
		return err
	}
	before := r.outcome()
	o := before
	o.resolve(f)
	if o == before { // settled just so before
		return ErrWrongState
	}
	now := stamp(s.options.Now())
	if r.Settled {
		detail, err := encode(contradictedDetail{Detail: "resolved differently"})
		if err != nil {
			return err
		}
		if err := s.appendEvent(ctx, tx, id, EventContradicted, staff, now, detail); err != nil {
			return err
		}
	}
	detail, err := encode(f)
	if err != nil {
		return err
	}
	if err := s.appendEvent(ctx, tx, id, EventResolved, staff, now, detail); err != nil {
		return err
	}
	r.setOutcome(o)
	if err := updateOutcome(ctx, tx, r); err != nil {
		return err
	}
	return changeCustomer(ctx, tx, r, nil, now)
}

// checkFinding holds a finding against the rest of the file. It drops the ids of
// a sale that did not happen, and of whatever is no sale.
func checkFinding(ctx context.Context, tx *sqlx.Tx, r row, f finding) (finding, error) {
	kind := Kind(r.Kind)
	if !kind.TakesMoney() || !f.Happened {
		f.TransactionID, f.ApprovalNumber = "", ""
	}
	switch {
	case kind.TakesMoney():
		if err := checkNoCancel(ctx, tx, r.ID); err != nil {
			return f, err
		}
	case !f.Happened:
	case kind == KindIssueKey:
		return f, ErrNoCustomerKey
	case kind == KindCancel:
		sale, err := rowByID(ctx, tx, r.ParentID)
		if err != nil {
			return f, err
		}
		if sale.State != string(Approved) { // a person found later that it did not happen
			return f, ErrNotCancellable
		}
		return f, checkRemains(ctx, tx, sale, r.AmountKRW, r.ID)
	}
	if !f.Happened || !kind.TakesMoney() {
		return f, nil
	}
	if f.TransactionID == "" || f.ApprovalNumber == "" {
		return f, ErrNoTransaction
	}
	if kind == KindSettle {
		if err := checkNoSettle(ctx, tx, r.ParentID, r.ID); err != nil {
			return f, err
		}
	}
	return f, checkTransactionFree(ctx, tx, r, f.TransactionID)
}

// checkTransactionFree refuses a transaction id that another approved sale of
// the same gateway holds. A sale in doubt may carry an id from an answer that
// could not be trusted.
func checkTransactionFree(ctx context.Context, tx *sqlx.Tx, r row, transaction string) error {
	var holders []struct {
		ID          int64  `db:"id"`
		OrderNumber string `db:"order_number"`
	}
	err := tx.SelectContext(ctx, &holders, tx.Rebind(`SELECT id, order_number FROM operations
		WHERE transaction_id = ? AND transaction_id <> '' AND kind IN ('charge', 'settle') AND gateway = ? AND id <> ?
			AND state = 'approved'
		ORDER BY id LIMIT 1`), transaction, r.Gateway, r.ID)
	if err != nil || len(holders) == 0 {
		return err
	}
	return &TransactionTaken{TransactionID: transaction, HolderID: holders[0].ID, HolderOrder: holders[0].OrderNumber}
}

// Contradict notes, in the story of a row that a person settled, a later fact
// that disagrees: a gateway that knows no such sale, say. The state stays; a
// person may Resolve again. ErrWrongState if nobody settled the row,
// ErrNoEvidence without a detail. Each call adds a line.
func (s *Store) Contradict(ctx context.Context, id int64, detail string) error {
	detail = clean(strings.TrimSpace(detail))
	if detail == "" {
		return ErrNoEvidence
	}
	text, err := encode(contradictedDetail{Detail: detail})
	if err != nil {
		return err
	}
	return s.record(ctx, func(tx *sqlx.Tx) error {
		ctx := context.WithoutCancel(ctx)
		r, err := rowByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if !r.Settled {
			return ErrWrongState
		}
		return s.appendEvent(ctx, tx, id, EventContradicted, "", stamp(s.options.Now()), text)
	})
}
