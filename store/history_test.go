package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// busyShop is a history with a bit of everything, and its operations as they
// stand, the newest first.
func busyShop(tb testing.TB, s *Store, c *clock, rows int) []Operation {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for i := range rows {
		c.set(fmt.Sprintf("2026-11-%02d 10:00:00", 1+i*20/rows+random.IntN(3)))
		in := chargeIntent(int64(1+random.IntN(9)) * 10_000)
		in.Buyer.Name = pick("홍길동", "김하늘", "남궁민수", "Kim Minsu", "길동화원", "")
		in.Buyer.Phone = pick("01012345678", "0212340042", "")
		in.ItemName = pick("꽃바구니", "생일 케이크", "GIFT set", "쌀 20kg")
		in.MaskedCard = pick("943100******1234", "536142******0042", "****")
		in.Gateway, in.Staff = pick("payup", "payup", "easypay"), pick("김직원", "박민수")
		op := prepared(tb, s, in)
		answer := approval(op.OrderNumber)
		answer.CardCompany = pick("BC카드", "신한카드", "현대카드")
		answer.State = []State{Approved, Approved, Approved, Declined, NotSent, InDoubt}[random.IntN(6)]
		op = finished(tb, s, op.ID, answer)
		if op.State == Approved && random.IntN(3) == 0 {
			cancel := prepared(tb, s, cancelIntent(op))
			finished(tb, s, cancel.ID, Answer{State: []State{Approved, Declined, InDoubt}[random.IntN(3)]})
		}
	}
	all, err := s.operations(ctx, s.readers, `ORDER BY o.id DESC`)
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func pages(tb testing.TB, s *Store, q Query) []Operation {
	tb.Helper()
	var all []Operation
	for {
		page, err := s.History(ctx, q)
		if err != nil {
			tb.Fatal(err)
		}
		if q.Limit > 0 && len(page.Operations) > q.Limit {
			tb.Fatalf("%d rows on a page of %d", len(page.Operations), q.Limit)
		}
		all = append(all, page.Operations...)
		if page.Next == "" {
			return all
		}
		q.Before = page.Next
	}
}

// matches is the search as one would do it by hand.
func matches(all []Operation, o Operation, q Query) bool {
	if q.FromDay != "" && o.BusinessDay < q.FromDay || q.ToDay != "" && o.BusinessDay > q.ToDay ||
		!oneOf(q.States, string(o.State)) || !oneOf(q.Kinds, string(o.Kind)) || !oneOf(q.Gateways, o.Gateway) ||
		!oneOf(q.CardCompanies, o.CardCompany) || !oneOf(q.Staff, o.Staff) {
		return false
	}
	if (q.CancelFromDay != "" || q.CancelToDay != "") && !slices.ContainsFunc(all, func(c Operation) bool {
		return c.Kind == KindCancel && c.State == Approved && (c.ID == o.ID || c.ParentID == o.ID) &&
			c.BusinessDay >= q.CancelFromDay && (q.CancelToDay == "" || c.BusinessDay <= q.CancelToDay)
	}) {
		return false
	}
	for _, w := range strings.Fields(q.Text) {
		w = strings.ToLower(w)
		begins := func(text string, least int) bool {
			return len(w) >= least && strings.HasPrefix(strings.ToLower(text), w)
		}
		plain := strings.ReplaceAll(strings.TrimSuffix(w, "원"), ",", "")
		found := fmt.Sprint(o.AmountKRW) == plain || len(w) == 4 && (strings.HasSuffix(o.MaskedCard, w) || strings.HasSuffix(o.Buyer.Phone, w)) ||
			len(w) >= 3 && strings.Contains(strings.ToLower(o.OrderNumber), w) || begins(o.ApprovalNumber, 4) || begins(o.TransactionID, 8)
		for _, text := range []string{o.ItemName, o.Buyer.Name} {
			found = found || strings.Contains(strings.ToLower(text), w) || strings.Contains(initialsOf(text), w)
		}
		if !found {
			return false
		}
	}
	return true
}

// initialsOf leaves of every syllable the consonant that it begins with.
func initialsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '가' || r > '힣' {
			return r
		}
		return []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")[(r-'가')/588]
	}, text)
}

