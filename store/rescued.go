package store

import "time"

// Rescued says what of a damaged history could be read, and what was lost.
type Rescued struct {
	Operations int // are in the candidate
	// Lost operations were there and can't be read, or what reads does not fit
	// together; they lie between these business days. Whether newer ones were
	// lost as well nobody can tell.
	Lost    int
	LostMin string // "" if there was none before
	LostMax string // "" if there is none behind
	// Unproven are those of the lost whose row reads, without the events that
	// would prove it: what it says may be looked up with the gateway.
	Unproven []Unproven
	// Uncertain are operations of which the outcome was lost. They are in doubt.
	Uncertain int
	Nameless  int // operations and customers whose personal data did not read
	Events    int // that were lost
	Closings  int // that were lost or can't be proven any more
	LastAt    time.Time
}

// Unproven is what the row of a lost operation says.
type Unproven struct {
	OrderNumber string
	Kind        Kind
	State       State
	BusinessDay string
	AmountKRW   int64
}
