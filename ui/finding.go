package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// findingForm is where a person writes down what became of an operation in
// doubt: what to do first, then yes with the numbers or no, and what was seen.
type findingForm struct {
	*inDoubtScreen
	op                                             desk.Operation
	order                                          string // the order number under which the gateway shows it
	happened                                       *kit.Segment
	numbers                                        *kit.Grid
	transaction, approval, evidence                *kit.Entry
	transactionField, approvalField, evidenceField *kit.Field
	button                                         *kit.Button
	ask, again                                     *kit.Button // ask the gateway, do it again; nil where that can't be
	asked                                          desk.Step   // the newest inquiry; empty if there was none
	problem                                        *kit.Banner
	busy                                           bool
	view                                           fyne.CanvasObject
}

func newFindingForm(s *inDoubtScreen, o desk.Operation) *findingForm {
	f := &findingForm{inDoubtScreen: s, op: o, order: o.OrderNumber, asked: s.asked[o.ID]}
	if number := s.shownAs[o.ID]; number != "" {
		f.order = number
	}
	t := s.words.T
	f.happened = kit.NewSegment([]string{t("doubt." + answerKey(o.Kind, true)), t("doubt." + answerKey(o.Kind, false))}, 0)
	f.happened.OnChanged = func(int) { f.showChoice() }
	f.transaction = kit.NewEntry(kit.EntryOptions{Max: 20})
	f.approval = kit.NewEntry(kit.EntryOptions{Max: 20})
	f.evidence = kit.NewEntry(kit.EntryOptions{Max: desk.MaxReasonRunes, Placeholder: t("doubt.evidence.example")})
	f.transactionField = kit.NewField(t("doubt.transaction"), f.transaction)
	f.approvalField = kit.NewField(t("doubt.approval"), f.approval)
	f.evidenceField = kit.NewField(t("doubt.evidence"), f.evidence)
	f.numbers = kit.NewGrid().Row(kit.Cols(7, f.transactionField), kit.Cols(5, f.approvalField))
	for _, e := range []*kit.Entry{f.transaction, f.approval, f.evidence} {
		e.OnCtrlEnter = f.record
		e.OnEscape = func() { s.Window.show(screenHistory) }
		e.OnChanged = func(string) { f.clearProblems() }
	}
	f.evidence.OnEnter = func() { f.button.Focus() }
	ways, kind := f.waysOut(), kit.Primary
	if f.ask != nil || f.again != nil { // those come first
		kind = kit.Plain
	}
	f.button = kit.NewButton(kind, "", f.record).Key("Ctrl ↵")
	f.problem = kit.NewBanner(kit.Declined, "", "")
	f.problem.Hide()
	later := kit.NewButton(kit.Plain, t("doubt.later"), func() { s.Window.show(screenHistory) }).Key("Esc")

	body := kit.Column(12, kit.NewParagraph(kit.Subtitle, kit.ColorInk, kit.Strong(f.lead())), kit.NewParagraph(kit.Body, kit.ColorSoft, f.facts()))
	if ways != nil {
		body.Add(ways)
		body.Add(kit.NewDashedRule())
	}
	for i, step := range f.steps() {
		body.Add(kit.Numbered(i+1, kit.NewParagraph(kit.Body, kit.ColorInk, step)))
	}
	if links := f.links(); links != nil {
		body.Add(links)
	}
	body.Add(kit.NewDashedRule())
	body.Add(kit.NewStrong(kit.Body, f.question()))
	for _, o := range []fyne.CanvasObject{f.happened, f.numbers, f.evidenceField, f.problem, kit.Row(12, f.button, kit.Grow(nil), later)} {
		body.Add(o)
	}
	card := kit.NewCard(body)
	card.Pad = 22
	f.view = kit.Column(0, card)
	f.showChoice()
	return f
}

// answerKey ends the keys of what a person can say about an operation.
func answerKey(kind desk.Kind, happened bool) string {
	key := map[bool]string{true: "yes", false: "no"}[happened]
	switch {
	case kind.TakesMoney():
		return key
	case kind == desk.KindCancel:
		return "cancel_" + key
	default:
		return "key_" + key
	}
}

// lead says what is not known, and facts when it was sent and how it ended.
func (f *findingForm) lead() string {
	if f.op.Fault == "" && f.op.ResultCode == "" {
		return f.words.T("doubt.lead.cut")
	}
	return f.words.T("doubt.lead." + string(f.op.Kind))
}

func (f *findingForm) facts() string {
	key, fault := "doubt.when", f.op.Fault
	switch {
	case f.op.Kind == desk.KindCancel:
		key = "doubt.when.cancel"
	case !f.op.Kind.TakesMoney():
		key = "doubt.when.key"
	}
	if fault == "" {
		fault = "cut-off"
	}
	said := f.words.fault(f.op.Gateway, fault)
	if f.op.ResultCode != "" {
		said = f.words.answer(f.op.Gateway, f.op.ResultCode, f.op.ResultMessage) + "."
	}
	return f.words.T(key, "sent", f.words.when(f.op.PreparedAt, f.desk.Now()), "ended", f.words.when(f.op.FinishedAt, f.desk.Now()), "fault", said)
}

