package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestBlocks looks over the edges of blocks, where sums stand ready for some
// rows and not for others.
func TestBlocks(t *testing.T) {
	l := &ledger{random: rand.New(rand.NewPCG(7, 7))}
	x := New()
	const lone = 100 // once its name is gone, the only row with 길 and without 길동
	for n := range 2*blockRows + 100 {
		l.next()
		if n%2 == 0 {
			l.rows[n].AmountKRW = 5000
		}
		if n == lone {
			l.rows[n].ItemName, l.rows[n].Name = "길 리본", "홍길동"
		}
		if err := x.Put(l.finish(len(l.rows) - 1)); err != nil {
			t.Fatal(err)
		}
	}
	look := func(wants ...want) {
		t.Helper()
		for _, w := range wants {
			l.check(t, x, w)
			if f := x.Find(w.query()); f.rows != nil && x.sideBySide(f.rows, 3) != x.sideBySide(f.rows, 1) {
				t.Errorf("%+v: other sums side by side", w)
			}
		}
	}
	few := []want{{}, {FromDay: "2026-11-03", ToDay: "2026-11-05"}, {Kinds: []string{"cancel"}, FromDay: "2026-11-20"}, {Text: "0042"},
		{Text: "ㄱ", States: []string{"approved"}, FromDay: "2026-11-03", ToDay: "2026-11-20"}}
	look(few...)
	for i := 0; i < len(l.rows); i += 50 {
		c := l.rows[i]
		if sale, ok := x.position(c.ParentID); ok && c.Approved { // alone among many of which something was given back
			look(want{Text: strings.ToLower(l.rows[sale].OrderNumber)})
		}
	}
	x.Settle() // what very many rows have stands ready from now on
	if x.knownOf[feature{gram: one('ㄱ')}] == nil || x.knownOf[feature{gram: two('길', '동')}] == nil || x.knownOf[feature{amountKRW: 5000}] == nil {
		t.Fatal("nothing is in very many rows")
	}
	look(few...)
	words := []want{{Text: "ㄱ"}, {Text: "꽃"}, {Text: "홍"}, {Text: "ㄱ 꽃"}, {Text: "길동"}, {Text: "홍길"}, {Text: "길"}, {Text: "꽃바"}, {Text: "생"},
		{Text: "생일"}, {Text: "ㅅㅇ"}, {Text: "5000"}, {Text: "5,000원", FromDay: "2026-11-20"}, {Text: "5000 홍"}, {Text: "ㄱ", Also: []int64{1, 2, 3, 4, 5}}}
	look(words...)
	alike := len(x.known)
	for n := range 40 { // some are sorted in already, and some come later
		l.next()
		r := &l.rows[len(l.rows)-1]
		if n%3 == 0 { // a part of what was only found together so far
			r.ItemName, r.Name = l.pick("생강", "꽃\n바구니", "바구니"), l.pick("홍두깨", "길상사", "남궁길")
		}
		if err := x.Put(*r); err != nil {
			t.Fatal(err)
		}
		if err := x.Put(l.finish(len(l.rows) - 1)); err != nil {
			t.Fatal(err)
		}
		i := lone
		if n > 0 {
			i = l.random.IntN(len(l.rows))
		}
		l.rows[i].Name, l.rows[i].Phone = "", ""
		if err := x.Put(l.finish(i)); err != nil {
			t.Fatal(err)
		}
		look(words[n%len(words)])
	}
	if len(x.known) <= alike {
		t.Error("nothing parted what was alike")
	}
	look(words...)
	x.Settle()
	look(words...)
}

// TestDaysOfBlocks asks for days that take blocks whole, not at all and in part.
func TestDaysOfBlocks(t *testing.T) {
	l := &ledger{random: rand.New(rand.NewPCG(9, 9))}
	x := New()
	for n := range 2*blockRows + 600 {
		l.next()
		l.rows[n].Day = fmt.Sprintf("2026-11-%02d", 1+n/1000)
		if err := x.Put(l.finish(n)); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range []want{{FromDay: "2026-11-04"}, {ToDay: "2026-11-05"}, {FromDay: "2026-11-05", ToDay: "2026-11-08"}} {
		l.check(t, x, w)
		w.Kinds = []string{"charge"}
		l.check(t, x, w)
		w.Text = "길동"
		l.check(t, x, w)
		w.Kinds = nil
		l.check(t, x, w)
	}
}
