package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

const (
	historyPage = 200
	searchDelay = 120 * time.Millisecond
)

// historyScreen is everything that was tried, newest first, with the story of
// the row that is chosen beside it.
type historyScreen struct {
	*Window
	desk   *desk.Desk // the one that this screen was built for
	search *kit.Entry
	period *kit.Choice
	group  *kit.Segment
	state  *kit.Choice
	list   *kit.RowList
	sums   *kit.Paragraph
	more   *kit.Button
	empty  fyne.CanvasObject
	side   *fyne.Container
	column *fyne.Container // filters, list, sums
	view   fyne.CanvasObject

	rows    []desk.Operation
	next    desk.Cursor
	asked   int   // counts the questions, so that a late answer is dropped
	open    int64 // the operation whose story is shown; 0 for none
	chosen  desk.Operation
	leftTax desk.Tax    // of the chosen one, if its sale is mixed
	first   *kit.Button // the first act of the story
	typing  func()      // takes the reload back that a pause would bring
}

func newHistoryScreen(w *Window) *historyScreen {
	s := &historyScreen{Window: w, desk: w.desk, side: container.NewStack()}
	t := w.words.T
	s.search = kit.NewEntry(kit.EntryOptions{Max: 60, Placeholder: t("history.search")})
	s.search.OnChanged = func(string) { s.soon() }
	s.search.OnEnter = func() { s.list.Focus() }
	s.search.OnEscape = func() { s.search.SetValue(""); s.list.Focus() }
	s.search.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			s.list.Focus()
		}
		return ev.Name == fyne.KeyDown
	}
	searchField := kit.NewField("", s.search)
	if textScale() <= roomyScale {
		searchField.SetChip("Ctrl F", kit.Neutral)
	}
	s.period = kit.NewChoice(texts(t, len(periods), func(i int) string { return periods[i].key }), 0)
	s.group = kit.NewSegment(texts(t, len(groups), func(i int) string { return groups[i].key }), 0)
	s.state = kit.NewChoice(s.stateNames(), 0)
	s.period.OnChanged = func(int) { s.reload() }
	s.group.OnChanged = func(int) { s.regroup() }
	s.state.OnChanged = func(int) { s.reload() }
	filters := kit.NewGrid().
		Row(kit.Cols(8, searchField), kit.Cols(4, kit.NewField("", s.period))).
		Row(kit.Cols(8, s.group), kit.Cols(4, kit.NewField("", s.state)))

	s.list = kit.NewRowList(s.columns(), func() int { return len(s.rows) }, s.cells)
	s.list.OnSelected = s.choose
	s.list.OnActivated = func(int) { s.openRow() }
	s.sums = kit.NewParagraph(kit.Body, kit.ColorInk, "")
	s.more = kit.NewButton(kit.Plain, t("history.more"), s.loadMore)
	s.more.Hide()
	s.empty = kit.Inset(40, 20, kit.Column(6, kit.NewStrong(kit.Subtitle, t("history.empty")), kit.NewParagraph(kit.Body, kit.ColorSoft, t("history.empty.hint"))))
	foot := kit.Row(16, kit.Grow(s.sums), s.more, kit.NewButton(kit.Plain, t("history.export"), s.export).Key("E"))
	s.column = kit.Filled(14, filters, container.NewStack(s.list, s.empty), foot)
	s.view = listAndStory(s.column, s.side)
	s.showStory(nil)
	return s
}

func texts(t func(string, ...string) string, n int, key func(int) string) []string {
	var all []string
	for i := range n {
		all = append(all, t(key(i)))
	}
	return all
}

func (s *historyScreen) root() fyne.CanvasObject { return s.view }

func (s *historyScreen) enter() {
	s.reload()
	s.list.Focus()
}

func (s *historyScreen) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		s.Window.show(screenCharge)
	case fyne.KeyC, fyne.KeyDelete:
		s.askCancel()
	case fyne.KeyP:
		s.openSlip()
	case fyne.KeyR:
		s.keyInAgain()
	case fyne.KeyO:
		s.seeElsewhere()
	case fyne.KeyS:
		s.settle()
	case fyne.KeyE:
		s.export()
	default:
		return false
	}
	return true
}

