package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// methodsView lists a customer's cards and accounts. Choosing one begins a
// payment, or an earlier one again.
type methodsView struct {
	*walletScreen
	customer desk.Customer
	methods  []desk.Method
	again    *desk.PaymentOrder // what is to be paid; nil while nothing is known
	list     *kit.RowList
	view     fyne.CanvasObject
}

// methodsFound is what the desk answers.
type methodsFound struct {
	methods []desk.Method
	op      desk.Operation
}

// showMethods asks for a customer's methods and shows them, to pay what was
// ordered earlier, or nil for something new.
func (s *walletScreen) showMethods(c desk.Customer, again *desk.PaymentOrder) {
	staff := s.settings.Staff
	atDesk(s, s.words.T("wallet.working.methods"), false, func(ctx context.Context) (methodsFound, error) {
		methods, op, err := s.desk.Methods(ctx, c.ID, staff)
		return methodsFound{methods, op}, err
	}, func(f methodsFound, err error) {
		if err == nil && f.op.State == desk.Approved && len(f.methods) > 0 {
			s.listMethods(c, f.methods, 0, again)
			return
		}
		s.noMethods(c, f.op, err, again)
	})
}

// noMethods says that there is nothing to choose from, and why.
func (s *walletScreen) noMethods(c desk.Customer, op desk.Operation, err error, again *desk.PaymentOrder) {
	t := s.words.T
	said, tone, told := s.ended(desk.KindListMethods, op, err)
	if told {
		return
	}
	m := cardModel{
		title: t("wallet.methods"), hint: s.words.customerName(c), said: said, tone: tone,
		acts: []cardAct{{t("result.again"), "↵", "", func() { s.showMethods(c, again) }}, s.toCustomers(c.ID)},
		back: func() { s.customers(c.ID) },
	}
	if err == nil && op.State == desk.Approved {
		m.said, m.tone = Said{t("wallet.methods.none"), t("wallet.methods.none.hint")}, kit.Neutral
		m.acts[0] = cardAct{t("wallet.act.again"), "R", fyne.KeyR, func() { s.showRegister(c) }}
	}
	s.showCard(m, "wallet-methods")
}

// listMethods shows them with one of them chosen.
func (s *walletScreen) listMethods(c desk.Customer, methods []desk.Method, chosen int, again *desk.PaymentOrder) {
	v := &methodsView{walletScreen: s, customer: c, methods: methods, again: again}
	t := s.words.T
	v.list = kit.NewRowList([]kit.ListColumn{
		{Title: t("wallet.method.kind"), Width: 104},
		{Title: t("wallet.method.name"), Width: 130, Grow: 1.2},
		{Title: t("wallet.method.number"), Width: 120, Grow: 1},
		{Title: t("wallet.method.nickname"), Width: 110, Grow: 1, Yield: 1},
		{Title: t("charge.quota"), Width: 110, Yield: 2},
	}, func() int { return len(v.methods) }, v.cells)
	v.list.OnActivated = func(int) { v.main() }
	title, _, _ := heading(t("wallet.methods"), s.words.customerName(c)+" · "+t("wallet.methods.hint"))
	foot := kit.Row(12, kit.NewButton(kit.Primary, t("wallet.methods.pay"), v.main).Key("↵"),
		kit.NewButton(kit.Plain, t("common.cancel"), func() { s.customers(c.ID) }).Key("Esc"), kit.Grow(nil))
	v.view = container.New(methodsLayout{}, kit.Filled(18, title, v.list, foot))
	s.open(v, "wallet-methods")
	v.list.Select(chosen)
}

// methodsLayout keeps the page's space around a list that scrolls by itself.
type methodsLayout struct{}

// Layout is Fyne's.
func (methodsLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	objects[0].Move(fyne.NewPos(pagePad, pagePad-edge))
	objects[0].Resize(fyne.NewSize(s.Width-2*pagePad, s.Height-2*pagePad+edge))
}

// MinSize is Fyne's.
func (methodsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 320) }

func (v *methodsView) cells(i int) []kit.ListCell {
	m := v.methods[i]
	quota := ""
	if m.Card() {
		quota = v.words.mostQuota(m)
	}
	return []kit.ListCell{
		{Text: v.words.methodKind(m), Chip: true, Tone: kit.Accent},
		{Text: m.Name, Bold: true},
		{Text: m.MaskedNumber},
		{Text: m.Nickname, Soft: true},
		{Text: quota, Soft: true},
	}
}

// methodKind says whether a method is a card or an account.
func (w *Words) methodKind(m desk.Method) string {
	switch {
	case !m.Card():
		return w.T("wallet.method.account")
	case m.CheckCard:
		return w.T("wallet.method.check")
	case m.Corporate:
		return w.T("wallet.method.corporate")
	default:
		return w.T("wallet.method.card")
	}
}

// mostQuota says the longest instalments of a card.
func (w *Words) mostQuota(m desk.Method) string {
	months := monthsOf(m)
	if last := months[len(months)-1]; last > 1 {
		return w.T("wallet.method.quota", "months", itoa(last))
	}
	return w.Quota(0)
}

// methodName is a method in one line.
func (w *Words) methodName(m desk.Method) string { return m.Name + " " + m.MaskedNumber }

func (v *methodsView) root() fyne.CanvasObject { return v.view }

func (v *methodsView) scrolls() *kit.Scroll { return nil }

func (v *methodsView) focus() { v.list.Focus() }

func (v *methodsView) leave() {}

// main begins a payment with the chosen method.
func (v *methodsView) main() {
	if at := v.list.Selected(); at >= 0 {
		v.showPayment(v.customer, v.methods, at, v.again)
	}
}

func (v *methodsView) key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape {
		v.customers(v.customer.ID)
		return true
	}
	return false
}
