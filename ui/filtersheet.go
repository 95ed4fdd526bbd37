package ui

import (
	"errors"
	"slices"
	"time"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// filterSheet asks what the history is narrowed to.
type filterSheet struct {
	*historyScreen
	dates, cancels          *daysFields
	gateway, company, staff *facetField
	waiting                 *kit.Text // while it is not known what can be chosen
	sheet                   *kit.Sheet
}

// daysFields are the first and the last day of a period, as they are typed.
type daysFields struct {
	words                 *Words
	now                   func() time.Time
	first                 *kit.Entry
	last                  *kit.Entry
	firstField, lastField *kit.Field
}

// facetField is a choice among what the history has.
type facetField struct {
	choice *kit.Choice
	field  *kit.Field
	values []string // by index; "" for all
	name   func(value string) string
	all    string
}

// openFilters asks for the filters beyond period, group and state.
func (s *historyScreen) openFilters() {
	if s.canvas().Overlays().Top() != nil {
		return
	}
	t := s.words.T
	f := &filterSheet{historyScreen: s}
	n := s.narrowed
	f.dates = s.newDays("filter.dates.from", "filter.dates.to", n.dates)
	f.cancels = s.newDays("filter.cancels.from", "filter.cancels.to", n.cancels)
	f.gateway = newFacet(t("filter.gateway.field"), t("filter.all"), func(g string) string { return t("gateway." + g) })
	f.company = newFacet(t("filter.company.field"), t("filter.all"), func(c string) string { return c })
	f.staff = newFacet(t("filter.staff.field"), t("filter.all"), func(c string) string { return c })
	f.waiting = kit.NewSoft(kit.Note, t("filter.waiting"))
	f.waiting.Shrink = true
	grid := kit.NewGrid().
		Row(kit.Cols(6, f.dates.firstField), kit.Cols(6, f.dates.lastField)).
		Row(kit.Cols(6, f.cancels.firstField), kit.Cols(6, f.cancels.lastField)).
		Row(kit.Cols(6, f.company.field), kit.Cols(6, f.staff.field)).
		Row(kit.Cols(6, f.gateway.field))
	content := kit.Column(14, kit.NewParagraph(kit.Title, kit.ColorInk, kit.Strong(t("filter.more"))),
		kit.NewParagraph(kit.Body, kit.ColorSoft, t("filter.hint")), grid, f.waiting)
	f.sheet = kit.NewSheet(640, content).Foot(kit.Row(12,
		kit.NewButton(kit.Primary, t("filter.show"), f.apply).Big().Key("Ctrl ↵"), kit.Grow(nil),
		kit.NewButton(kit.Plain, t("common.cancel"), f.close).Big().Key("Esc")))
	f.sheet.OnEscape, f.sheet.OnCtrlEnter = f.close, f.apply
	f.sheet.FocusFirst(f.dates.first)
	f.gateway.set(n.gateway)
	f.company.set(n.company)
	f.staff.set(n.staff)
	s.filters = f
	f.offer(s.facets)
	s.openSheet(f.sheet)
	s.seen("filters")
	s.readFacets()
}

func (f *filterSheet) close() {
	f.historyScreen.filters = nil
	f.sheet.Close()
}

// offer shows what can be chosen.
func (f *filterSheet) offer(facets desk.Facets) {
	f.gateway.offer(facets.Gateways)
	f.company.offer(facets.CardCompanies)
	f.staff.offer(facets.Staff)
	setVisible(f.waiting, len(facets.Gateways) == 0 && !f.desk.SearchReady())
	f.sheet.Refresh()
}

// apply shows what was asked for, or says what is wrong with a day; what was
// typed stays.
func (f *filterSheet) apply() {
	dates, firstWrong := f.dates.read(true)
	cancels, alsoWrong := f.cancels.read(true)
	for _, wrong := range []*kit.Field{firstWrong, alsoWrong} {
		if wrong != nil {
			wrong.Focus()
			return
		}
	}
	f.close()
	f.narrow(narrowing{dates: dates, cancels: cancels, gateway: f.gateway.value(), company: f.company.value(), staff: f.staff.value()})
	f.list.Focus()
}

func (s *historyScreen) newDays(first, last string, p desk.Period) *daysFields {
	d := &daysFields{words: s.words, now: s.desk.Now}
	entry := func(day string) *kit.Entry {
		e := kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 14, Placeholder: s.words.T("filter.day.example")})
		e.SetValue(day)
		e.OnChanged = func(string) { d.read(false) }
		return e
	}
	d.first, d.last = entry(p.From), entry(p.To)
	d.firstField = kit.NewField(s.words.T(first), d.first).ReserveLine()
	d.lastField = kit.NewField(s.words.T(last), d.last).ReserveLine()
	for e, field := range map[*kit.Entry]*kit.Field{d.first: d.firstField, d.last: d.lastField} {
		e.OnEnter = func() {
			if d.read(true); field.Problem() == "" {
				s.canvas().FocusNext()
			}
		}
	}
	d.read(false)
	return d
}

// read reads both days and says beneath each which day it is or, if strict, what
// is wrong with it. The field is the first that is wrong, nil if none.
func (d *daysFields) read(strict bool) (desk.Period, *kit.Field) {
	p, first, last := desk.ReadPeriod(d.first.Value(), d.last.Value(), d.now())
	var wrong *kit.Field
	for _, one := range []struct {
		field *kit.Field
		day   string
		err   error
	}{{d.lastField, p.To, last}, {d.firstField, p.From, first}} {
		problem := ""
		if one.err != nil && strict {
			problem, wrong = d.words.dayProblem(one.err), one.field
		}
		one.field.SetProblem(problem)
		one.field.SetSub(d.words.wholeDay(one.day))
	}
	return p, wrong
}

// dayProblem says what is wrong with a day.
func (w *Words) dayProblem(err error) string {
	switch {
	case errors.Is(err, desk.ErrNoSuchDay):
		return w.T("filter.day.none")
	case errors.Is(err, desk.ErrDaysReversed):
		return w.T("filter.day.reversed")
	}
	return w.T("filter.day.form")
}

// wholeDay writes a business day with year and weekday; "" for none.
func (w *Words) wholeDay(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return w.T("filter.day", "year", itoa(at.Year()), "date", w.date(at))
}

func newFacet(label, all string, name func(string) string) *facetField {
	f := &facetField{choice: kit.NewChoice(nil, -1), name: name, all: all}
	f.field = kit.NewField(label, f.choice)
	return f
}

// set chooses a value, offered or not.
func (f *facetField) set(value string) { f.show(choices(nil, value), value) }

// offer shows what there is to choose from, if it is more than one thing, and
// leaves what is chosen.
func (f *facetField) offer(values []string) { f.show(choices(values, f.value()), f.value()) }

func (f *facetField) show(values []string, chosen string) {
	f.values = values
	names := make([]string, len(values))
	for i, v := range values {
		if names[i] = f.all; v != "" {
			names[i] = f.name(v)
		}
	}
	f.choice.SetOptions(names, slices.Index(values, chosen))
	setVisible(f.field, len(values) > 0)
}

// value is what is chosen; "" for all.
func (f *facetField) value() string {
	if i := f.choice.Selected(); i >= 0 && i < len(f.values) {
		return f.values[i]
	}
	return ""
}
