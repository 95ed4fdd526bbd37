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
	ErrNotCancellable   = errors.New("only an approved charge with a transaction id can be cancelled, whole")
	ErrCancelOpen       = errors.New("a cancel of this charge is still open")
	ErrAlreadyCancelled = errors.New("the charge is already cancelled")
	ErrNoEvidence       = errors.New("a resolution needs evidence")
	ErrNoTransaction    = errors.New("a charge that happened has a transaction id and an approval number")
	ErrTransactionTaken = errors.New("another charge holds this transaction id")
	ErrTampered         = errors.New("the history was altered")
)

// TransactionTaken says which charge already holds the transaction id that a
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
