package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"
)

// looked is what somebody who looks through a list with their own eyes sees of
// a row.
type looked struct {
	op      Operation
	texts   []string // item and buyer, small letters
	bones   []string // the same, with the initial consonants of the syllables
	numbers [3]string
	card    string
	given   []string // the business days of the cancels that went through
}

func lookAt(all []Operation) []looked {
	days := map[int64][]string{}
	for _, o := range all {
		if o.Kind == KindCancel && o.State == Approved {
			days[o.ParentID] = append(days[o.ParentID], o.BusinessDay)
			days[o.ID] = append(days[o.ID], o.BusinessDay)
		}
	}
	var rows []looked
	for _, o := range all {
		l := looked{op: o, given: days[o.ID], numbers: [3]string{strings.ToLower(o.OrderNumber), strings.ToLower(o.ApprovalNumber), strings.ToLower(o.TransactionID)}}
		for _, text := range []string{o.ItemName, o.Buyer.Name} {
			l.texts = append(l.texts, strings.ToLower(text))
			l.bones = append(l.bones, initialsOf(strings.ToLower(text)))
		}
		if n := len(o.MaskedCard); n >= 4 && !strings.Contains(o.MaskedCard[n-4:], "*") {
			l.card = o.MaskedCard[n-4:]
		}
		rows = append(rows, l)
	}
	return rows
}

// asked is a random question and how it is to be answered.
type asked struct {
	sort  string
	q     Query
	takes func(l *looked) bool
}

// has says whether somebody would say that a word is in a row. bones says that
// consonants stand for syllables.
func (l *looked) has(word string, bones bool) bool {
	texts := l.texts
	if bones {
		texts = l.bones
	}
	for _, text := range texts {
		if strings.Contains(text, word) {
			return true
		}
	}
	if len(word) >= 3 && strings.Contains(l.numbers[0], word) || len(word) >= 4 && strings.HasPrefix(l.numbers[1], word) ||
		len(word) >= 8 && strings.HasPrefix(l.numbers[2], word) {
		return true
	}
	number, err := strconv.ParseInt(word, 10, 64)
	return err == nil && (number == l.op.AmountKRW || len(word) == 4 && l.card == word || len(word) >= 4 && strings.HasSuffix(l.op.Buyer.Phone, word))
}

// question makes one up about a row of the history.
func question(random *rand.Rand, rows []looked) asked {
	l := &rows[random.IntN(len(rows))]
	for l.op.Kind != KindCharge && l.op.Kind != KindSettle || len([]rune(l.op.Buyer.Name)) < 3 || l.op.ApprovalNumber == "" || l.op.Buyer.Phone == "" {
		l = &rows[random.IntN(len(rows))]
	}
	name := []rune(strings.ToLower(l.op.Buyer.Name))
	item := []rune(strings.ToLower(l.op.ItemName))
	at := random.IntN(len(name) - 1)
	var a asked
	switch random.IntN(10) {
	case 0, 1:
		a = asked{sort: "two syllables", q: Query{Text: string(name[at : at+2])}}
	case 2:
		a = asked{sort: "one syllable", q: Query{Text: string(name[at : at+1])}}
	case 3:
		a = asked{sort: "initial consonants", q: Query{Text: initialsOf(string(name))[:3*(1+random.IntN(2))]}}
		if name[0] < '가' {
			a = asked{sort: "whole name", q: Query{Text: string(name)}}
		}
	case 4:
		if a = (asked{sort: "last four", q: Query{Text: l.card}}); l.card == "" || random.IntN(2) == 0 {
			a.q.Text = l.op.Buyer.Phone[len(l.op.Buyer.Phone)-4:]
		}
	case 5:
		a = asked{sort: "amount", q: Query{Text: fmt.Sprint(l.op.AmountKRW)}}
	case 6:
		a = asked{sort: "whole name", q: Query{Text: string(name)}}
	case 7:
		number := l.numbers[random.IntN(3)]
		a = asked{sort: "number, begun", q: Query{Text: number[:4+random.IntN(len(number)-3)]}}
	case 8:
		from := random.IntN(len(item) - 1)
		a = asked{sort: "item", q: Query{Text: string(item[from : from+2])}}
	default:
		a = asked{sort: "name and amount", q: Query{Text: fmt.Sprintf("%s %d", string(name[at:at+2]), l.op.AmountKRW)}}
	}
	filter(random, l, &a.q)
	words, bones := strings.Fields(a.q.Text), a.sort == "initial consonants"
	a.takes = func(l *looked) bool {
		return filtered(l, a.q) && !slices.ContainsFunc(words, func(w string) bool { return !l.has(w, bones) })
	}
	return a
}

