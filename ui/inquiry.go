package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// noticeTime is how long the quiet notice stays that some outcomes became
// known: nobody was waiting for it.
const noticeTime = 8 * time.Second

// waysOut are the ways to clear an operation up before a person has to look:
// asking the gateway, or doing again what does no harm. nil if there are none.
func (f *findingForm) waysOut() fyne.CanvasObject {
	t := f.words.T
	var buttons []fyne.CanvasObject
	if _, ok := f.desk.Inquirable(f.op); ok {
		f.ask = kit.NewButton(kit.Primary, t("doubt.inquire"), f.inquire).Key("L")
		buttons = append(buttons, f.ask)
	}
	if key := "doubt.again." + string(f.op.Kind); f.op.State == desk.InDoubt && f.words.Has(key) && elsewhere(f.op) != "" {
		kind := kit.Primary
		if f.ask != nil {
			kind = kit.Plain
		}
		f.again = kit.NewButton(kind, t(key), f.goWhereItRepeats).Key("O")
		buttons = append(buttons, f.again)
	}
	column := kit.Column(12)
	if text := f.askable(); text != "" {
		column.Add(kit.NewParagraph(kit.Body, kit.ColorInk, text))
	}
	if f.again != nil {
		column.Add(kit.NewParagraph(kit.Body, kit.ColorInk, t("doubt.step1."+string(f.op.Kind))))
	}
	if len(buttons) > 0 {
		column.Add(kit.Row(12, append(buttons, kit.Grow(nil))...))
	}
	if f.asked.Type != "" {
		column.Add(f.lastAnswer())
	}
	if len(column.Objects) == 0 {
		return nil
	}
	return column
}

// askable says until when the gateway answers, or that it does so no more; ""
// for what it never could be asked about.
func (f *findingForm) askable() string {
	key := ""
	until, ok := f.desk.Inquirable(f.op)
	switch {
	case ok && until.IsZero():
		key = "doubt.inquire.any"
	case ok && desk.BusinessDay(until.Add(-time.Second)) == desk.BusinessDay(f.desk.Now()):
		key = "doubt.inquire.today"
	case ok:
		key = "doubt.inquire.tomorrow"
	case f.op.State == desk.InDoubt && (f.op.Kind.TakesMoney() || f.op.Kind.GivesBack()) && f.desk.CapabilitiesOf(f.op).InquiryDays > 0:
		key = "doubt.inquire.over"
	default:
		return ""
	}
	return f.words.about(key, f.op.Gateway)
}

// lastAnswer is what the gateway said when it was asked last.
func (f *findingForm) lastAnswer() fyne.CanvasObject {
	what, detail := f.words.step(f.op.Gateway, f.asked)
	lines := kit.Column(2, kit.NewParagraph(kit.Body, kit.ColorInk, what))
	if detail != "" {
		lines.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, detail))
	}
	return kit.Step(kit.NewSoft(kit.Note, f.words.when(f.asked.At, f.desk.Now())), lines)
}

// goWhereItRepeats leads to the key or the customer that the operation is about.
func (f *findingForm) goWhereItRepeats() {
	if f.again != nil && !f.busy {
		f.openWhere(f.op)
	}
}

// inquired is the operation after an inquiry, and what was answered.
type inquired struct {
	op   desk.Operation
	sale desk.Operation // of a cancel
	last desk.Step
	err  error
}

// inquire asks the gateway what became of the operation, and says it. The form
// stays busy until it is read anew, so that a late press asks nothing.
func (f *findingForm) inquire() {
	if f.ask == nil || f.busy {
		return
	}
	f.busy = true
	id := f.op.ID
	done := f.waitForAnswer(f.op.Gateway)
	background(f.Window, func() inquired {
		var a inquired
		if a.op, a.err = f.desk.Inquire(context.Background(), id); a.err == nil {
			a.last, a.err = f.lastInquiry(id)
		}
		if a.err == nil && a.op.Kind == desk.KindCancel {
			a.sale, a.err = f.desk.Operation(context.Background(), a.op.ParentID)
		}
		return a
	}, func(a inquired) {
		done()
		f.countDoubts()
		said, tone := f.inquiryTold(a)
		if !f.outcomeTold(said, tone) {
			f.sayWithSlip(said, tone, f.reload, f.slipOf(a.op))
		}
	})
}

