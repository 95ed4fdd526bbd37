package gateways

import (
	"context"
	"time"
)

// Gateway is what every gateway has in common.
type Gateway interface {
	// Name is the gateway's stored name, such as "payup".
	Name() string
	// Capabilities tell what it can do, so that nobody asks for its name.
	Capabilities() Capabilities
}

// KeyIn is a gateway that takes a card keyed in by staff. Its methods send at
// most once, return when the answer is known or the deadline has passed, and
// report everything that can happen as an Outcome, never as an error.
//
// Both calls must be given a context that the window's closing does not
// cancel: a cancelled context cuts the call and the outcome may be Unknown.
type KeyIn interface {
	Gateway
	Canceller
	// Check looks a charge over before anything is sent. Findings that Block
	// must be corrected; the others are warnings. Charge checks again by itself.
	Check(Charge) []Finding
	// Charge asks the gateway to take the money.
	Charge(context.Context, Charge) Approval
}

// Canceller is a gateway that gives money back.
type Canceller interface {
	Gateway
	// Cancel asks the gateway to give back all of a sale, or a part of it where
	// the Capabilities allow that. It is sent at most once.
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
	MaskedNumber    string // of the card or account, where the gateway tells it; at most six and four digits show
	Quota           int    // months as the gateway gave them, where it does; 0 is a lump sum
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

// Cancel names the sale to be given back, whole or in part.
type Cancel struct {
	TransactionID string // the gateway's id of the sale
	// Buyer is who ordered (name, phone, e-mail), as far as known. It is not
	// sent; it is taken out of whatever comes back.
	Buyer []string

	// What follows is for gateways that ask for more than the sale's id; the
	// others don't look at it.

	RequestID   string // ours, of this cancel
	MerchantID  string // under which the sale was approved
	OrderNumber string // of the sale
	AmountKRW   int64  // to be given back now
	RemainKRW   int64  // what of the sale is not given back yet, before this cancel
	Part        bool   // less than the whole sale, or the rest of one that was given back in parts
	// Parts splits AmountKRW of a mixed sale; nil otherwise.
	Parts *TaxParts
	At    time.Time
}

// Cancellation is the answer to a Cancel.
type Cancellation struct {
	Result
	CancelledAt string // YYYYMMDDhhmmss in Korea, as received
	CancelID    string // the gateway's id of the cancel, where it gives one
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

	FieldBillingKey  Field = "billing_key"
	FieldShopUserID  Field = "shop_user_id"
	FieldCI          Field = "ci"
	FieldReturnURL   Field = "return_url"
	FieldNote        Field = "note"
	FieldMethod      Field = "method"
	FieldCashReceipt Field = "cash_receipt"
	FieldDeposit     Field = "deposit"
	FieldJoinCode    Field = "join_code"
)

// Finding is one thing about a charge that staff should know before sending.
// Rule is a key of the translations under "finding."; Limit is the number the
// sentence needs, if any.
type Finding struct {
	Field Field
	Rule  string
	Limit int64
	// Signs are the characters that a sentence must name, if any.
	Signs string
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
	RuleCP949           = "cp949"            // characters that the gateway's charset lacks; Signs names them
	RulePersonal        = "personal"         // a phone number or e-mail where none may stand
	RuleHTTPS           = "https"            // not an https address
	RuleSEED            = "seed"             // needs SEED, which is not set up
	RuleShape           = "shape"            // not of the form that the gateway gives
	RuleReceiptNumber   = "receipt-number"   // not a card, phone or business number as the method says
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
