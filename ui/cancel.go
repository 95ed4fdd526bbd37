package ui

import (
	"context"
	"errors"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// cancelReasons are the usual ones, as keys; the last leaves it to the entry.
var cancelReasons = []string{
	"cancel.reason.changed_mind", "cancel.reason.wrong_amount", "cancel.reason.sold_out", "cancel.reason.duplicate", "cancel.reason.own",
}

// askCancel asks for the reason and for proof that this row is meant, and
// sends the cancel.
func (s *historyScreen) askCancel() {
	o := s.chosen
	if !s.settled() || !desk.Cancellable(o) {
		return
	}
	t := s.words.T
	amount := desk.Grouped(o.AmountKRW)
	reason := kit.NewChoice(texts(t, len(cancelReasons), func(i int) string { return cancelReasons[i] }), 0)
	own := kit.NewEntry(kit.EntryOptions{Max: desk.MaxReasonRunes})
	ownField := kit.NewField(t("cancel.reason.own"), own)
	ownField.Hide()
	confirm := kit.NewEntry(kit.EntryOptions{Mode: kit.Digits, Max: 12}) // 0012 are last four digits too
	confirmField := kit.NewField(t("cancel.confirm"), confirm).ReserveLine()
	var sheet *kit.Sheet
	content := kit.Column(14)
	last := len(cancelReasons) - 1
	reason.OnChanged = func(i int) {
		setVisible(ownField, i == last)
		content.Refresh()
	}
	text := func() string {
		if reason.Selected() == last {
			return own.Value()
		}
		return t(cancelReasons[reason.Selected()])
	}
	send := func() {
		if !sheet.IsOpen() {
			return
		}
		switch {
		case reason.Selected() == last && own.Value() == "":
			ownField.SetProblem(t("refused.reason"))
			ownField.Focus()
		case !desk.Confirms(o, confirm.Value()):
			confirmField.SetProblem(t("refused.confirm"))
			confirmField.Focus()
		default:
			sheet.Close()
			s.cancel(desk.CancelOrder{ChargeID: o.ID, Reason: text(), Confirm: confirm.Value(), Staff: s.settings.Staff})
		}
	}
	confirm.OnEnter = send
	confirm.OnChanged = func(string) { confirmField.SetProblem("") }
	back := kit.NewButton(kit.Plain, t("common.cancel"), func() { sheet.Close() }).Big().Key("Esc")
	content.Objects = append(content.Objects,
		kit.NewStrong(kit.Title, t("cancel.title", "amount", amount)),
		kit.NewParagraph(kit.Body, kit.ColorSoft, s.words.Name(o.Buyer)+" · "+o.ItemName+" · "+o.CardCompany+" "+o.MaskedCard),
		kit.NewField(t("cancel.reason"), reason), ownField, confirmField)
	sheet = kit.NewSheet(520, content).Foot(kit.Row(12,
		kit.NewButton(kit.Danger, t("cancel.send", "amount", amount), send).Big().Key("↵"), kit.Grow(nil), back))
	sheet.OnEscape, sheet.OnCtrlEnter = sheet.Close, send
	sheet.FocusFirst(reason)
	s.openSheet(sheet)
	s.seen("cancel")
}

// cancel sends the cancel and shows what happened.
func (s *historyScreen) cancel(order desk.CancelOrder) {
	amount := desk.Grouped(s.chosen.AmountKRW)
	done := s.waitingSheet(s.words.T("working.cancel", "amount", amount), s.words.T("working.hint"))
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
		s.showCancelled(a.op, a.err)
	})
}

// showCancelled says what happened to the money, and what to do.
func (s *historyScreen) showCancelled(op desk.Operation, err error) {
	said, tone := s.words.outcome(op), toneOf(op)
	if err != nil {
		s.log.Warn("cancel", "error", err)
		said, tone = s.words.explain(err), kit.Declined
		var unrecorded *desk.Unrecorded
		if errors.As(err, &unrecorded) {
			said = s.words.unrecorded(desk.KindCancel, unrecorded)
		}
	} else if op.State == desk.Approved {
		tone = kit.Approved
	}
	if !s.outcomeTold(said, tone) {
		s.say(said, tone, s.list.Focus)
	}
}
