package desk

import (
	"keyindesk/gateways"
	"keyindesk/store"
)

// The words that the screens need, so that ui imports desk alone.
type (
	// Operation is one row of the history.
	Operation = store.Operation
	// Buyer is who ordered.
	Buyer = store.Buyer
	// Query asks for a part of the history.
	Query = store.Query
	// Cursor is where a page ends.
	Cursor = store.Cursor
	// Page is one page of it.
	Page = store.Page
	// Totals sums up what a Query finds.
	Totals = store.Totals
	// Facets are what a Query can be narrowed by.
	Facets = store.Facets
	// Kind is what an operation tries to do.
	Kind = store.Kind
	// Tally is a number of operations and what they come to.
	Tally = store.Tally
	// State is where an operation stands.
	State = store.State
	// Settings are what the shop chose on this PC.
	Settings = store.Settings
	// Shop is what a slip says about the shop.
	Shop = store.Shop
	// Printer is the receipt printer that slips go to.
	Printer = store.Printer
	// WindowSize is how large the window was last.
	WindowSize = store.Window
	// Trouble is a disk that failed, for errors.As.
	Trouble = store.Trouble
	// Card is what the caller reads out.
	Card = gateways.Card
	// Secret is text that must not be seen.
	Secret = gateways.Secret
	// Tax is the split of a mixed sale.
	Tax = gateways.Tax
	// Finding is one thing to know before sending.
	Finding = gateways.Finding
	// Field names the entry that a Finding belongs to.
	Field = gateways.Field
	// Rehearsal steers the practice gateways.
	Rehearsal = gateways.Rehearsal
	// Sale is one charge as the practice gateway knows it.
	Sale = gateways.Sale
	// Environment is where charges go.
	Environment = gateways.Environment
	// Capabilities are what a gateway can do.
	Capabilities = gateways.Capabilities
	// BillingKey is what stands behind a billing key.
	BillingKey = gateways.BillingKey
	// BillingMethod is what a billing key charges.
	BillingMethod = gateways.BillingMethod
	// Method is one card or account of a wallet's customer.
	Method = gateways.Method
	// CashReceipt asks for a cash receipt.
	CashReceipt = gateways.CashReceipt
	// Deposit is a resource-circulation deposit.
	Deposit = gateways.Deposit
	// ReturnError is a page's return that can't be used.
	ReturnError = gateways.ReturnError
	// ReturnReply is what became of a return that came in by itself.
	ReturnReply = gateways.ReturnReply
	// Customer is one of the wallet's.
	Customer = store.Customer
	// CustomerState is where a customer stands.
	CustomerState = store.CustomerState
)

// How many rows the history screen asks for: at first, at least, and then at a
// time.
const (
	FirstRows = store.FirstRows
	PageRows  = store.PageRows
)

// The environments.
const (
	Practice = gateways.Practice
	Test     = gateways.Test
	Live     = gateways.Live
)

// The states and kinds of operations.
const (
	Prepared   = store.Prepared
	Approved   = store.Approved
	Declined   = store.Declined
	NotSent    = store.NotSent
	InDoubt    = store.InDoubt
	NoAnswer   = store.NoAnswer
	KindCharge = store.KindCharge
	KindCancel = store.KindCancel

	KindLookupKey        = store.KindLookupKey
	KindDeleteKey        = store.KindDeleteKey
	KindRegisterCustomer = store.KindRegisterCustomer
	KindIssueKey         = store.KindIssueKey
	KindRevokeKey        = store.KindRevokeKey
	KindListMethods      = store.KindListMethods
	KindRegisterPayment  = store.KindRegisterPayment
	KindSettle           = store.KindSettle
)

// The states of a wallet's customer.
const (
	CustomerPending = store.CustomerPending
	CustomerActive  = store.CustomerActive
	CustomerRevoked = store.CustomerRevoked
)

// What a billing key charges.
const (
	BillingCard    = gateways.BillingCard
	BillingAccount = gateways.BillingAccount
)

// The events of a story.
const (
	EventPrepared     = store.EventPrepared
	EventOverride     = store.EventOverride
	EventApproved     = store.EventApproved
	EventDeclined     = store.EventDeclined
	EventNotSent      = store.EventNotSent
	EventInDoubt      = store.EventInDoubt
	EventCutOff       = store.EventCutOff
	EventResolved     = store.EventResolved
	EventContradicted = store.EventContradicted
	EventReturned     = store.EventReturned
	EventInquired     = store.EventInquired
	EventRevealed     = store.EventRevealed
	EventCopied       = store.EventCopied
)

// EventType names what happened.
type EventType = store.EventType

// NewSecret hides text.
func NewSecret(text string) Secret { return gateways.NewSecret(text) }

// MaskedNumber is the form of a card number that may be shown and kept.
func MaskedNumber(number Secret) string { return gateways.MaskedNumber(number) }

// MaskedKey is how a billing key or CustomerKey is shown in lists.
func MaskedKey(key Secret) string { return gateways.MaskedKey(key) }

// NetworkAccount stands for the scheme where no card paid but a bank account.
const NetworkAccount = "account"

// FromAccount says whether a bank account paid, or gets its money back: there are
// no instalments then, and what stands for the card company is the bank.
func FromAccount(o Operation) bool { return o.Network == NetworkAccount }

// NetworkOfMethod is NetworkAccount for an account of a customer; "" for a card,
// of which no more than the last digits are known.
func NetworkOfMethod(m Method) string {
	if m.Card() {
		return ""
	}
	return NetworkAccount
}

// NetworkOf names the scheme that the first digits tell, or "".
func NetworkOf(digits string) string { return string(gateways.NetworkOf(digits)) }

// The fields that a Finding can name.
const (
	FieldOrderNumber = gateways.FieldOrderNumber
	FieldCardNumber  = gateways.FieldCardNumber
	FieldExpiry      = gateways.FieldExpiry
	FieldHolderID    = gateways.FieldHolderID
	FieldPassword    = gateways.FieldPassword
	FieldAmount      = gateways.FieldAmount
	FieldQuota       = gateways.FieldQuota
	FieldItemName    = gateways.FieldItemName
	FieldBuyerName   = gateways.FieldBuyerName
	FieldBuyerPhone  = gateways.FieldBuyerPhone
	FieldBuyerEmail  = gateways.FieldBuyerEmail
	FieldTax         = gateways.FieldTax
	FieldBillingKey  = gateways.FieldBillingKey
	FieldShopUserID  = gateways.FieldShopUserID
	FieldCI          = gateways.FieldCI
	FieldReturnURL   = gateways.FieldReturnURL
	FieldMethod      = gateways.FieldMethod
	FieldCashReceipt = gateways.FieldCashReceipt
	FieldDeposit     = gateways.FieldDeposit
	FieldJoinCode    = gateways.FieldJoinCode
)
