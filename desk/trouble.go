package desk

import (
	"errors"
	"fmt"

	"keyindesk/gateways"
	"keyindesk/store"
)

// What a verb can refuse with. No money has moved when one of these comes back.
var (
	// ErrAlreadyPressed: this read-back was sent before; it can't be sent twice.
	ErrAlreadyPressed = errors.New("this order was already sent")
	// ErrDuplicate: the duplicate guard found earlier rows that staff must see
	// first; press again with the override.
	ErrDuplicate = errors.New("an earlier operation looks the same")
	// ErrNotReady: no gateway to send to; see Desk.Missing.
	ErrNotReady = errors.New("the gateway is not set up")
	// ErrClosing: the program is going away and starts nothing new.
	ErrClosing = errors.New("the desk is closing")
	// ErrConfirm: the amount or last four digits typed to confirm are others.
	ErrConfirm = errors.New("the confirmation does not match")
	// ErrReason: a cancel needs a reason.
	ErrReason = errors.New("a reason is needed")
	// ErrEvidence: a resolution needs what was seen.
	ErrEvidence = errors.New("evidence is needed")
	// ErrTransaction: a charge that happened has a transaction id and an
	// approval number, and they are needed.
	ErrTransaction = errors.New("transaction id and approval number are needed")
	// ErrNotCancellable: not an approved sale, or already given back.
	ErrNotCancellable = errors.New("this operation can't be cancelled")
	// ErrPart: more than is left, or a part where the gateway gives back all only.
	ErrPart = errors.New("this amount can't be given back")
	// ErrTaxSplit: a part of a mixed sale needs its taxed and tax-free parts.
	ErrTaxSplit = errors.New("the taxed and tax-free parts are needed")
	// ErrNoKey: no CustomerKey was issued, or it was revoked; or the row holds no
	// billing key.
	ErrNoKey = errors.New("there is no key")
	// ErrNotReturned: the page has not come back with a yes.
	ErrNotReturned = errors.New("the page has not returned")
	// ErrPageSpent: a settlement of this page was declined; it takes a new page.
	ErrPageSpent = errors.New("the page is used up")
	// ErrNoReturnAddress: the pages have nowhere to return to; see the settings.
	ErrNoReturnAddress = errors.New("there is no return address")
	// ErrNoInquiry: the gateway can't be asked what became of this row, or not any
	// more: a person has to look in its admin page.
	ErrNoInquiry = errors.New("there is no inquiry for this operation")
)

// The history's own refusals, for errors.Is. Nothing was sent and nothing was
// changed.
var (
	ErrTransactionTaken = store.ErrTransactionTaken
	ErrCancelOpen       = store.ErrCancelOpen
	ErrAlreadyCancelled = store.ErrAlreadyCancelled
	ErrTooMuch          = store.ErrTooMuch
	ErrSettleOpen       = store.ErrSettleOpen
	ErrAlreadySettled   = store.ErrAlreadySettled
	ErrShopUserIDTaken  = store.ErrShopUserIDTaken
	ErrOrderNumberTaken = store.ErrOrderNumberTaken
	ErrWrongState       = store.ErrWrongState
	ErrNewerFile        = store.ErrNewerFile
	ErrDamaged          = store.ErrDamaged
)

// TroubleOf names what is wrong with the disk (full, read-only, busy, io,
// corrupt, cannot-open, forbidden), or gives "" when err is not about it.
func TroubleOf(err error) string {
	var trouble *Trouble
	if errors.As(err, &trouble) {
		return string(trouble.Kind)
	}
	return ""
}

// SetAside is the folder to which a damaged history was moved, untouched; ""
// if err is about something else. The next OpenDesk begins an empty one.
func SetAside(err error) string {
	var damaged *store.Damaged
	if errors.As(err, &damaged) {
		return damaged.SetAside
	}
	return ""
}

// Blocked says that findings forbid sending. No money has moved.
type Blocked struct{ Findings []Finding }

// Error names the fields.
func (b *Blocked) Error() string {
	text := "blocked:"
	for _, f := range b.Findings {
		if f.Block {
			text += fmt.Sprintf(" %s %s;", f.Field, f.Rule)
		}
	}
	return text
}

// NotWritten says that the intent could not be made durable, so nothing was
// sent. No money has moved.
type NotWritten struct{ Cause error }

// Error is for the log.
func (n *NotWritten) Error() string { return "write the intent: " + n.Cause.Error() }

// Unwrap gives the store's reason.
func (n *NotWritten) Unwrap() error { return n.Cause }

// Unrecorded says that the gateway was called and Outcome came back, but it
// could not be written down. The row stays prepared and is in doubt at the
// next start. OrderNumber and Outcome must reach a person now.
type Unrecorded struct {
	OrderNumber string
	Outcome     gateways.Outcome
	Cause       error
}

// Error is for the log.
func (u *Unrecorded) Error() string {
	return fmt.Sprintf("record %s for order %s: %v", u.Outcome, u.OrderNumber, u.Cause)
}

// Unwrap gives the store's reason.
func (u *Unrecorded) Unwrap() error { return u.Cause }
