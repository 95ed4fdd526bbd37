package desk_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/store"
)

// TestGraphsComeToTheSums lives through random days, most acts around midnight:
// sales, cancels of any day's sales, answers that never come, findings, a clock
// that is set. Whenever the day is looked at, what the graphs show comes to what
// the tiles say, and both to what a plain walk over all rows finds.
func TestGraphsComeToTheSums(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	c := openCounter(t)
	now := at("2026-11-25 20:00")
	var sold []desk.Operation
	for range 30 {
		for range 1 + r.IntN(6) {
			now = now.Add(time.Duration(r.IntN(50)) * time.Minute)
			c.set(now)
			c.gateway.onCharge, c.gateway.onCancel = nil, nil
			if r.IntN(5) == 0 {
				c.gateway.onCharge = ends(gateways.Unknown, "", "timeout")
				c.gateway.onCancel = func(gateways.Cancel) gateways.Cancellation { return gateways.Cancellation{} }
			}
			switch {
			case r.IntN(3) > 0 || len(sold) == 0:
				if o := c.sell(100 + r.Int64N(90_000)); o.State == desk.Approved {
					sold = append(sold, o)
				}
			case r.IntN(3) > 0:
				i := r.IntN(len(sold))
				c.giveBack(sold[i])
				sold = append(sold[:i], sold[i+1:]...)
			default:
				c.findOne(r)
			}
		}
		c.looksRight(seed)
		if t.Failed() {
			return
		}
		if r.IntN(6) == 0 {
			now = now.Add(-30 * time.Hour) // somebody sets the clock
		}
		midnight := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())
		if now = midnight.Add(-time.Duration(r.IntN(40)) * time.Minute); r.IntN(3) == 0 {
			now = midnight.Add(time.Duration(r.IntN(20)) * time.Hour)
		}
	}
}

// findOne settles something that is in doubt.
func (c *counter) findOne(r *rand.Rand) {
	c.t.Helper()
	open, err := c.InDoubt(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	if len(open) == 0 {
		return
	}
	found := desk.Resolution{Happened: r.IntN(2) == 0, Evidence: "관리자 화면", Staff: "박사장"}
	if found.Happened {
		found.TransactionID, found.ApprovalNumber = "T"+open[0].OrderNumber, "A1"
	}
	if _, err := c.Resolve(c.t.Context(), open[0].ID, found); err != nil && !errors.Is(err, store.ErrAlreadyCancelled) {
		c.t.Fatal(err)
	}
}

// looksRight holds the graphs against the sums, and all of them against the rows.
func (c *counter) looksRight(seed uint64) {
	c.t.Helper()
	day, err := c.Day(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	var hours, before [24]desk.Sums
	days := make([]desk.Sums, day.Now.Day())
	q := desk.Query{Kinds: []desk.Kind{desk.KindCharge, desk.KindCancel}, States: []desk.State{desk.Approved}, Limit: 1000}
	page, err := c.History(c.t.Context(), q)
	if err != nil || page.Next != "" {
		c.t.Fatal(page.Next, err)
	}
	for _, o := range page.Operations {
		begun := desk.InKorea(o.PreparedAt)
		switch o.BusinessDay {
		case day.Date:
			count(&hours[begun.Hour()], o)
		case desk.BusinessDay(day.Now.AddDate(0, 0, -1)):
			count(&before[begun.Hour()], o)
		}
		if o.BusinessDay[:7] == day.Date[:7] && begun.Day() <= len(days) {
			count(&days[begun.Day()-1], o)
		}
	}
	if hours != day.Hours || before != day.HoursBefore || len(days) != len(day.Days) {
		c.t.Errorf("%s: hours %v and before %v, the rows %v and %v (seed %d)", day.Now, day.Hours, day.HoursBefore, hours, before, seed)
	}
	for i := range days {
		if days[i] != day.Days[i] {
			c.t.Errorf("%s: day %d %v, the rows %v (seed %d)", day.Now, i+1, day.Days[i], days[i], seed)
		}
	}
	if all := together(day.Hours[:]); all != day.Today || day.Days[len(day.Days)-1] != day.Today || all != ofGroups(day.Companies) || all != ofGroups(day.Staff) {
		c.t.Errorf("%s: the hours come to %v, today to %v, companies to %v (seed %d)", day.Now, all, day.Today, ofGroups(day.Companies), seed)
	}
	if together(day.HoursBefore[:]) != day.Yesterday || together(day.Days) != day.Month {
		c.t.Errorf("%s: yesterday %v, month %v (seed %d)", day.Now, day.Yesterday, day.Month, seed)
	}
}

func count(to *desk.Sums, o desk.Operation) {
	side := &to.Sales
	if o.Kind == desk.KindCancel {
		side = &to.Cancels
	}
	side.Count++
	side.AmountKRW += o.AmountKRW
}

// together adds up.
func together(parts []desk.Sums) (all desk.Sums) {
	for _, p := range parts {
		all.Sales.Count += p.Sales.Count
		all.Sales.AmountKRW += p.Sales.AmountKRW
		all.Cancels.Count += p.Cancels.Count
		all.Cancels.AmountKRW += p.Cancels.AmountKRW
	}
	return all
}

func ofGroups(groups []desk.DayGroup) desk.Sums {
	var parts []desk.Sums
	for _, g := range groups {
		parts = append(parts, g.Sums)
	}
	return together(parts)
}
