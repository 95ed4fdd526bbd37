package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// narrowing is what the history is filtered by beyond period, group and state.
// Each part is seen as a tag while it is on.
type narrowing struct {
	dates   desk.Period // of the row itself, in place of the period's
	cancels desk.Period // of cancels that went through
	// As the history has them; "" for all.
	gateway, company, staff string
}

// spans says whether it says of itself which days are meant.
func (n narrowing) spans() bool { return n.dates != (desk.Period{}) || n.cancels != (desk.Period{}) }

// narrow adds it to a query.
func (n narrowing) narrow(q *desk.Query) {
	q.CancelFromDay, q.CancelToDay = n.cancels.From, n.cancels.To
	q.Gateways, q.CardCompanies, q.Staff = filled(n.gateway), filled(n.company), filled(n.staff)
}

// part is one filter of a narrowing: how its tag reads, and what is left
// without it.
type part struct {
	text string
	left narrowing
}

// parts are the filters that are on.
func (w *Words) parts(n narrowing) []part {
	var on []part
	add := func(is bool, text string, off func(*narrowing)) {
		if is {
			left := n
			off(&left)
			on = append(on, part{text, left})
		}
	}
	add(n.dates != (desk.Period{}), w.T("filter.dates", "days", w.days(n.dates)), func(n *narrowing) { n.dates = desk.Period{} })
	add(n.cancels != (desk.Period{}), w.T("filter.cancels", "days", w.days(n.cancels)), func(n *narrowing) { n.cancels = desk.Period{} })
	add(n.gateway != "", w.T("filter.gateway", "name", w.T("gateway."+n.gateway)), func(n *narrowing) { n.gateway = "" })
	add(n.company != "", w.T("filter.company", "name", n.company), func(n *narrowing) { n.company = "" })
	add(n.staff != "", w.T("filter.staff", "name", n.staff), func(n *narrowing) { n.staff = "" })
	return on
}

// days writes a period: 2026-11-01 ~ 2026-11-21, 2026-11-01부터.
func (w *Words) days(p desk.Period) string {
	switch {
	case p.To == "":
		return w.T("filter.days.from", "day", p.From)
	case p.From == "":
		return w.T("filter.days.to", "day", p.To)
	case p.From == p.To:
		return p.From
	}
	return p.From + " ~ " + p.To
}

// periodNames are the choices of time: those that there always are, the dates
// that were typed while they are on, and the way to type them.
func (s *historyScreen) periodNames() []string {
	names := texts(s.words.T, len(periods), func(i int) string { return periods[i].key })
	if s.narrowed.dates != (desk.Period{}) {
		names = append(names, s.words.T("history.period.own"))
	}
	return append(names, s.words.T("history.period.set"))
}

// pickPeriod is told when a person chose a time.
func (s *historyScreen) pickPeriod(i int) {
	own := len(periods)
	switch last := len(s.period.Options()) - 1; {
	case i == last:
		if s.narrowed.dates != (desk.Period{}) {
			s.period.Set(own)
		} else {
			s.period.Set(s.before)
		}
		s.openFilters()
	case i < own:
		s.before = i
		s.narrowed.dates = desk.Period{}
		s.showNarrowed(i)
		s.reload()
	}
}

// narrow filters by other things than before. Days of its own take the place of
// the period, and what was chosen there comes back after them. Days of the cancel
// alone ask for all payments, however long ago: that is what they are for.
func (s *historyScreen) narrow(n narrowing) {
	was, at := s.narrowed, s.period.Selected()
	if n == was {
		return
	}
	s.narrowed = n
	switch {
	case n.dates != (desk.Period{}):
		at = len(periods)
	case n.cancels != (desk.Period{}) && (n.cancels != was.cancels || was.dates != (desk.Period{})):
		at = len(periods) - 1
	case was.spans() && !n.spans():
		at = s.before
	}
	s.showNarrowed(at)
	s.reload()
}

// showNarrowed shows what the history is narrowed to, with a period.
func (s *historyScreen) showNarrowed(period int) {
	s.period.SetOptions(s.periodNames(), period)
	s.tags.Objects = nil
	for i, p := range s.words.parts(s.narrowed) {
		s.tags.Add(kit.NewTag(p.text, func() { s.takeOff(i, p.left) }))
	}
	setVisible(s.tags, len(s.tags.Objects) > 0)
	if len(s.tags.Objects) > 0 {
		row := kit.Row(6, kit.NewLink(kit.Note, s.words.T("filter.clear"), func() { s.takeOff(0, narrowing{}) }), kit.NewKeyCap("X"))
		s.tags.Add(kit.Inset((kit.TagHeight()-row.MinSize().Height)/2, 6, row))
	}
	s.column.Refresh()
}

// takeOff narrows to what is left without the i-th tag, and leaves the keyboard
// on the next.
func (s *historyScreen) takeOff(i int, left narrowing) {
	s.narrow(left)
	if n := len(s.words.parts(left)); n > 0 {
		s.canvas().Focus(s.tags.Objects[min(i, n-1)].(fyne.Focusable))
		return
	}
	s.list.Focus()
}

// readFacets reads what can be chosen, in the background: it waits for the
// search.
func (s *historyScreen) readFacets() {
	if s.faceting {
		return
	}
	s.faceting = true
	background(s.Window, func() answerOf[desk.Facets] {
		facets, err := s.desk.Facets(context.Background())
		return answerOf[desk.Facets]{facets, err}
	}, func(a answerOf[desk.Facets]) {
		s.faceting = false
		if a.err != nil {
			s.log.Error("read what the history can be filtered by", "error", a.err)
			return
		}
		s.facets = a.got
		if s.filters != nil {
			s.filters.offer(a.got)
		}
	})
}

// choices are what a filter offers: all, and each that there is, with the one
// that is on. A filter with nothing to choose between offers nothing.
func choices(values []string, on string) []string {
	all := slices.Clone(values)
	if on != "" && !slices.Contains(all, on) {
		all = append(all, on)
	}
	if len(all) < 2 && on == "" {
		return nil
	}
	return append([]string{""}, all...)
}
