package gateways

import (
	"context"
	"time"
)

// Wallet is a gateway that keeps a customer's payment methods behind a
// CustomerKey and asks the customer on a page of its own: first to register
// (본인인증, 결제수단, PIN), then to approve each payment. Its methods send at most
// once and report everything that can happen as an Outcome.
//
// Both pages end in a form that the customer's browser posts to the shop's
// return address; ReadReturn reads it, however it came back.
type Wallet interface {
	Canceller

	// CheckRegistration and CheckPayment look a request over before anything is
	// sent. Findings that Block must be corrected.
	CheckRegistration(Registration) []Finding
	CheckPayment(Payment) []Finding

	// Register asks for the page on which a customer registers. It charges
	// nothing; after Unknown it may be asked again under a new RequestID.
	Register(context.Context, Registration) Registered
	// Issue asks for the CustomerKey after the page has returned. After Unknown
	// it may be repeated with the same ids, or the customer registers again with
	// the same data, which leads to the same key (facts 1.2).
	Issue(context.Context, Issue) Issued
	// Revoke ends a CustomerKey for good. A repeat is harmless.
	Revoke(context.Context, Revocation) Revoked
	// Methods lists a customer's payment methods. It changes nothing.
	Methods(context.Context, MethodQuery) MethodList

	// RegisterPayment asks for the page on which a customer approves one payment.
	// It moves no money; after Unknown it may be asked again under a new
	// RequestID.
	RegisterPayment(context.Context, Payment) PaymentPage
	// Settle takes the money of a payment that the customer approved on the page.
	// Approved needs every echo and the gateway's message authentication. After
	// Unknown only InquireSettlement may be asked.
	Settle(context.Context, Settlement) Approval
	// InquireSettlement and InquireCancel ask what became of an earlier Settle or
	// Cancel. They send nothing that moves money. Approved and its fields are as
	// for the call itself; Unknown means that it is still not known. They are
	// never Declined unless the gateway says so in as many words.
	InquireSettlement(context.Context, Settlement) Approval
	InquireCancel(context.Context, Cancel) Cancellation

	// ReadReturn reads what one of the pages sent back: a posted form, a query
	// string or a whole address with one, or JSON. It is decoded once. The error
	// is a *ReturnError; a refusal by the customer is not an error but a code.
	ReadReturn(text string) (PageReturn, error)
}

// Registration asks for the registration page (userCertReg, S0 01, S1).
type Registration struct {
	RequestID  string // ours, requestTid: up to 60 bytes, never used before
	ShopUserID string // the shop's own id of the customer, no personal data
	Email      string // needed in the dialect with shopUserMail
	CI         Secret // empty: certType NONE
	ReturnURL  string // https
	Note       string // shopParameter, or empty
}

// Registered is the answer to Register.
type Registered struct {
	Result
	RegisterID string // theirs, registerTid
	PageURL    string // decoded and safe to open: https on the gateway's own host
	Member     bool   // isSignUpUser: the customer has registered with them before
	MerchantID string // under which it was asked; Issue needs the same
}

// Issue asks for a CustomerKey (customerkey/generation, S0 03).
type Issue struct {
	MerchantID      string
	RequestID       string // of the Registration
	RegisterID      string // of the return, else of Registered
	CertificationID string // certSeqNo of the return
	ShopUserID      string // of the Registration; the reply must echo it
}

// Issued is the answer to Issue.
type Issued struct {
	Result
	CustomerKey Secret
}

// Revocation ends a CustomerKey (customerkey/expiration, S0 04).
type Revocation struct {
	MerchantID  string
	CustomerKey Secret
	ShopUserID  string
}

// Revoked is the answer to Revoke. Approved needs isExpired true.
type Revoked struct{ Result }

// MethodQuery asks for a customer's payment methods (paymentMethodInfo).
type MethodQuery struct {
	MerchantID  string
	CustomerKey Secret
}

