package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"keyindesk/store"
)

// Day is the business day at a glance, as it stands now.
type Day struct {
	Date  string    // "2026-11-21"
	Now   time.Time // in Korea
	Ends  time.Time // midnight
	Today Sums
	// Yesterday is the whole day before, SoFar the part of it that was over at
	// this time of the day. Month is this month, today included.
	Yesterday, SoFar, Month Sums
	// Hours are today's sums by the hour in which they were begun, HoursBefore
	// yesterday's, and Days this month's by day, from the first to today. They
	// come to Today, Yesterday and Month.
	Hours, HoursBefore [24]Sums
	Days               []Sums

	Companies []DayGroup // by what they came to, the largest first
	Gateways  []DayGroup
	Staff     []DayGroup

	// Doubts is everything in doubt, of any day, the most urgent first.
	Doubts []Doubt
	// Cancels are today's, the newest first, whatever became of them.
	Cancels []Operation
	// Instant are today's card sales that can be given back at once, in whole,
	// until midnight. Slow are those of today and yesterday that take three or
	// four business days now (facts 4.6). Whether a card company still takes a
	// cancel back only the cancel tells.
	Instant, Slow Tally
}

// Sums are the approved sales and cancels of some days.
type Sums struct{ Sales, Cancels Tally }

// NetKRW is what is left of the sales.
func (s Sums) NetKRW() int64 { return s.Sales.AmountKRW - s.Cancels.AmountKRW }

// DayGroup is what one card company, gateway or member of staff took and gave
// back.
type DayGroup struct {
	Name string // "" where it is not known
	Sums
}

// Doubt is an operation in doubt and how long the gateway can be asked about it.
type Doubt struct {
	Operation
	CanAsk bool
	Until  time.Time // in Korea; zero if there is no end, or if nobody can be asked
}

// Day looks at the business day that it is now.
func (d *Desk) Day(ctx context.Context) (Day, error) {
	now := InKorea(d.Now())
	yesterday := now.AddDate(0, 0, -1)
	day := Day{Date: BusinessDay(now), Now: now, Ends: time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, korea)}
	hours, err := d.Book.HourSums(ctx, BusinessDay(yesterday), day.Date)
	if err != nil {
		return Day{}, err
	}
	soFar, err := d.Book.DaySums(ctx, BusinessDay(yesterday), BusinessDay(yesterday), yesterday)
	if err != nil {
		return Day{}, err
	}
	if err := d.addUp(ctx, &day, hours); err != nil {
		return Day{}, err
	}
	today := of(hours, func(s store.DaySum) bool { return s.Day == day.Date })
	day.SoFar = sumsOf(soFar)
	day.Companies = groupsOf(today, func(s store.DaySum) string { return s.CardCompany })
	day.Gateways = groupsOf(today, func(s store.DaySum) string { return s.Gateway })
	day.Staff = groupsOf(today, func(s store.DaySum) string { return s.Staff })
	if err := d.lookAtRows(ctx, &day, BusinessDay(yesterday)); err != nil {
		return Day{}, err
	}
	return day, nil
}

// addUp adds up today and yesterday, by the hour, and the month by the day. What
// is sold between two questions to the history is then in a sum and in its parts,
// or in neither: today and yesterday are asked for once.
func (d *Desk) addUp(ctx context.Context, day *Day, hours []store.DaySum) error {
	first, yesterday := day.Now.Format("2006-01")+"-01", BusinessDay(day.Now.AddDate(0, 0, -1))
	month := of(hours, func(s store.DaySum) bool { return s.Day >= first })
	if first < yesterday {
		earlier, err := d.Book.ApprovedByDay(ctx, first, BusinessDay(day.Now.AddDate(0, 0, -2)))
		if err != nil {
			return err
		}
		month = append(month, earlier...)
	}
	for i := range day.Hours {
		inHour := of(hours, func(s store.DaySum) bool { return s.Hour == i })
		day.Hours[i] = sumsOf(of(inHour, func(s store.DaySum) bool { return s.Day == day.Date }))
		day.HoursBefore[i] = sumsOf(of(inHour, func(s store.DaySum) bool { return s.Day == yesterday }))
	}
	for i := range day.Now.Day() {
		date := BusinessDay(day.Now.AddDate(0, 0, 1+i-day.Now.Day()))
		day.Days = append(day.Days, sumsOf(of(month, func(s store.DaySum) bool { return s.Day == date })))
	}
	day.Today = sumsOf(of(hours, func(s store.DaySum) bool { return s.Day == day.Date }))
	day.Yesterday = sumsOf(of(hours, func(s store.DaySum) bool { return s.Day == yesterday }))
	day.Month = sumsOf(month)
	return nil
}

