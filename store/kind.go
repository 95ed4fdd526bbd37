package store

// Kind is what an operation tries to do. Stored as text.
type Kind string

// The kinds of operations, and what each follows (Operation.ParentID).
const (
	KindCharge Kind = "charge"
	KindCancel Kind = "cancel" // gives an approved KindCharge or KindSettle back, or a part of it

	KindLookupKey Kind = "lookup-key" // what stands behind a billing key
	KindDeleteKey Kind = "delete-key" // ends a billing key

	KindRegisterCustomer Kind = "register-customer" // asks for the page where a customer registers
	KindIssueKey         Kind = "issue-key"         // follows a KindRegisterCustomer whose page returned
	KindRevokeKey        Kind = "revoke-key"        // ends a customer's key
	KindListMethods      Kind = "list-methods"      // a customer's payment methods
	KindRegisterPayment  Kind = "register-payment"  // asks for the page where a customer approves a payment
	KindSettle           Kind = "settle"            // takes the money of a KindRegisterPayment whose page returned
)

// TakesMoney says whether an approved operation of this kind is a sale.
func (k Kind) TakesMoney() bool { return k == KindCharge || k == KindSettle }

// GivesBack says whether it gives money of a sale back.
func (k Kind) GivesBack() bool { return k == KindCancel }

// Harmless says whether it changes nothing outside that a repeat could harm.
// Such an operation is never in doubt: without a usable answer it is NoAnswer.
func (k Kind) Harmless() bool {
	switch k {
	case KindLookupKey, KindListMethods, KindRegisterCustomer, KindRegisterPayment:
		return true
	}
	return false
}

// kindRule is what an operation of a kind has; without a rule there is no such
// kind.
type kindRule struct {
	amount   bool // an amount above 0; otherwise 0
	parent   bool
	customer bool // a customer; with a parent, the parent's
}

var kindRules = map[Kind]kindRule{
	KindCharge:           {amount: true},
	KindCancel:           {amount: true, parent: true, customer: true}, // if the sale has one
	KindLookupKey:        {},
	KindDeleteKey:        {},
	KindRegisterCustomer: {customer: true},
	KindIssueKey:         {parent: true, customer: true},
	KindRevokeKey:        {customer: true},
	KindListMethods:      {customer: true},
	KindRegisterPayment:  {amount: true, customer: true},
	KindSettle:           {amount: true, parent: true, customer: true},
}

// registers says whether it asks for a browser page, which returns later.
func (k Kind) registers() bool { return k == KindRegisterCustomer || k == KindRegisterPayment }

// State is where an operation stands. Stored as text.
type State string

// The states. An operation begins Prepared, before anything is sent, and goes
// to exactly one of the others; InDoubt goes on to Approved or Declined when
// the gateway says later what became of it, or a person settles it.
const (
	Prepared State = "prepared"
	Approved State = "approved"
	Declined State = "declined"
	NotSent  State = "not-sent"
	InDoubt  State = "in-doubt"
	// NoAnswer ends a Harmless operation that got no usable answer.
	NoAnswer State = "no-answer"
)
