package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"
)

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
	Unreadable bool   // the data key is not here; the three are empty then
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

// customerRow is a customer as it lies on disk, with the newest registration.
type customerRow struct {
	ID          int64  `db:"id"`
	Gateway     string `db:"gateway"`
	ShopUserID  string `db:"shop_user_id"`
	MerchantID  string `db:"merchant_id"`
	State       string `db:"state"`
	Name        []byte `db:"name"`
	Phone       []byte `db:"phone"`
	Email       []byte `db:"email"`
	CustomerKey []byte `db:"customer_key"`
	KeyHint     string `db:"key_hint"`
	CreatedAt   string `db:"created_at"`
	UpdatedAt   string `db:"updated_at"`
	ChangedBy   int64  `db:"changed_by"`

	RegistrationID int64 `db:"registration_id"`
}

// selectCustomer reads customers c. A condition follows.
const selectCustomer = `SELECT c.id, c.gateway, c.shop_user_id, c.merchant_id, c.state, c.name, c.phone, c.email,
	c.customer_key, c.key_hint, c.created_at, c.updated_at, COALESCE(c.changed_by, 0) AS changed_by,
	COALESCE((SELECT MAX(o.id) FROM operations o WHERE o.customer_id = c.id AND o.kind = 'register-customer'), 0)
		AS registration_id
	FROM customers c `

// The sealed columns, and what a value is sealed to: column, gateway and shop
// user id, which identify a customer and never change.
const (
	columnCustomerName  = "customers.name"
	columnCustomerPhone = "customers.phone"
	columnCustomerEmail = "customers.email"
	columnCustomerKey   = "customers.customer_key"
)

func (c customerRow) context(column string) []byte {
	return sealContext(column, c.Gateway+"\x00"+c.ShopUserID)
}

// seal encrypts one value; nothing stays nothing.
func (c customerRow) seal(s Sealer, plain, column string) ([]byte, error) {
	switch {
	case plain == "":
		return nil, nil
	case s == nil:
		return nil, ErrNoSealer
	}
	return s.Seal([]byte(plain), c.context(column))
}

// customer opens what is sealed, but for the key, and reads the times.
func (c customerRow) customer(s Sealer) (Customer, error) {
	created, err := parseStamp(c.CreatedAt)
	if err != nil {
		return Customer{}, err
	}
	updated, err := parseStamp(c.UpdatedAt)
	if err != nil {
		return Customer{}, err
	}
	out := Customer{
		ID: c.ID, Gateway: c.Gateway, MerchantID: c.MerchantID, ShopUserID: c.ShopUserID, State: CustomerState(c.State),
		KeyHint: c.KeyHint, CreatedAt: created, UpdatedAt: updated, RegistrationID: c.RegistrationID,
	}
	bound := c.Gateway + "\x00" + c.ShopUserID
	var ok1, ok2, ok3 bool
	out.Name, ok1 = openText(s, c.Name, columnCustomerName, bound)
	out.Phone, ok2 = openText(s, c.Phone, columnCustomerPhone, bound)
	out.Email, ok3 = openText(s, c.Email, columnCustomerEmail, bound)
	if !ok1 || !ok2 || !ok3 {
		out.Name, out.Phone, out.Email, out.Unreadable = "", "", "", true
	}
	return out, nil
}

// digest stands in the prepared event for the sealed fields.
func (c customerRow) digest() string {
	h := sha256.New()
	for _, part := range [][]byte{[]byte("keyindesk customer 1"), c.Name, c.Phone, c.Email} {
		writePart(h, part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// keyDigest stands in events for a sealed CustomerKey; "" for none.
func keyDigest(sealed []byte) string { return sealedDigest("keyindesk customer key 1", sealed) }

// customerByID reads one customer; ErrNotFound if there is none.
func customerByID(ctx context.Context, q queryer, id int64) (customerRow, error) {
	var c customerRow
	err := sqlx.GetContext(ctx, q, &c, q.Rebind(selectCustomer+`WHERE c.id = ?`), id)
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrNotFound
	}
	return c, err
}

// insertCustomer keeps a new customer with the operation that registers them,
// and returns what its prepared event says about them.
func (s *Store) insertCustomer(ctx context.Context, tx *sqlx.Tx, r *row, n NewCustomer) (preparedDetail, error) {
	var taken bool
	err := tx.GetContext(ctx, &taken, tx.Rebind(`SELECT EXISTS (SELECT 1 FROM customers
		WHERE gateway = ? AND shop_user_id = ?)`), n.Gateway, n.ShopUserID)
	if err != nil {
		return preparedDetail{}, err
	}
	if taken {
		return preparedDetail{}, ErrShopUserIDTaken
	}
	c := customerRow{
		Gateway: n.Gateway, ShopUserID: n.ShopUserID, MerchantID: r.MerchantID, State: string(CustomerPending),
		CreatedAt: r.PreparedAt, UpdatedAt: r.PreparedAt,
	}
	var err1, err2, err3 error
	c.Name, err1 = c.seal(s.options.Sealer, n.Name, columnCustomerName)
	c.Phone, err2 = c.seal(s.options.Sealer, n.Phone, columnCustomerPhone)
	c.Email, err3 = c.seal(s.options.Sealer, n.Email, columnCustomerEmail)
	if err := errors.Join(err1, err2, err3); err != nil {
		return preparedDetail{}, err
	}
	query, args, err := tx.BindNamed(`INSERT INTO customers (gateway, shop_user_id, merchant_id, state, name, phone, email,
			created_at, updated_at)
		VALUES (:gateway, :shop_user_id, :merchant_id, :state, :name, :phone, :email, :created_at, :updated_at)
		RETURNING id`, c)
	if err != nil {
		return preparedDetail{}, err
	}
	err = tx.GetContext(ctx, &r.CustomerID, query, args...)
	return preparedDetail{ShopUserID: c.ShopUserID, SealedCustomer: c.digest()}, err
}

// sealCustomerKey seals an issued key to its customer; "" gives nothing.
func (s *Store) sealCustomerKey(ctx context.Context, tx *sqlx.Tx, customer int64, key string) ([]byte, error) {
	if key == "" {
		return nil, nil
	}
	c, err := customerByID(ctx, tx, customer)
	if err != nil {
		return nil, err
	}
	return c.seal(s.options.Sealer, key, columnCustomerKey)
}
