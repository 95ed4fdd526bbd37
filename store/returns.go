package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// ReturnRecord is what a browser page sent back.
type ReturnRecord struct {
	Staff         string
	How           string // ByReceiver or ByPaste
	Code, Message string // the page's own words; a refusal by the customer too
	Private       []byte // replaces what the operation had; nil keeps it
}

// The ways in which a page comes back.
const (
	ByReceiver = "receiver" // this PC received it
	ByPaste    = "paste"    // staff pasted it
)

// Return takes what the page of an approved KindRegisterCustomer or
// KindRegisterPayment sent back, once, and returns the row. ErrWrongState for
// any other row and for a second return, ErrNotFound, ErrInvalid if How is
// neither way, ErrNoSealer. After *Trouble it may be called again.
func (s *Store) Return(ctx context.Context, id int64, r ReturnRecord) (Operation, error) {
	if r.How != ByReceiver && r.How != ByPaste {
		return Operation{}, fmt.Errorf("%w: a return by %q", ErrInvalid, r.How)
	}
	cleanAll(&r.Staff, &r.Code, &r.Message)
	return s.amend(ctx, id, func(ctx context.Context, tx *sqlx.Tx, page *row) error {
		if !Kind(page.Kind).registers() || page.State != string(Approved) || page.Returned != 0 {
			return ErrWrongState
		}
		if err := s.sealPrivate(page, r.Private); err != nil {
			return err
		}
		said := returned{How: r.How, Code: r.Code, Message: r.Message}
		if r.Private != nil {
			said.PrivateDigest = privateDigest(page.Private)
		}
		detail, err := encode(said)
		if err != nil {
			return err
		}
		if err := s.appendEvent(ctx, tx, id, EventReturned, r.Staff, stamp(s.options.Now()), detail); err != nil {
			return err
		}
		o := page.outcome()
		o.comeBack(said)
		page.setOutcome(o)
		_, err = tx.NamedExecContext(ctx, `UPDATE operations
			SET returned = :returned, return_code = :return_code, private = :private WHERE id = :id`, *page)
		return err
	})
}

// PendingReturns returns the approved registrations of customers and payments
// whose page has not come back, the newest first.
func (s *Store) PendingReturns(ctx context.Context) ([]Operation, error) {
	return s.operations(ctx, s.readers, `WHERE o.kind IN ('register-customer', 'register-payment')
		AND o.state = 'approved' AND o.returned = 0 ORDER BY o.id DESC`)
}
