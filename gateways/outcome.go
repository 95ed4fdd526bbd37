package gateways

// Outcome is how one call to a gateway ended. Exactly one holds, and the zero
// value is Unknown, so that whatever was forgotten counts as not known.
type Outcome int

const (
	// Unknown: the request, or a part of it, may have reached the gateway and no
	// trustworthy answer came back. Money may have moved. Never sent again by
	// the program; a person, or the gateway's own inquiry, settles it.
	Unknown Outcome = iota
	// Approved: the gateway said yes, its reply echoes our order number and our
	// amount, and it carries an id of its own.
	Approved
	// Declined: the gateway said no in a well-formed reply. No money moved.
	Declined
	// NotSent: not one byte of the request left this PC. No money moved, and
	// this is the only outcome after which sending again is safe.
	NotSent
)

// String is the outcome's name in logs and events. It is stored, so it does
// not change.
func (o Outcome) String() string {
	switch o {
	case Approved:
		return "approved"
	case Declined:
		return "declined"
	case NotSent:
		return "not-sent"
	default:
		return "unknown"
	}
}

// Advice is what staff should do about a result code, as a key that the
// screens turn into words. The empty Advice means that the outcome alone says
// enough.
type Advice string

// The advice that gateways give. Each is a key of the translations under
// "advice.".
const (
	AdviceNone          Advice = ""
	AdviceFixInput      Advice = "fix-input"       // correct the field the message names, then key in again
	AdviceFixAmount     Advice = "fix-amount"      // the amount is below or above what the shop may charge
	AdviceSettings      Advice = "settings"        // merchant id or key is wrong: check the settings
	AdviceShopLimit     Advice = "shop-limit"      // the shop's own limit is used up: call the gateway
	AdviceAskCardholder Advice = "ask-cardholder"  // the card company said no: another card, or the caller asks them
	AdviceCallGateway   Advice = "call-gateway"    // the gateway's own trouble: call them
	AdviceCheckAdmin    Advice = "check-admin"     // look the order up in the gateway's admin page first
	AdviceRefundFunds   Advice = "refund-funds"    // the coming settlement is too small to refund from
	AdviceNoSuchSale    Advice = "no-such-sale"    // the gateway knows no such sale, or no such billing key
	AdviceNotCancelable Advice = "not-cancellable" // already cancelled, or no longer cancellable
	AdviceNetworkBlock  Advice = "network-block"   // the gateway does not know this PC's address or the Referer
	AdviceAskAgain      Advice = "ask-again"       // nothing was changed: ask once more
	AdviceInquire       Advice = "inquire"         // the gateway itself can be asked what became of it
	AdviceOtherMethod   Advice = "other-method"    // the buyer chooses another card or account
	AdviceRegisterAgain Advice = "register-again"  // begin the page once more
	AdviceTryAgain      Advice = "try-again"       // nothing left this PC: check the network and press again
)

// Result is what every answer of a gateway has in common.
type Result struct {
	Outcome Outcome
	// Code and Message are the gateway's own, as received, with anything that
	// looks like card data taken out. Both are empty when no reply was read.
	Code, Message string
	Advice        Advice
	// Fault names what went wrong on the way when no usable reply was read
	// (dns, connect, tls, timeout, cut, status, not-json, ...). Empty otherwise.
	Fault string
	// Cause is the technical cause for the log. It never holds card data.
	Cause error
	// Trace is what went over the wire, scrubbed: names and sizes of the request,
	// harmless values of the reply. It is kept with the operation's events.
	Trace Trace
}

// Trace is the scrubbed record of one exchange.
type Trace struct {
	Host           string            `json:"host,omitempty"`
	Path           string            `json:"path,omitempty"`
	RequestFields  []string          `json:"request_fields,omitempty"`
	RequestBytes   int               `json:"request_bytes,omitempty"`
	Written        bool              `json:"written"`
	Status         int               `json:"status,omitempty"`
	ReplyBytes     int               `json:"reply_bytes,omitempty"`
	Reply          map[string]string `json:"reply,omitempty"`
	ElapsedMillis  int64             `json:"elapsed_ms"`
	ReplyTruncated bool              `json:"reply_truncated,omitempty"`
}
