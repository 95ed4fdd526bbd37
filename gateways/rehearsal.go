package gateways

import "time"

// Rehearsal steers the practice gateways, so that staff can live through the
// bad day before it comes.
type Rehearsal interface {
	// Behaviours are the ways the next request can go, as keys of the
	// translations under "practice.behaviour.", the normal one first.
	Behaviours() []string
	// Next is the one that is set; SetNext sets another for one request.
	Next() string
	SetNext(key string)
	// Decline makes the next request be refused with any code and message.
	Decline(code, message string)
	// Admin is what the gateway's admin page would show, the newest first.
	Admin() []Sale
	// Samples are inputs that the twin knows, to try it with: billing keys, the
	// card's first. nil if it has none.
	Samples() []string
}

// Sale is one charge as the practice gateway knows it.
type Sale struct {
	At             time.Time
	OrderNumber    string
	TransactionID  string
	ApprovalNumber string
	CardCompany    string
	AmountKRW      int64
	CancelledKRW   int64 // given back so far
	Cancelled      bool  // all of it
}
