package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

const searchDelay = 120 * time.Millisecond

// historyScreen is everything that was tried, newest first, with the story of
// the row that is chosen beside it.
type historyScreen struct {
	*Window
	desk   *desk.Desk // the one that this screen was built for
	search *kit.Entry
	period *kit.Choice
	group  *kit.Segment
	state  *kit.Choice
	tags   *fyne.Container // of the filters beyond the three above
	list   *kit.RowList
	sums   *kit.Paragraph
	empty  fyne.CanvasObject
	lead   *kit.Text // of empty
	hint   *kit.Paragraph
	side   *fyne.Container
	column *fyne.Container // filters, list, sums
	view   fyne.CanvasObject

	narrowed narrowing
	before   int          // the period that was chosen before dates took its place
	facets   desk.Facets  // what can be chosen; nothing until they are read
	faceting bool         // they are being read
	filters  *filterSheet // while it is open

	pages
	open    int64 // the operation whose story is shown; 0 for none
	loading int64 // the one whose story is being read; 0 for none
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
	s.period = kit.NewChoice(s.periodNames(), 0)
	s.group = kit.NewSegment(texts(t, len(groups), func(i int) string { return groups[i].key }), 0)
	s.state = kit.NewChoice(s.stateNames(), 0)
	s.period.OnChanged = s.pickPeriod
	s.group.OnChanged = func(int) { s.regroup() }
	s.state.OnChanged = func(int) { s.reload() }
	filters := kit.NewGrid().
		Row(kit.Cols(8, searchField), kit.Cols(4, kit.NewField("", s.period))).
		Row(kit.Cols(8, s.group), kit.Cols(4, kit.NewField("", s.state)))

	s.list = kit.NewRowList(s.columns(), func() int { return len(s.rows) }, s.cells)
	s.list.OnSelected = s.choose
	s.list.OnActivated = func(int) { s.openRow() }
	s.list.OnSight = s.inSight
	s.sums = kit.NewParagraph(kit.Body, kit.ColorInk, "")
	s.lead, s.hint = kit.NewStrong(kit.Subtitle, ""), kit.NewParagraph(kit.Body, kit.ColorSoft, "")
	s.empty = kit.Inset(s.list.HeadHeight()+14, 20, kit.Column(6, s.lead, s.hint))
	s.empty.Hide()
	s.tags = kit.Wrap(8)
	s.tags.Hide()
	foot := kit.Row(16, kit.Grow(s.sums), kit.NewButton(kit.Plain, t("filter.more"), s.openFilters).Key("F"),
		kit.NewButton(kit.Plain, t("history.export"), s.export).Key("E"))
	s.column = kit.Filled(14, kit.Column(12, filters, s.tags), container.NewStack(s.list, s.empty), foot)
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
	s.readFacets()
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
	case fyne.KeyF:
		s.openFilters()
	case fyne.KeyX:
		s.narrow(narrowing{})
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
	h.narrowed = narrowing{}
	at, day := 0, desk.BusinessDay(o.PreparedAt)
	switch {
	case day == desk.BusinessDay(w.desk.Now()):
	case o.Kind.GivesBack(): // its sale may be of another day
		at = len(periods) - 1
	default: // that day alone: the row may be far down among all
		h.narrowed.dates = desk.Period{From: day, To: day}
		at, h.before = len(periods), 0
	}
	h.showNarrowed(at)
	h.open, h.wanted = o.ID, true
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

func (s *historyScreen) sumLine(sum desk.Totals) string {
	t := s.words.T
	parts := []string{kit.Together(t("history.shown", "count", desk.Grouped(int64(sum.Rows))))}
	add := func(key string, tally desk.Tally) {
		if tally.Count > 0 {
			parts = append(parts, kit.Together(t(key)+" "+kit.Strong(desk.Grouped(tally.AmountKRW))))
		}
	}
	add("history.sum.approved", sum.Approved)
	add("history.sum.cancelled", sum.GivenBack)
	add("state.cancel.approved", sum.Cancelled)
	add("history.sum.in_doubt", sum.InDoubt)
	if s.others {
		parts = append(parts, kit.Together(t("history.sums.money_only")))
	}
	return strings.Join(parts, "    ")
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}