// filter adds filters to about half of the questions.
func filter(random *rand.Rand, l *looked, q *Query) {
	for _, add := range []func(){
		func() { q.FromDay = l.op.BusinessDay[:8] + "05" },
		func() { q.ToDay = l.op.BusinessDay },
		func() { q.States = []State{Approved} },
		func() { q.Kinds = []Kind{KindCharge, KindCancel} },
		func() { q.Gateways = []string{l.op.Gateway} },
		func() { q.CardCompanies = []string{l.op.CardCompany, "BC카드"} },
		func() { q.Staff = []string{l.op.Staff} },
		func() { q.CancelFromDay = l.op.BusinessDay },
		func() { q.CancelToDay = l.op.BusinessDay[:8] + "28" },
	} {
		if random.IntN(14) == 0 {
			add()
		}
	}
}

// filtered says whether the filters take a row.
func filtered(l *looked, q Query) bool {
	o := &l.op
	if (q.CancelFromDay != "" || q.CancelToDay != "") && !slices.ContainsFunc(l.given, func(day string) bool {
		return day >= q.CancelFromDay && (q.CancelToDay == "" || day <= q.CancelToDay)
	}) {
		return false
	}
	return o.BusinessDay >= q.FromDay && (q.ToDay == "" || o.BusinessDay <= q.ToDay) && oneOf(q.States, string(o.State)) &&
		oneOf(q.Kinds, string(o.Kind)) && oneOf(q.Gateways, o.Gateway) && oneOf(q.CardCompanies, o.CardCompany) && oneOf(q.Staff, o.Staff)
}

// trigrams is the search that was not taken: SQLite's FTS5 over the same texts.
type trigrams struct{ db *sqlx.DB }

