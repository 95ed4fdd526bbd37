package store

import "time"

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
	ParentID    int64  // what this one follows, see Kind; 0 if nothing
	CustomerID  int64  // whom it is about, see Customer; 0 if nobody kept
	RequestID   string // our id towards the gateway: requestTid, shopTransactionId; may be empty
	MerchantID  string // the merchant id it was asked under: mall id; may be empty
	KeyHint     string // the billing key or CustomerKey it is about, masked
	OrderNumber string
	BusinessDay string // "2026-11-21"
	PreparedAt  time.Time
	FinishedAt  time.Time // zero while prepared

	AmountKRW  int64
	Quota      int    // months, 0 lump sum
	MaskedCard string // first six and last four; else the number as the gateway masked it
	Network    string // the scheme read off the first digits; "account" where no card paid
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
	CancelID        string // the gateway's id of a cancel, if it gives one
	ApprovalNumber  string
	AnsweredAt      string // approval or cancel time as received, YYYYMMDDhhmmss in Korea
	CardCompany     string
	ResultCode      string
	ResultMessage   string
	Advice          string
	Fault           string // what went wrong on the way, see gateways.Result
	KakaoResultCode string
	InterestFree    bool
	// The gateway's own tax parts of a mixed sale; PartsGiven says they came. Of a
	// part that was given back, those that it was told.
	PartsGiven bool
	SupplyKRW  int64
	VATKRW     int64
	ExemptKRW  int64

	Reason string // why it was cancelled; for a cancel only

	// What the browser page sent back, of an approved registration only.
	Returned   bool
	ReturnCode string // as the page said it

	// Derived from other rows and events when read.
	CancelledKRW int64 // what approved cancels have given back of this sale
	CancelledBy  int64 // the approved cancel that gave back the last of it, 0 while something remains
	CancelState  State // the newest cancel's state, "" if none was tried
	Settled      bool  // a person's resolution decided the state
	Contradicted bool  // a later fact disagrees with that resolution
}

// RemainKRW is what of an approved sale has not been given back; 0 for anything
// else.
func (o Operation) RemainKRW() int64 {
	if !o.Kind.TakesMoney() || o.State != Approved {
		return 0
	}
	return o.AmountKRW - o.CancelledKRW
}

// Buyer is who ordered. Phone is digits only. Any of them may be empty.
type Buyer struct {
	Name, Phone, Email string
	Unreadable         bool
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
	// RequestID is our id towards the gateway. Among registrations of customers,
	// and among registrations of payments and cancels together, one that is not
	// empty is never used twice.
	RequestID  string
	MerchantID string // empty: the parent's or the customer's
	CustomerID int64
	// NewCustomer is who a KindRegisterCustomer without CustomerID is for; kept
	// together with the row.
	NewCustomer *NewCustomer
	KeyHint     string // masked, 16 characters at most
	// Private is what the next step needs and nobody may read: sealed, opaque to
	// the store. See Store.Private.
	Private []byte
	// OrderNumber is staff's own number; empty for one from the store.
	OrderNumber string
	// CardCompany and TransactionID are copied from the sale for a cancel.
	CardCompany   string
	TransactionID string
	// OverrideOf is the earlier operation that the duplicate guard showed and
	// staff went past; 0 if there was none.
	OverrideOf int64
}

// Answer is what Finish records.
type Answer struct {
	State           State // Approved, Declined, NotSent, and InDoubt or, of a Harmless kind, NoAnswer
	TransactionID   string
	CancelID        string
	MerchantID      string // kept if the intent had none
	MaskedNumber    string // as the gateway masked it
	KeyHint         string // masked; "" keeps the intent's
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
	// Private replaces what the intent had; nil keeps it.
	Private []byte
	// CustomerKey is what an approved KindIssueKey must have and nothing else may:
	// it is sealed into the customer, who is active from then on.
	CustomerKey string
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
