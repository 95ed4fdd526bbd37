package store

import (
	"context"
	"encoding/json"

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
	customers  map[int64]*gone
}

// fitsCustomer is fits for a customer, of whom the key may be gone as well.
func (a allGone) fitsCustomer(c customerRow, told *replayedCustomer) bool {
	g := a.customers[c.ID]
	status, now := told.status(), c.status()
	if g == nil {
		return c.digest() == told.sealed && now == status
	}
	if g.private {
		status.KeyDigest = ""
		if status.State == CustomerActive {
			status.KeyDigest = keyDigest(lostKey)
		}
	}
	return c.Name == nil && c.Phone == nil && c.Email == nil && now == status
}

// readGone reads from the events of the file as a whole what is gone.
func readGone(ctx context.Context, q queryer) (allGone, error) {
	var events []eventRow
	err := sqlx.SelectContext(ctx, q, &events, q.Rebind(selectEvents+`WHERE operation_id IS NULL AND type IN (?, ?) ORDER BY seq`),
		EventErased, EventRescued)
	if err != nil {
		return allGone{}, err
	}
	return goneIn(events), nil
}

// goneIn reads it from any events, in their order. One that can't be read
// names nothing.
func goneIn(events []eventRow) allGone {
	all := allGone{operations: map[int64]*gone{}, customers: map[int64]*gone{}}
	for _, e := range events {
		switch EventType(e.Type) {
		case EventErased:
			var about erasedDetail
			_ = json.Unmarshal([]byte(e.Detail), &about)
			for _, id := range about.Operations {
				if all.operations[id] == nil {
					all.operations[id] = &gone{before: about.Before}
				}
			}
			for _, id := range about.Customers {
				if all.customers[id] == nil {
					all.customers[id] = &gone{}
				}
			}
		case EventRescued:
			var about rescuedDetail
			_ = json.Unmarshal([]byte(e.Detail), &about)
			for _, id := range about.Unsealed {
				all.operations[id] = &gone{private: true}
			}
			for _, id := range about.Customers {
				all.customers[id] = &gone{private: true}
			}
		}
	}
	return all
}