func newTrigrams(tb testing.TB, rows []looked) trigrams {
	tb.Helper()
	db, err := sqlx.Open(driverName, filepath.Join(tb.TempDir(), "trigrams.db"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	db.MustExec(`CREATE VIRTUAL TABLE texts USING fts5 (name, item, order_number, approval_number, transaction_id, tail, tokenize = 'trigram')`)
	tx := db.MustBegin()
	for _, l := range rows {
		phone := l.op.Buyer.Phone
		tx.MustExec(`INSERT INTO texts (rowid, name, item, order_number, approval_number, transaction_id, tail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			l.op.ID, l.op.Buyer.Name, l.op.ItemName, l.op.OrderNumber, l.op.ApprovalNumber, l.op.TransactionID,
			fmt.Sprint(l.card, " ", phone[max(0, len(phone)-4):], " ", l.op.AmountKRW))
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
	return trigrams{db}
}

// find are the rows that have every word, as FTS5 sees it.
func (t trigrams) find(tb testing.TB, text string) map[int64]bool {
	tb.Helper()
	var ids []int64
	if err := t.db.Select(&ids, `SELECT rowid FROM texts WHERE texts MATCH ?`, `"`+strings.Join(strings.Fields(text), `" "`)+`"`); err != nil {
		tb.Fatal(err)
	}
	found := map[int64]bool{}
	for _, id := range ids {
		found[id] = true
	}
	return found
}

// TestSearchIsComplete holds random questions (SEARCHES, 10,000 in make search)
// against a look at every row, and counts what FTS5's trigrams would not have
// found.
func TestSearchIsComplete(t *testing.T) {
	searches := 700
	if n, err := strconv.Atoi(os.Getenv("SEARCHES")); err == nil {
		searches = n
	}
	s := openTest(t, decade(t, 3000))
	all, err := s.operations(ctx, s.readers, `ORDER BY o.id DESC`)
	if err != nil {
		t.Fatal(err)
	}
	rows := lookAt(all)
	other := newTrigrams(t, rows)
	type count struct{ questions, found, blind, missed int }
	counts := map[string]*count{}
	random := rand.New(rand.NewPCG(11, 12))
	for range searches {
		a := question(random, rows)
		var want []int64
		for i := range rows {
			if a.takes(&rows[i]) {
				want = append(want, rows[i].op.ID)
			}
		}
		var got []int64
		a.q.Limit = maxLimit
		for _, o := range pages(t, s, a.q) {
			got = append(got, o.ID)
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s %+v: %d rows, %d by looking", a.sort, a.q, len(got), len(want))
		}
		c := counts[a.sort]
		if c == nil {
			c = &count{}
			counts[a.sort] = c
		}
		c.questions++
		c.found += len(want)
		theirs, missed := other.find(t, a.q.Text), 0
		for _, id := range want {
			if !theirs[id] {
				missed++
			}
		}
		c.missed += missed
		if missed > 0 {
			c.blind++
		}
	}
	t.Logf("%-20s %9s %9s | FTS5 trigram: %12s %12s", "what was typed", "questions", "rows", "incomplete", "rows missed")
	for sort, c := range counts {
		t.Logf("%-20s %9d %9d | %27d %12d", sort, c.questions, c.found, c.blind, c.missed)
	}
	for _, sort := range []string{"two syllables", "one syllable", "initial consonants"} {
		if c := counts[sort]; c == nil || c.missed != c.found {
			t.Errorf("%s: FTS5 was thought to find nothing", sort)
		}
	}
}

// TestSearchFollows asks an index that was there from the beginning and one that
// is built at the end.
func TestSearchFollows(t *testing.T) {
	s, c := newStore(t)
	if err := s.WarmSearch(ctx); err != nil {
		t.Fatal(err)
	}
	busyShop(t, s, c, 60)
	if got := pages(t, s, Query{Text: "홍길동"}); len(got) == 0 { // it has taken some in
		t.Fatal("nothing was taken in")
	}
	later := approved(t, s, 5000)
	doubt := finished(t, s, prepared(t, s, chargeIntent(7000)).ID, Answer{State: InDoubt})
	found := func(text string) int { return len(pages(t, s, Query{Text: text})) }
	if found("tx-in-the-end") != 0 || found("AP98") != 0 {
		t.Fatal("found before it was there")
	}
	if _, err := s.Resolve(ctx, doubt.ID, Resolution{Staff: "김", Happened: true, TransactionID: "TX-in-the-end", ApprovalNumber: "AP98765", Evidence: "seen"}); err != nil {
		t.Fatal(err)
	}
	if found("tx-in-the-end") != 1 || found("AP98") != 1 {
		t.Error("a finding is not found")
	}
	if found("tx-in-the-start") != 0 {
		t.Error("found by a beginning that is another's")
	}
	day := Query{CancelFromDay: "2026-12-24", CancelToDay: "2026-12-24"}
	c.set("2026-12-24 10:00:00")
	part := partIntent(later, 2000)
	part.Staff = "이하나"
	cancel := prepared(t, s, part)
	if got := pages(t, s, day); len(got) != 0 {
		t.Error("found by the day of a cancel that is not through")
	}
	finished(t, s, cancel.ID, Answer{State: Approved})
	if got := pages(t, s, day); len(got) != 2 || got[1].ID != later.ID {
		t.Errorf("by the day of the cancel: %d rows", len(got))
	}
	registered := settledPayment(t, s, 9000)
	if found(registered.OrderNumber) != 1 {
		t.Error("a settlement is not found")
	}

	fresh := openTest(t, s.options)
	random := rand.New(rand.NewPCG(1, 1))
	all, err := s.operations(ctx, s.readers, `ORDER BY o.id DESC`)
	if err != nil {
		t.Fatal(err)
	}
	rows := lookAt(all)
	for range 300 {
		q := question(random, rows).q
		if diff := cmp.Diff(pages(t, fresh, q), pages(t, s, q)); diff != "" {
			t.Fatalf("%+v: %s", q, diff)
		}
		ours, err1 := s.Totals(ctx, q)
		theirs, err2 := fresh.Totals(ctx, q)
		if ours != theirs || err1 != nil || err2 != nil {
			t.Fatalf("%+v: %+v, %+v", q, ours, theirs)
		}
	}
}

// TestSearchIsCleaned: what is typed is found as what is written is kept, without
// NUL and what is no UTF-8.
func TestSearchIsCleaned(t *testing.T) {
	s, _ := newStore(t)
	in := chargeIntent(1000)
	in.Buyer.Name, in.ItemName = "홍\x00길동", "a\xffb"
	prepared(t, s, in)
	for text, want := range map[string]int{"홍길": 1, "홍\x00길": 1, "\x00동": 1, "동\x00": 1, "\x00": 1, "홍\x00동": 0, "a\xffb": 1, "ab": 0} {
		if got := len(pages(t, s, Query{Text: text})); got != want {
			t.Errorf("%q: %d rows", text, got)
		}
	}
}

// TestSearchForgets erases a buyer: the name is found no more, by an index that
// was there before either, and other rows are.
func TestSearchForgets(t *testing.T) {
	s, c := newStore(t)
	old := approved(t, s, 1000)
	c.set("2028-11-21 12:00:00")
	approved(t, s, 2000)
	for _, how := range []string{"by the event", "as a whole"} {
		if got := pages(t, s, Query{Text: "길동"}); len(got) != map[string]int{"by the event": 2, "as a whole": 1}[how] {
			t.Errorf("%s: %d rows before", how, len(got))
		}
		if how == "by the event" {
			if err := s.record(ctx, func(tx *sqlx.Tx) error { _, err := s.eraseSome(ctx, tx, "2027-01-01", "김"); return err }); err != nil {
				t.Fatal(err)
			}
		} else if err := s.Erase(ctx, "2027-01-01", "김"); err != nil {
			t.Fatal(err)
		}
		if how == "as a whole" && s.search.index != nil {
			t.Error("every name is still in memory")
		}
		for text, want := range map[string]int{"길동": 1, "5678": 1, old.OrderNumber: 1} {
			if got := pages(t, s, Query{Text: text}); len(got) != want {
				t.Errorf("%s: %q finds %d rows, not %d", how, text, len(got), want)
			}
		}
	}
}

// TestSearchWhileWriting searches from several sides while rows are written.
// Whoever sees a row in one answer sees it in the next.
func TestSearchWhileWriting(t *testing.T) {
	s, _ := newStore(t)
	var all sync.WaitGroup
	written := make(chan struct{})
	for range 5 { // more than there are connections to read with
		all.Go(func() {
			seen := 0
			for stop := false; !stop; {
				select {
				case <-written:
					stop = true
				default:
				}
				page, err := s.History(ctx, Query{Text: "길동", Limit: maxLimit})
				if err != nil || len(page.Operations) < seen {
					t.Errorf("%d rows after %d: %v", len(page.Operations), seen, err)
					return
				}
				seen = len(page.Operations)
				if sum, err := s.Totals(ctx, Query{Text: "길동"}); err != nil || sum.Rows < seen || sum.Approved.Count > sum.Rows {
					t.Errorf("%+v after %d: %v", sum, seen, err)
					return
				}
			}
			if seen != 30 {
				t.Errorf("%d rows in the end", seen)
			}
		})
	}
	for range 30 {
		approved(t, s, 1000)
	}
	close(written)
	all.Wait()
}
