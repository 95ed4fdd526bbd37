package ui

import "keyindesk/desk"

// periods are the choices of time, as days back from today; -1 is all.
var periods = []struct {
	key      string
	from, to int
}{
	{"history.period.today", 0, 0},
	{"history.period.yesterday", 1, 1},
	{"history.period.week", 6, 0},
	{"history.period.month", 30, 0},
	{"history.period.all", -1, -1},
}

// sales are the kinds that take money.
var sales = []desk.Kind{desk.KindCharge, desk.KindSettle}

// stateFilters are the choices of state.
var stateFilters = []struct {
	key    string
	states []desk.State
	kinds  []desk.Kind
}{
	{key: "history.state.all", kinds: sales},
	{key: "state.approved", states: []desk.State{desk.Approved}, kinds: sales},
	{key: "state.cancel.approved", states: []desk.State{desk.Approved}, kinds: []desk.Kind{desk.KindCancel}},
	{key: "state.declined", states: []desk.State{desk.Declined}},
	{key: "state.in-doubt", states: []desk.State{desk.InDoubt}},
	{key: "state.not-sent", states: []desk.State{desk.NotSent}},
}

// query is what the filters say.
func (s *historyScreen) query() desk.Query {
	q := desk.Query{Text: s.search.Value(), Limit: historyPage}
	p := periods[s.period.Selected()]
	if p.from >= 0 {
		now := s.desk.Now()
		q.FromDay = desk.BusinessDay(now.AddDate(0, 0, -p.from))
		q.ToDay = desk.BusinessDay(now.AddDate(0, 0, -p.to))
	}
	f := stateFilters[s.state.Selected()]
	q.States, q.Kinds = f.states, f.kinds
	return q
}
