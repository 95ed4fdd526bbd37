package store

import "time"

// Customer is somebody whose payment methods a gateway keeps behind a
// CustomerKey. Name, phone, e-mail and the key are sealed on disk; the key
// comes from Store.CustomerKey alone. A customer changes only together with
// the operation that says why.
type Customer struct {
	ID         int64
	Gateway    string
	MerchantID string // of the registration, then of the operation that issued the key
	ShopUserID string // the shop's own id, unique at a gateway, no personal data
	State      CustomerState
	Name       string
	Phone      string // digits only
	Email      string
	Unreadable bool   // the key to the three is not here; they are empty then
	KeyHint    string // the CustomerKey masked; stays when it is revoked
	CreatedAt  time.Time
	UpdatedAt  time.Time
	// RegistrationID is the newest KindRegisterCustomer.
	RegistrationID int64
}

// CustomerState is where a customer stands. Stored as text.
type CustomerState string

// The states. A customer who registers again stays what they are until a new
// key is issued.
const (
	CustomerPending CustomerState = "pending" // no key was issued yet
	CustomerActive  CustomerState = "active"
	CustomerRevoked CustomerState = "revoked" // the key was revoked and is erased here
)

// NewCustomer is who registers for the first time.
type NewCustomer struct {
	Gateway    string // that of the Intent; may be left empty
	ShopUserID string
	Name       string
	Phone      string // digits only
	Email      string
}
