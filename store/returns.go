package store

import (
	"context"
	"errors"
)

// ReturnRecord is what a browser page sent back.
type ReturnRecord struct {
	Staff         string
	How           string // "receiver" or "paste"
	Code, Message string // the page's own words
	Private       []byte // replaces what the operation had; nil keeps it
}

var errSoon = errors.New("not built yet")

// Return takes what the page of an approved KindRegisterCustomer or
// KindRegisterPayment sent back, once.
func (s *Store) Return(ctx context.Context, id int64, r ReturnRecord) (Operation, error) {
	return Operation{}, errSoon
}

// Private opens what an operation keeps for its next step; nil if nothing.
func (s *Store) Private(ctx context.Context, id int64) ([]byte, error) { return nil, errSoon }

// Audit adds EventRevealed or EventCopied to the story of any operation.
func (s *Store) Audit(ctx context.Context, id int64, staff string, what EventType) error {
	return errSoon
}

// RecordInquiry writes down what the gateway said later about an operation in doubt.
func (s *Store) RecordInquiry(ctx context.Context, id int64, a Answer) (Operation, error) {
	return Operation{}, errSoon
}

// WithRequestID is the newest operation of a kind with this request id; ErrNotFound.
func (s *Store) WithRequestID(ctx context.Context, kind Kind, requestID string) (Operation, error) {
	return Operation{}, errSoon
}

// PendingReturns are the approved registrations whose page has not returned, newest first.
func (s *Store) PendingReturns(ctx context.Context) ([]Operation, error) { return nil, errSoon }

// Customers are those that match, newest first; "" for all.
func (s *Store) Customers(ctx context.Context, text string) ([]Customer, error) { return nil, errSoon }

// Customer is one of them; ErrNotFound.
func (s *Store) Customer(ctx context.Context, id int64) (Customer, error) { return Customer{}, errSoon }

// CustomerByShopUserID finds one by the shop's id; ErrNotFound.
func (s *Store) CustomerByShopUserID(ctx context.Context, gateway, shopUserID string) (Customer, error) {
	return Customer{}, errSoon
}

// CustomerKey opens a customer's key; ErrNoCustomerKey if there is none.
func (s *Store) CustomerKey(ctx context.Context, id int64) (string, error) { return "", errSoon }

// NextShopUserID is a free one, such as "C7Q-00042".
func (s *Store) NextShopUserID(ctx context.Context) (string, error) { return "", errSoon }
