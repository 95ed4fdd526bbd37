package store

import (
	"bytes"
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// What VerifyChain can find.
const (
	ProblemGap      = "gap"      // an event is missing, or out of its order
	ProblemLink     = "link"     // an event does not continue the one before it, or the file's beginning
	ProblemHash     = "hash"     // an event was changed after it was written
	ProblemOrphan   = "orphan"   // an event tells of no operation
	ProblemNoStory  = "no-story" // an operation without events
	ProblemStory    = "story"    // an operation's events can't follow one another
	ProblemRow      = "row"      // a row says something other than its events
	ProblemPersonal = "personal" // sealed data were exchanged or changed
	ProblemCustomer = "customer" // a customer is not what the operations made of them
	ProblemClosing  = "closing"  // a closing is missing, changed or not signed, or the chain tells otherwise
)

// Tampering is the first place where the history disagrees with itself. It is
// an ErrTampered.
type Tampering struct {
	Problem     string
	Seq         int64 // the event, 0 if the row is at fault
	OperationID int64
	CustomerID  int64 // of a ProblemCustomer only
	Closing     int64 // the number, of a ProblemClosing only
}

// Error names the place.
func (t *Tampering) Error() string {
	if t.CustomerID != 0 || t.Closing != 0 {
		return fmt.Sprintf("%v: %s %d", ErrTampered, t.Problem, t.CustomerID+t.Closing)
	}
	return fmt.Sprintf("%v: %s at event %d, operation %d", ErrTampered, t.Problem, t.Seq, t.OperationID)
}

// Is matches ErrTampered.
func (t *Tampering) Is(target error) bool { return target == ErrTampered }

// VerifyChain walks every event from the first, then every operation beside its
// events, every customer beside what operations made of them and every closing
// beside the chain, and returns a *Tampering for the first thing that is not as
// it was written; nil if all is well. It can't see that the newest events and
// rows were cut off together: that takes a witness outside the file. It needs
// no key.
func (s *Store) VerifyChain(ctx context.Context) error {
	return s.read(ctx, func(tx *sqlx.Tx) error {
		if _, err := verifyEvents(ctx, tx, chainEnd{hash: s.genesis}); err != nil {
			return err
		}
		people := make(replayedCustomers)
		if err := verifyRows(ctx, tx, people); err != nil {
			return err
		}
		if err := verifyCustomers(ctx, tx, people); err != nil {
			return err
		}
		return verifyClosings(ctx, tx)
	})
}

// verifyEvents walks the chain from an event that is taken as right to its end,
// and returns that.
func verifyEvents(ctx context.Context, tx *sqlx.Tx, from chainEnd) (chainEnd, error) {
	rows, err := tx.QueryxContext(ctx, tx.Rebind(selectEvents+`WHERE seq > ? ORDER BY seq`), from.seq)
	if err != nil {
		return chainEnd{}, err
	}
	defer rows.Close()
	prev := from
	for rows.Next() {
		var e eventRow
		if err := rows.StructScan(&e); err != nil {
			return chainEnd{}, err
		}
		problem := ""
		switch {
		case e.Seq != prev.seq+1:
			problem = ProblemGap
		case !bytes.Equal(e.PrevHash, prev.hash):
			problem = ProblemLink
		case !bytes.Equal(e.Hash, e.sum()):
			problem = ProblemHash
		case EventType(e.Type).ofFile() != (e.OperationID == 0):
			problem = ProblemStory
		}
		if problem != "" {
			return chainEnd{}, &Tampering{Problem: problem, Seq: e.Seq, OperationID: e.OperationID}
		}
		prev = chainEnd{e.Seq, e.Hash}
	}
	return prev, rows.Err()
}

// verifyRows holds every operation against its events.
func verifyRows(ctx context.Context, tx *sqlx.Tx, people replayedCustomers) error {
	return walkStories(ctx, tx, nil, func(r row, story []eventRow) error {
		p, err := verifyRow(r, story)
		if err != nil {
			return err
		}
		return people.take(r, p, story[0].At)
	})
}

// walkStories walks operations and events side by side, both by operation: all
// of them, or those with an event after one.
func walkStories(ctx context.Context, tx *sqlx.Tx, after *int64, visit func(row, []eventRow) error) error {
	gone, err := readGone(ctx, tx)
	if err != nil {
		return err
	}
	ofEvents, ofRows, args := `IS NOT NULL`, `IS NOT NULL`, []any{}
	if after != nil {
		ofEvents = `IN (SELECT operation_id FROM events WHERE seq > ? AND operation_id IS NOT NULL)`
		ofRows, args = ofEvents, []any{*after}
	}
	events, err := tx.QueryxContext(ctx, tx.Rebind(selectEvents+`WHERE operation_id `+ofEvents+` ORDER BY operation_id, seq`), args...)
	if err != nil {
		return err
	}
	defer events.Close()
	operations, err := tx.QueryxContext(ctx, tx.Rebind(`SELECT `+storedColumns+` FROM operations o WHERE o.id `+ofRows+` ORDER BY o.id`), args...)
	if err != nil {
		return err
	}
	defer operations.Close()
	next := &eventRow{}
	advance := func() error {
		if !events.Next() {
			next = nil
			return events.Err()
		}
		*next = eventRow{}
		return events.StructScan(next)
	}
	if err := advance(); err != nil {
		return err
	}
	for operations.Next() {
		var r row
		if err := operations.StructScan(&r); err != nil {
			return err
		}
		r.gone = gone.operations[r.ID]
		var story []eventRow
		for next != nil && next.OperationID <= r.ID {
			if next.OperationID < r.ID {
				return &Tampering{Problem: ProblemOrphan, Seq: next.Seq, OperationID: next.OperationID}
			}
			story = append(story, *next)
			if err := advance(); err != nil {
				return err
			}
		}
		if err := visit(r, story); err != nil {
			return err
		}
	}
	if next != nil {
		return &Tampering{Problem: ProblemOrphan, Seq: next.Seq, OperationID: next.OperationID}
	}
	return operations.Err()
}
