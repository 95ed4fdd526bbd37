package ui

import (
	"strings"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// stepTones colours the steps that say where the money is.
var stepTones = map[desk.EventType]kit.Tone{
	desk.EventApproved: kit.Approved, desk.EventDeclined: kit.Declined, desk.EventInDoubt: kit.InDoubt,
	desk.EventCutOff: kit.InDoubt, desk.EventContradicted: kit.Declined, desk.EventOverride: kit.InDoubt,
}

// toneOfStep is the colour of a step; none for most.
func toneOfStep(s desk.Step) (kit.Tone, bool) {
	switch {
	case s.Type == desk.EventInquired:
		tone, ok := stepTones[desk.EventType(s.State)]
		return tone, ok
	case s.Type == desk.EventApproved && s.Kind.Harmless():
		return kit.Accent, true
	case s.Type == desk.EventCutOff && s.Kind.Harmless():
		return kit.Neutral, false
	}
	tone, ok := stepTones[s.Type]
	return tone, ok
}

// step says one line of a story: what happened in bold, and the facts. gateway
// is that of the row.
func (w *Words) step(gateway string, s desk.Step) (what, detail string) {
	what = kit.Strong(w.T(w.stepKey(s)))
	var facts []string
	add := func(texts ...string) { facts = append(facts, filled(texts...)...) }
	switch s.Type {
	case desk.EventPrepared:
		switch {
		case s.Kind.GivesBack():
			what += "  " + w.Won(s.AmountKRW)
		case s.Kind != desk.KindCharge:
			what += "  " + w.T("kind."+string(s.Kind))
		}
		add(s.Reason, s.Staff, s.OrderNumber)
	case desk.EventApproved:
		if s.Kind.TakesMoney() {
			what += "  " + s.ApprovalNumber
		}
		if s.CancelID != "" {
			add(s.CancelID)
		} else {
			add(s.TransactionID)
		}
	case desk.EventResolved:
		what += "  " + w.T("story.resolved."+answerKey(s.Kind, s.Happened))
		add(s.Staff, s.Evidence, s.TransactionID)
	case desk.EventContradicted:
		add(w.contradiction(gateway, s.Note))
	case desk.EventOverride, desk.EventRevealed, desk.EventCopied:
		add(s.Staff)
	case desk.EventReturned:
		if w.Has("story.returned." + s.How) {
			add(w.T("story.returned." + s.How))
		}
		add(s.Staff)
		if s.ReturnCode != returnedWell {
			add(s.ReturnCode)
		}
	default:
		add(w.answered(gateway, s))
	}
	return what, strings.Join(facts, " · ")
}

// stepKey is the key of what happened: in the words of the step's kind where it
// has its own.
func (w *Words) stepKey(s desk.Step) string {
	kind, event := string(s.Kind), string(s.Type)
	switch {
	case s.Kind == desk.KindCancel && w.Has("story.cancel_"+event):
		return "story.cancel_" + event
	case s.Type == desk.EventInquired && w.Has("story.inquired."+string(s.State)):
		return "story.inquired." + string(s.State)
	case s.Type == desk.EventReturned && s.ReturnCode != returnedWell:
		return "story.returned_unfinished"
	case s.Type == desk.EventCutOff && s.Kind.Harmless():
		return "story.cut-off_harmless"
	case s.Kind != desk.KindCancel && w.Has("state."+kind+"."+event):
		return "state." + kind + "." + event
	}
	return "story." + event
}

// answered is what the gateway said in a step, or what went wrong on the way.
func (w *Words) answered(gateway string, s desk.Step) string {
	switch {
	case s.Code != "":
		return w.answer(gateway, s.Code, s.Message)
	case s.Fault != "":
		return w.fault(gateway, s.Fault)
	}
	return ""
}

// contradiction says what disagreed: the desk notes a finding and the order it
// came with.
func (w *Words) contradiction(gateway, note string) string {
	finding, order, _ := strings.Cut(note, " ")
	if advice := w.advice(gateway, finding); advice != "" {
		return order + " · " + advice
	}
	return note
}
