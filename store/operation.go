package store

import "time"

// Kind is what an operation tries to do. Stored as text.
type Kind string

// The kinds of operations.
const (
	KindCharge Kind = "charge"
	KindCancel Kind = "cancel" // Parent is the charge it gives back
)

// State is where an operation stands. Stored as text.
type State string

// The states. An operation begins Prepared, before anything is sent, and goes
// to exactly one of the others; InDoubt goes on to Approved or Declined when a
// person settles it.
const (
	Prepared State = "prepared"
	Approved State = "approved"
	Declined State = "declined"
	NotSent  State = "not-sent"
	InDoubt  State = "in-doubt"
)

// Operation is one row of the history: one attempt. Times are UTC; the
// business day is the calendar day in Korea. Amounts are whole won.
type Operation struct {
	ID          int64
	Kind        Kind
	Gateway     string // "payup"
	Environment string // "practice", "test", "live"
	Terminal    string // which PC, see Settings
	Staff       string // who pressed the button
	State       State
	ParentID    int64 // the charge that a cancel gives back; 0 for a charge
	OrderNumber string
	BusinessDay string // "2026-11-21"
	PreparedAt  time.Time
	FinishedAt  time.Time // zero while prepared

	AmountKRW  int64
	Quota      int    // months, 0 lump sum
	MaskedCard string // first six and last four
	Network    string // the scheme read off the first digits
	ItemName   string
	// Fingerprint is a keyed hash of the card number, for the duplicate guard;
	// nobody without the key in the keyring can try card numbers against it.
	Fingerprint []byte

	// The buyer, encrypted on disk. Unreadable says that the key is not here;
	// the three are empty then.
	Buyer Buyer

	// The split of a mixed sale (복합과세) as keyed in; both 0 otherwise.
	Mixed      bool
	TaxableKRW int64 // with VAT
	FreeKRW    int64

	// What the gateway answered.
	TransactionID   string
	ApprovalNumber  string
	AnsweredAt      string // approval or cancel time as received, YYYYMMDDhhmmss in Korea
	CardCompany     string
	ResultCode      string
	ResultMessage   string
	Advice          string
	Fault           string // what went wrong on the way, see gateways.Result
	KakaoResultCode string
	InterestFree    bool
	// The gateway's own tax parts of a mixed sale; PartsGiven says they came.
	PartsGiven bool
	SupplyKRW  int64
	VATKRW     int64
	ExemptKRW  int64

	Reason string // why it was cancelled; for a cancel only

	// Derived from other rows and events when read.
	CancelledBy  int64 // the approved cancel that points here, 0 if none
	CancelState  State // the newest cancel's state, "" if none was tried
	Settled      bool  // a person's resolution decided the state
	Contradicted bool  // a later fact disagrees with that resolution
}

// Buyer is who ordered. Phone is digits only. Any of them may be empty.
type Buyer struct {
	Name, Phone, Email string
	Unreadable         bool
}

// EventType names what happened. Stored as text.
type EventType string

// The events of an operation's story, in the order in which they can come.
const (
	EventPrepared     EventType = "prepared"     // the intent, before anything is sent
	EventOverride     EventType = "override"     // staff went on in spite of a duplicate warning
	EventApproved     EventType = "approved"     // the gateway's answer
	EventDeclined     EventType = "declined"     //
	EventNotSent      EventType = "not-sent"     //
	EventInDoubt      EventType = "in-doubt"     // no trustworthy answer
	EventCutOff       EventType = "cut-off"      // found prepared when the program started
	EventResolved     EventType = "resolved"     // a person's finding, with evidence
	EventContradicted EventType = "contradicted" // a later fact disagrees with the resolution
)

// Event is one line of an operation's story. It is never changed or deleted;
// Hash covers everything in it and the previous event's Hash.
type Event struct {
	Seq         int64 // over the whole file, from 1, without gaps
	OperationID int64
	At          time.Time
	Type        EventType
	Staff       string
	// Detail is JSON: the facts of this event, without card or personal data.
	Detail   string
	PrevHash []byte
	Hash     []byte
}

// Intent is what Prepare needs. The store gives the id, the order number, the
// times and the state.
type Intent struct {
	Kind        Kind
	Gateway     string
	Staff       string
	ParentID    int64
	AmountKRW   int64
	Quota       int
	MaskedCard  string
	Network     string
	ItemName    string
	Fingerprint []byte
	Buyer       Buyer
	Mixed       bool
	TaxableKRW  int64
	FreeKRW     int64
	Reason      string
	// OrderNumber is staff's own number; empty for one from the store.
	OrderNumber string
	// CardCompany and TransactionID are copied from the charge for a cancel.
	CardCompany   string
	TransactionID string
	// OverrideOf is the earlier operation that the duplicate guard showed and
	// staff went past; 0 if there was none.
	OverrideOf int64
}

// Answer is what Finish records.
type Answer struct {
	State           State // Approved, Declined, NotSent or InDoubt
	TransactionID   string
	ApprovalNumber  string
	AnsweredAt      string
	CardCompany     string
	ResultCode      string
	ResultMessage   string
	Advice          string
	Fault           string
	KakaoResultCode string
	InterestFree    bool
	PartsGiven      bool
	SupplyKRW       int64
	VATKRW          int64
	ExemptKRW       int64
	// Trace is the scrubbed exchange as JSON, kept in the event.
	Trace string
}

// Resolution is what a person found out about an operation in doubt.
type Resolution struct {
	Staff          string
	Happened       bool   // the money moved (a charge was approved, a cancel went through)
	TransactionID  string // needed when a charge happened
	ApprovalNumber string // needed when a charge happened
	Evidence       string // what was seen, in the person's words; always needed
}
