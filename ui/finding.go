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
	fold                                           *kit.Fold   // around what a person writes down, where there is a better way; nil elsewhere
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
	f.transaction = kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: 20})
	f.approval = kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: 20})
	f.evidence = kit.NewEntry(kit.EntryOptions{Max: desk.MaxReasonRunes})
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
	byHand := f.byHand(kit.Row(12, f.button, kit.Grow(nil), later))
	if f.ask == nil && f.again == nil {
		body.Objects = append(body.Objects, byHand.Objects...)
	} else {
		f.fold = kit.NewFold(f.question(), t("doubt.by_hand"), byHand)
		f.fold.OnToggled = f.unfolded
		body.Add(f.fold)
	}
	card := kit.NewCard(body)
	card.Pad = 22
	f.view = kit.Column(0, card)
	f.showChoice()
	return f
}

// byHand is what to do and to write down without the program's help; buttons
// stand at its end.
func (f *findingForm) byHand(buttons fyne.CanvasObject) *fyne.Container {
	column := kit.Column(12)
	for i, step := range f.steps() {
		column.Add(kit.Numbered(i+1, kit.NewParagraph(kit.Body, kit.ColorInk, step)))
	}
	if links := f.links(); links != nil {
		column.Add(links)
	}
	if f.ask == nil && f.again == nil {
		column.Add(kit.NewDashedRule())
		column.Add(kit.NewStrong(kit.Body, f.question()))
	}
	for _, o := range []fyne.CanvasObject{f.happened, f.numbers, f.evidenceField, f.problem, buttons} {
		column.Add(o)
	}
	return column
}

// unfolded follows the fold: what was opened gets the keyboard.
func (f *findingForm) unfolded(open bool) {
	f.view.Refresh()
	f.scroll.Refresh() // it is longer, or shorter, now
	if open {
		f.happened.Focus()
	}
}

// main writes the finding down, once there is a place for it in sight.
func (f *findingForm) main() {
	if f.fold != nil && !f.fold.Open() && !f.typing() {
		f.fold.SetOpen(true)
		return
	}
	f.record()
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

// example is what a person may have seen, about this very row and for the answer
// that is chosen.
func (f *findingForm) example(happened bool) string {
	return f.words.T("doubt.evidence."+answerKey(f.op.Kind, happened),
		"time", desk.InKorea(f.op.PreparedAt).Format("15:04"), "amount", desk.Grouped(f.op.AmountKRW))
}

// showChoice asks for the numbers only where there are some: of a charge that
// happened.
func (f *findingForm) showChoice() {
	t := f.words.T
	yes := f.happened.Selected() == 0
	setVisible(f.numbers, yes && f.op.Kind.TakesMoney())
	f.evidence.SetPlaceHolder(f.example(yes))
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
