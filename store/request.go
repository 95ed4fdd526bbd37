package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// checkRequestID refuses one that was used before where a page's return or an
// inquiry is found by it.
func checkRequestID(ctx context.Context, tx *sqlx.Tx, r row) error {
	among := map[Kind]string{
		KindRegisterCustomer: `kind = 'register-customer'`,
		KindRegisterPayment:  `kind IN ('register-payment', 'cancel')`,
		KindCancel:           `kind IN ('register-payment', 'cancel')`,
	}[Kind(r.Kind)]
	if among == "" || r.RequestID == "" {
		return nil
	}
	var taken bool
	err := tx.GetContext(ctx, &taken, tx.Rebind(`SELECT EXISTS (SELECT 1 FROM operations
		WHERE request_id = ? AND request_id <> '' AND `+among+`)`), r.RequestID)
	if err == nil && taken {
		return ErrRequestIDTaken
	}
	return err
}

// WithRequestID returns the newest operation of a kind that has this request
// id; ErrNotFound if there is none, or the id is empty.
func (s *Store) WithRequestID(ctx context.Context, kind Kind, requestID string) (Operation, error) {
	if requestID == "" {
		return Operation{}, ErrNotFound
	}
	found, err := s.operations(ctx, s.readers, `WHERE o.request_id = ? AND o.request_id <> '' AND o.kind = ?
		ORDER BY o.id DESC LIMIT 1`, requestID, string(kind))
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Operation{}, err
	}
	return found[0], nil
}