// steps are what to do, in order.
func (f *findingForm) steps() []string {
	t := f.words.T
	if !f.op.Kind.TakesMoney() && f.op.Kind != desk.KindCancel {
		return []string{t("doubt.step1." + string(f.op.Kind)), t("doubt.step3")}
	}
	first := f.words.about("doubt.step1", f.op.Gateway, "order", kit.Strong(f.order), "amount", kit.Strong(desk.Grouped(f.op.AmountKRW)),
		"time", kit.Strong(desk.InKorea(f.op.PreparedAt).Format("15:04")))
	if f.op.Kind == desk.KindCancel {
		first = f.words.about("doubt.step1.cancel", f.op.Gateway, "transaction", kit.Strong(f.op.TransactionID))
	}
	return []string{first, f.words.about("doubt.step2", f.op.Gateway), t("doubt.step3")}
}

// links are what helps to look it up: the number under which it is found, and
// in practice the page itself. nil if there is nothing to look up.
func (f *findingForm) links() fyne.CanvasObject {
	t := f.words.T
	row := kit.Row(20)
	number, key := f.order, "doubt.copy_order"
	if f.op.Kind.GivesBack() {
		number, key = f.op.TransactionID, "doubt.copy_transaction"
	}
	money := f.op.Kind.TakesMoney() || f.op.Kind.GivesBack()
	if money {
		row.Add(kit.NewLink(kit.Body, t(key), func() {
			f.app.Clipboard().SetContent(number)
			f.toast(t("common.copied"))
		}))
	}
	if f.rehearsal() != nil && (money || f.op.Kind == desk.KindDeleteKey) {
		row.Add(kit.NewLink(kit.Body, t("doubt.admin")+" F9", f.showAdmin))
	}
	if len(row.Objects) == 0 {
		return nil
	}
	return row
}

// question leads to what a person writes down: where there is a better way,
// only if that brings nothing.
func (f *findingForm) question() string {
	if key := "doubt.question." + string(f.op.Kind); f.again != nil && f.words.Has(key) {
		return f.words.T(key)
	}
	if f.ask != nil {
		return f.words.T("doubt.question.inquire")
	}
	return f.words.T("doubt.question")
}

// showChoice asks for the numbers only where there are some: of a charge that
// happened.
func (f *findingForm) showChoice() {
	t := f.words.T
	yes := f.happened.Selected() == 0
	setVisible(f.numbers, yes && f.op.Kind.TakesMoney())
	f.button.SetText(t("doubt.record_" + answerKey(f.op.Kind, yes)))
	f.clearProblems()
	if f.view != nil {
		f.view.Refresh()
	}
}

// focus puts the keyboard on what is most likely wanted.
func (f *findingForm) focus() {
	switch {
	case f.ask != nil:
		f.ask.Focus()
	case f.again != nil:
		f.again.Focus()
	default:
		f.happened.Focus()
	}
}

// typing says whether a person has begun to write a finding.
func (f *findingForm) typing() bool {
	return f.transaction.Value()+f.approval.Value()+f.evidence.Value() != ""
}

func (f *findingForm) clearProblems() {
	for _, field := range []*kit.Field{f.transactionField, f.approvalField, f.evidenceField} {
		field.SetProblem("")
	}
	f.problem.Hide()
}

// record writes the finding down.
func (f *findingForm) record() {
	if f.busy || !f.complete() {
		return
	}
	f.busy = true
	r := desk.Resolution{Staff: f.settings.Staff, Happened: f.happened.Selected() == 0, Evidence: f.evidence.Value()}
	if f.op.Kind.TakesMoney() && r.Happened {
		r.TransactionID, r.ApprovalNumber = f.transaction.Value(), f.approval.Value()
	}
	background(f.Window, func() error {
		_, err := f.desk.Resolve(context.Background(), f.op.ID, r)
		return err
	}, func(err error) {
		f.busy = false
		if err != nil {
			f.log.Warn("resolve", "error", err)
			said := f.words.explain(err)
			f.problem.Set(kit.Declined, f.words.T("settings.not_saved"), said.Hint)
			f.problem.Show()
			f.view.Refresh()
			return
		}
		f.toast(f.words.T("doubt.recorded"))
		f.wanted = 0
		f.countDoubts()
		f.reload()
	})
}

// complete marks what is still missing, and says whether nothing is.
func (f *findingForm) complete() bool {
	t := f.words.T
	need := []*kit.Field{}
	mark := func(field *kit.Field, entry *kit.Entry, key string) {
		if entry.Value() == "" {
			field.SetProblem(t(key))
			need = append(need, field)
		}
	}
	if f.op.Kind.TakesMoney() && f.happened.Selected() == 0 {
		mark(f.transactionField, f.transaction, "finding.missing")
		mark(f.approvalField, f.approval, "finding.missing")
	}
	mark(f.evidenceField, f.evidence, "finding.missing")
	if len(need) > 0 {
		need[0].Focus()
	}
	return len(need) == 0
}
