package store

import (
	"bytes"
	"context"
	"encoding/json"
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
)

// Tampering is the first place where the history disagrees with itself. It is
// an ErrTampered.
type Tampering struct {
	Problem     string
	Seq         int64 // the event, 0 if the row is at fault
	OperationID int64
}

// Error names the place.
func (t *Tampering) Error() string {
	return fmt.Sprintf("%v: %s at event %d, operation %d", ErrTampered, t.Problem, t.Seq, t.OperationID)
}

// Is matches ErrTampered.
func (t *Tampering) Is(target error) bool { return target == ErrTampered }

// VerifyChain walks every event from the first and then every operation beside
// its events, and returns a *Tampering for the first thing that is not as it
// was written; nil if all is well. It can't see that the newest events and
// rows were cut off together: that takes a witness outside the file. It needs
// no key.
func (s *Store) VerifyChain(ctx context.Context) error {
	return s.read(ctx, func(tx *sqlx.Tx) error {
		if err := verifyEvents(ctx, tx, s.genesis); err != nil {
			return err
		}
		return verifyRows(ctx, tx)
	})
}

func verifyEvents(ctx context.Context, tx *sqlx.Tx, genesis []byte) error {
	rows, err := tx.QueryxContext(ctx, `SELECT `+eventColumns+` FROM events ORDER BY seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	prev := eventRow{Hash: genesis}
	for rows.Next() {
		var e eventRow
		if err := rows.StructScan(&e); err != nil {
			return err
		}
		problem := ""
		switch {
		case e.Seq != prev.Seq+1:
			problem = ProblemGap
		case !bytes.Equal(e.PrevHash, prev.Hash):
			problem = ProblemLink
		case !bytes.Equal(e.Hash, e.sum()):
			problem = ProblemHash
		}
		if problem != "" {
			return &Tampering{Problem: problem, Seq: e.Seq, OperationID: e.OperationID}
		}
		prev = e
	}
	return rows.Err()
}

// verifyRows walks operations and events side by side, both by operation.
func verifyRows(ctx context.Context, tx *sqlx.Tx) error {
	events, err := tx.QueryxContext(ctx, `SELECT `+eventColumns+` FROM events ORDER BY operation_id, seq`)
	if err != nil {
		return err
	}
	defer events.Close()
	operations, err := tx.QueryxContext(ctx, `SELECT `+storedColumns+` FROM operations o ORDER BY o.id`)
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
		if err := verifyRow(r, story); err != nil {
			return err
		}
	}
	if next != nil {
		return &Tampering{Problem: ProblemOrphan, Seq: next.Seq, OperationID: next.OperationID}
	}
	return operations.Err()
}

// verifyRow plays a story again and holds the row against the result.
func verifyRow(r row, story []eventRow) error {
	if len(story) == 0 {
		return &Tampering{Problem: ProblemNoStory, OperationID: r.ID}
	}
	begun, o, problem := replay(story)
	if problem != "" {
		return &Tampering{Problem: problem, Seq: story[0].Seq, OperationID: r.ID}
	}
	as := r.prepared(begun.OverrideOf)
	as.CardCompany, as.TransactionID = begun.CardCompany, begun.TransactionID // the outcome's from here on
	sealed := as.Sealed
	as.Sealed = begun.Sealed
	switch {
	case as != begun || r.outcome() != o || r.PreparedAt != story[0].At || r.Staff != story[0].Staff:
		return &Tampering{Problem: ProblemRow, OperationID: r.ID}
	case sealed != begun.Sealed:
		return &Tampering{Problem: ProblemPersonal, OperationID: r.ID}
	}
	return nil
}

// replay plays a story: what was intended, and where it stands at the end.
func replay(story []eventRow) (begun preparedDetail, o outcome, problem string) {
	if EventType(story[0].Type) != EventPrepared || json.Unmarshal([]byte(story[0].Detail), &begun) != nil {
		return begun, o, ProblemStory
	}
	o = outcome{Kind: begun.Kind, State: Prepared}
	o.TransactionID, o.CardCompany = begun.TransactionID, begun.CardCompany
	settled := false
	for _, e := range story[1:] {
		ok := false
		switch t := EventType(e.Type); t {
		case EventOverride:
			ok = o.State == Prepared
		case EventApproved, EventDeclined, EventNotSent, EventInDoubt:
			var a answerDetail
			ok = o.State == Prepared && json.Unmarshal([]byte(e.Detail), &a) == nil
			o.answer(State(t), e.At, a.answered)
		case EventCutOff:
			ok = o.State == Prepared
			o.cutOff(e.At)
		case EventContradicted:
			ok = settled
		case EventResolved:
			var f finding
			ok = (o.State == InDoubt || settled) && json.Unmarshal([]byte(e.Detail), &f) == nil
			o.resolve(f)
			settled = true
		}
		if !ok {
			return begun, o, ProblemStory
		}
	}
	return begun, o, ""
}
