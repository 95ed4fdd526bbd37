package store

import (
	"context"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"keyindesk/store/index"
)

// wanted is a query in the index's words.
func (s *Store) wanted(ctx context.Context, tx *sqlx.Tx, q Query) (index.Query, error) {
	w := index.Query{Words: index.ParseText(clean(q.Text)), Days: index.Days{From: q.FromDay, To: q.ToDay},
		CancelDays: index.Days{From: q.CancelFromDay, To: q.CancelToDay}}
	if q.narrows() {
		w.Facet = q.takes
	}
	for _, word := range w.Words {
		ids, err := withTransaction(ctx, tx, word.Text)
		if err != nil {
			return index.Query{}, err
		}
		w.Also = append(w.Also, ids)
	}
	return w, nil
}

// narrows says whether rows are filtered by anything apart from days.
func (q Query) narrows() bool {
	return len(q.Kinds)+len(q.States)+len(q.Gateways)+len(q.CardCompanies)+len(q.Staff) > 0
}

// takes says whether what rows are filtered by, apart from days, is wanted.
func (q Query) takes(f index.Facet) bool {
	return oneOf(q.Kinds, f.Kind) && oneOf(q.States, f.State) && oneOf(q.Gateways, f.Gateway) &&
		oneOf(q.CardCompanies, f.CardCompany) && oneOf(q.Staff, f.Staff)
}

func oneOf[T ~string](some []T, one string) bool {
	return len(some) == 0 || slices.Contains(some, T(one))
}

// withTransaction are the operations whose transaction number begins with a
// folded text of at least index.TransactionLength signs.
func withTransaction(ctx context.Context, tx *sqlx.Tx, begin string) ([]int64, error) {
	if len(begin) < index.TransactionLength || strings.ContainsFunc(begin, func(r rune) bool { return r < '!' || r > '~' }) {
		return nil, nil
	}
	var found []int64
	for _, from := range bothCases(begin) {
		var some []struct {
			ID            int64  `db:"id"`
			TransactionID string `db:"transaction_id"`
		}
		to := from[:len(from)-1] + string(rune(from[len(from)-1]+1)) // a range, because LIKE would not use the index
		err := tx.SelectContext(ctx, &some, tx.Rebind(`SELECT id, transaction_id FROM operations
			WHERE transaction_id >= ? AND transaction_id < ? AND transaction_id <> ''`), from, to)
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			if strings.HasPrefix(index.Fold(r.TransactionID), begin) {
				found = append(found, r.ID)
			}
		}
	}
	return found, nil
}

// bothCases are the ways in which a gateway may have written a text that was
// folded: with small and with capital letters, up to the fifth of them, where
// the texts end.
func bothCases(text string) []string {
	const most = 4
	ways, letters := []string{""}, 0
	for _, r := range text {
		small, capital := string(r), strings.ToUpper(string(r))
		if small == capital {
			for i := range ways {
				ways[i] += small
			}
			continue
		}
		if letters++; letters > most {
			break
		}
		for i := range ways {
			ways = append(ways, ways[i]+capital)
			ways[i] += small
		}
	}
	return ways
}
