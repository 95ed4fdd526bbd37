package desk

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"

	"keyindesk/gateways"
)

// misplaced finds the card's number in the fields that the history keeps or
// the gateway shows: fingers slip into the wrong field, and there it would
// stay. Other long numbers, a bar code say, are none of its business.
func misplaced(o Order) []Finding {
	var found []Finding
	for _, kept := range []struct {
		field Field
		text  string
	}{
		{FieldOrderNumber, o.OrderNumber}, {FieldItemName, o.ItemName}, {FieldBuyerName, o.Buyer.Name}, {FieldBuyerEmail, o.Buyer.Email},
	} {
		if o.Card.Number.Len() >= minCardDigits && gateways.ScrubSecrets(kept.text, o.Card.Number) != kept.text {
			found = append(found, Finding{Field: kept.field, Rule: gateways.RuleCardNumber, Block: true})
		}
	}
	return found
}

// How many digits a card number can have (facts: Payup S4 2.1).
const (
	minCardDigits = 11
	maxCardDigits = 20
)

// withoutCard takes the number of a row's card out of what staff wrote about
// the row. By then the desk knows no more of the number than its fingerprint,
// so it tries every stretch of digits that could be one.
func (d *Desk) withoutCard(text string, fingerprint []byte) string {
	if len(fingerprint) == 0 {
		return text
	}
	var digits []byte
	var places []int
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' {
			digits, places = append(digits, c), append(places, i)
		}
	}
	for from := 0; from+minCardDigits <= len(digits); from++ {
		for to := from + minCardDigits; to <= min(from+maxCardDigits, len(digits)); to++ {
			if d.isCard(digits[from:to], fingerprint) {
				rest := d.withoutCard(text[places[to-1]+1:], fingerprint)
				return text[:places[from]] + "[…]" + rest
			}
		}
	}
	return text
}

func (d *Desk) isCard(digits, fingerprint []byte) bool {
	mac := hmac.New(sha256.New, d.FingerprintKey)
	mac.Write(digits)
	return bytes.Equal(mac.Sum(nil), fingerprint)
}
