package practice

import (
	"slices"
	"time"
)

// Key names a behaviour. It does not change: settings and the translations
// under "practice.behaviour." hold it.
type Key string

// The behaviours that every twin has, and what each does. "Done" is whatever
// the request asked for: a charge, a cancel, a key deleted.
const (
	Approve      Key = "approve"       // answers as a healthy gateway does; also the empty Key
	DeclineOther Key = "decline-other" // says no with any code and message; see Decline. Nothing is done
	Slow         Key = "slow"          // done at once, answered after Wait

	// The line fails.
	CutBefore   Key = "cut-before"   // connection refused: nothing reaches the gateway
	CutDuring   Key = "cut-during"   // hung up in the middle of the request: nothing is done
	LostRequest Key = "lost-request" // hung up after the whole request: nothing is done
	LostReply   Key = "lost-reply"   // done, then hung up without a word
	SilentReply Key = "silent-reply" // done, then silence until the other side gives up
	BadGateway  Key = "bad-gateway"  // HTTP 502 with a page: nothing is done
	Garbage     Key = "garbage"      // done, then HTTP 200 with a page
)

// Behaviour is what the gateway does with one request. The zero value is
// Approve.
type Behaviour struct {
	Key           Key
	Code, Message string        // of a decline, as the reply will carry them; Message is ReturnTo's host
	Wait          time.Duration // of Slow
}

// Decline says no to the next request with any code and message.
func Decline(code, message string) Behaviour {
	return Behaviour{Key: DeclineOther, Code: code, Message: message}
}

// SlowBy answers only after wait.
func SlowBy(wait time.Duration) Behaviour { return Behaviour{Key: Slow, Wait: wait} }

const usualWait = 8 * time.Second

// act is what a request wants. Each twin names its own.
type act string

// habit is a behaviour that a twin can show, and the acts that it can happen
// to: with none named, to every one. It stays set until it meets one of them.
type habit struct {
	Behaviour
	acts []act
}

// habits is a twin's table, in the order of the practice strip.
type habits []habit

// badLine are the line's own, common to all twins. The two cuts come before a
// request can be read, so they meet any; the others only the acts named.
func badLine(acts ...act) habits {
	return habits{
		{Behaviour{Key: Slow, Wait: usualWait}, acts},
		{Behaviour{Key: CutBefore}, nil},
		{Behaviour{Key: CutDuring}, nil},
		{Behaviour{Key: LostReply}, acts},
		{Behaviour{Key: SilentReply}, acts},
		{Behaviour{Key: LostRequest}, acts},
		{Behaviour{Key: Garbage}, acts},
		{Behaviour{Key: BadGateway}, acts},
	}
}

// find is the row of a key, if there is one.
func (h habits) find(key Key) (habit, bool) {
	i := slices.IndexFunc(h, func(row habit) bool { return row.Key == key })
	if i < 0 {
		return habit{}, false
	}
	return h[i], true
}

// offered lists the behaviours, without the one that needs words of its own.
func (h habits) offered() []Behaviour {
	var all []Behaviour
	for _, row := range h {
		if row.Key != DeclineOther {
			all = append(all, row.Behaviour)
		}
	}
	return all
}

// complete fills in what a bare Key leaves open.
func (h habits) complete(b Behaviour) Behaviour {
	if b.Key == "" {
		b.Key = Approve
	}
	known, _ := h.find(b.Key)
	if b.Code == "" && b.Message == "" {
		b.Code, b.Message = known.Code, known.Message
	}
	if b.Wait == 0 {
		b.Wait = known.Wait
	}
	return b
}

// meets says whether the behaviour can happen to such a request. One that
// can't stays set for the next that it can happen to.
func (h habits) meets(key Key, a act) bool {
	known, _ := h.find(key)
	return len(known.acts) == 0 || slices.Contains(known.acts, a)
}
