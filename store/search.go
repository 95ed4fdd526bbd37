package store

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"slices"
	"sync/atomic"

	"github.com/jmoiron/sqlx"

	"keyindesk/store/index"
)

// search answers queries from memory. What it knows of buyers is in memory
// only: nothing searchable about a person lies on disk. It is built by the first
// that needs it, WarmSearch as a rule, and takes in what was written since at
// every query: each change of a row comes with an event.
type search struct {
	turn      chan struct{} // holds one token while nobody is at it
	built     atomic.Bool   // what index says, for those who have no turn
	index     *index.Index  // nil until it is built
	upTo      int64         // the last event that was taken in
	companies               // of cards

	last      *index.Found // what was found last, at upTo
	lastQuery string
}

func newSearch() *search {
	s := &search{turn: make(chan struct{}, 1), companies: companies{}}
	s.turn <- struct{}{}
	return s
}

// take waits for the turn; the error is the context's.
func (s *search) take(ctx context.Context) (pass func(), err error) {
	select {
	case <-s.turn:
		return func() { s.turn <- struct{}{} }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// forget gives up the index with every name in it; the next search builds
// another.
func (s *search) forget(ctx context.Context) error {
	pass, err := s.take(ctx)
	if err != nil {
		return err
	}
	defer pass()
	s.index, s.last = nil, nil
	s.built.Store(false)
	return nil
}

// WarmSearch builds what searches look through ahead of the first search. It is
// meant to run in the background after Open.
func (s *Store) WarmSearch(ctx context.Context) error {
	pass, err := s.search.take(ctx)
	if err != nil {
		return err
	}
	defer pass()
	return s.read(ctx, func(tx *sqlx.Tx) error { return s.catchUp(ctx, tx) })
}

// find gives what a query finds to use, at the moment of the history that tx
// sees. Whoever calls it has the turn.
func (s *Store) find(ctx context.Context, tx *sqlx.Tx, q Query) (*index.Found, error) {
	if err := s.catchUp(ctx, tx); err != nil {
		return nil, err
	}
	q.Before, q.Limit = "", 0
	asked := fmt.Sprintf("%#v", q)
	if s.search.last != nil && s.search.lastQuery == asked {
		return s.search.last, nil
	}
	wanted, err := s.wanted(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	s.search.last, s.search.lastQuery = s.search.index.Find(wanted), asked
	return s.search.last, nil
}

// catchUp takes in what was written since the last time. tx must not have read
// anything before, so that it sees at least what the one before it saw.
func (s *Store) catchUp(ctx context.Context, tx *sqlx.Tx) error {
	var newest int64
	if err := tx.GetContext(ctx, &newest, `SELECT COALESCE(MAX(seq), 0) FROM events`); err != nil {
		return err
	}
	c := s.search
	if c.index != nil && newest == c.upTo {
		return nil
	}
	c.last = nil
	if c.index == nil {
		built, err := s.buildIndex(ctx, tx)
		if err != nil {
			return err
		}
		c.index, c.upTo = built, newest
		c.built.Store(true)
		return nil
	}
	changed, err := changedSince(ctx, tx, c.upTo)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(changed, maxLimit) {
		condition, args, err := sqlx.In(`WHERE o.id IN (?) ORDER BY o.id`, some)
		if err != nil {
			return err
		}
		if err := s.put(ctx, tx, c.index, condition, args...); err != nil {
			if ctx.Err() == nil { // when it was only stopped, what is in already comes once more
				c.index = nil
				c.built.Store(false)
			}
			return err
		}
	}
	c.upTo = newest
	return nil
}

// largeIndex is how many rows leave so much behind while they are read that it
// is worth it to give that back to the system at once.
const largeIndex = 100_000

// buildIndex takes in the whole history. What that leaves behind, in the
// connection that read it too, is given back to the system.
func (s *Store) buildIndex(ctx context.Context, tx *sqlx.Tx) (*index.Index, error) {
	built := index.New()
	if s.options.Building != nil {
		isBuilt := s.options.Building()
		defer func() { isBuilt(built.Len()) }()
	}
	if err := s.put(ctx, tx, built, `ORDER BY o.id`); err != nil {
		return nil, err
	}
	built.Settle()
	if built.Len() < largeIndex {
		return built, nil
	}
	_, err := tx.ExecContext(ctx, `PRAGMA shrink_memory`)
	debug.FreeOSMemory()
	return built, err
}

// changedSince are the operations that events after the given one tell about,
// ascending.
func changedSince(ctx context.Context, tx *sqlx.Tx, seq int64) ([]int64, error) {
	var told []struct {
		OperationID int64  `db:"operation_id"`
		Erased      string `db:"erased"`
	}
	err := tx.SelectContext(ctx, &told, tx.Rebind(`SELECT COALESCE(operation_id, 0) AS operation_id,
		CASE type WHEN 'erased' THEN detail ELSE '' END AS erased FROM events WHERE seq > ?`), seq)
	if err != nil {
		return nil, err
	}
	var changed []int64
	for _, t := range told {
		var about erasedDetail
		switch {
		case t.OperationID != 0:
			changed = append(changed, t.OperationID)
		case t.Erased != "":
			if err := json.Unmarshal([]byte(t.Erased), &about); err != nil {
				return nil, err
			}
			changed = append(changed, about.Operations...)
		}
	}
	slices.Sort(changed)
	return slices.Compact(changed), nil
}

// searchedColumns are what of an operation the index needs, in the order of
// put.
const searchedColumns = `o.id, COALESCE(o.parent_id, 0), o.kind, o.state, o.gateway, o.card_company, o.staff, o.business_day,
	o.amount_krw, o.order_number, o.approval_number, CASE WHEN o.masked_card <> '' THEN o.masked_card ELSE o.masked_number END,
	o.item_name, o.buyer_name, o.buyer_phone`

// put brings the rows that a condition selects into the index, in the order of
// their ids.
func (s *Store) put(ctx context.Context, tx *sqlx.Tx, x *index.Index, condition string, args ...any) error {
	rows, err := tx.QueryContext(ctx, tx.Rebind(`SELECT `+searchedColumns+` FROM operations o `+condition), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r index.Row
		var sealed sealedBuyer
		if err := rows.Scan(&r.ID, &r.ParentID, &r.Kind, &r.State, &r.Gateway, &r.CardCompany, &r.Staff, &r.Day, &r.AmountKRW,
			&r.OrderNumber, &r.ApprovalNumber, &r.MaskedCard, &r.ItemName, &sealed.Name, &sealed.Phone); err != nil {
			return err
		}
		buyer := sealed.open(s.options.Sealer, r.OrderNumber)
		r.Name, r.Phone = buyer.Name, buyer.Phone
		kind, state := Kind(r.Kind), State(r.State)
		r.Sale, r.Cancel, r.Approved, r.InDoubt = kind.TakesMoney(), kind.GivesBack(), state == Approved, state == InDoubt
		if err := x.Put(r); err != nil {
			return err
		}
		s.search.note(r)
	}
	return rows.Err()
}
