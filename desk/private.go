package desk

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
)

// kept is what an operation keeps, sealed, for the step after it.
type kept struct {
	BillingKey string `json:"billing_key,omitempty"`

	// Of a page that the customer opens.
	Token           string `json:"token,omitempty"` // of the receiver's address
	ReturnURL       string `json:"return_url,omitempty"`
	PageURL         string `json:"page_url,omitempty"`
	RegisterID      string `json:"register_id,omitempty"`
	CertificationID string `json:"certification_id,omitempty"`
	AuthorizationID string `json:"authorization_id,omitempty"`
}

// where is the place that a page was made for.
func (k kept) where() PagePlace {
	if k.Token == "" {
		return OnPhone
	}
	return OnThisPC
}

func (k kept) encode() ([]byte, error) { return json.Marshal(k) }

// private opens what an operation kept. Nothing kept is the zero value.
func (d *Desk) private(ctx context.Context, id int64) (kept, error) {
	sealed, err := d.Book.Private(ctx, id)
	if err != nil || len(sealed) == 0 {
		return kept{}, err
	}
	var k kept
	if err := json.Unmarshal(sealed, &k); err != nil {
		return kept{}, errors.New("what this operation kept can't be read")
	}
	return k, nil
}

// newRequestID makes an id that no request had before: 130 bits of chance in
// 26 letters and digits.
func newRequestID() string { return rand.Text() }

// newToken makes the last part of a receiver's one-time address.
func newToken() string { return rand.Text() }
