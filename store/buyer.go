package store

import (
	"crypto/sha256"
)

// sealedBuyer is what of an operation is about a person, as it lies on disk.
type sealedBuyer struct {
	Name  []byte `db:"buyer_name"`
	Phone []byte `db:"buyer_phone"`
	Email []byte `db:"buyer_email"`
}

// The sealed columns. Their names are part of what a value is sealed to.
const (
	columnName  = "operations.buyer_name"
	columnPhone = "operations.buyer_phone"
	columnEmail = "operations.buyer_email"
)

// sealContext binds a sealed value to its column and row. The order number
// identifies the row: it is unique, never changes, and would survive a move to
// another database.
func sealContext(column, orderNumber string) []byte {
	return []byte(column + "\x00" + orderNumber)
}

// sealBuyer encrypts each field that is given.
func sealBuyer(s Sealer, b Buyer, orderNumber string) (sealedBuyer, error) {
	var out sealedBuyer
	for _, f := range []struct {
		plain  string
		column string
		to     *[]byte
	}{{b.Name, columnName, &out.Name}, {b.Phone, columnPhone, &out.Phone}, {b.Email, columnEmail, &out.Email}} {
		if f.plain == "" {
			continue
		}
		if s == nil {
			return sealedBuyer{}, ErrNoSealer
		}
		sealed, err := s.Seal([]byte(f.plain), sealContext(f.column, orderNumber))
		if err != nil {
			return sealedBuyer{}, err
		}
		*f.to = sealed
	}
	return out, nil
}

// open decrypts the fields. If one can't be opened, all are empty and the
// buyer is Unreadable.
func (b sealedBuyer) open(s Sealer, orderNumber string) Buyer {
	name, ok1 := openText(s, b.Name, columnName, orderNumber)
	phone, ok2 := openText(s, b.Phone, columnPhone, orderNumber)
	email, ok3 := openText(s, b.Email, columnEmail, orderNumber)
	if !ok1 || !ok2 || !ok3 {
		return Buyer{Unreadable: true}
	}
	return Buyer{Name: name, Phone: phone, Email: email}
}

func openText(s Sealer, sealed []byte, column, orderNumber string) (string, bool) {
	if len(sealed) == 0 {
		return "", true
	}
	if s == nil {
		return "", false
	}
	plain, err := s.Open(sealed, sealContext(column, orderNumber))
	return string(plain), err == nil
}

// digest stands in the prepared event for what may not stand there in plain:
// the sealed fields and the card's fingerprint.
func (b sealedBuyer) digest(fingerprint []byte) []byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte("keyindesk sealed 1"), b.Name, b.Phone, b.Email, fingerprint} {
		writePart(h, part)
	}
	return h.Sum(nil)
}
