package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"keyindesk/store/index"
)

// Tally is a number of operations and what their amounts come to.
type Tally = index.Tally

// Totals adds up what a Query shows on all its pages. Only what moves money
// counts, but for Rows.
type Totals = index.Totals

// Totals adds up exactly what History would show for the same query, all pages
// together; Before and Limit do not matter.
func (s *Store) Totals(ctx context.Context, q Query) (Totals, error) {
	var t Totals
	err := s.seek(ctx, q, func(tx *sqlx.Tx, found *index.Found, _ func()) (err error) {
		if found == nil {
			t, err = totalsInFile(ctx, tx, q)
			return err
		}
		t = found.Totals()
		return nil
	})
	return t, err
}

// totalsInFile adds up without the index.
func totalsInFile(ctx context.Context, tx *sqlx.Tx, q Query) (Totals, error) {
	where, args := q.where()
	var sums []struct {
		Kind     string `db:"kind"`
		State    string `db:"state"`
		Rows     int    `db:"rows"`
		Amount   int64  `db:"amount_krw"`
		Parts    int    `db:"parts"`
		GivenKRW int64  `db:"given_krw"`
	}
	err := tx.SelectContext(ctx, &sums, tx.Rebind(`SELECT kind, state, COUNT(*) AS rows, SUM(amount_krw) AS amount_krw,
		SUM(given_krw <> 0) AS parts, SUM(given_krw) AS given_krw
		FROM (SELECT o.kind, o.state, o.amount_krw, `+cancelledKRW+` AS given_krw FROM operations o `+where+`) shown
		GROUP BY kind, state`), args...)
	if err != nil {
		return Totals{}, err
	}
	var t Totals
	for _, s := range sums {
		t.Rows += s.Rows
		kind, all := Kind(s.Kind), Tally{Count: s.Rows, AmountKRW: s.Amount}
		switch {
		case !kind.TakesMoney() && !kind.GivesBack():
		case State(s.State) == InDoubt:
			t.InDoubt = t.InDoubt.Plus(all)
		case State(s.State) != Approved:
		case kind.GivesBack():
			t.Cancelled = t.Cancelled.Plus(all)
		default:
			t.Approved = t.Approved.Plus(all)
			t.GivenBack = t.GivenBack.Plus(Tally{Count: s.Parts, AmountKRW: s.GivenKRW})
		}
	}
	return t, nil
}
