package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
)

// Query says which operations to show. The zero Query means all of them.
type Query struct {
	// Text is what was typed into the search box. Each of its words must be
	// found in the row: as a part of the order, approval or transaction number,
	// of the item name or the buyer's name (initial consonants do), as the
	// card's or the phone's last four, or as the amount.
	Text string
	// FromDay and ToDay bound the business day, both included; "" is open.
	FromDay, ToDay string
	States         []State // any of these; empty for all
	Kinds          []Kind  // any of these; empty for all
	Before         Cursor  // where the page before ended; "" for the newest
	Limit          int     // rows on a page; 0 means 50, 1000 at most
}

// Cursor is where a page ends. It stays right while rows are added.
type Cursor string

// Page is one page of the history.
type Page struct {
	Operations []Operation
	Next       Cursor // what Query.Before takes for the next page; "" at the end
}

const (
	defaultLimit = 50
	maxLimit     = 1000
)

// History returns the operations that match, the newest first. Newest is what
// was written last, whatever the PC's clock said.
func (s *Store) History(ctx context.Context, q Query) (Page, error) {
	limit := q.Limit
	switch {
	case limit <= 0:
		limit = defaultLimit
	case limit > maxLimit:
		limit = maxLimit
	}
	var page Page
	err := s.read(ctx, func(tx *sqlx.Tx) error {
		ids, err := s.find(ctx, tx, q, limit+1)
		if err != nil || len(ids) == 0 {
			return err
		}
		if len(ids) > limit {
			ids = ids[:limit]
			page.Next = Cursor(strconv.FormatInt(ids[limit-1], 10))
		}
		condition, args, err := sqlx.In(`WHERE o.id IN (?) ORDER BY o.id DESC`, ids)
		if err != nil {
			return err
		}
		page.Operations, err = s.operations(ctx, tx, condition, args...)
		return err
	})
	if err != nil {
		return Page{}, err
	}
	return page, nil
}

// find returns the ids of the first rows that match, the newest first.
func (s *Store) find(ctx context.Context, tx *sqlx.Tx, q Query, limit int) ([]int64, error) {
	where, args, err := q.where()
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(q.Text) == "" {
		var ids []int64
		err := tx.SelectContext(ctx, &ids, tx.Rebind(`SELECT o.id FROM operations o `+where+` ORDER BY o.id DESC LIMIT ?`),
			append(args, limit)...)
		return ids, err
	}
	var ids []int64
	err = s.scan(ctx, tx, q, func(found searched) bool {
		ids = append(ids, found.ID)
		return len(ids) < limit
	})
	return ids, err
}

// searched is what a row shows to the search, and what Totals adds up.
type searched struct {
	ID             int64  `db:"id"`
	Kind           string `db:"kind"`
	State          string `db:"state"`
	AmountKRW      int64  `db:"amount_krw"`
	OrderNumber    string `db:"order_number"`
	ApprovalNumber string `db:"approval_number"`
	TransactionID  string `db:"transaction_id"`
	MaskedCard     string `db:"masked_card"`
	ItemName       string `db:"item_name"`
	CancelledKRW   int64  `db:"cancelled_krw"`
}

// scan gives every row that matches, the newest first, until stop says no.
func (s *Store) scan(ctx context.Context, tx *sqlx.Tx, q Query, more func(searched) bool) error {
	where, args, err := q.where()
	if err != nil {
		return err
	}
	words := parseText(q.Text)
	if len(words) > 0 {
		if err := s.names.catchUp(ctx, tx, s.options.Sealer); err != nil {
			return err
		}
	}
	rows, err := tx.QueryxContext(ctx, tx.Rebind(`SELECT o.id, o.kind, o.state, o.amount_krw, o.order_number,
		o.approval_number, o.transaction_id, o.item_name, `+cancelledKRW+` AS cancelled_krw,
		CASE WHEN o.masked_card <> '' THEN o.masked_card ELSE o.masked_number END AS masked_card
		FROM operations o `+where+` ORDER BY o.id DESC`), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r searched
		if err := rows.StructScan(&r); err != nil {
			return err
		}
		if words.match(r, s.names.of(r.ID)) && !more(r) {
			return nil
		}
	}
	return rows.Err()
}

// where is the query without its text as a condition on operations o.
func (q Query) where() (string, []any, error) {
	conditions, args := []string{"1 = 1"}, []any{}
	add := func(condition string, values ...any) {
		conditions = append(conditions, condition)
		args = append(args, values...)
	}
	if q.Before != "" {
		id, err := strconv.ParseInt(string(q.Before), 10, 64)
		if err != nil {
			return "", nil, fmt.Errorf("%w: cursor %q", ErrInvalid, q.Before)
		}
		add("o.id < ?", id)
	}
	if q.FromDay != "" {
		add("o.business_day >= ?", q.FromDay)
	}
	if q.ToDay != "" {
		add("o.business_day <= ?", q.ToDay)
	}
	addList(add, "o.state", q.States)
	addList(add, "o.kind", q.Kinds)
	return "WHERE " + strings.Join(conditions, " AND "), args, nil
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
