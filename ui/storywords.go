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

// step says one line of a story: what happened in bold, and the facts. gateway
// is that of the row.
func (w *Words) step(gateway string, s desk.Step) (what, detail string) {
	key := string(s.Type)
	if s.Kind == desk.KindCancel && w.Has("story.cancel_"+key) {
		key = "cancel_" + key
	}
	what = kit.Strong(w.T("story." + key))
	var facts []string
	add := func(text string) {
		if text != "" {
			facts = append(facts, text)
		}
	}
	switch s.Type {
	case desk.EventPrepared:
		if s.Reason != "" {
			what += "  " + s.Reason
		}
		add(s.Staff)
		add(s.OrderNumber)
	case desk.EventApproved:
		if s.Kind.TakesMoney() {
			what += "  " + s.ApprovalNumber
		}
		add(s.TransactionID)
	case desk.EventResolved:
		what += "  " + w.T("story.resolved."+findingKey(s))
		add(s.Staff)
		add(s.Evidence)
		add(s.TransactionID)
	case desk.EventContradicted:
		add(w.contradiction(gateway, s.Note))
	case desk.EventOverride:
		add(s.Staff)
	default:
		if s.Code != "" {
			add(w.answer(gateway, s.Code, s.Message))
		} else if s.Fault != "" {
			add(w.fault(gateway, s.Fault))
		}
	}
	return what, strings.Join(facts, " · ")
}

func findingKey(s desk.Step) string { return answerKey(s.Kind, s.Happened) }

// contradiction says what disagreed: the desk notes a finding and the order it
// came with.
func (w *Words) contradiction(gateway, note string) string {
	finding, order, _ := strings.Cut(note, " ")
	if advice := w.advice(gateway, finding); advice != "" {
		return order + " · " + advice
	}
	return note
}
