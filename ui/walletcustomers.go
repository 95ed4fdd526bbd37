package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// customersView is the list of customers, what they left half done above it,
// and the chosen one beside it.
type customersView struct {
	*walletScreen
	search *kit.Entry
	list   *kit.RowList
	notice *kit.Banner // the wallet is not set up
	steps  *stepsCard
	lead   *kit.Text // in place of rows, with the hint
	hint   *kit.Paragraph
	empty  fyne.CanvasObject
	foot   *kit.Paragraph
	side   *fyne.Container
	column *fyne.Container
	all    fyne.CanvasObject

	rows   []desk.Customer
	asked  int   // counts the questions, so that a late answer is dropped
	open   int64 // the chosen customer; 0 for none
	detail *customerCard
	typing func() // takes the reload back that a pause would bring
}

func newCustomersView(s *walletScreen) *customersView {
	v := &customersView{walletScreen: s, side: container.NewStack()}
	t := s.words.T
	v.search = kit.NewEntry(kit.EntryOptions{Max: 60, Placeholder: t("wallet.search")})
	v.search.OnChanged = func(string) { v.soon() }
	v.search.OnEnter = func() { v.list.Focus() }
	v.search.OnEscape = func() { v.search.SetValue(""); v.list.Focus() }
	v.search.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			v.list.Focus()
		}
		return ev.Name == fyne.KeyDown
	}
	field := kit.NewField("", v.search)
	if textScale() <= roomyScale {
		field.SetChip("Ctrl F", kit.Neutral)
	}
	anew := kit.NewButton(kit.Primary, t("wallet.new"), v.register).Key("N")
	v.notice = kit.NewBanner(kit.InDoubt, t("wallet.not_ready"), t("wallet.not_ready.hint"))
	v.notice.SetAction(t("charge.to_settings"), func() { s.Window.show(screenSettings) })
	setVisible(v.notice, s.desk.Wallet == nil)
	setVisible(anew, s.desk.Wallet != nil)
	v.steps = newStepsCard(v)
	head := kit.Column(14, v.notice, v.steps.view, kit.Row(12, kit.Grow(field), anew))

	v.list = kit.NewRowList(v.columns(), func() int { return len(v.rows) }, v.cells)
	v.list.OnSelected = v.choose
	v.list.OnActivated = func(int) { v.main() }
	v.lead, v.hint = kit.NewStrong(kit.Subtitle, ""), kit.NewParagraph(kit.Body, kit.ColorSoft, "")
	v.empty = kit.Inset(v.list.HeadHeight()+14, 20, kit.Column(6, v.lead, v.hint))
	v.foot = kit.NewParagraph(kit.Body, kit.ColorInk, "")
	v.column = kit.Filled(14, head, container.NewStack(v.list, v.empty), v.foot)
	v.all = listAndStory(v.column, v.side)
	v.choose(-1)
	return v
}

func (v *customersView) columns() []kit.ListColumn {
	t := v.words.T
	return []kit.ListColumn{
		{Title: t("wallet.col.name"), Width: 96, Grow: 1.4},
		{Title: t("wallet.col.id"), Width: 110, Grow: 1},
		{Title: t("wallet.col.key"), Width: 104, Grow: 1, Yield: 2},
		{Title: t("wallet.col.since"), Width: 74, Yield: 1},
		{Title: t("wallet.col.state"), Width: 84},
	}
}

// cells is one row of the list.
func (v *customersView) cells(i int) []kit.ListCell {
	c := v.rows[i]
	return []kit.ListCell{
		{Text: v.words.customerName(c), Bold: true},
		{Text: c.ShopUserID},
		{Text: c.KeyHint, Soft: true},
		{Text: desk.InKorea(c.CreatedAt).Format("06/01/02"), Soft: true},
		{Text: v.words.T("customer." + string(c.State)), Chip: true, Tone: toneOfCustomer(c.State)},
	}
}

// toneOfCustomer is the colour of a customer's state; its word stands beside it.
func toneOfCustomer(s desk.CustomerState) kit.Tone {
	switch s {
	case desk.CustomerActive:
		return kit.Approved
	case desk.CustomerPending:
		return kit.InDoubt
	default:
		return kit.Cancelled
	}
}

