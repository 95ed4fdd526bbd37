package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// gone says what of an operation is not there any more: the buyer's name, phone
// and e-mail and the card's fingerprint. nil says that all is there.
type gone struct {
	before  string // it was erased because it is older than this day
	private bool   // it was not found when a damaged history was rescued, nor was what it kept for its next step
}

// fits says whether a row holds what its prepared event sealed, or nothing if
// that is gone.
func (g *gone) fits(r row, sealed, begun string) bool {
	if g == nil {
		return sealed == begun
	}
	return r.Name == nil && r.Phone == nil && r.Email == nil && r.Fingerprint == nil && (g.private || r.BusinessDay < g.before)
}

// fitsPrivate is fits for what a row keeps for its next step.
func (g *gone) fitsPrivate(digest, told string) bool {
	if g == nil || !g.private {
		return digest == told
	}
	return digest == ""
}

// allGone are the rows of which something is gone, by id.
type allGone struct {
	operations map[int64]*gone
	customers  map[int64]bool
}

// fitsCustomer is fits for a customer.
func (a allGone) fitsCustomer(c customerRow, told string) bool {
	if !a.customers[c.ID] {
		return c.digest() == told
	}
	return c.Name == nil && c.Phone == nil && c.Email == nil
}

// readGone reads from the events of the file as a whole what is gone.
func readGone(ctx context.Context, q queryer) (allGone, error) {
	all := allGone{operations: map[int64]*gone{}, customers: map[int64]bool{}}
	var events []eventRow
	err := sqlx.SelectContext(ctx, q, &events, q.Rebind(selectEvents+`WHERE operation_id IS NULL AND type IN (?, ?) ORDER BY seq`),
		EventErased, EventRescued)
	if err != nil {
		return all, err
	}
	for _, e := range events {
		var about struct {
			erasedDetail
			Unsealed []int64 `json:"unsealed"`
		}
		if err := json.Unmarshal([]byte(e.Detail), &about); err != nil {
			return all, fmt.Errorf("event %d: %w", e.Seq, err)
		}
		for _, id := range about.Operations {
			if all.operations[id] == nil {
				all.operations[id] = &gone{before: about.Before}
			}
		}
		for _, id := range about.Unsealed {
			all.operations[id] = &gone{private: true}
		}
		for _, id := range about.Customers {
			all.customers[id] = true
		}
	}
	return all, nil
}
