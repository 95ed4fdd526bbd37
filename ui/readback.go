package ui

import (
	"context"
	"errors"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// settleTime is how long a fresh read-back ignores Enter, so that a key held down
// on the form does not send the order unread.
const settleTime = 350 * time.Millisecond

// shownDuplicates is how many earlier operations a read-back shows in full.
const shownDuplicates = 3

// readBack checks the order and shows it once more, to be read to the caller.
func (s *chargeScreen) readBack() {
	if s.busy || s.result != nil {
		return
	}
	s.busy = true
	order := s.form.read()
	type answer struct {
		press *desk.Press
		err   error
	}
	staff := s.settings.Staff
	background(s.Window, func() answer {
		press, err := s.desk.ReadBack(context.Background(), order, staff)
		return answer{press, err}
	}, func(a answer) {
		s.busy = false
		var blocked *desk.Blocked
		switch {
		case errors.As(a.err, &blocked):
			if first := s.form.showProblems(blocked.Findings); first != nil {
				first.Focus()
			}
		case a.err != nil:
			s.refuse(a.err)
		default:
			s.form.showProblems(nil)
			s.askToSend(a.press, order)
		}
	})
}

// refuse says why nothing was sent, in the notice's place.
func (s *chargeScreen) refuse(err error) {
	s.log.Warn("not sent", "error", err)
	said := s.words.explain(err)
	if errors.Is(err, desk.ErrNotReady) {
		s.notify(kit.Declined, said.Money, said.Hint, s.words.T("charge.to_settings"), func() { s.Window.show(screenSettings) })
		return
	}
	s.notify(kit.Declined, said.Money, said.Hint, "", nil)
}

// askToSend is the read-back: everything once more, the warnings, and the
// duplicates if there are any. Enter sends, unless there are duplicates, which
// take Ctrl+Enter or the button.
func (s *chargeScreen) askToSend(press *desk.Press, o desk.Order) {
	t := s.words.T
	duplicate := len(press.Duplicates) > 0
	amount := desk.Grouped(o.AmountKRW)
	content := kit.Column(14, kit.NewStrong(kit.Title, t("readback.title")))
	sum := kit.NewStrong(kit.Amount, s.words.Won(o.AmountKRW))
	content.Add(sum)
	if s.words.Korean() {
		content.Add(kit.NewSoft(kit.Subtitle, desk.ReadKorean(o.AmountKRW)))
	}
	content.Add(kit.NewDashedRule())
	for _, row := range s.readBackRows(o) {
		content.Add(labelled(row[0], row[1]))
	}
	content.Add(kit.NewDashedRule())
	for _, finding := range press.Findings {
		content.Add(kit.NewBanner(kit.InDoubt, s.words.finding(finding), ""))
	}
	for i, earlier := range press.Duplicates {
		if i == shownDuplicates {
			content.Add(kit.NewSoft(kit.Body, t("readback.duplicate.more", "count", itoa(len(press.Duplicates)-i))))
			break
		}
		content.Add(kit.NewBanner(kit.InDoubt, s.words.duplicateLead(earlier), s.words.duplicateLine(earlier)))
	}

	var sheet *kit.Sheet
	opened := time.Now()
	send := func() {
		if time.Since(opened) < s.settle || !sheet.IsOpen() {
			return
		}
		sheet.Close()
		s.charge(press, o, duplicate)
	}
	text := t("readback.send", "amount", amount)
	keyCap := "↵"
	if duplicate {
		text, keyCap = t("readback.send_anyway", "amount", amount), "Ctrl ↵"
	}
	button := kit.NewButton(kit.Primary, text, send).Big().Key(keyCap)
	drop := func() {
		sheet.Close()
		press.Drop()
		o.Card.Wipe()
	}
	back := kit.NewButton(kit.Plain, t("readback.edit"), drop).Big().Key("Esc")
	sheet = kit.NewSheet(560, content).Foot(kit.Row(12, button, kit.Grow(nil), back))
	sheet.OnEscape = drop
	sheet.OnCtrlEnter = send
	if duplicate {
		sheet.FocusFirst(back)
	} else {
		sheet.OnEnter = send
		sheet.FocusFirst(button)
	}
	s.openSheet(sheet)
	s.seen("readback")
}

// readBackRows are what the caller is to hear. The card is said by its last
// digits only.
func (s *chargeScreen) readBackRows(o desk.Order) [][2]string {
	t := s.words.T
	card := o.Card.Number.Reveal()
	if len(card) > 4 {
		card = "•••• " + card[len(card)-4:]
	}
	if network := desk.NetworkOf(s.form.card.Value()); network != "" {
		card = t("network."+network) + "  " + card
	}
	rows := [][2]string{
		{t("readback.card"), card},
		{t("readback.quota"), s.words.Quota(o.Quota)},
		{t("readback.item"), o.ItemName},
		{t("readback.buyer"), o.Buyer.Name},
	}
	if o.Tax != nil {
		rows = append(rows, [2]string{t("charge.free"), s.words.Won(o.Tax.FreeKRW)})
	}
	return rows
}

// charge presses the button, once, and shows what happened.
func (s *chargeScreen) charge(press *desk.Press, o desk.Order, override bool) {
	done := s.waitingSheet(s.words.T("working.charge", "amount", desk.Grouped(o.AmountKRW)), s.words.T("working.hint"))
	type answer struct {
		op  desk.Operation
		err error
	}
	background(s.Window, func() answer {
		op, err := press.Charge(context.Background(), override)
		return answer{op, err}
	}, func(a answer) {
		done()
		s.countDoubts()
		s.refreshStrip()
		if errors.Is(a.err, desk.ErrDuplicate) {
			s.askToSend(press, o)
			return
		}
		s.showResult(a.op, a.err)
		said, tone := s.words.outcome(a.op), toneOf(a.op)
		if a.err != nil {
			said, tone = s.words.explain(a.err), kit.Declined
		}
		s.outcomeTold(said, tone)
	})
}

// duplicateLead says what the earlier operation means for this one.
func (w *Words) duplicateLead(earlier desk.Operation) string {
	if earlier.State == desk.InDoubt || earlier.State == desk.Prepared {
		return w.T("readback.duplicate.doubt")
	}
	return w.T("readback.duplicate.same")
}

// duplicateLine names the earlier operation, on one line.
func (w *Words) duplicateLine(earlier desk.Operation) string {
	return kit.Together(w.T("readback.duplicate.row", "time", desk.InKorea(earlier.PreparedAt).Format("15:04"), "name", w.Name(earlier.Buyer),
		"amount", desk.Grouped(earlier.AmountKRW), "state", w.State(earlier)))
}

// labelled is a soft label with its value at the right edge.
func labelled(label, value string) fyne.CanvasObject {
	text := kit.NewStrong(kit.Subtitle, value)
	text.Align = fyne.TextAlignTrailing
	text.Shrink = true
	return kit.Row(16, kit.NewSoft(kit.Body, label), kit.Grow(text))
}

func itoa(n int) string { return strconv.Itoa(n) }
