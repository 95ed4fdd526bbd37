package ui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// payView asks what shall be paid, with the slip as it will be beside it, and
// then for the page on which the customer approves it.
type payView struct {
	*walletScreen
	customer desk.Customer
	methods  []desk.Method
	again    *desk.PaymentOrder // the earlier order; nil for a new one
	given    [payEntries]string // what stood there before anybody typed
	form     *payForm
	place    *placeChoice
	paper    *kit.Paper
	notice   *kit.Banner
	send     *kit.Button
	foot     *fyne.Container
	keying   *fyne.Container
	footed
}

// showPayment begins a payment of a customer with one of the methods; again is
// an earlier order, or nil.
func (s *walletScreen) showPayment(c desk.Customer, methods []desk.Method, chosen int, again *desk.PaymentOrder) *payView {
	v := &payView{walletScreen: s, customer: c, methods: methods, again: again, paper: kit.NewPaper()}
	t := s.words.T
	v.notice = kit.NewBanner(kit.Neutral, "", "")
	v.send = kit.NewButton(kit.Primary, t("wallet.pay.send.empty"), v.main).Big().Key("Ctrl ↵")
	v.place = newPlaceChoice(s, v.changed)
	v.form = newPayForm(s.words, methods, chosen, v.receipts(methods[chosen]), v.changed)
	v.form.onEnd = v.send.Focus
	for _, e := range v.form.entries {
		e.OnEscape = v.back
	}
	back := kit.NewButton(kit.Plain, t("common.cancel"), v.back).Big().Key("Esc")
	more := kit.NewLink(kit.Body, t("wallet.more"), nil)
	more.SetColor(kit.ColorSoft)
	more.OnTapped = func() { v.form.showMore(!v.form.more) }
	v.form.onMore = func(open bool) {
		more.SetText(t(map[bool]string{true: "charge.less", false: "wallet.more"}[open]))
		v.changed()
		v.relay()
	}
	v.form.onKept = func() { s.toast(t("wallet.more.kept")) }
	v.foot = kit.Row(12, v.send, back, kit.Grow(nil))
	title, _, _ := heading(t("wallet.pay"), s.words.customerName(c)+" · "+t("wallet.pay.hint"))
	v.keying = kit.Column(18, title, v.form.grid, v.place.beside(more), v.notice)
	setVisible(title, textScale() <= roomyScale) // the slip stays beside the form
	v.footed = newFooted(v.keying, v.foot, func(form fyne.CanvasObject) fyne.CanvasObject {
		return kit.Beside(form, v.paper, slipWidth, paneGap)
	})
	if again != nil {
		v.form.again(*again)
		v.given = v.form.values()
	}
	v.changed()
	s.open(v, "wallet-pay")
	return v
}

// receipts says whether a cash receipt can be asked for: its number goes out
// encrypted only.
func (v *payView) receipts(m desk.Method) bool {
	probe := desk.PaymentOrder{CustomerID: v.customer.ID, Method: m, CashReceipt: &desk.CashReceipt{}}
	for _, f := range v.desk.CheckPayment(probe) {
		if f.Field == desk.FieldCashReceipt && f.Rule == ruleSEED {
			return false
		}
	}
	return true
}

func (v *payView) root() fyne.CanvasObject { return v.all }

func (v *payView) scrolls() *kit.Scroll { return v.scroll }

func (v *payView) focus() { v.form.amountField.Focus() }

func (v *payView) leave() { v.form.receiptNumber.Wipe() }

// back leads to the methods again.
func (v *payView) back() {
	v.letGo(func() { v.listMethods(v.customer, v.methods, v.form.method.Selected(), v.again) })
}

func (v *payView) typed() bool { return v.form.values() != v.given }

func (v *payView) key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape {
		v.back()
		return true
	}
	return false
}

// relay lays the column out again after a part of it appeared or went.
func (v *payView) relay() {
	if v.keying != nil {
		v.keying.Refresh()
		v.scroll.Refresh()
	}
}

