package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

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
	if !f.op.Kind.TakesMoney() && !f.op.Kind.GivesBack() {
		if f.again != nil { // said beside its button
			return []string{t("doubt.step3")}
		}
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
