package ui

import (
	"strconv"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// form is the entries of one order. It turns them into a desk.Order and back
// and holds no rules of its own.
type form struct {
	words *Words

	card, expiry, password, holder      *kit.Entry
	amount, item, buyer, phone, email   *kit.Entry
	taxable, free, order                *kit.Entry
	quota                               *kit.Choice
	kakao                               *kit.Toggle
	cardField, holderField, amountField *kit.Field
	quotaField, kakaoField              *kit.Field
	taxableField, freeField, orderField *kit.Field
	fields                              map[desk.Field]*kit.Field
	entries                             []*kit.Entry
	grid                                *kit.Grid
	more                                bool
	onChanged                           func()
	onCard                              func(digits string)
	onMore                              func(open bool) // the rare fields came or went
	onEnd                               func()          // Enter in the last field
}

// quotas are the instalments that the form offers: a lump sum, then 2 to 24
// months.
func quotas(w *Words) []string {
	options := []string{w.Quota(0)}
	for months := 2; months <= 24; months++ {
		options = append(options, w.Quota(months))
	}
	return options
}

// newForm builds the entries. onChanged is called after every change, onCard
// with the bare digits whenever the card number changes.
func newForm(w *Words, onChanged func(), onCard func(string)) *form {
	f := &form{words: w, onChanged: onChanged, onCard: onCard}
	f.card = f.entry(kit.EntryOptions{Group: kit.GroupCard, Sensitive: true})
	f.expiry = f.entry(kit.EntryOptions{Group: kit.GroupExpiry, Sensitive: true})
	f.password = f.entry(kit.EntryOptions{Masked: true, Max: 2})
	f.holder = f.entry(kit.EntryOptions{Group: kit.GroupHolder, Sensitive: true})
	f.amount = f.entry(kit.EntryOptions{Group: kit.GroupAmount, Bold: true, Large: true})
	f.item = f.entry(kit.EntryOptions{Max: 128})
	f.buyer = f.entry(kit.EntryOptions{Max: 50})
	f.phone = f.entry(kit.EntryOptions{Group: kit.GroupPhone})
	f.email = f.entry(kit.EntryOptions{Script: kit.Latin, Max: 128})
	f.taxable = f.entry(kit.EntryOptions{Group: kit.GroupAmount})
	f.free = f.entry(kit.EntryOptions{Group: kit.GroupAmount})
	f.order = f.entry(kit.EntryOptions{Script: kit.Code, Max: 20})
	f.quota = kit.NewChoice(quotas(w), 0)
	f.quota.OnChanged = func(int) { f.changed() }
	f.kakao = kit.NewToggle(w.T("charge.kakao.on"), w.T("charge.kakao.off"), false)
	f.kakao.OnChanged = func(bool) { f.changed() }
	f.lay()
	f.advance()
	f.showHints()
	return f
}

func (f *form) entry(o kit.EntryOptions) *kit.Entry {
	e := kit.NewEntry(o)
	e.OnChanged = func(string) { f.changed() }
	f.entries = append(f.entries, e)
	return e
}

// lay sets the fields on the grid, sized by what they hold.
func (f *form) lay() {
	t := f.words.T
	f.cardField = kit.NewField(t("charge.card"), f.card)
	f.holderField = kit.NewField(t("charge.holder"), f.holder)
	f.amountField = kit.NewField(t("charge.amount"), f.amount).ReserveLine().Fit("1,000,000")
	f.amountField.SetHint(t("common.won"))
	f.quotaField = kit.NewField(t("charge.quota"), f.quota).ReserveLine()
	f.kakaoField = kit.NewField(t("charge.kakao"), f.kakao)
	f.taxableField = kit.NewField(t("charge.taxable"), f.taxable)
	f.freeField = kit.NewField(t("charge.free"), f.free)
	f.orderField = kit.NewField(t("charge.order"), f.order)
	f.fields = map[desk.Field]*kit.Field{
		desk.FieldCardNumber: f.cardField, desk.FieldHolderID: f.holderField, desk.FieldAmount: f.amountField,
		desk.FieldQuota: f.quotaField, desk.FieldTax: f.taxableField, desk.FieldOrderNumber: f.orderField,
		desk.FieldExpiry:     kit.NewField(t("charge.expiry"), f.expiry),
		desk.FieldPassword:   kit.NewField(t("charge.password"), f.password),
		desk.FieldItemName:   kit.NewField(t("charge.item"), f.item),
		desk.FieldBuyerName:  kit.NewField(t("charge.buyer"), f.buyer),
		desk.FieldBuyerPhone: kit.NewField(t("charge.phone"), f.phone),
		desk.FieldBuyerEmail: kit.NewField(t("charge.email"), f.email),
	}
	f.grid = kit.NewGrid().
		Row(kit.Cols(6, f.cardField), kit.Cols(3, f.fields[desk.FieldExpiry]), kit.Cols(3, f.fields[desk.FieldPassword])).
		Row(kit.Cols(5, f.holderField), kit.Cols(4, f.amountField), kit.Cols(3, f.quotaField)).
		Row(kit.Cols(7, f.fields[desk.FieldItemName]), kit.Cols(5, f.fields[desk.FieldBuyerName])).
		Row(kit.Cols(4, f.fields[desk.FieldBuyerPhone].Fit("010-1234-5678")), kit.Cols(4, f.kakaoField), kit.Cols(4, f.fields[desk.FieldBuyerEmail])).
		Row(kit.Cols(4, f.taxableField), kit.Cols(4, f.freeField), kit.Cols(4, f.orderField))
	f.showMore(false)
}

// advance moves the focus on by itself where a field can't take more: a card
// number of the length its network has, an expiry, a password.
func (f *form) advance() {
	f.expiry.OnFull = f.fields[desk.FieldPassword].Focus
	f.password.OnFull = f.holderField.Focus
	f.email.OnEnter = func() {
		if f.more {
			f.taxableField.Focus()
		} else {
			f.onEnd()
		}
	}
	f.order.OnEnter = func() { f.onEnd() }
	had := 0
	f.card.OnChanged = func(digits string) {
		f.changed()
		f.onCard(digits)
		grown := len(digits) > had
		had = len(digits)
		if grown && len(digits) == cardLength(digits) && f.card.CaretAtEnd() {
			f.fields[desk.FieldExpiry].Focus()
		}
	}
}

// cardLength is how many digits end a card number beyond doubt; 0 where
// several lengths exist.
func cardLength(digits string) int {
	switch desk.NetworkOf(digits) {
	case "amex":
		return 15
	case "domestic", "mastercard", "jcb", "visa":
		return 16
	default:
		return 0
	}
}

// showMore opens or folds the rare fields; folding empties them.
func (f *form) showMore(open bool) {
	f.more = open
	for _, field := range []*kit.Field{f.taxableField, f.freeField, f.orderField} {
		if open {
			field.Show()
		} else {
			field.Hide()
		}
	}
	if !open {
		for _, e := range []*kit.Entry{f.taxable, f.free, f.order} {
			e.SetValue("")
		}
	}
	f.grid.Refresh()
	if f.onMore != nil {
		f.onMore(open)
	}
}

func (f *form) changed() {
	if f.grid == nil {
		return // still being built
	}
	f.showHints()
	f.onChanged()
}

// showHints shows beside and under the entries what they mean: 개인, 월 17,334, 오만이천원.
func (f *form) showHints() {
	t := f.words.T
	switch len(f.holder.Value()) {
	case 6:
		f.holderField.SetHint(t("charge.holder.person"))
	case 10:
		f.holderField.SetHint(t("charge.holder.business"))
	default:
		f.holderField.SetHint("")
	}
	amount := won(f.amount)
	if f.words.Korean() {
		f.amountField.SetSub(desk.ReadKorean(amount))
	}
	f.quotaField.SetSub(f.words.monthly(amount, f.months()))
}

// months are the chosen instalments, 0 for a lump sum.
func (f *form) months() int {
	if f.quota.Selected() <= 0 {
		return 0
	}
	return f.quota.Selected() + 1
}

// order is what the entries say. The caller wipes its card.
func (f *form) read() desk.Order {
	month, year := f.expiry.Value(), ""
	if len(month) > 2 {
		month, year = month[:2], month[2:]
	}
	o := desk.Order{
		Card: desk.Card{
			Number: desk.NewSecret(f.card.Value()), ExpiryMonth: desk.NewSecret(month), ExpiryYear: desk.NewSecret(year),
			HolderID: desk.NewSecret(f.holder.Value()), Password: desk.NewSecret(f.password.Value()),
		},
		AmountKRW: won(f.amount), Quota: f.months(), ItemName: f.item.Value(), NotifyKakao: f.kakao.On(),
		Buyer:       desk.Buyer{Name: f.buyer.Value(), Phone: f.phone.Value(), Email: f.email.Value()},
		OrderNumber: f.order.Value(),
	}
	if f.taxable.Value() != "" || f.free.Value() != "" {
		o.Tax = &desk.Tax{TaxableKRW: won(f.taxable), FreeKRW: won(f.free)}
	}
	return o
}

// won reads an amount; the entry lets nothing but digits in.
func won(e *kit.Entry) int64 {
	amount, err := strconv.ParseInt(e.Value(), 10, 64)
	if err != nil {
		return 0
	}
	return amount
}

// empty says whether nothing has been keyed in.
func (f *form) empty() bool {
	for _, e := range f.entries {
		if e.Value() != "" {
			return false
		}
	}
	return true
}

// clear empties everything, beyond the reach of undo.
func (f *form) clear() {
	for _, e := range f.entries {
		e.Wipe()
	}
	f.quota.Set(0)
	f.kakao.Set(false)
	f.showMore(false)
	f.showProblems(nil)
	f.changed()
}

// take takes over what is keyed in from a form that goes away.
func (f *form) take(from *form) {
	f.showMore(from.more)
	for i, e := range from.entries {
		f.entries[i].SetValue(e.Value())
		e.Wipe()
	}
	f.quota.Set(from.quota.Selected())
	f.kakao.Set(from.kakao.On())
	f.changed()
}

// again fills in an earlier order, without the card.
func (f *form) again(o desk.Operation) {
	f.clear()
	f.amount.SetValue(strconv.FormatInt(o.AmountKRW, 10))
	f.item.SetValue(o.ItemName)
	f.buyer.SetValue(o.Buyer.Name)
	f.phone.SetValue(o.Buyer.Phone)
	f.email.SetValue(o.Buyer.Email)
	if o.Quota >= 2 {
		f.quota.Set(o.Quota - 1)
	}
	if o.Mixed {
		f.showMore(true)
		f.taxable.SetValue(strconv.FormatInt(o.TaxableKRW, 10))
		f.free.SetValue(strconv.FormatInt(o.FreeKRW, 10))
	}
	f.changed()
}
