package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/jmoiron/sqlx"

	"keyindesk/store/index"
)

// Query says which operations to show. The zero Query means all of them.
type Query struct {
	// Text is what was typed into the search box. Each of its words must be
	// found in the row: as a part of the item's or the buyer's name (initial
	// consonants do) or, from three signs on, of the order number; as the
	// beginning of the approval number, from four, or of the transaction number,
	// from eight; as the card's last four, the end of the phone number, from four
	// digits on, or the amount.
	Text string
	// FromDay and ToDay bound the business day, both included; "" is open. What
	// they take stays found when it is cancelled later.
	FromDay, ToDay string
	// CancelFromDay and CancelToDay bound the business day of a cancel that went
	// through: they take sales of which it gave something back, and the cancel
	// itself.
	CancelFromDay, CancelToDay string
	// Any of these; empty for all.
	States        []State
	Kinds         []Kind
	Gateways      []string
	CardCompanies []string // as the gateways spell them
	Staff         []string

	Before Cursor // where the page before ended; "" for the newest
	Limit  int    // rows on a page; 0 means PageRows, 1000 at most
}

// days are business days from one to another, both included; "" is open.
type days struct{ from, to string }

func (q Query) days() days       { return days{q.FromDay, q.ToDay} }
func (q Query) cancelDays() days { return days{q.CancelFromDay, q.CancelToDay} }

// Cursor is where a page ends. It stays right while rows are added.
type Cursor string

// Page is one page of the history.
type Page struct {
	Operations []Operation
	Next       Cursor // what Query.Before takes for the next page; "" at the end
}

// FirstRows is how many rows the history screen asks for first, at least: what a
// window of 1280x720 shows. A taller one asks for what it shows.
const FirstRows = 12

// PageRows is how many rows it asks for after them, as somebody goes down: enough
// for the tallest window, few enough to come between two keys.
const PageRows = 60

const maxLimit = 1000

// History returns the operations that match, the newest first. Newest is what
// was written last, whatever the PC's clock said.
func (s *Store) History(ctx context.Context, q Query) (Page, error) {
	limit := q.Limit
	switch {
	case limit <= 0:
		limit = PageRows
	case limit > maxLimit:
		limit = maxLimit
	}
	before, err := q.Before.id()
	if err != nil {
		return Page{}, err
	}
	var page Page
	err = s.seek(ctx, q, func(tx *sqlx.Tx, found *index.Found, pass func()) error {
		ids, err := newest(ctx, tx, q, found, before, limit+1)
		pass()
		if err != nil || len(ids) == 0 {
			return err
		}
		if len(ids) > limit {
			ids = ids[:limit]
			page.Next = Cursor(strconv.FormatInt(ids[limit-1], 10))
		}
		page.Operations, err = s.operationsOf(ctx, tx, ids, " DESC")
		return err
	})
	if err != nil {
		return Page{}, err
	}
	return page, nil
}

// id is the last id of the page before; 0 if there is none.
func (c Cursor) id() (int64, error) {
	if c == "" {
		return 0, nil
	}
	id, err := strconv.ParseInt(string(c), 10, 64)
	if err != nil || id < 1 {
		return 0, fmt.Errorf("%w: cursor %q", ErrInvalid, c)
	}
	return id, nil
}

// newest returns the ids of the first rows that match, the newest first: from
// what the index found or, where that is nil, from the file.
func newest(ctx context.Context, tx *sqlx.Tx, q Query, found *index.Found, before int64, limit int) ([]int64, error) {
	if found != nil {
		return found.Page(before, limit), nil
	}
	where, args := q.where()
	if before != 0 {
		where, args = where+" AND o.id < ?", append(args, before)
	}
	var ids []int64
	err := tx.SelectContext(ctx, &ids, tx.Rebind(`SELECT o.id FROM operations o `+where+` ORDER BY o.id DESC LIMIT ?`), append(args, limit)...)
	return ids, err
}

// seek runs do with what the index finds, or with nil for a query that the file
// answers: one without a text while the index is not there yet. do reads from
// the same moment of the history, and calls pass when it has used what was found.
func (s *Store) seek(ctx context.Context, q Query, do func(tx *sqlx.Tx, found *index.Found, pass func()) error) error {
	if strings.TrimSpace(q.Text) == "" && !s.search.built.Load() {
		return s.read(ctx, func(tx *sqlx.Tx) error { return do(tx, nil, func() {}) })
	}
	// First the turn, then a connection: whoever has the turn needs one.
	pass, err := s.search.take(ctx)
	if err != nil {
		return err
	}
	pass = sync.OnceFunc(pass)
	defer pass()
	return s.read(ctx, func(tx *sqlx.Tx) error {
		found, err := s.find(ctx, tx, q)
		if err != nil {
			return err
		}
		return do(tx, found, pass)
	})
}

// where is the query without its text and its page as a condition on operations
// o.
func (q Query) where() (string, []any) {
	conditions, args := []string{"1 = 1"}, []any{}
	add := func(condition string, values ...any) {
		conditions = append(conditions, condition)
		args = append(args, values...)
	}
	q.days().bound(add, "o.business_day")
	if cancelled := q.cancelDays(); cancelled != (days{}) {
		went, values := "c.kind = 'cancel' AND c.state = 'approved'", []any(nil)
		cancelled.bound(func(condition string, value ...any) { went, values = went+" AND "+condition, append(values, value...) }, "c.business_day")
		add(`(o.id IN (SELECT c.id FROM operations c WHERE `+went+`) OR o.id IN (SELECT c.parent_id FROM operations c WHERE `+went+`))`,
			append(values, values...)...)
	}
	addList(add, "o.state", q.States)
	addList(add, "o.kind", q.Kinds)
	addList(add, "o.gateway", q.Gateways)
	addList(add, "o.card_company", q.CardCompanies)
	addList(add, "o.staff", q.Staff)
	return "WHERE " + strings.Join(conditions, " AND "), args
}

// bound adds the days as conditions on a column.
func (d days) bound(add func(string, ...any), column string) {
	if d.from != "" {
		add(column+" >= ?", d.from)
	}
	if d.to != "" {
		add(column+" <= ?", d.to)
	}
}

func addList[T ~string](add func(string, ...any), column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = string(v)
	}
	add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}