// customerName writes who a customer is, or why that can't be seen.
func (w *Words) customerName(c desk.Customer) string {
	return w.Name(desk.Buyer{Name: c.Name, Unreadable: c.Unreadable})
}

func (v *customersView) root() fyne.CanvasObject { return v.all }

// scrolls is the card of the chosen customer, which may be longer than the
// window with large text.
func (v *customersView) scrolls() *kit.Scroll {
	if v.detail == nil {
		return nil
	}
	return v.detail.scroll
}

func (v *customersView) focus() { v.list.Focus() }

func (v *customersView) leave() {
	if v.detail != nil {
		v.detail.hide()
	}
}

// main does what a person most likely wants with the chosen customer; where
// there is none, a new one is registered. A wallet that is not set up leads to
// the settings.
func (v *customersView) main() {
	switch {
	case v.desk.Wallet == nil:
		v.Window.show(screenSettings)
	case v.detail != nil && v.detail.customer.ID == v.open:
		v.detail.main()
	case len(v.rows) == 0:
		v.register()
	}
}

func (v *customersView) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		v.Window.show(screenCharge)
	case fyne.KeyN:
		v.register()
	case fyne.Key1, fyne.Key2, fyne.Key3:
		v.steps.openAt(int(ev.Name[0] - '1'))
	default:
		return v.detail != nil && v.detail.customer.ID == v.open && v.detail.key(ev.Name)
	}
	return true
}

func (v *customersView) focusSearch() { v.search.Focus() }

// register begins the registration of a new customer.
func (v *customersView) register() {
	if v.desk.Wallet != nil {
		v.showRegister(desk.Customer{})
	}
}

// soon reloads when the typing pauses.
func (v *customersView) soon() {
	if v.typing != nil {
		v.typing()
	}
	v.typing = v.runner.After(searchDelay, v.reload)
}

// found is what a reload asks for.
type found struct {
	rows  []desk.Customer
	steps []openStep
	err   error
}

// reload reads the customers and what is half done.
func (v *customersView) reload() {
	v.asked++
	asked, text := v.asked, v.search.Value()
	background(v.Window, func() found {
		var f found
		if f.rows, f.err = v.desk.Customers(context.Background(), text); f.err == nil {
			f.steps, f.err = openSteps(context.Background(), v.desk)
		}
		return f
	}, func(f found) {
		if asked != v.asked {
			return
		}
		if f.err != nil {
			v.log.Error("read the customers", "error", f.err)
			v.foot.Set(v.words.explain(f.err).Hint)
			return
		}
		v.rows = f.rows
		v.steps.set(f.steps)
		v.shown()
	})
}

// shown brings the list, the foot and the chosen customer up to date.
func (v *customersView) shown() {
	t := v.words.T
	lead, hint := t("wallet.empty"), t("wallet.empty.hint")
	if v.desk.Wallet == nil {
		hint = ""
	}
	if v.search.Value() != "" {
		lead, hint = t("wallet.none_found"), ""
	}
	v.lead.Set(lead)
	v.hint.Set(hint)
	setVisible(v.empty, len(v.rows) == 0)
	v.foot.Set(t("wallet.count", "count", itoa(len(v.rows))))
	v.column.Refresh()
	v.list.Reload(false)
	at := -1
	for i, c := range v.rows {
		if c.ID == v.open {
			at = i
		}
	}
	if at < 0 && len(v.rows) > 0 {
		at = 0
	}
	if at == v.list.Selected() {
		v.choose(at)
	} else {
		v.list.Select(at)
	}
}

// choose shows the chosen customer beside the list.
func (v *customersView) choose(i int) {
	if v.detail != nil {
		v.detail.hide()
	}
	v.detail = nil
	if i < 0 || i >= len(v.rows) {
		v.open = 0
		v.side.Objects = []fyne.CanvasObject{kit.NewCard(kit.NewParagraph(kit.Body, kit.ColorSoft, v.words.T("wallet.pick")))}
	} else {
		v.open = v.rows[i].ID
		v.detail = newCustomerCard(v, v.rows[i], v.steps.of(v.open))
		v.side.Objects = []fyne.CanvasObject{v.detail.view}
	}
	v.side.Refresh()
}
