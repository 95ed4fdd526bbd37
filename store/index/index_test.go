package index

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ledger is rows as they stand, to be looked through one by one.
type ledger struct {
	rows   []Row
	random *rand.Rand
}

func (l *ledger) pick(from ...string) string { return from[l.random.IntN(len(from))] }

// next is another row, now and then a cancel of an earlier one, now and then a
// while after the one before.
func (l *ledger) next() Row {
	r := Row{
		ID: int64(len(l.rows) + 1), Day: fmt.Sprintf("2026-11-%02d", 1+(len(l.rows)/40+l.random.IntN(2))%28),
		AmountKRW:  int64(1+l.random.IntN(30)) * 1000,
		MaskedCard: l.pick("943100******1234", "536142******0042", "****", ""),
		ItemName:   l.pick("꽃바구니", "생일 케이크", "GIFT Set", "쌀 20kg", "", "꽃 5,000원"),
		Name:       l.pick("홍길동", "김하늘", "남궁민수", "Kim Minsu", "길동화원", "", "ㅋㅋ상회", "까치"),
		Phone:      l.pick("01012345678", "0212340042", "01055550042", "", "12"),
	}
	if n := len(l.rows); n > 0 {
		r.ID = l.rows[n-1].ID + 1
		if l.random.IntN(60) == 0 {
			r.ID += 3
		}
	}
	r.Facet = Facet{Kind: "charge", Gateway: l.pick("payup", "easypay"), Staff: l.pick("김지은", "박민수")}
	r.Sale = true
	r.OrderNumber = fmt.Sprintf("P%s-%s-%04d", strings.ReplaceAll(r.Day, "-", "")[2:], l.pick("7Q", "M3"), r.ID)
	if l.random.IntN(20) == 0 {
		r.OrderNumber = fmt.Sprintf("내 주문 %d", r.ID)
	}
	if n := len(l.rows); n > 0 && l.random.IntN(8) == 0 {
		sale := l.rows[l.random.IntN(n)]
		if sale.Sale {
			r.Kind, r.Sale, r.Cancel, r.ParentID = "cancel", false, true, sale.ID
			r.OrderNumber += "C"
		}
	}
	l.rows = append(l.rows, r)
	return r
}

// finish is a row with an outcome, the same as before at times.
func (l *ledger) finish(i int) Row {
	r := &l.rows[i]
	r.State = l.pick("approved", "approved", "declined", "in-doubt")
	r.Approved, r.InDoubt = r.State == "approved", r.State == "in-doubt"
	r.CardCompany = l.pick("BC카드", "신한카드")
	if r.MaskedCard == "" {
		r.MaskedCard = l.pick("41918700****7777", "")
	}
	r.ApprovalNumber = l.pick("30001234", "AP1", "AP12345678901", "30009999", "")
	return *r
}

// want is a query as one would ask it by hand.
type want struct {
	Text                                 string
	Kinds, States, Gateways              []string
	FromDay, ToDay, CancelFrom, CancelTo string
	Also                                 []int64 // rows that have every word in another way
}

func (w want) query() Query {
	q := Query{Words: ParseText(w.Text)}
	q.Facet = func(f Facet) bool {
		return among(w.Kinds, f.Kind) && among(w.States, f.State) && among(w.Gateways, f.Gateway)
	}
	for range q.Words {
		q.Also = append(q.Also, w.Also)
	}
	q.Days, q.CancelDays = Days{w.FromDay, w.ToDay}, Days{w.CancelFrom, w.CancelTo}
	return q
}

func among(some []string, one string) bool { return len(some) == 0 || slices.Contains(some, one) }

// takes says whether a row is wanted, looking at every field of it.
func (l *ledger) takes(w want, r Row) bool {
	if r.Day < w.FromDay || w.ToDay != "" && r.Day > w.ToDay || !among(w.Kinds, r.Kind) || !among(w.States, r.State) || !among(w.Gateways, r.Gateway) {
		return false
	}
	if w.CancelFrom != "" && !slices.ContainsFunc(l.rows, func(c Row) bool {
		return c.Cancel && c.Approved && (c.ID == r.ID || c.ParentID == r.ID) && c.Day >= w.CancelFrom && c.Day <= w.CancelTo
	}) {
		return false
	}
	for _, word := range strings.Fields(strings.ToLower(w.Text)) {
		plain := strings.ReplaceAll(strings.TrimSuffix(word, "원"), ",", "")
		found := fmt.Sprint(r.AmountKRW) == plain || len(word) == 4 && strings.HasSuffix(r.MaskedCard, word) && !strings.Contains(word, "*") ||
			isNumber(plain) && len(plain) >= 4 && strings.HasSuffix(r.Phone, plain) ||
			len(word) >= 3 && strings.Contains(strings.ToLower(r.OrderNumber), word) ||
			strings.ToLower(r.ApprovalNumber) == word || len(word) >= 4 && strings.HasPrefix(strings.ToLower(r.ApprovalNumber), word)
		for _, text := range []string{strings.ToLower(r.ItemName), strings.ToLower(r.Name)} {
			for i := range text {
				found = found || beginsLike(text[i:], word)
			}
		}
		found = found || slices.Contains(w.Also, r.ID)
		if !found {
			return false
		}
	}
	return true
}

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// beginsLike says whether a text begins with a word, letter by letter, a
// consonant standing for its syllables.
func beginsLike(text, word string) bool {
	letters := []rune(text)
	for i, r := range []rune(word) {
		if i >= len(letters) {
			return false
		}
		same := letters[i] == r
		if letters[i] >= '가' && letters[i] <= '힣' {
			same = same || []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")[(letters[i]-'가')/588] == r
		}
		if !same {
			return false
		}
	}
	return true
}

