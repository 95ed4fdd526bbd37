package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Tally is a number of operations and what their amounts come to.
type Tally struct {
	Count     int
	AmountKRW int64
}

// Totals adds up what a Query shows on all its pages. Only what moves money
// counts, but for Rows.
type Totals struct {
	Rows      int   // every row shown, whatever its state
	Approved  Tally // sales (charge, settle) that were approved, those given back later included
	GivenBack Tally // those of Approved of which approved cancels, shown or not, have given something back, and how much
	Cancelled Tally // cancels shown that went through
	InDoubt   Tally // sales and cancels in doubt
}

// Totals adds up exactly what History would show for the same query, all pages
// together; Before and Limit do not matter.
func (s *Store) Totals(ctx context.Context, q Query) (Totals, error) {
	q.Before, q.Limit = "", 0
	var t Totals
	err := s.read(ctx, func(tx *sqlx.Tx) error {
		return s.scan(ctx, tx, q, func(r searched) bool {
			t.add(r)
			return true
		})
	})
	if err != nil {
		return Totals{}, err
	}
	return t, nil
}

func (t *Totals) add(r searched) {
	t.Rows++
	kind, state := Kind(r.Kind), State(r.State)
	switch {
	case !kind.TakesMoney() && !kind.GivesBack():
	case state == InDoubt:
		t.InDoubt.add(r.AmountKRW)
	case state != Approved:
	case kind.GivesBack():
		t.Cancelled.add(r.AmountKRW)
	default:
		t.Approved.add(r.AmountKRW)
		if r.CancelledKRW != 0 {
			t.GivenBack.add(r.CancelledKRW)
		}
	}
}

func (t *Tally) add(amountKRW int64) {
	t.Count++
	t.AmountKRW += amountKRW
}