// MethodList is the answer to Methods.
type MethodList struct {
	Result
	Methods []Method // in the customer's own order
}

// Method is one card or account of a customer.
type Method struct {
	TypeCode      string // "11" card, "21" account
	DetailCode    string // card company or bank, the gateway's own code
	Name          string // displayName
	Nickname      string
	VirtualNumber Secret // easypayVirtualNo
	MaskedNumber  string // as the gateway masks it
	CheckCard     bool   // a check card pays in a lump sum only
	Corporate     bool
	Quotas        []int // months the method offers; empty if not told
	Points        bool  // card points can be used
}

// Card says whether the method is a card.
func (m Method) Card() bool { return m.TypeCode == "11" }

// Payment asks for the page of one payment (paymentAuthReg, S2).
type Payment struct {
	MerchantID  string
	RequestID   string // ours, shopTransactionId: up to 60 bytes; Settle uses the same
	OrderNumber string // ours, shopOrderNo
	CustomerKey Secret
	Method      Method
	AmountKRW   int64
	Parts       *TaxParts // comTaxAmt, comVatAmt, comFreeAmt; nil if not split
	ItemName    string
	Quota       int // months; 0 is a lump sum
	// InterestFree and UsePoints are for cards only.
	InterestFree bool
	UsePoints    bool
	JoinCode     string // joinCd, for particular shops
	Email        string
	ReturnURL    string // https
	CashReceipt  *CashReceipt
	Deposits     []Deposit
	Note         string // shopParameter, or empty
}

// CashReceipt asks for a cash receipt with an account payment (S2
// cashReceiptInfo).
type CashReceipt struct {
	Usage  string // "01" income deduction, "02" expenditure proof
	Method string // "1" card, "3" phone, "4" business number
	Value  Secret // that number; goes out SEED-encrypted
}

// Deposit is a resource-circulation deposit (S2 depositList).
type Deposit struct {
	Type      string // "C" cup
	AmountKRW int64
}

// PaymentPage is the answer to RegisterPayment.
type PaymentPage struct {
	Result
	PageURL    string // decoded and safe to open
	MerchantID string // under which it was asked; Settle and Cancel need the same
}

// Settlement takes the money (payment/settle).
type Settlement struct {
	MerchantID      string
	RequestID       string // of the Payment
	OrderNumber     string // of the Payment
	AuthorizationID string // of the return
	AmountKRW       int64
	At              time.Time // when it is, or was, sent; its day in Korea goes along
}

// PageReturn is what a page posted to the return address. Which fields are
// filled tells which page: a registration has the CertificationID, a payment
// the AuthorizationID.
type PageReturn struct {
	Code, Message string // resCd, resMsg; "0000" is a yes
	Advice        Advice
	Registration  bool // of the registration page; otherwise of the payment page

	RequestID       string // requestTid, or shopTransactionId
	RegisterID      string
	CertificationID string // certSeqNo
	OrderNumber     string
	AuthorizationID string
}

// ReturnError is a returned text that can't be used. Nothing was sent.
type ReturnError struct {
	// Rule is a key of the translations under "return.".
	Rule  string
	Field string // the wire name of the field it is about, if any
}

// Error names the rule.
func (e *ReturnError) Error() string { return "the page's return: " + e.Rule + " " + e.Field }

// The rules of a ReturnError.
const (
	ReturnEmpty      = "empty"       // nothing was given
	ReturnUnreadable = "unreadable"  // neither a form, nor a query, nor JSON
	ReturnMissing    = "missing"     // Field is not there
	ReturnTwice      = "twice"       // Field stands there twice
	ReturnTooLong    = "too-long"    // Field is longer than the document allows
	ReturnShape      = "shape"       // Field holds signs that it can't have
	ReturnNotPending = "not-pending" // no registration or payment waits for this id (the desk's own)
	ReturnUsed       = "used"        // this return was taken before (the desk's own)
	ReturnOtherOrder = "other-order" // the id is ours, the order number another (the desk's own)
)
