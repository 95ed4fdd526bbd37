package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// main adds up what would be closed and shows it, to be closed or not.
func (s *closingScreen) main() {
	if s.busy {
		return
	}
	s.busy = true
	type drafted struct {
		draft desk.Closing
		wrong desk.Disagreement
		err   error
	}
	staff := s.settings.Staff
	background(s.Window, func() (d drafted) {
		if d.draft, d.err = s.desk.DraftClosing(context.Background(), staff); errors.Is(d.err, desk.ErrTampered) {
			d.wrong = s.desk.Disagreement(context.Background(), d.err)
		}
		return d
	}, func(d drafted) {
		s.busy = false
		switch {
		case errors.Is(d.err, desk.ErrTampered):
			s.log.Error("the sums disagree", "error", d.err)
			s.say(s.words.disagree(d.wrong), kit.Declined, func() {})
		case d.err != nil:
			s.log.Error("add up the day", "error", d.err)
			s.say(Said{s.words.T("closing.failed"), s.words.troubleText(d.err)}, kit.Declined, func() {})
		default:
			s.ask(d.draft)
		}
	})
}

// disagree says which sums disagree, and where.
func (w *Words) disagree(d desk.Disagreement) Said {
	var text []string
	if d.EventsKRW != d.RowsKRW {
		text = append(text, w.T("closing.disagree.sums", "amount", desk.Grouped(d.RowsKRW), "limit", desk.Grouped(d.EventsKRW)))
	}
	switch {
	case d.Closing != 0:
		text = append(text, w.T("closing.disagree.closing", "number", desk.Grouped(d.Closing)))
	case d.Operation.ID != 0:
		text = append(text, w.T("closing.disagree.order", "order", d.Operation.OrderNumber))
	case d.Seq != 0:
		text = append(text, w.T("closing.disagree.event", "number", desk.Grouped(d.Seq)))
	}
	return Said{w.T("closing.disagree"), strings.Join(append(text, w.T("closing.disagree.what")), " ")}
}

// ask is the read-back: the sums of exactly what will be closed.
func (s *closingScreen) ask(draft desk.Closing) {
	t := s.words.T
	content := kit.Column(12, kit.NewStrong(kit.Title, t("closing.ask", "number", s.words.closingNumber(draft.Number))),
		kit.Row(10, kit.NewSoft(kit.Body, t("closing.this")), kit.Grow(nil), kit.NewStrong(kit.Amount, s.words.Won(draft.MovedKRW()))),
		kit.NewDashedRule())
	for _, row := range s.askRows(draft) {
		if row[1] != "" {
			content.Add(labelled(row[0], row[1]))
		}
	}
	content.Add(kit.NewDashedRule())
	for _, notice := range s.askNotices(draft) {
		content.Add(notice)
	}
	content.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, t("closing.ask.final")))
	var sheet *kit.Sheet
	opened := time.Now()
	closeIt := func() {
		if time.Since(opened) < s.settle || !sheet.IsOpen() {
			return
		}
		sheet.Close()
		s.close(draft)
	}
	button := kit.NewButton(kit.Primary, t("closing.close"), closeIt).Big().Key("↵")
	back := kit.NewButton(kit.Plain, t("common.cancel"), func() { sheet.Close() }).Big().Key("Esc")
	sheet = kit.NewSheet(560, content).Foot(kit.Row(12, button, kit.Grow(nil), back))
	sheet.OnEnter, sheet.OnCtrlEnter, sheet.OnEscape = closeIt, closeIt, sheet.Close
	sheet.FocusFirst(button)
	s.openSheet(sheet)
	s.seen("closing-ask")
}

func (s *closingScreen) askRows(draft desk.Closing) [][2]string {
	t := s.words.T
	tally := func(of desk.ClosingTally, sign int64) string {
		return t("closing.tally", "count", itoa(of.Count), "amount", s.words.Won(sign*of.KRW))
	}
	rows := [][2]string{
		{t("closing.days"), strings.Join(draft.Days, ", ")},
		{t("closing.opening"), s.words.Won(draft.OpeningKRW)},
		{t("closing.sales"), tally(draft.Sales, 1)},
		{t("closing.cancels"), tally(draft.Cancels, -1)},
	}
	if len(draft.Corrections) > 0 {
		rows = append(rows, [2]string{t("closing.corrections"), t("closing.tally", "count", itoa(len(draft.Corrections)), "amount", s.words.Won(draft.CorrectionsKRW))})
	}
	return append(rows, [2]string{t("closing.closing"), s.words.Won(draft.ClosingKRW)})
}

// askNotices are what staff should know before they close.
func (s *closingScreen) askNotices(draft desk.Closing) []fyne.CanvasObject {
	t := s.words.T
	var all []fyne.CanvasObject
	today := desk.BusinessDay(s.desk.Now())
	others := slices.DeleteFunc(slices.Clone(draft.Days), func(day string) bool { return day == today })
	if len(others) > 0 {
		all = append(all, kit.NewBanner(kit.Neutral, "", t("closing.other_days", "days", strings.Join(others, ", "))))
	}
	if draft.Listed == 0 && len(draft.Corrections) == 0 {
		all = append(all, kit.NewBanner(kit.Neutral, "", t("closing.empty")))
	}
	if n := len(draft.Open); n > 0 {
		all = append(all, kit.NewBanner(kit.InDoubt, t("closing.open_stay", "count", itoa(n), "amount", desk.Grouped(draft.InDoubt.KRW)), t("closing.open_stay.hint")))
	}
	return all
}

// close closes what was shown.
func (s *closingScreen) close(draft desk.Closing) {
	if s.busy {
		return
	}
	s.busy = true
	type made struct {
		closing desk.Closing
		wrong   desk.Disagreement
		err     error
	}
	background(s.Window, func() (m made) {
		if m.closing, m.err = s.desk.CloseDay(context.Background(), draft); errors.Is(m.err, desk.ErrTampered) {
			m.wrong = s.desk.Disagreement(context.Background(), m.err)
		}
		return m
	}, func(m made) {
		s.busy = false
		if m.err != nil {
			s.log.Warn("not closed", "error", m.err)
			s.say(s.words.notClosed(m.err, m.wrong), kit.Declined, func() { s.reload(func() {}) })
			return
		}
		s.backUpClosing()
		s.reload(func() {
			s.toast(s.words.T("closing.done", "number", s.words.closingNumber(m.closing.Number)))
			s.showClosing(m.closing, nil)
		})
	})
}

// notClosed says why a day was not closed.
func (w *Words) notClosed(err error, wrong desk.Disagreement) Said {
	switch {
	case errors.Is(err, desk.ErrTampered):
		return w.disagree(wrong)
	case errors.Is(err, desk.ErrMoved):
		return Said{w.T("closing.failed"), w.T("closing.moved")}
	case errors.Is(err, desk.ErrInFlight):
		return Said{w.T("closing.under_way"), w.T("closing.under_way.hint")}
	case errors.Is(err, desk.ErrNoSigner):
		return Said{w.T("closing.failed"), w.T("closing.no_key")}
	}
	return Said{w.T("closing.failed"), w.troubleText(err)}
}
