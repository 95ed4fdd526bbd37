package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// customerStatus is the part of a customer that changes. As with outcome, the
// same function changes it when something happens and when VerifyChain plays
// the events again.
type customerStatus struct {
	MerchantID string
	State      CustomerState
	KeyHint    string
	KeyDigest  string
	UpdatedAt  string
	ChangedBy  int64
}

// customerChange is what an approved operation does to its customer.
type customerChange struct {
	Revoked    bool // otherwise a key was issued
	Operation  int64
	MerchantID string
	KeyHint    string
	KeyDigest  string
	At         string
}

// changeOf is what an operation that is approved now does to its customer;
// false if nothing.
func changeOf(operation int64, o outcome, keyDigest, at string) (customerChange, bool) {
	revoked := o.Kind == KindRevokeKey
	return customerChange{
		Revoked: revoked, Operation: operation, MerchantID: o.MerchantID, KeyHint: o.KeyHint, KeyDigest: keyDigest, At: at,
	}, o.State == Approved && (revoked || o.Kind == KindIssueKey)
}

// follow applies a change, unless an operation begun later was there first: an
// answer that comes late says nothing about what was done since.
func (c *customerStatus) follow(change customerChange) bool {
	if change.Operation < c.ChangedBy {
		return false
	}
	c.ChangedBy, c.UpdatedAt, c.KeyDigest = change.Operation, change.At, ""
	if change.Revoked {
		c.State = CustomerRevoked
		return true
	}
	c.State, c.MerchantID, c.KeyHint, c.KeyDigest = CustomerActive, change.MerchantID, change.KeyHint, change.KeyDigest
	return true
}

func (c customerRow) status() customerStatus {
	return customerStatus{
		MerchantID: c.MerchantID, State: CustomerState(c.State), KeyHint: c.KeyHint, KeyDigest: keyDigest(c.CustomerKey),
		UpdatedAt: c.UpdatedAt, ChangedBy: c.ChangedBy,
	}
}

// changeCustomer lets the customer of a row follow what the row has become.
func changeCustomer(ctx context.Context, tx *sqlx.Tx, r row, sealedKey []byte, at string) error {
	change, ok := changeOf(r.ID, r.outcome(), keyDigest(sealedKey), at)
	if !ok {
		return nil
	}
	c, err := customerByID(ctx, tx, r.CustomerID)
	if err != nil {
		return err
	}
	now := c.status()
	if !now.follow(change) {
		return nil
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`UPDATE customers SET merchant_id = ?, state = ?, customer_key = ?,
		key_hint = ?, updated_at = ?, changed_by = ? WHERE id = ?`),
		now.MerchantID, string(now.State), sealedKey, now.KeyHint, now.UpdatedAt, now.ChangedBy, c.ID)
	return err
}