// of are the sums that fit.
func of(all []store.DaySum, fits func(store.DaySum) bool) []store.DaySum {
	var fitting []store.DaySum
	for _, s := range all {
		if fits(s) {
			fitting = append(fitting, s)
		}
	}
	return fitting
}

// lookAtRows takes what sums can't tell.
func (d *Desk) lookAtRows(ctx context.Context, day *Day, yesterday string) error {
	rows, err := d.Book.DayOperations(ctx, day.Date)
	if err != nil {
		return err
	}
	for _, o := range rows {
		switch {
		case o.Kind.GivesBack():
			day.Cancels = append(day.Cancels, o)
		case !cancellableCard(o):
		case o.CancelledKRW == 0:
			addTo(&day.Instant, o.AmountKRW)
		default:
			addTo(&day.Slow, o.RemainKRW())
		}
	}
	if rows, err = d.Book.DayOperations(ctx, yesterday); err != nil {
		return err
	}
	for _, o := range rows {
		if o.Kind.TakesMoney() && cancellableCard(o) {
			addTo(&day.Slow, o.RemainKRW())
		}
	}
	open, err := d.Book.InDoubt(ctx)
	if err != nil {
		return err
	}
	for _, o := range open {
		until, ok := d.Inquirable(o)
		if !ok {
			until = time.Time{}
		}
		day.Doubts = append(day.Doubts, Doubt{Operation: o, CanAsk: ok, Until: until})
	}
	slices.SortStableFunc(day.Doubts, func(a, b Doubt) int { return cmp.Compare(urgency(a), urgency(b)) })
	return nil
}

// urgency puts first what can soon not be asked about any more.
func urgency(d Doubt) int64 {
	if d.Until.IsZero() {
		return 1 << 62
	}
	return d.Until.Unix()
}

// cancellableCard says whether a row is a sale by card of which something can be
// given back now.
func cancellableCard(o Operation) bool {
	return o.State == Approved && o.RemainKRW() > 0 && !FromAccount(o) && o.CancelState != Prepared && o.CancelState != InDoubt
}

func addTo(t *Tally, amountKRW int64) {
	t.Count++
	t.AmountKRW += amountKRW
}

// sumsOf adds up what was approved.
func sumsOf(all []store.DaySum) (sums Sums) {
	for _, s := range all {
		side := &sums.Sales
		if s.Kind.GivesBack() {
			side = &sums.Cancels
		}
		if s.State == Approved {
			side.Count += s.Count
			side.AmountKRW += s.AmountKRW
		}
	}
	return sums
}

func groupsOf(all []store.DaySum, name func(store.DaySum) string) []DayGroup {
	var groups []DayGroup
	for _, s := range all {
		if s.State != Approved {
			continue
		}
		at := slices.IndexFunc(groups, func(g DayGroup) bool { return g.Name == name(s) })
		if at < 0 {
			at = len(groups)
			groups = append(groups, DayGroup{Name: name(s)})
		}
		more := sumsOf([]store.DaySum{s})
		g := &groups[at]
		g.Sales.Count, g.Sales.AmountKRW = g.Sales.Count+more.Sales.Count, g.Sales.AmountKRW+more.Sales.AmountKRW
		g.Cancels.Count, g.Cancels.AmountKRW = g.Cancels.Count+more.Cancels.Count, g.Cancels.AmountKRW+more.Cancels.AmountKRW
	}
	slices.SortFunc(groups, func(a, b DayGroup) int {
		return cmp.Or(cmp.Compare(b.Sales.AmountKRW, a.Sales.AmountKRW), cmp.Compare(a.Name, b.Name))
	})
	return groups
}
