package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/jmoiron/sqlx"
)

// keystroke is a query as the history screen asks it while somebody types or
// filters; each call gives another one of its sort.
type keystroke struct {
	name string
	next func(random *rand.Rand, all *sample) Query
}

// sample is what is known of a history to ask for.
type sample struct{ rows []Operation }

func newSample(tb testing.TB, s *Store) *sample {
	tb.Helper()
	all := &sample{}
	var newest int64
	if err := s.readers.Get(&newest, `SELECT MAX(id) FROM operations`); err != nil {
		tb.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	for len(all.rows) < 400 {
		op, err := s.Operation(ctx, 1+random.Int64N(newest))
		if err != nil {
			tb.Fatal(err)
		}
		if op.Kind == KindCharge && op.State == Approved && len([]rune(op.Buyer.Name)) == 3 && op.Buyer.Phone != "" {
			all.rows = append(all.rows, op)
		}
	}
	return all
}

func (a *sample) one(random *rand.Rand) Operation { return a.rows[random.IntN(len(a.rows))] }

func typed(text func(random *rand.Rand, o Operation) string) func(*rand.Rand, *sample) Query {
	return func(random *rand.Rand, all *sample) Query { return Query{Text: text(random, all.one(random))} }
}

func syllables(o Operation, from, to int) string { return string([]rune(o.Buyer.Name)[from:to]) }

var keystrokes = []keystroke{
	{"everything", func(*rand.Rand, *sample) Query { return Query{} }},
	{"today", func(*rand.Rand, *sample) Query { return Query{FromDay: "2026-11-21", ToDay: "2026-11-21"} }},
	{"a month", func(r *rand.Rand, _ *sample) Query {
		return Query{FromDay: "2026-10-22", ToDay: fmt.Sprintf("2026-11-%02d", 15+r.IntN(6))}
	}},
	{"years", func(r *rand.Rand, _ *sample) Query { return Query{FromDay: fmt.Sprintf("2019-%02d-11", 1+r.IntN(12))} }},
	{"declined", func(*rand.Rand, *sample) Query { return Query{States: []State{Declined}} }},
	{"in doubt", func(*rand.Rand, *sample) Query { return Query{States: []State{InDoubt}} }},
	{"one gateway and staff", func(*rand.Rand, *sample) Query {
		return Query{Gateways: []string{"easypay"}, Staff: []string{"이하나"}, Kinds: []Kind{KindSettle, KindCancel}}
	}},
	{"one card company", func(_ *rand.Rand, a *sample) Query { return Query{CardCompanies: []string{"현대카드"}} }},
	{"cancelled in a month", func(r *rand.Rand, _ *sample) Query {
		return Query{CancelFromDay: fmt.Sprintf("2026-10-%02d", 20+r.IntN(10)), CancelToDay: "2026-11-21"}
	}},
	{"one consonant", typed(func(r *rand.Rand, _ Operation) string {
		return string([]rune("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅎ")[r.IntN(11)])
	})},
	{"family name", typed(func(_ *rand.Rand, o Operation) string { return syllables(o, 0, 1) })},
	{"last syllable", typed(func(_ *rand.Rand, o Operation) string { return syllables(o, 2, 3) })},
	{"two syllables, middle", typed(func(_ *rand.Rand, o Operation) string { return syllables(o, 1, 3) })},
	{"whole name", typed(func(_ *rand.Rand, o Operation) string { return o.Buyer.Name })},
	{"three consonants", typed(func(_ *rand.Rand, o Operation) string { return initialsOf(o.Buyer.Name) })},
	{"card's or phone's last four", typed(func(_ *rand.Rand, o Operation) string { return o.Buyer.Phone[len(o.Buyer.Phone)-4:] })},
	{"amount", typed(func(_ *rand.Rand, o Operation) string { return fmt.Sprint(o.AmountKRW) })},
	{"item", typed(func(_ *rand.Rand, o Operation) string { return string([]rune(o.ItemName)[:2]) })},
	{"order number, begun", typed(func(_ *rand.Rand, o Operation) string { return o.OrderNumber[:9] })},
	{"order number, its end", typed(func(_ *rand.Rand, o Operation) string { return o.OrderNumber[11:] })},
	{"approval number", typed(func(_ *rand.Rand, o Operation) string { return o.ApprovalNumber })},
	{"transaction number", typed(func(_ *rand.Rand, o Operation) string { return o.TransactionID })},
	{"name and amount", typed(func(_ *rand.Rand, o Operation) string { return fmt.Sprint(syllables(o, 1, 3), " ", o.AmountKRW) })},
	{"name within a month", func(r *rand.Rand, a *sample) Query {
		return Query{Text: syllables(a.one(r), 1, 3), FromDay: "2026-10-22", ToDay: "2026-11-21"}
	}},
	{"the next page of everything", func(_ *rand.Rand, a *sample) Query {
		return Query{Before: Cursor(fmt.Sprint(a.rows[0].ID)), Limit: PageRows}
	}},
	{"nothing found", typed(func(*rand.Rand, Operation) string { return "없는이름" })},
}

// statement is what was asked of a file, for another program to ask again.
type statement struct {
	SQL  string `json:"sql"`
	Args []any  `json:"args"`
}

// pageStatement reads the rows of a page.
func pageStatement(tb testing.TB, ids []int64) statement {
	tb.Helper()
	condition, args, err := sqlx.In(`WHERE o.id IN (?) ORDER BY o.id DESC`, ids)
	if err != nil {
		tb.Fatal(err)
	}
	return statement{selectRow + condition, args}
}

// reads are the other questions that screens ask the file.
func reads(tb testing.TB, all *sample) []measured {
	tb.Helper()
	var found []measured
	add := func(name, sql string, args func(o Operation) []any) {
		m := measured{Query: name}
		for _, o := range all.rows[:20] {
			m.Statements = append(m.Statements, statement{sql, args(o)})
		}
		found = append(found, m)
	}
	add("one operation", selectRow+`WHERE o.id = ?`, func(o Operation) []any { return []any{o.ID} })
	add("its story", `SELECT `+eventColumns+` FROM events
		WHERE operation_id = ? OR operation_id IN (SELECT id FROM operations WHERE parent_id = ?) ORDER BY seq`,
		func(o Operation) []any { return []any{o.ID, o.ID} })
	add("a day's newest", `SELECT o.id FROM operations o WHERE o.business_day >= ? AND o.business_day <= ? ORDER BY o.id DESC LIMIT 60`,
		func(o Operation) []any { return []any{o.BusinessDay, o.BusinessDay} })
	add("by transaction number", `SELECT id, transaction_id FROM operations WHERE transaction_id >= ? AND transaction_id < ? AND transaction_id <> ''`,
		func(o Operation) []any { return []any{o.TransactionID[:12], o.TransactionID[:12] + "~"} })
	return found
}
