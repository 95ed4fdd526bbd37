package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// The hours that a shop is open by, as a rule, are always shown; those of the
// night where something happened.
const (
	openFrom = 9
	openTo   = 20 // the last one's beginning
)

// graph is a chart on a card.
func (s *closingScreen) graph(title string, chart *kit.Chart) fyne.CanvasObject {
	sides := kit.NewSoft(kit.Note, s.words.T("closing.graph.sides"))
	sides.Shrink, sides.Align = true, fyne.TextAlignTrailing
	return kit.NewCard(kit.Column(10, kit.Row(12, kit.NewStrong(kit.Body, title), kit.Grow(sides)), chart))
}

// hoursChart is the day by hour, with yesterday behind it.
func (s *closingScreen) hoursChart() *kit.Chart {
	t, day := s.words.T, s.glance.day
	from, to := openFrom, openTo
	for i := range day.Hours {
		if day.Hours[i] != (desk.Sums{}) || day.HoursBefore[i] != (desk.Sums{}) {
			from, to = min(from, i), max(to, i)
		}
	}
	hour := func(i int) string { return t("closing.graph.hour", "hour", itoa(from+i)) }
	bars := make([]kit.Bar, 1+to-from)
	for i := range bars {
		now, before := day.Hours[from+i], day.HoursBefore[from+i]
		bars[i] = kit.Bar{Up: now.Sales.AmountKRW, Down: now.Cancels.AmountKRW, Before: before.Sales.AmountKRW, Marked: from+i == day.Now.Hour()}
		if bars[i].Marked || (from+i)%3 == 0 {
			bars[i].Label = hour(i)
		}
	}
	whole := kit.Said{t("closing.graph.none"), t("closing.graph.before_none")}
	most := mostSales(day.Hours[:])
	if most >= 0 {
		top := day.Hours[most].Sales
		whole[0] = t("closing.graph.most_hour", "when", hour(most-from), "count", itoa(top.Count), "amount", desk.Grouped(top.AmountKRW))
	}
	if before := mostSales(day.HoursBefore[:]); before >= 0 {
		whole[1] = t("closing.graph.before", "when", hour(before-from), "amount", desk.Grouped(day.HoursBefore[before].Sales.AmountKRW))
	}
	return kit.NewChart(bars, peakOf(day.Hours[:], most), whole, func(i int) kit.Said {
		now, before := day.Hours[from+i], day.HoursBefore[from+i]
		when := t("closing.graph.from_to", "from", itoa(from+i), "to", itoa(from+i+1))
		return kit.Said{t("closing.graph.net", "when", when, "amount", desk.Grouped(now.NetKRW())),
			strings.Join(append(s.moved(now), t("closing.graph.yesterday", "amount", desk.Grouped(before.NetKRW()))), " · ")}
	})
}

// daysChart is the month by day.
func (s *closingScreen) daysChart() *kit.Chart {
	t, day := s.words.T, s.glance.day
	date := func(i int) time.Time { return day.Now.AddDate(0, 0, 1+i-day.Now.Day()) }
	bars := make([]kit.Bar, date(0).AddDate(0, 1, -1).Day())
	for i := range bars {
		weekday := date(i).Weekday()
		bars[i].Quiet = weekday == time.Saturday || weekday == time.Sunday
		bars[i].Marked = i+1 == day.Now.Day()
		if n := i + 1; bars[i].Marked || n == 1 || n%5 == 0 {
			bars[i].Label = itoa(n)
		}
		if i < len(day.Days) {
			bars[i].Up, bars[i].Down = day.Days[i].Sales.AmountKRW, day.Days[i].Cancels.AmountKRW
		}
	}
	whole := kit.Said{t("closing.graph.none"), t("closing.graph.rest")}
	most := mostSales(day.Days)
	if most >= 0 {
		top := day.Days[most].Sales
		whole[0] = t("closing.graph.most_day", "when", s.words.date(date(most)), "count", itoa(top.Count), "amount", desk.Grouped(top.AmountKRW))
	}
	return kit.NewChart(bars, peakOf(day.Days, most), whole, func(i int) kit.Said {
		when := s.words.date(date(i))
		if i >= len(day.Days) {
			return kit.Said{when, t("closing.graph.ahead")}
		}
		return kit.Said{t("closing.graph.net", "when", when, "amount", desk.Grouped(day.Days[i].NetKRW())),
			strings.Join(s.moved(day.Days[i]), " · ")}
	})
}

// moved says how much came in and went out.
func (s *closingScreen) moved(sums desk.Sums) []string {
	said := []string{s.words.T("closing.graph.sales", "count", itoa(sums.Sales.Count), "amount", desk.Grouped(sums.Sales.AmountKRW))}
	if sums.Cancels.Count > 0 {
		said = append(said, s.words.T("closing.graph.cancels", "count", itoa(sums.Cancels.Count), "amount", desk.Grouped(-sums.Cancels.AmountKRW)))
	}
	return said
}

// mostSales is where most was sold, the first of several; -1 if nothing was.
func mostSales(all []desk.Sums) int {
	most := -1
	for i, s := range all {
		if s.Sales.AmountKRW > 0 && (most < 0 || s.Sales.AmountKRW > all[most].Sales.AmountKRW) {
			most = i
		}
	}
	return most
}

// peakOf writes the largest sum, which stands over its bar.
func peakOf(all []desk.Sums, most int) string {
	if most < 0 {
		return ""
	}
	return desk.Grouped(all[most].Sales.AmountKRW)
}