// TestHistory compares every query with a look at each row, and the totals
// with the sum of what is shown: from the file first, where there is no text,
// and from the index.
func TestHistory(t *testing.T) {
	s, c := newStore(t)
	all := busyShop(t, s, c, 80)
	texts := []string{"", "길동", "홍길동", "ㅎㄱㄷ", "ㄱㄷ", "남궁", "궁민", "kim", "꽃", "gift", "꽃 홍길동", "10,000", "50000원", "1234", "0042",
		"P261105", "7q-0003", "ap12", "TX1", "txp26110", "TXp261105-7q", "20kg", "ㅅㅇ ㅋㅇㅋ", "없는말", "9", " "}
	filters := []Query{
		{}, {FromDay: "2026-11-05"}, {ToDay: "2026-11-05"}, {FromDay: "2026-11-04", ToDay: "2026-11-08"},
		{States: []State{Approved}}, {States: []State{InDoubt, Declined}}, {Kinds: []Kind{KindCancel}},
		{Kinds: []Kind{KindCharge}, States: []State{Approved}, FromDay: "2026-11-03"},
		{Gateways: []string{"easypay"}}, {CardCompanies: []string{"BC카드", "현대카드"}}, {Staff: []string{"박민수"}, Kinds: []Kind{KindCharge}},
		{CancelFromDay: "2026-11-05"}, {FromDay: "2026-11-04", ToDay: "2026-11-06", CancelFromDay: "2026-11-06", CancelToDay: "2026-11-09"},
		{CancelToDay: "2026-11-09", Kinds: []Kind{KindCancel}},
	}
	for _, q := range filters {
		t.Run(fmt.Sprintf("%+v", q), func(t *testing.T) { checkQuery(t, s, q, all) })
	}
	if s.search.built.Load() {
		t.Fatal("the file was not asked")
	}
	for _, text := range texts {
		for _, q := range filters {
			q.Text = text
			t.Run(fmt.Sprintf("%+v", q), func(t *testing.T) { checkQuery(t, s, q, all) })
		}
	}
}

func checkQuery(t *testing.T, s *Store, q Query, all []Operation) {
	t.Helper()
	var want []Operation
	for _, o := range all {
		if matches(all, o, q) {
			want = append(want, o)
		}
	}
	for _, q.Limit = range []int{0, 17} {
		if diff := cmp.Diff(want, pages(t, s, q)); diff != "" {
			t.Fatal(diff)
		}
	}
	checkTotals(t, s, q, want)
}

func checkTotals(t *testing.T, s *Store, q Query, shown []Operation) {
	t.Helper()
	want := Totals{Rows: len(shown)}
	for _, o := range shown {
		if o.State == InDoubt && (o.Kind.TakesMoney() || o.Kind.GivesBack()) {
			want.InDoubt = want.InDoubt.Plus(Tally{Count: 1, AmountKRW: o.AmountKRW})
		}
		if o.State == Approved && o.Kind.TakesMoney() {
			want.Approved = want.Approved.Plus(Tally{Count: 1, AmountKRW: o.AmountKRW})
		}
		if o.State == Approved && o.Kind == KindCancel {
			want.Cancelled = want.Cancelled.Plus(Tally{Count: 1, AmountKRW: o.AmountKRW})
		}
		if o.CancelledKRW != 0 {
			want.GivenBack = want.GivenBack.Plus(Tally{Count: 1, AmountKRW: o.CancelledKRW})
		}
	}
	got, err := s.Totals(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHistoryPaging(t *testing.T) {
	t.Run("rows_added_meanwhile_move_nothing", func(t *testing.T) {
		s, c := newStore(t)
		for range 10 {
			approved(t, s, 1000)
		}
		first, err := s.History(ctx, Query{Limit: 4})
		if err != nil {
			t.Fatal(err)
		}
		approved(t, s, 1000)
		c.set("2020-01-01 00:00:00") // even a clock set back leaves the newest on top
		newest := approved(t, s, 1000)
		second, err := s.History(ctx, Query{Limit: 4, Before: first.Next})
		if err != nil || second.Operations[0].ID != first.Operations[3].ID-1 {
			t.Error(second, err)
		}
		top, _ := s.History(ctx, Query{Limit: 1})
		if top.Operations[0].ID != newest.ID {
			t.Error("the newest is not on top")
		}
	})
	t.Run("a_row_added_after_a_search_is_found", func(t *testing.T) {
		s, _ := newStore(t)
		for n := range 3 {
			if err := s.WarmSearch(ctx); err != nil {
				t.Fatal(err)
			}
			if got := pages(t, s, Query{Text: "길동"}); len(got) != n {
				t.Errorf("%d rows, not %d", len(got), n)
			}
			prepared(t, s, chargeIntent(1000))
		}
	})
	t.Run("the_last_page_says_so", func(t *testing.T) {
		s, _ := newStore(t)
		for range 4 {
			approved(t, s, 1000)
		}
		page, _ := s.History(ctx, Query{Limit: 4})
		if len(page.Operations) != 4 || page.Next != "" {
			t.Error(page.Next)
		}
		if page, err := s.History(ctx, Query{Before: "1"}); err != nil || len(page.Operations) != 0 || page.Next != "" {
			t.Error(page, err)
		}
		if _, err := s.History(ctx, Query{Before: "nonsense"}); err == nil {
			t.Error("took a cursor that is none")
		}
	})
}