// order is what the form says, of this customer.
func (v *payView) order() desk.PaymentOrder {
	o := v.form.read()
	o.CustomerID, o.Where = v.customer.ID, v.place.place()
	return o
}

// changed brings everything that follows from the form up to date.
func (v *payView) changed() {
	if v.form == nil || v.foot == nil {
		return
	}
	o := v.order()
	v.paper.Set(v.words.paymentSlip(o, v.customer, v.settings, v.desk.Environment))
	label := v.words.T("wallet.pay.send.empty")
	if o.AmountKRW > 0 {
		label = v.words.T("wallet.pay.send", "amount", desk.Grouped(o.AmountKRW))
	}
	if v.send.Text() != label {
		v.send.SetText(label)
		v.foot.Refresh()
	}
	findings := v.desk.CheckPayment(o)
	for _, field := range v.form.fields {
		if field.Problem() != "" {
			v.words.markFields(v.form.fields, findings, true)
			break
		}
	}
	v.warn(findings)
}

// warn shows what is worth a second look and does not forbid to go on.
func (v *payView) warn(findings []desk.Finding) {
	var warnings []string
	for _, f := range findings {
		if !f.Block {
			warnings = append(warnings, v.words.finding(f))
		}
	}
	hint := v.words.T("charge.warning.hint")
	if lost := v.form.lostMonths(); lost != "" {
		if len(warnings) == 0 {
			hint = ""
		}
		warnings = append(warnings, lost)
	}
	missing := v.place.missing()
	full := textScale() > roomyScale || v.form.more && v.place.view.Visible()
	if room := !full || len(warnings) > 0 || missing; room != v.notice.Visible() {
		setVisible(v.notice, room) // of an empty line there is none to spare on a full form
		v.relay()
	}
	if missing {
		v.place.tell(v.notice)
		return
	}
	if len(warnings) == 0 {
		v.words.tellOn(v.notice, kit.Neutral, Said{})
		return
	}
	v.words.tellOn(v.notice, kit.InDoubt, Said{strings.Join(warnings, " · "), hint})
}

// main asks for the page.
func (v *payView) main() {
	o := v.order()
	findings := v.desk.CheckPayment(o)
	v.form.openFor(findings)
	if first := v.words.markFields(v.form.fields, findings, false); first != nil {
		first.Focus()
		return
	}
	if v.place.missing() {
		v.place.segment.Focus()
		return
	}
	v.place.remember()
	v.ask(o)
}

// ask asks for the page, past the rows that staff were shown.
func (v *payView) ask(o desk.PaymentOrder) {
	staff := v.settings.Staff
	atDesk(v.walletScreen, v.words.T("wallet.working.payment"), false, func(ctx context.Context) (desk.BuyerPage, error) {
		return v.desk.RegisterPayment(ctx, o, staff)
	}, func(p desk.BuyerPage, err error) { v.asked(o, p, err) })
}

// asked shows the page, or why there is none, with the form as it was.
func (v *payView) asked(o desk.PaymentOrder, p desk.BuyerPage, err error) {
	if errors.Is(err, desk.ErrDuplicate) {
		v.pastAlike(func(ctx context.Context) ([]desk.Operation, error) {
			return v.desk.PaymentLookAlikes(ctx, o.CustomerID, o.AmountKRW)
		}, func(past []desk.Operation) {
			o.Shown = past
			v.ask(o)
		})
		return
	}
	if err == nil && p.Operation.State == desk.Approved {
		v.home.open = v.customer.ID
		o.CashReceipt = nil // its number is kept nowhere
		v.ordered[p.Operation.ID] = o
		v.showPage(p)
		return
	}
	said, tone, told := v.ended(desk.KindRegisterPayment, p.Operation, err)
	if told {
		return
	}
	v.words.tellOn(v.notice, tone, said)
	v.notice.Show()
	v.offerSettings(v.notice, err)
	v.relay()
	v.send.Focus()
}