// waitForAnswer covers the window while a gateway is asked: it moves no money and
// may be asked again.
func (w *Window) waitForAnswer(gateway string) (done func()) {
	t := w.words.T
	return w.waitingFor(w.words.about("doubt.inquire.working", gateway), t("wallet.working.hint"), t("wallet.working.long"))
}

// slipOf shows the slip of an operation that turned out to have moved money; nil
// of any other.
func (f *findingForm) slipOf(o desk.Operation) func() {
	if !hasSlip(o) {
		return nil
	}
	return func() { f.showSlipOf(f.desk, o) }
}

// inquiryTold says what an inquiry brought.
func (f *findingForm) inquiryTold(a inquired) (Said, kit.Tone) {
	switch {
	case a.err != nil:
		f.log.Warn("inquiry", "error", a.err)
		return f.words.explainOf(f.op.Kind, a.err), kit.Declined
	case a.op.State == desk.Approved && a.op.Kind.TakesMoney():
		hint := ""
		if a.op.ApprovalNumber != "" { // an account's payment may have none
			hint = f.words.T("doubt.inquire.approved", "code", a.op.ApprovalNumber)
		}
		return Said{f.words.outcome(a.op).Money, hint}, kit.Approved
	case a.op.State == desk.Approved && a.op.Kind == desk.KindCancel:
		return f.words.outcomeOfCancel(a.op, a.sale), toneOf(a.op)
	case a.op.State != desk.InDoubt:
		return f.words.outcome(a.op), toneOf(a.op)
	case a.op.Kind == desk.KindDeleteKey && a.last.Code == keyFound:
		return Said{f.words.T("doubt.inquire.still"), f.words.T("doubt.inquire.still.delete-key")}, kit.InDoubt
	}
	hint := f.words.T("doubt.inquire.still.hint")
	if answer := f.words.answered(a.op.Gateway, a.last); answer != "" {
		hint = answer + "\n" + hint
	}
	return Said{f.words.T("doubt.inquire.still"), hint}, kit.InDoubt
}

// lastInquiry is the newest answer to the question what became of a row; an
// empty step if it was never asked.
func (s *inDoubtScreen) lastInquiry(id int64) (desk.Step, error) {
	steps, err := s.desk.Story(context.Background(), id)
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Type == desk.EventInquired && steps[i].OperationID == id {
			return steps[i], err
		}
	}
	return desk.Step{}, err
}

// inquireAll asks, in the background, about everything in doubt that a gateway
// can be asked about. What became known is told quietly; what is on screen
// follows, and what a person is typing stays.
func (w *Window) inquireAll() {
	d := w.desk
	background(w, func() []desk.Operation {
		settled, err := d.InquireAll(context.Background())
		if err != nil {
			w.log.Warn("ask about everything in doubt", "error", err)
		}
		return settled
	}, func(settled []desk.Operation) {
		if w.desk != d || len(settled) == 0 {
			return
		}
		w.countDoubts()
		switch s := w.screens[w.on].(type) {
		case *historyScreen:
			s.reload()
		case *inDoubtScreen:
			s.follow()
		}
		w.toastFor(w.words.nowKnown(settled), noticeTime)
	})
}

// nowKnown says what became known without anybody asking: of one operation what
// happened to its money, of more how many they are.
func (w *Words) nowKnown(settled []desk.Operation) string {
	if len(settled) > 1 {
		return w.T("doubt.inquired", "count", itoa(len(settled)))
	}
	o := settled[0]
	what := w.T("kind." + string(o.Kind))
	if o.Kind.TakesMoney() || o.Kind.GivesBack() {
		what = w.Won(o.AmountKRW)
	}
	return w.T("doubt.inquired.one", "name", w.subject(o), "what", what, "outcome", w.T("doubt.inquired."+answerKey(o.Kind, o.State == desk.Approved)))
}
