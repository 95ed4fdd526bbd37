package store

import (
	"errors"
	"fmt"
)

// What the store refuses. None of them left anything behind.
var (
	ErrNotFound         = errors.New("no such operation")
	ErrWrongState       = errors.New("the operation's state does not allow this")
	ErrInvalid          = errors.New("this can't be kept as it is")
	ErrUnmasked         = errors.New("the card number is not masked")
	ErrNoSealer         = errors.New("personal data can't be sealed without a key")
	ErrOrderNumberTaken = errors.New("the order number is taken")
	ErrRequestIDTaken   = errors.New("the request id is taken")
	ErrShopUserIDTaken  = errors.New("the gateway has a customer with this shop user id")
	ErrNotCancellable   = errors.New("only an approved sale with a transaction id can be cancelled")
	ErrCancelOpen       = errors.New("a cancel of this sale is still open")
	ErrAlreadyCancelled = errors.New("all of the sale is given back already")
	ErrTooMuch          = errors.New("more than what remains of the sale")
	ErrNotReturned      = errors.New("the registration is not approved, or its page has not returned")
	ErrSettleOpen       = errors.New("this payment is being settled, or may be")
	ErrAlreadySettled   = errors.New("this payment is settled already")
	ErrIssueOpen        = errors.New("a key of this registration is being issued")
	ErrAlreadyIssued    = errors.New("the key of this registration is issued already")
	ErrNoCustomerKey    = errors.New("there is no customer key")
	ErrNoEvidence       = errors.New("a resolution needs evidence")
	ErrNoTransaction    = errors.New("a sale that happened has a transaction id and an approval number")
	ErrTransactionTaken = errors.New("another sale holds this transaction id")
	ErrNoSigner         = errors.New("a closing can't be signed without a key")
	ErrMoved            = errors.New("something happened since these sums were shown")
	ErrTampered         = errors.New("the history was altered")
)

// TransactionTaken says which sale already holds the transaction id that a
// resolution names. It is an ErrTransactionTaken.
type TransactionTaken struct {
	TransactionID string
	HolderID      int64
	HolderOrder   string
}

// Error names the holder.
func (t *TransactionTaken) Error() string {
	return fmt.Sprintf("transaction %s belongs to order %s", t.TransactionID, t.HolderOrder)
}

// Is matches ErrTransactionTaken.
func (t *TransactionTaken) Is(target error) bool { return target == ErrTransactionTaken }

// SumsDisagree says that the rows come to something else than their events, so
// that no day can be closed. It is an ErrTampered.
type SumsDisagree struct {
	OpeningKRW int64 // what the closing before ended with
	EventsKRW  int64 // that and what happened since
	RowsKRW    int64 // what all rows come to
	// Where is the first place that is not as it was written; nil if none was
	// found, and the closing before is what is wrong.
	Where *Tampering
}

// Error names the sums and the place.
func (d *SumsDisagree) Error() string {
	text := fmt.Sprintf("%v: the rows come to %d, the events to %d", ErrTampered, d.RowsKRW, d.EventsKRW)
	if d.Where != nil {
		text += "; " + d.Where.Error()
	}
	return text
}

// Is matches ErrTampered.
func (d *SumsDisagree) Is(target error) bool { return target == ErrTampered }
