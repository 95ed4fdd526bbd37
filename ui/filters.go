package ui

import (
	"slices"

	"keyindesk/desk"
)

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

// walletKinds are those of EasyPay's customers.
var walletKinds = []desk.Kind{
	desk.KindRegisterCustomer, desk.KindIssueKey, desk.KindRevokeKey, desk.KindListMethods, desk.KindRegisterPayment, desk.KindSettle,
}

// group is one choice of what a row is about.
type group struct {
	key     string
	kinds   []desk.Kind
	cancels bool // its cancels can be asked for
}

// groups are the choices of what a row is about, money first. A cancel is seen with its
// sale; only a filter that asks for it shows its own row.
var groups = []group{
	{"history.group.money", sales, true},
	{"history.group.all", slices.Concat(sales, billingKinds, slices.DeleteFunc(slices.Clone(walletKinds), desk.Kind.TakesMoney)), true},
	{"history.group.keys", billingKinds, false},
	{"history.group.wallet", walletKinds, false},
}

// groupOf is the first group in which an operation is seen.
func groupOf(o desk.Operation) int {
	if o.Kind.GivesBack() { // with its sale
		return 0
	}
	return max(0, slices.IndexFunc(groups, func(g group) bool { return slices.Contains(g.kinds, o.Kind) }))
}

// stateFilter is one choice of state.
type stateFilter struct {
	key     string
	states  []desk.State
	cancels bool // cancels are among them
	only    bool // nothing but cancels is
}

var stateFilters = []stateFilter{
	{key: "history.state.all"},
	{key: "state.approved", states: []desk.State{desk.Approved}},
	{key: "state.cancel.approved", states: []desk.State{desk.Approved}, cancels: true, only: true},
	{key: "state.declined", states: []desk.State{desk.Declined}, cancels: true},
	{key: "state.in-doubt", states: []desk.State{desk.InDoubt}, cancels: true},
	{key: "state.not-sent", states: []desk.State{desk.NotSent}, cancels: true},
	{key: "state.no-answer", states: []desk.State{desk.NoAnswer}},
}

// statesOf are the choices of state that make sense in a group.
func statesOf(group int) []stateFilter {
	kinds := groups[group].kinds
	return slices.DeleteFunc(slices.Clone(stateFilters), func(f stateFilter) bool {
		noAnswer := len(f.states) == 1 && f.states[0] == desk.NoAnswer
		return f.only && !groups[group].cancels || noAnswer && !slices.ContainsFunc(kinds, desk.Kind.Harmless)
	})
}

// query is what the filters say, all of them.
func (s *historyScreen) query() desk.Query {
	q := desk.Query{Text: s.search.Value()}
	days := s.narrowed.dates
	if p := periods[min(s.period.Selected(), len(periods)-1)]; days == (desk.Period{}) && p.from >= 0 {
		now := s.desk.Now()
		days = desk.Period{From: desk.BusinessDay(now.AddDate(0, 0, -p.from)), To: desk.BusinessDay(now.AddDate(0, 0, -p.to))}
	}
	q.FromDay, q.ToDay = days.From, days.To
	group := groups[s.group.Selected()]
	f := statesOf(s.group.Selected())[max(s.state.Selected(), 0)]
	q.States, q.Kinds = f.states, slices.Clone(group.kinds)
	if f.only {
		q.Kinds = nil
	}
	if f.cancels && group.cancels {
		q.Kinds = append(q.Kinds, desk.KindCancel)
	}
	s.narrowed.narrow(&q)
	return q
}

// regroup offers the states of the group that was chosen.
func (s *historyScreen) regroup() {
	s.state.SetOptions(s.stateNames(), 0)
	s.reload()
}

func (s *historyScreen) stateNames() []string {
	states := statesOf(s.group.Selected())
	return texts(s.words.T, len(states), func(i int) string { return states[i].key })
}