func (s *historyScreen) main() { s.askCancel() }

func (s *historyScreen) focusSearch() { s.search.Focus() }

// openOperation shows one operation in the history, whatever the filters were.
func (w *Window) openOperation(o desk.Operation) {
	h, ok := w.screens[screenHistory].(*historyScreen)
	if !ok {
		return
	}
	h.search.SetValue("")
	h.group.Set(groupOf(o))
	h.state.SetOptions(h.stateNames(), 0)
	h.period.Set(0)
	if desk.BusinessDay(o.PreparedAt) != desk.BusinessDay(w.desk.Now()) {
		h.period.Set(len(periods) - 1)
	}
	h.open = o.ID
	if o.Kind.GivesBack() { // seen with its sale
		h.open = o.ParentID
	}
	w.show(screenHistory)
}

// soon reloads when the typing pauses.
func (s *historyScreen) soon() {
	if s.typing != nil {
		s.typing()
	}
	s.typing = s.runner.After(searchDelay, s.reload)
}

// answer is a page and the totals of the same question.
type answer struct {
	page   desk.Page
	totals desk.Totals
	err    error
}

// reload asks for the first page and the totals.
func (s *historyScreen) reload() { s.ask(s.query(), true) }

// loadMore asks for the next page.
func (s *historyScreen) loadMore() {
	if s.next == "" {
		return
	}
	s.list.Focus()
	q := s.query()
	q.Before = s.next
	s.ask(q, false)
}

func (s *historyScreen) ask(q desk.Query, anew bool) {
	s.asked++
	asked := s.asked
	background(s.Window, func() answer {
		var a answer
		if a.page, a.err = s.desk.History(context.Background(), q); a.err == nil {
			a.totals, a.err = s.desk.Totals(context.Background(), q)
		}
		return a
	}, func(a answer) {
		if asked != s.asked {
			return
		}
		if a.err != nil {
			s.log.Error("read the history", "error", a.err)
			s.sums.Set(s.words.explain(a.err).Hint)
			return
		}
		if anew {
			s.rows = nil
		}
		s.rows, s.next = append(s.rows, a.page.Operations...), a.page.Next
		s.shown(a.totals, anew)
	})
}

// shown brings the list, the sums and the story up to date.
func (s *historyScreen) shown(sum desk.Totals, anew bool) {
	setVisible(s.more, s.next != "")
	setVisible(s.empty, len(s.rows) == 0)
	s.sums.Set(s.sumLine(sum))
	s.column.Refresh()
	s.list.Reload(false)
	if !anew {
		return
	}
	at := -1
	for i, o := range s.rows {
		if o.ID == s.open {
			at = i
		}
	}
	if at < 0 && len(s.rows) > 0 {
		at = 0
	}
	if at == s.list.Selected() {
		s.choose(at)
	} else {
		s.list.Select(at)
	}
}

func (s *historyScreen) sumLine(sum desk.Totals) string {
	t := s.words.T
	parts := []string{t("history.shown", "count", itoa(sum.Rows))}
	add := func(key string, tally desk.Tally) {
		if tally.Count > 0 {
			parts = append(parts, t(key)+" "+kit.Strong(desk.Grouped(tally.AmountKRW)))
		}
	}
	add("history.sum.approved", sum.Approved)
	add("history.sum.cancelled", sum.GivenBack)
	add("state.cancel.approved", sum.Cancelled)
	add("history.sum.in_doubt", sum.InDoubt)
	if slices.ContainsFunc(s.rows, func(o desk.Operation) bool { return !o.Kind.TakesMoney() && !o.Kind.GivesBack() }) {
		parts = append(parts, t("history.sums.money_only"))
	}
	return strings.Join(parts, "    ")
}

// choose shows the story of a row.
func (s *historyScreen) choose(i int) {
	if i < 0 || i >= len(s.rows) {
		s.open = 0
		s.showStory(nil)
		return
	}
	s.open = s.rows[i].ID
	s.loadStory(s.open)
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}
