package ui

import (
	"context"
	"errors"
	"strings"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// cancelReasons are the usual ones, as keys; the last leaves it to the entry.
var cancelReasons = []string{
	"cancel.reason.changed_mind", "cancel.reason.wrong_amount", "cancel.reason.sold_out", "cancel.reason.duplicate", "cancel.reason.own",
}

// cancelSheet asks how much goes back where the gateway can give back a part,
// for the reason, and for proof that this row is meant.
type cancelSheet struct {
	*historyScreen
	sale         desk.Operation
	part         *cancelPart // nil where all of it goes back
	reason       *kit.Choice
	own, confirm *kit.Entry
	ownField     *kit.Field
	confirmField *kit.Field
	title        *kit.Paragraph
	button       *kit.Button
	sheet        *kit.Sheet
}

// askCancel opens the sheet of the chosen row, if it can be cancelled.
func (s *historyScreen) askCancel() {
	o := s.chosen
	if !s.settled() || !desk.Cancellable(o) {
		return
	}
	c := &cancelSheet{historyScreen: s, sale: o}
	t := s.words.T
	c.title = kit.NewParagraph(kit.Title, kit.ColorInk, "")
	c.reason = kit.NewChoice(texts(t, len(cancelReasons), func(i int) string { return cancelReasons[i] }), 0)
	c.own = kit.NewEntry(kit.EntryOptions{Max: desk.MaxReasonRunes})
	c.ownField = kit.NewField(t("cancel.reason.own"), c.own)
	c.ownField.Hide()
	c.confirm = kit.NewEntry(kit.EntryOptions{Mode: kit.Digits, Max: 12}) // 0012 are last four digits too
	c.confirm.OnEnter = c.send
	c.confirm.OnChanged = func(string) { c.confirmField.SetProblem("") }
	c.own.OnChanged = func(string) { c.ownField.SetProblem("") }
	content := kit.Column(14, c.title, kit.NewParagraph(kit.Body, kit.ColorSoft, c.subject()))
	if s.desk.CapabilitiesOf(o).PartialCancel {
		c.part = newCancelPart(s.words, o, s.leftTax, c.follow)
		content.Add(c.part.grid)
	}
	c.confirmField = kit.NewField(c.confirmLabel(), c.confirm)
	if textScale() <= roomyScale {
		c.confirmField.ReserveLine()
	}
	c.reason.OnChanged = func(int) {
		setVisible(c.ownField, c.ownWords())
		c.follow()
	}
	content.Objects = append(content.Objects, kit.NewField(t("cancel.reason"), c.reason), c.ownField, c.confirmField)
	back := kit.NewButton(kit.Plain, t("common.cancel"), func() { c.sheet.Close() }).Big().Key("Esc")
	c.button = kit.NewButton(kit.Danger, "", c.send).Big().Key("↵")
	c.sheet = kit.NewSheet(560, content).Foot(kit.Row(12, c.button, kit.Grow(nil), back))
	c.sheet.OnEscape, c.sheet.OnCtrlEnter = c.sheet.Close, c.send
	c.follow()
	if c.part != nil {
		c.sheet.FocusFirst(c.part.amount)
	} else {
		c.sheet.FocusFirst(c.reason)
	}
	s.openSheet(c.sheet)
	if c.part != nil {
		c.part.selectAmount()
	}
	s.seen("cancel")
}

// subject is whose sale it is, and of what.
func (c *cancelSheet) subject() string {
	o := c.sale
	return strings.Join(filled(c.words.Name(o.Buyer), o.ItemName, strings.TrimSpace(o.CardCompany+" "+o.MaskedCard)), " · ")
}

// amountKRW is how much shall go back.
func (c *cancelSheet) amountKRW() int64 {
	if c.part == nil {
		return c.sale.RemainKRW()
	}
	return won(c.part.amount)
}

// follow makes the title and the button say what would be sent now.
func (c *cancelSheet) follow() {
	t := c.words.T
	amount := c.amountKRW()
	title, send := "cancel.title.part", "cancel.send"
	switch {
	case amount == 0 || amount > c.sale.RemainKRW(): // the empty ones promise nothing
		title, send = "cancel.title.empty", "cancel.send.empty"
	case amount == c.sale.AmountKRW:
		title = "cancel.title"
	case amount == c.sale.RemainKRW():
		title = "cancel.title.rest"
	}
	c.title.Set(kit.Strong(t(title, "amount", desk.Grouped(amount))))
	c.button.SetText(t(send, "amount", desk.Grouped(amount)))
	if c.sheet != nil {
		c.sheet.Refresh() // what is asked for may have come or gone
	}
}

// confirmLabel says what proves that this row is meant. Where the gateway hides
// the end of the card or account, or tells of none, the amount alone does.
func (c *cancelSheet) confirmLabel() string {
	amount := desk.Grouped(c.sale.AmountKRW)
	switch {
	case !lastFourConfirms(c.sale):
		return c.words.T("cancel.confirm.amount", "amount", amount)
	case c.part != nil:
		return c.words.T("cancel.confirm.part", "amount", amount)
	}
	return c.words.T("cancel.confirm")
}

// lastFourConfirms says whether the end of the card or account is known, so
// that it can be typed in place of the amount.
func lastFourConfirms(o desk.Operation) bool {
	n := len(o.MaskedCard)
	return n >= 4 && desk.Confirms(o, o.MaskedCard[n-4:])
}

// ownWords says whether the reason is to be written out.
func (c *cancelSheet) ownWords() bool { return c.reason.Selected() == len(cancelReasons)-1 }

// send sends the cancel once everything is there, or marks what is not.
func (c *cancelSheet) send() {
	if !c.sheet.IsOpen() {
		return
	}
	t := c.words.T
	order := desk.CancelOrder{ChargeID: c.sale.ID, AmountKRW: c.amountKRW(), Confirm: c.confirm.Value(), Staff: c.settings.Staff}
	order.Reason = t(cancelReasons[c.reason.Selected()])
	if c.ownWords() {
		order.Reason = c.own.Value()
	}
	switch {
	case c.part != nil && !c.part.complete():
	case strings.TrimSpace(order.Reason) == "":
		c.ownField.SetProblem(t("refused.reason"))
		c.ownField.Focus()
	case !desk.Confirms(c.sale, order.Confirm):
		problem := "refused.confirm"
		if !lastFourConfirms(c.sale) {
			problem = "refused.confirm.amount"
		}
		c.confirmField.SetProblem(t(problem))
		c.confirmField.Focus()
	default:
		if c.part != nil {
			order.Tax = c.part.tax()
		}
		c.sheet.Close()
		c.cancel(order)
	}
}

// cancel sends the cancel and shows what happened.
func (s *historyScreen) cancel(order desk.CancelOrder) {
	sale := s.chosen
	done := s.waitingSheet(s.words.T("working.cancel", "amount", desk.Grouped(order.AmountKRW)), s.words.T("working.hint"))
	type answered struct {
		op  desk.Operation
		err error
	}
	background(s.Window, func() answered {
		op, err := s.desk.Cancel(context.Background(), order)
		return answered{op, err}
	}, func(a answered) {
		done()
		s.countDoubts()
		s.refreshStrip()
		s.reload()
		s.showCancelled(a.op, sale, a.err)
	})
}

// showCancelled says what happened to the money, and what to do. sale is what
// was cancelled, or a part of it, as it was before.
func (s *historyScreen) showCancelled(op, sale desk.Operation, err error) {
	said, tone := s.words.outcomeOfCancel(op, sale), toneOf(op)
	var slip func()
	if err == nil && hasSlip(op) {
		slip = func() { s.showSlipOf(s.desk, op) }
	}
	if err != nil {
		s.log.Warn("cancel", "error", err)
		said, tone = s.words.explain(err), kit.Declined
		var unrecorded *desk.Unrecorded
		if errors.As(err, &unrecorded) {
			said = s.words.unrecorded(desk.KindCancel, unrecorded)
		}
	} else if op.State == desk.Approved {
		tone = kit.Approved
		if left := sale.RemainKRW() - op.AmountKRW; left > 0 {
			said.Hint += "\n" + s.words.T("cancel.rest", "amount", desk.Grouped(left))
		}
	}
	if !s.outcomeTold(said, tone) {
		s.sayWithSlip(said, tone, s.list.Focus, slip)
	}
}
