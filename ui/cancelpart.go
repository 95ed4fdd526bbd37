package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// cancelPart asks how much of a sale goes back, and of a mixed sale how much of
// that is taxed and how much is tax-free.
type cancelPart struct {
	words                                *Words
	sale                                 desk.Operation
	left                                 desk.Tax // of a mixed sale, what has not been given back
	amount, taxable, free                *kit.Entry
	amountField, taxableField, freeField *kit.Field
	grid                                 *kit.Grid
	byHand                               bool // the tax-free part was typed for this amount; otherwise it is the rest
	filling                              bool // the program writes into the entries
}

// newCancelPart asks for an amount of the sale, with all that is left filled
// in. changed is called whenever it is another.
func newCancelPart(w *Words, sale desk.Operation, left desk.Tax, changed func()) *cancelPart {
	p := &cancelPart{words: w, sale: sale, left: left}
	entry := func(o kit.EntryOptions, then func()) *kit.Entry {
		o.Group = kit.GroupAmount
		e := kit.NewEntry(o)
		e.OnChanged = func(string) {
			if !p.filling {
				then()
			}
		}
		return e
	}
	p.amount = entry(kit.EntryOptions{Bold: true, Large: true}, func() { p.amountChanged(); changed() })
	p.taxable = entry(kit.EntryOptions{}, p.split)
	p.free = entry(kit.EntryOptions{}, func() { p.byHand = true; p.split() })
	p.amountField = kit.NewField(w.T("cancel.amount"), p.amount).ReserveLine().Fit("1,000,000")
	p.amountField.SetHint(w.T("common.won"))
	p.taxableField = kit.NewField(w.T("cancel.taxable"), p.taxable).ReserveLine()
	p.freeField = kit.NewField(w.T("cancel.free"), p.free).ReserveLine()
	p.grid = kit.NewGrid().Row(kit.Cols(12, p.amountField)).Row(kit.Cols(6, p.taxableField), kit.Cols(6, p.freeField))
	p.fill(p.amount, sale.RemainKRW())
	p.amountChanged()
	return p
}

// fill writes an amount into an entry without taking it for typed; 0 empties it.
func (p *cancelPart) fill(e *kit.Entry, amountKRW int64) {
	p.filling = true
	defer func() { p.filling = false }()
	if amountKRW == 0 {
		e.SetValue("")
		return
	}
	e.SetValue(strconv.FormatInt(amountKRW, 10))
}

// selectAmount lets the first digit typed replace what is filled in.
func (p *cancelPart) selectAmount() { p.amount.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// splits says whether the gateway needs to know which part goes back.
func (p *cancelPart) splits() bool { return p.sale.Mixed && won(p.amount) != p.sale.AmountKRW }

// amountChanged says at once what is wrong with more than is left, and asks for
// the parts where they are needed.
func (p *cancelPart) amountChanged() {
	t := p.words.T
	amount, left := won(p.amount), p.sale.RemainKRW()
	p.amountField.SetProblem("")
	p.amountField.SetSub(t("cancel.left", "amount", desk.Grouped(left)))
	if amount > 0 && amount < left {
		p.amountField.SetSub(t("cancel.after", "amount", desk.Grouped(left-amount)))
	}
	if amount > left {
		p.amountField.SetProblem(t("cancel.too_much", "amount", desk.Grouped(left)))
	}
	setVisible(p.taxableField, p.splits())
	setVisible(p.freeField, p.splits())
	p.byHand = false
	if amount == left && p.splits() {
		p.fill(p.taxable, p.left.TaxableKRW)
	}
	p.split()
	p.grid.Refresh()
}

// split keeps the tax-free part the rest of the taxed one, unless it was typed.
func (p *cancelPart) split() {
	p.taxableField.SetProblem("")
	p.freeField.SetProblem("")
	t := p.words.T
	p.taxableField.SetSub(t("cancel.left.part", "amount", desk.Grouped(p.left.TaxableKRW)))
	p.freeField.SetSub(t("cancel.left.part", "amount", desk.Grouped(p.left.FreeKRW)))
	if p.byHand {
		return
	}
	rest := int64(0)
	if p.taxable.Value() != "" {
		rest = max(0, won(p.amount)-won(p.taxable))
	}
	p.fill(p.free, rest)
}

// tax is the split that goes along, nil where none is needed.
func (p *cancelPart) tax() *desk.Tax {
	if !p.splits() {
		return nil
	}
	return &desk.Tax{TaxableKRW: won(p.taxable), FreeKRW: won(p.free)}
}

// complete marks what is wrong, leads there, and says whether nothing is.
func (p *cancelPart) complete() bool {
	t := p.words.T
	amount, left := won(p.amount), p.sale.RemainKRW()
	wrong := func(field *kit.Field, problem string) bool {
		field.SetProblem(problem)
		field.Focus()
		return false
	}
	switch {
	case amount <= 0:
		return wrong(p.amountField, t("cancel.zero"))
	case amount > left:
		return wrong(p.amountField, t("cancel.too_much", "amount", desk.Grouped(left)))
	case !p.splits():
		return true
	case won(p.taxable) > p.left.TaxableKRW:
		return wrong(p.taxableField, t("cancel.too_much", "amount", desk.Grouped(p.left.TaxableKRW)))
	case won(p.free) > p.left.FreeKRW:
		return wrong(p.freeField, t("cancel.too_much", "amount", desk.Grouped(p.left.FreeKRW)))
	case won(p.taxable)+won(p.free) != amount:
		p.freeField.SetProblem(t("cancel.split", "amount", desk.Grouped(amount)))
		return wrong(p.taxableField, t("cancel.split", "amount", desk.Grouped(amount)))
	}
	return true
}
