package index

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestCalendar asks days that came in disorder for periods.
func TestCalendar(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	c := newCalendar()
	var room spans
	day := func() string { return fmt.Sprintf("2026-%02d-%02d", 1+random.IntN(3), 1+random.IntN(28)) }
	for range 200 {
		d := dated{day(), []string{"k-a-", "k-b-"}[random.IntN(2)]}
		number, isNew := c.number(d)
		if again, isNewAgain := c.number(d); again != number || isNewAgain || c.dates[number] != d || isNew && int(number) != len(c.dates)-1 {
			t.Fatalf("%v: %d, then %d", d, number, again)
		}
		for _, asked := range []Days{{}, {From: day()}, {To: day()}, {From: day(), To: day()}, {From: "2026-01-01", To: "2026-12-31"}, {From: "2027-01-01"}} {
			chosen, all := c.choose(asked, &room), true
			for i, d := range c.dates {
				want := d.day >= asked.From && (asked.To == "" || d.day <= asked.To)
				all = all && want
				if chosen.has(uint32(i)) != want {
					t.Fatalf("%+v: %s %v", asked, d.day, !want)
				}
			}
			if all != (chosen == nil) {
				t.Fatalf("%+v: all %v", asked, all)
			}
		}
	}
}
