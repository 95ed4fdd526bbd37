package index

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestBlocks looks over the edges of blocks, where sums stand ready for some
// rows and not for others.
func TestBlocks(t *testing.T) {
	l := &ledger{random: rand.New(rand.NewPCG(7, 7))}
	x := New()
	for range 2*blockRows + 100 {
		l.next()
		if err := x.Put(l.finish(len(l.rows) - 1)); err != nil {
			t.Fatal(err)
		}
	}
	look := func(wants ...want) {
		t.Helper()
		for _, w := range wants {
			l.check(t, x, w)
			if f := x.Find(w.query()); f.rows != nil && f.sideBySide(3) != f.sideBySide(1) {
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
	if x.buyers.broad[one('ㄱ')] == nil || x.items.broad[one('꽃')] == nil {
		t.Fatal("no letter is in very many rows")
	}
	look(few...)
	for range 20 { // some are sorted in already, and some come later
		l.next()
		if err := x.Put(l.finish(len(l.rows) - 1)); err != nil {
			t.Fatal(err)
		}
		r := &l.rows[l.random.IntN(len(l.rows))]
		r.Name, r.Phone = "", ""
		if err := x.Put(*r); err != nil {
			t.Fatal(err)
		}
	}
	look(want{Text: "ㄱ"}, want{Text: "꽃"}, want{Text: "홍"}, want{Text: "ㄱ 꽃"}, want{Text: "길동"})
	x.Settle()
	look(want{Text: "ㄱ"}, want{Text: "길동"})
}
