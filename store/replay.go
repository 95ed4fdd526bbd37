package store

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/jmoiron/sqlx"
)

// verifyRow plays a story again, holds the row against the result and returns
// it.
func verifyRow(r row, story []eventRow) (replayed, error) {
	if len(story) == 0 {
		return replayed{}, &Tampering{Problem: ProblemNoStory, OperationID: r.ID}
	}
	p := replay(story)
	if p.problem != "" {
		return replayed{}, &Tampering{Problem: p.problem, Seq: story[0].Seq, OperationID: r.ID}
	}
	begun := p.begun
	as := r.prepared(begun.OverrideOf)
	// The outcome's from here on.
	as.CardCompany, as.TransactionID, as.MerchantID, as.KeyHint = begun.CardCompany, begun.TransactionID, begun.MerchantID, begun.KeyHint
	as.ShopUserID, as.SealedCustomer = begun.ShopUserID, begun.SealedCustomer // the customer's
	sealed, o := as.Sealed, r.outcome()
	sameSealed := r.gone.fits(r, sealed, begun.Sealed) && r.gone.fitsPrivate(o.PrivateDigest, p.outcome.PrivateDigest)
	as.Sealed, as.Private, o.PrivateDigest = begun.Sealed, begun.Private, p.outcome.PrivateDigest
	switch {
	case as != begun || o != p.outcome || r.PreparedAt != story[0].At || r.Staff != story[0].Staff:
		return replayed{}, &Tampering{Problem: ProblemRow, OperationID: r.ID}
	case !sameSealed:
		return replayed{}, &Tampering{Problem: ProblemPersonal, OperationID: r.ID}
	}
	return p, nil
}

// replayed is a story played again: what was intended, where it stands at the
// end, and what it did to the customer on the way.
type replayed struct {
	begun   preparedDetail
	outcome outcome
	settled bool // by a person
	changes []seenChange
	problem string
}

// seenChange is a change of a customer and the event that brought it.
type seenChange struct {
	customerChange
	seq int64
}

func replay(story []eventRow) replayed {
	var p replayed
	if EventType(story[0].Type) != EventPrepared || json.Unmarshal([]byte(story[0].Detail), &p.begun) != nil {
		p.problem = ProblemStory
		return p
	}
	p.outcome = outcome{Kind: p.begun.Kind, State: Prepared}
	p.outcome.TransactionID, p.outcome.CardCompany = p.begun.TransactionID, p.begun.CardCompany
	p.outcome.MerchantID, p.outcome.KeyHint, p.outcome.PrivateDigest = p.begun.MerchantID, p.begun.KeyHint, p.begun.Private
	for _, e := range story[1:] {
		if !p.play(e) {
			p.problem = ProblemStory
			return p
		}
	}
	return p
}

// play plays one event after the first; false if it can't stand here.
func (p *replayed) play(e eventRow) bool {
	o := &p.outcome
	switch t := EventType(e.Type); t {
	case EventOverride:
		return o.State == Prepared
	case EventApproved, EventDeclined, EventNotSent, EventInDoubt, EventNoAnswer:
		var a answerDetail
		if o.State != Prepared || json.Unmarshal([]byte(e.Detail), &a) != nil {
			return false
		}
		o.answer(State(t), e.At, a.answered)
		p.change(e, a.CustomerKey)
		return true
	case EventInquired:
		var a answerDetail
		if o.State != InDoubt || json.Unmarshal([]byte(e.Detail), &a) != nil ||
			a.State != Approved && a.State != Declined && a.State != InDoubt {
			return false
		}
		o.inquire(a.State, a.answered)
		p.change(e, a.CustomerKey)
		return true
	case EventReturned:
		var r returned
		if o.State != Approved || !o.Kind.registers() || o.Returned || json.Unmarshal([]byte(e.Detail), &r) != nil {
			return false
		}
		o.comeBack(r)
		return true
	case EventCutOff:
		ok := o.State == Prepared
		o.cutOff(e.At)
		return ok
	case EventContradicted:
		return p.settled
	case EventResolved:
		var f finding
		if o.State != InDoubt && !p.settled || json.Unmarshal([]byte(e.Detail), &f) != nil {
			return false
		}
		o.resolve(f)
		p.change(e, "")
		p.settled = true
		return true
	case EventRevealed, EventCopied:
		return true
	}
	return false
}

// change notes what the outcome does to the customer now.
func (p *replayed) change(e eventRow, keyDigest string) {
	if change, ok := changeOf(e.OperationID, p.outcome, keyDigest, e.At); ok {
		p.changes = append(p.changes, seenChange{change, e.Seq})
	}
}

// replayedCustomers are the customers as the stories tell them, by id.
type replayedCustomers map[int64]*replayedCustomer

type replayedCustomer struct {
	registration int64 // the operation that brought them
	gateway      string
	shopUserID   string
	sealed       string
	created      string
	merchantID   string
	changes      []seenChange
}

// take notes what an operation's story says about its customer. The customer's
// first operation must be the one that registers them.
func (people replayedCustomers) take(r row, p replayed, at string) error {
	known := people[p.begun.CustomerID]
	switch {
	case p.begun.ShopUserID != "" && known == nil:
		people[p.begun.CustomerID] = &replayedCustomer{
			registration: r.ID, gateway: r.Gateway, shopUserID: p.begun.ShopUserID, sealed: p.begun.SealedCustomer,
			created: at, merchantID: p.begun.MerchantID,
		}
	case p.begun.ShopUserID != "", p.begun.CustomerID != 0 && known == nil:
		return &Tampering{Problem: ProblemStory, OperationID: r.ID}
	case known != nil:
		known.changes = append(known.changes, p.changes...)
	}
	return nil
}

// status is where the customer stands after every change, in the order in which
// they happened.
func (c *replayedCustomer) status() customerStatus {
	status := customerStatus{MerchantID: c.merchantID, State: CustomerPending, UpdatedAt: c.created}
	slices.SortFunc(c.changes, func(a, b seenChange) int { return int(a.seq - b.seq) })
	for _, change := range c.changes {
		status.follow(change.customerChange)
	}
	return status
}

// verifyCustomers holds every customer against the stories. It uses people up.
func verifyCustomers(ctx context.Context, tx *sqlx.Tx, people replayedCustomers) error {
	gone, err := readGone(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.QueryxContext(ctx, selectCustomer+`ORDER BY c.id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c customerRow
		if err := rows.StructScan(&c); err != nil {
			return err
		}
		told := people[c.ID]
		if told == nil {
			return &Tampering{Problem: ProblemCustomer, CustomerID: c.ID}
		}
		if c.Gateway != told.gateway || c.ShopUserID != told.shopUserID || c.CreatedAt != told.created ||
			!gone.fitsCustomer(c, told) {
			return &Tampering{Problem: ProblemCustomer, CustomerID: c.ID, OperationID: told.registration}
		}
		delete(people, c.ID)
	}
	for id, told := range people { // not there any more
		return &Tampering{Problem: ProblemCustomer, CustomerID: id, OperationID: told.registration}
	}
	return rows.Err()
}
