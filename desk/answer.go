package desk

import (
	"encoding/json"
	"maps"

	"keyindesk/gateways"
	"keyindesk/store"
)

// answerOf is a gateway's result in the history's words. A message may name the
// buyer; the history keeps people only sealed.
func answerOf(r gateways.Result, b Buyer) store.Answer {
	said := r.Message
	r.Message = withoutBuyer(said, b)
	for name, value := range r.Trace.Reply {
		if value == said && value != r.Message {
			r.Trace.Reply = maps.Clone(r.Trace.Reply)
			r.Trace.Reply[name] = r.Message
		}
	}
	trace, err := json.Marshal(r.Trace)
	if err != nil {
		trace = []byte("{}")
	}
	return store.Answer{
		State: stateOf(r.Outcome), ResultCode: r.Code, ResultMessage: r.Message,
		Advice: string(r.Advice), Fault: r.Fault, Trace: string(trace),
	}
}

// withoutBuyer takes what is known of a buyer out of a text that will be kept
// in the open.
func withoutBuyer(text string, b Buyer) string {
	return gateways.ScrubText(text, gateways.People(b.Name, b.Phone, b.Email)...)
}

// stateOf turns an outcome into the state it leads to. Whatever is not named
// is in doubt.
func stateOf(o gateways.Outcome) State {
	switch o {
	case gateways.Approved:
		return store.Approved
	case gateways.Declined:
		return store.Declined
	case gateways.NotSent:
		return store.NotSent
	default:
		return store.InDoubt
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
