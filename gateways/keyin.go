package gateways

import (
	"context"
	"time"
)

// KeyIn is a gateway that takes a card keyed in by staff. Its methods send at
// most once, return when the answer is known or the deadline has passed, and
// report everything that can happen as an Outcome, never as an error.
//
// Both calls must be given a context that the window's closing does not
// cancel: a cancelled context cuts the call and the outcome may be Unknown.
type KeyIn interface {
	// Name is the gateway's stored name, such as "payup".
	Name() string
	// Check looks a charge over before anything is sent. Findings that Block
	// must be corrected; the others are warnings. Charge checks again by itself.
	Check(Charge) []Finding
	// Charge asks the gateway to take the money.
	Charge(context.Context, Charge) Approval
	// Cancel asks the gateway to give all of it back.
	Cancel(context.Context, Cancel) Cancellation
}

// Charge is one keyed-in payment.
type Charge struct {
	OrderNumber string // ours, unique, at most 20 ASCII characters
	Card        Card
	AmountKRW   int64
	Quota       int  // months; 0 is a lump sum, else 2 to 24
	Tax         *Tax // nil unless the sale is split into taxed and tax-free parts (복합과세)
	ItemName    string
	BuyerName   string
	BuyerPhone  string // digits, or empty
	BuyerEmail  string // or empty
	NotifyKakao bool   // ask the gateway to send the buyer an 알림톡; needs BuyerPhone
	At          time.Time
}

// Tax splits the amount of a mixed sale. Both parts together are the amount.
type Tax struct {
	TaxableKRW int64 // with VAT
	FreeKRW    int64
}

// Approval is the answer to a Charge. The fields below Result are filled as
// far as the gateway gave them, whatever the outcome.
type Approval struct {
	Result
	TransactionID   string // theirs; what a cancel names
	ApprovalNumber  string // the card company's
	ApprovedAt      string // YYYYMMDDhhmmss in Korea, as received
	CardCompany     string // spelt as received
	KakaoResultCode string // "" not sent, "0000" sent, else the error
	InterestFree    bool   // the card company carries the instalment interest
	// The tax parts of a mixed sale as the gateway gave them, nil otherwise.
	// TaxableKRW excludes VAT here, unlike in Tax.
	Parts *TaxParts
}

// TaxParts are the three parts of a mixed sale on a slip.
type TaxParts struct {
	SupplyKRW int64 // taxed part without VAT
	VATKRW    int64
	FreeKRW   int64
}

// Cancel names the charge to be given back whole.
type Cancel struct {
	TransactionID string
	// Buyer is who ordered (name, phone, e-mail), as far as known. It is not
	// sent; it is taken out of whatever comes back.
	Buyer []string
}

// Cancellation is the answer to a Cancel.
type Cancellation struct {
	Result
	CancelledAt string // YYYYMMDDhhmmss in Korea, as received
}

// Field names a part of a charge in a Finding. The screens use it to find the
// entry it belongs to.
type Field string

// The fields of a charge.
const (
	FieldOrderNumber Field = "order_number"
	FieldCardNumber  Field = "card_number"
	FieldExpiry      Field = "expiry"
	FieldHolderID    Field = "holder_id"
	FieldPassword    Field = "password"
	FieldAmount      Field = "amount"
	FieldQuota       Field = "quota"
	FieldItemName    Field = "item_name"
	FieldBuyerName   Field = "buyer_name"
	FieldBuyerPhone  Field = "buyer_phone"
	FieldBuyerEmail  Field = "buyer_email"
	FieldTax         Field = "tax"
)

// Finding is one thing about a charge that staff should know before sending.
// Rule is a key of the translations under "finding."; Limit is the number the
// sentence needs, if any.
type Finding struct {
	Field Field
	Rule  string
	Limit int64
	Block bool // nothing is sent while it stands
}

// The rules that findings name.
const (
	RuleMissing         = "missing"
	RuleLength          = "length"           // Limit characters at most
	RuleBytes           = "characters"       // characters the gateway can't take
	RuleDigits          = "digits"           // digits only
	RuleCardLength      = "card-length"      // 11 to 20 digits
	RuleLuhn            = "luhn"             // warning: looks mistyped
	RuleExpiryMonth     = "expiry-month"     // 01 to 12
	RuleExpired         = "expired"          // warning: in the past
	RuleHolderLength    = "holder-length"    // 6 or 10 digits
	RuleBirthDate       = "birth-date"       // not a day of the calendar
	RuleBusinessNumber  = "business-number"  // warning: check digit
	RulePassword        = "password"         // two digits
	RuleAmount          = "amount"           // 1 won to 12 digits
	RuleQuota           = "quota"            // 0 or 2 to 24
	RuleQuotaMinimum    = "quota-minimum"    // warning: under 50,000 won
	RulePhone           = "phone"            // 10 or 11 digits beginning with 0
	RulePhoneForKakao   = "phone-for-kakao"  // an 알림톡 needs a phone number
	RuleEmail           = "email"            // not an address
	RuleTaxSum          = "tax-sum"          // the parts are not the amount
	RuleOrderCharacters = "order-characters" // letters, digits, hyphen, underscore
	RuleCardNumber      = "card-number"      // the card's number does not belong here
)

// Blocked says whether any finding forbids sending.
func Blocked(findings []Finding) bool {
	for _, f := range findings {
		if f.Block {
			return true
		}
	}
	return false
}
