package gateways

// Capabilities are what a gateway can do. Desk and screens read them instead of
// knowing gateways by name; the conformance suite proves them.
type Capabilities struct {
	// InquiryDays is on how many business days, the day of the request being the
	// first, the gateway answers what became of it. 0: it has no inquiry, and a
	// person must look in its admin page.
	InquiryDays int
	// PartialCancel says that a part of a sale can be given back.
	PartialCancel bool
	// Idempotency is what a request sent again under the same id of ours does.
	Idempotency Idempotency
	// Window says that the buyer acts on the gateway's own page in a browser.
	Window bool
}

// Idempotency is how a gateway treats a repeated id.
type Idempotency string

// The ways.
const (
	// IdempotencyNone: nothing protects against a repeat.
	IdempotencyNone Idempotency = "none"
	// IdempotencyUntilMidnight: the same id is refused as a repeat until midnight
	// in Korea, without the earlier result; after that it is a new request.
	IdempotencyUntilMidnight Idempotency = "until-midnight"
	// IdempotencyReadOnly: its calls change no money, a repeat does no harm.
	IdempotencyReadOnly Idempotency = "read-only"
)
