package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// RecordInquiry writes down what the gateway itself said later about an
// operation in doubt, and returns the row. Approved or Declined settle it, as
// if that had been the answer; InDoubt adds a line to its story and nothing
// else. An issued key comes with the key, as in Finish.
//
// Refusals: ErrWrongState for a row that is not in doubt, one that a person
// settled among them; ErrNotFound; ErrInvalid for any other state;
// ErrNoSealer. After *Trouble it may be called again with the same answer.
func (s *Store) RecordInquiry(ctx context.Context, id int64, a Answer) (Operation, error) {
	a.clean()
	switch a.State {
	case Approved, Declined:
		return s.amend(ctx, id, func(ctx context.Context, tx *sqlx.Tx, r *row) error {
			if r.State != string(InDoubt) {
				return ErrWrongState
			}
			if err := a.check(Kind(r.Kind)); err != nil {
				return err
			}
			return s.conclude(ctx, tx, r, EventInquired, a)
		})
	case InDoubt:
		return s.stillInDoubt(ctx, id, a)
	}
	return Operation{}, fmt.Errorf("%w: an inquiry can't lead to %q", ErrInvalid, a.State)
}

// stillInDoubt notes an inquiry that brought nothing.
func (s *Store) stillInDoubt(ctx context.Context, id int64, a Answer) (Operation, error) {
	detail, err := encode(answerDetail{answered: a.said(), State: InDoubt, Trace: traceJSON(a.Trace)})
	if err != nil {
		return Operation{}, err
	}
	var r row
	err = s.record(ctx, func(tx *sqlx.Tx) (err error) {
		ctx := context.WithoutCancel(ctx)
		if r, err = rowByID(ctx, tx, id); err != nil {
			return err
		}
		if r.State != string(InDoubt) {
			return ErrWrongState
		}
		return s.appendEvent(ctx, tx, id, EventInquired, "", stamp(s.options.Now()), detail)
	})
	if err != nil {
		return Operation{}, err
	}
	return r.operation(s.options.Sealer)
}
