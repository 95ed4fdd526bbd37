package practice

import "keyindesk/gateways"

// rehearsal is the hand of the practice strip on a twin.
type rehearsal struct {
	twin interface {
		Behaviours() []Behaviour
		Current() Behaviour
		Next(b Behaviour)
	}
	samples func() []string        // nil: it has none
	admin   func() []gateways.Sale // nil: its admin page shows no sales
}

// Behaviours names them in the order of the strip.
func (r rehearsal) Behaviours() []string {
	var names []string
	for _, b := range r.twin.Behaviours() {
		names = append(names, string(b.Key))
	}
	return names
}

// Next names the one that is set.
func (r rehearsal) Next() string { return string(r.twin.Current().Key) }

// SetNext sets one by its name.
func (r rehearsal) SetNext(key string) { r.twin.Next(Behaviour{Key: Key(key)}) }

// Decline sets a refusal with any code and message.
func (r rehearsal) Decline(code, message string) { r.twin.Next(Decline(code, message)) }

// Samples are inputs that the twin knows.
func (r rehearsal) Samples() []string {
	if r.samples == nil {
		return nil
	}
	return r.samples()
}

// Admin is what the gateway's admin page would show, the newest first.
func (r rehearsal) Admin() []gateways.Sale {
	if r.admin == nil {
		return nil
	}
	return r.admin()
}
