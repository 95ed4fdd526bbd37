package ui

import (
	"slices"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// payForm is the entries of one payment. It turns them into a desk.PaymentOrder
// and holds no rules of its own.
type payForm struct {
	words    *Words
	methods  []desk.Method
	months   []int // what the choice of instalments offers
	wish     int   // the instalments that were chosen, whether the method offers them or not
	receipts bool  // a cash receipt can be asked for

	method, quota                 *kit.Choice
	amount, item, email           *kit.Entry
	taxable, free, deposit, join  *kit.Entry
	interestFree, points, receipt *kit.Toggle
	receiptUsage, receiptKind     *kit.Choice
	receiptNumber                 *kit.Entry
	methodField, amountField      *kit.Field
	quotaField, interestField     *kit.Field
	pointsField, receiptField     *kit.Field
	usageField, kindField         *kit.Field
	numberField, depositField     *kit.Field
	taxableField, freeField       *kit.Field
	joinField                     *kit.Field
	fields                        map[desk.Field]*kit.Field
	entries                       []*kit.Entry
	grid                          *kit.Grid
	more                          bool
	onChanged                     func()
	onMore                        func(open bool)
	onKept                        func() // the rare fields did not fold
	onEnd                         func() // Enter in the last field
}

// The choices of a cash receipt, as the gateway names them, with the ends of
// their keys.
var (
	receiptUsages = []string{"01", "02"}
	receiptKinds  = []string{"3", "1", "4"} // phone, card, business number
)

// cupDeposit is the type of a deposit on a cup.
const cupDeposit = "C"

func newPayForm(w *Words, methods []desk.Method, chosen int, receipts bool, onChanged func()) *payForm {
	f := &payForm{words: w, methods: methods, receipts: receipts, onChanged: onChanged}
	t := w.T
	f.method = kit.NewChoice(texts(func(i string, _ ...string) string { return i }, len(methods), func(i int) string { return w.methodName(methods[i]) }), chosen)
	f.method.OnChanged = func(int) { f.showMethod() }
	f.quota = kit.NewChoice([]string{w.Quota(0)}, 0)
	f.quota.OnChanged = func(int) { f.wish = f.chosenMonths(); f.changed() }
	f.amount = f.entry(kit.EntryOptions{Group: kit.GroupAmount, Bold: true, Large: true})
	f.item = f.entry(kit.EntryOptions{Max: 100})
	f.email = f.entry(kit.EntryOptions{Script: kit.Latin, Max: 128})
	f.receiptNumber = f.entry(kit.EntryOptions{Mode: kit.Digits, Max: 19, Sensitive: true})
	f.taxable = f.entry(kit.EntryOptions{Group: kit.GroupAmount})
	f.free = f.entry(kit.EntryOptions{Group: kit.GroupAmount})
	f.deposit = f.entry(kit.EntryOptions{Group: kit.GroupAmount})
	f.join = f.entry(kit.EntryOptions{Max: 20})
	toggle := func(yes, no string) *kit.Toggle {
		g := kit.NewToggle(t(yes), t(no), false)
		g.OnChanged = func(bool) { f.showReceipt() }
		return g
	}
	f.interestFree = toggle("wallet.interest.on", "wallet.interest.off")
	f.points = toggle("wallet.points.on", "wallet.points.off")
	f.receipt = toggle("wallet.receipt.on", "wallet.receipt.off")
	f.receiptUsage = kit.NewChoice(texts(t, len(receiptUsages), func(i int) string { return "wallet.receipt.usage." + receiptUsages[i] }), 0)
	f.receiptKind = kit.NewChoice(texts(t, len(receiptKinds), func(i int) string { return "wallet.receipt.kind." + receiptKinds[i] }), 0)
	f.receiptKind.OnChanged = func(int) { f.changed() }
	f.lay()
	f.showMethod()
	f.showMore(false)
	f.email.OnEnter = func() { f.end(f.email) }
	f.receiptNumber.OnEnter = func() { f.end(f.receiptNumber) }
	f.join.OnEnter = func() { f.end(f.join) }
	return f
}

func (f *payForm) entry(o kit.EntryOptions) *kit.Entry {
	e := kit.NewEntry(o)
	e.OnChanged = func(string) { f.changed() }
	f.entries = append(f.entries, e)
	return e
}

// lay sets the fields on the grid, sized by what they hold.
func (f *payForm) lay() {
	t := f.words.T
	f.methodField = kit.NewField(t("wallet.pay.method"), f.method)
	f.amountField = kit.NewField(t("charge.amount"), f.amount).ReserveLine().Fit("1,000,000")
	f.amountField.SetHint(t("common.won"))
	f.quotaField = kit.NewField(t("charge.quota"), f.quota).ReserveLine()
	f.interestField = kit.NewField(t("wallet.interest"), f.interestFree)
	f.pointsField = kit.NewField(t("wallet.points"), f.points)
	f.receiptField = kit.NewField(t("wallet.receipt"), f.receipt)
	f.usageField = kit.NewField(t("wallet.receipt.usage"), f.receiptUsage)
	f.kindField = kit.NewField(t("wallet.receipt.kind"), f.receiptKind)
	f.numberField = kit.NewField(t("wallet.receipt.number"), f.receiptNumber).Fit("0000000000000")
	f.taxableField = kit.NewField(t("charge.taxable"), f.taxable)
	f.freeField = kit.NewField(t("charge.free"), f.free)
	f.depositField = kit.NewField(t("wallet.deposit"), f.deposit)
	f.joinField = kit.NewField(t("wallet.join"), f.join)
	item, email := kit.NewField(t("charge.item"), f.item), kit.NewField(t("charge.email"), f.email)
	f.fields = map[desk.Field]*kit.Field{
		desk.FieldMethod: f.methodField, desk.FieldAmount: f.amountField, desk.FieldQuota: f.quotaField,
		desk.FieldItemName: item, desk.FieldBuyerEmail: email, desk.FieldTax: f.taxableField,
		desk.FieldDeposit: f.depositField, desk.FieldJoinCode: f.joinField, desk.FieldCashReceipt: f.numberField,
	}
	f.grid = kit.NewGrid().
		Row(kit.Cols(8, f.amountField), kit.Cols(4, f.quotaField)).
		Row(kit.Cols(12, f.methodField)).
		Row(kit.Cols(7, item), kit.Cols(5, email)).
		Row(kit.Cols(3, f.receiptField), kit.Cols(3, f.usageField), kit.Cols(3, f.kindField), kit.Cols(3, f.numberField)).
		Row(kit.Cols(6, f.taxableField), kit.Cols(6, f.freeField)).
		Row(kit.Cols(3, f.interestField), kit.Cols(3, f.pointsField), kit.Cols(3, f.depositField), kit.Cols(3, f.joinField))
}

// chosen is the method that pays.
func (f *payForm) chosen() desk.Method { return f.methods[f.method.Selected()] }

// monthsOf are the instalments that a method offers, a lump sum first. A check
// card pays at once; a card whose list is not told is offered all.
func monthsOf(m desk.Method) []int {
	months := []int{0}
	if !m.Card() || m.CheckCard {
		return months
	}
	for _, n := range m.Quotas {
		if n >= 2 && !slices.Contains(months, n) {
			months = append(months, n)
		}
	}
	if len(m.Quotas) == 0 {
		for n := 2; n <= 24; n++ {
			months = append(months, n)
		}
	}
	return months
}

// showMethod fits the form to the chosen method: instalments for cards, a cash
// receipt for accounts. What does not fit stays for the next method and is left
// out of the order.
func (f *payForm) showMethod() {
	m := f.chosen()
	f.methodField.SetHint(f.words.methodKind(m))
	f.months = monthsOf(m)
	var options []string
	for _, n := range f.months {
		options = append(options, f.words.Quota(n))
	}
	f.quota.SetOptions(options, max(slices.Index(f.months, f.wish), 0))
	setVisible(f.quotaField, m.Card())
	setVisible(f.receiptField, !m.Card() && f.receipts)
	f.showMore(f.more)
	f.showReceipt()
}

// showReceipt asks for the details of a cash receipt where one is wanted.
func (f *payForm) showReceipt() {
	wanted := f.receiptField.Visible() && f.receipt.On()
	for _, field := range []*kit.Field{f.usageField, f.kindField, f.numberField} {
		setVisible(field, wanted)
	}
	f.grid.Refresh()
	if f.onMore != nil {
		f.onMore(f.more)
	}
	f.changed()
}

// asksInterestFree says whether it was asked for and the method can.
func (f *payForm) asksInterestFree() bool { return f.interestFree.On() && f.chosen().Card() }

// asksPoints says whether they were asked for and the method has them.
func (f *payForm) asksPoints() bool {
	return f.points.On() && f.chosen().Card() && f.chosen().Points
}

// rare says whether something stands in the rare fields.
func (f *payForm) rare() bool {
	return f.asksInterestFree() || f.asksPoints() ||
		slices.ContainsFunc([]*kit.Entry{f.taxable, f.free, f.deposit, f.join}, func(e *kit.Entry) bool { return e.Value() != "" })
}

// showMore opens or folds the rare fields. They fold while nothing stands in
// them: what goes along must be seen.
func (f *payForm) showMore(open bool) {
	if !open && f.rare() {
		f.onKept()
		return
	}
	f.more = open
	m := f.chosen()
	for _, field := range []*kit.Field{f.taxableField, f.freeField, f.depositField, f.joinField} {
		setVisible(field, open)
	}
	setVisible(f.interestField, open && m.Card())
	setVisible(f.pointsField, open && m.Card() && m.Points)
	if !open { // what another method would have asked for
		f.interestFree.Set(false)
		f.points.Set(false)
	}
	f.grid.Refresh()
	if f.onMore != nil {
		f.onMore(open)
	}
}

// end leads from a field on: to the next one that is seen, or to the button.
func (f *payForm) end(from *kit.Entry) {
	switch {
	case from == f.email && f.receiptField.Visible():
		f.receiptField.Focus()
	case from != f.join && f.more:
		f.taxableField.Focus()
	default:
		f.onEnd()
	}
}

// openFor unfolds the rare fields where one of them is wrong.
func (f *payForm) openFor(findings []desk.Finding) {
	rare := []desk.Field{desk.FieldTax, desk.FieldDeposit, desk.FieldJoinCode}
	if !f.more && slices.ContainsFunc(findings, func(x desk.Finding) bool { return x.Block && slices.Contains(rare, x.Field) }) {
		f.showMore(true)
	}
}

// changed shows under the entries what they mean and tells.
func (f *payForm) changed() {
	if f.grid == nil {
		return // still being built
	}
	amount := won(f.amount)
	if f.words.Korean() {
		f.amountField.SetSub(desk.ReadKorean(amount))
	}
	f.quotaField.SetSub(f.words.monthly(amount, f.chosenMonths()))
	f.onChanged()
}

func (f *payForm) chosenMonths() int {
	if at := f.quota.Selected(); at >= 0 && at < len(f.months) {
		return f.months[at]
	}
	return 0
}

// lostMonths says that the method does not offer the instalments that were
// chosen; "" if it does.
func (f *payForm) lostMonths() string {
	switch {
	case f.chosenMonths() == f.wish:
		return ""
	case f.chosen().Card():
		return f.words.T("wallet.quota.lost", "months", itoa(f.wish))
	default:
		return f.words.T("wallet.quota.lost.account")
	}
}

// read is what the entries say.
func (f *payForm) read() desk.PaymentOrder {
	o := desk.PaymentOrder{
		Method: f.chosen(), AmountKRW: won(f.amount), Quota: f.chosenMonths(), ItemName: f.item.Value(), Email: f.email.Value(),
		InterestFree: f.asksInterestFree(), UsePoints: f.asksPoints(), JoinCode: f.join.Value(),
	}
	if f.taxable.Value() != "" || f.free.Value() != "" {
		o.Tax = &desk.Tax{TaxableKRW: won(f.taxable), FreeKRW: won(f.free)}
	}
	if f.receiptField.Visible() && f.receipt.On() {
		o.CashReceipt = &desk.CashReceipt{
			Usage: receiptUsages[f.receiptUsage.Selected()], Method: receiptKinds[f.receiptKind.Selected()],
			Value: desk.NewSecret(f.receiptNumber.Value()),
		}
	}
	if f.deposit.Value() != "" {
		o.Deposits = []desk.Deposit{{Type: cupDeposit, AmountKRW: won(f.deposit)}}
	}
	return o
}