func (l *ledger) want() want {
	w := want{Text: l.pick("", "", "길동", "홍", "ㅎㄱㄷ", "ㄱㄷ", "홍ㄱㄷ", "ㄱ", "ㄲ", "ㅋㅋ", "kim", "m", "꽃", "꽃 5,000", "20kg", "5,000", "5000원", "1234",
		"0042", "42", "7777", "550042", "30001234", "3000", "300", "ap1", "ap12345678901", "ap1234", "p2611", "7q-", "7q-00", "-0042", "p261105-7q-0",
		"42c", "내", "주문", "없는말", "원", "홍길동 1234 꽃", "ㅅㅇ ㅋㅇㅋ", "p261101-7q-0001")}
	if l.random.IntN(4) == 0 {
		for range 1 + l.random.IntN(3) { // there may be no such row
			w.Also = append(w.Also, l.random.Int64N(l.rows[len(l.rows)-1].ID+9))
		}
	}
	if l.random.IntN(3) == 0 {
		w.Kinds = [][]string{{"charge"}, {"cancel"}}[l.random.IntN(2)]
	}
	if l.random.IntN(3) == 0 {
		w.States = [][]string{{"approved"}, {"declined", ""}}[l.random.IntN(2)]
	}
	if l.random.IntN(4) == 0 {
		w.Gateways = []string{"payup"}
	}
	if l.random.IntN(3) == 0 {
		w.FromDay, w.ToDay = fmt.Sprintf("2026-11-%02d", 1+l.random.IntN(28)), l.pick("", "2026-11-20")
	}
	if l.random.IntN(5) == 0 {
		w.CancelFrom, w.CancelTo = fmt.Sprintf("2026-11-%02d", 1+l.random.IntN(10)), fmt.Sprintf("2026-11-%02d", 10+l.random.IntN(19))
	}
	return w
}

// check holds a query against a look at every row.
func (l *ledger) check(t *testing.T, x *Index, w want) {
	t.Helper()
	var ids []int64
	var sum Totals
	for _, r := range slices.Backward(l.rows) {
		if !l.takes(w, r) {
			continue
		}
		ids = append(ids, r.ID)
		sum.Rows++
		switch {
		case r.InDoubt:
			sum.InDoubt = sum.InDoubt.Plus(Tally{1, r.AmountKRW})
		case r.Approved && r.Cancel:
			sum.Cancelled = sum.Cancelled.Plus(Tally{1, r.AmountKRW})
		case r.Approved:
			sum.Approved = sum.Approved.Plus(Tally{1, r.AmountKRW})
			given := int64(0)
			for _, c := range l.rows {
				if c.ParentID == r.ID && c.Approved {
					given += c.AmountKRW
				}
			}
			if given != 0 {
				sum.GivenBack = sum.GivenBack.Plus(Tally{1, given})
			}
		}
	}
	found := x.Find(w.query())
	if diff := cmp.Diff(sum, found.Totals()); diff != "" {
		t.Errorf("%+v: %s", w, diff)
	}
	limit := 1 + l.random.IntN(20)
	var paged []int64
	for before := int64(0); ; {
		page := found.Page(before, limit)
		paged = append(paged, page...)
		if len(page) < limit {
			break
		}
		before = page[limit-1]
	}
	if !slices.Equal(ids, paged) {
		t.Errorf("%+v: found %d rows, not %d", w, len(paged), len(ids))
	}
}

// TestFind grows an index and asks it all the while, beside a look at every
// row.
func TestFind(t *testing.T) {
	for seed := range uint64(6) {
		l := &ledger{random: rand.New(rand.NewPCG(seed, 1))}
		x := New()
		put := func(r Row) {
			if err := x.Put(r); err != nil {
				t.Fatal(err)
			}
		}
		for round := range 120 {
			for range 1 + l.random.IntN(10) {
				put(l.next())
				put(l.finish(len(l.rows) - 1))
				put(l.finish(l.random.IntN(len(l.rows))))
			}
			if round%40 == 39 {
				x.Settle()
			}
			for range 5 {
				l.check(t, x, l.want())
			}
			if t.Failed() {
				t.Fatalf("seed %d, round %d", seed, round)
			}
		}
	}
}

func TestPut(t *testing.T) {
	x := New()
	for _, id := range []int64{5, 9} {
		if err := x.Put(Row{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []int64{0, -1, 4, 7} {
		if x.Put(Row{ID: id}) == nil {
			t.Errorf("took row %d after row 9", id)
		}
	}
	if got := x.Find(Query{}).Page(0, 10); !slices.Equal(got, []int64{9, 5}) {
		t.Error(got)
	}
}

// TestPage: a page may begin behind the last row, as far as an id goes.
func TestPage(t *testing.T) {
	x := New()
	for _, id := range []int64{1, 2, 3, 9} { // without gaps up to 3
		if err := x.Put(Row{ID: id}); err != nil {
			t.Fatal(err)
		}
		for before, want := range map[int64][]int64{0: {id}, 1: {}, 2: {1}, 1<<32 + 2: {id}, math.MaxInt64: {id}} {
			if got := x.Find(Query{}).Page(before, 1); !slices.Equal(got, want) {
				t.Errorf("up to row %d, below %d: %v, not %v", id, before, got, want)
			}
		}
	}
}

// TestFacets: what no row has any more can't be chosen.
func TestFacets(t *testing.T) {
	x := New()
	for _, company := range []string{"", "BC카드"} {
		if err := x.Put(Row{ID: 1, Facet: Facet{Gateway: "payup", CardCompany: company}}); err != nil {
			t.Fatal(err)
		}
		if got := x.Facets(); len(got) != 1 || got[0].CardCompany != company {
			t.Errorf("with %q: %+v", company, got)
		}
	}
}
