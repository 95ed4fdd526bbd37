package desk

import (
	"crypto/hmac"
	"regexp"
	"strings"

	"keyindesk/gateways"
)

// misplaced finds the card's number in the fields that the history keeps or
// the gateway shows: fingers slip into the wrong field, and there it would
// stay. Other long numbers, a bar code say, are none of its business.
func misplaced(o Order) []Finding {
	var found []Finding
	number := o.Card.Number.Reveal()
	for _, kept := range []struct {
		field Field
		text  string
	}{
		{FieldOrderNumber, o.OrderNumber}, {FieldItemName, o.ItemName}, {FieldBuyerName, o.Buyer.Name}, {FieldBuyerEmail, o.Buyer.Email},
	} {
		if shows(kept.text, number) {
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

// shows says whether minCardDigits of the number in a row stand in the text,
// whatever stands between them.
func shows(text, number string) bool {
	digits, _ := digitsIn(text)
	for from := 0; from+minCardDigits <= len(number); from++ {
		if strings.Contains(string(digits), number[from:from+minCardDigits]) {
			return true
		}
	}
	return false
}

// span is where a digit stands in a text, in bytes.
type span struct{ from, to int }

// digitsIn reads the ASCII and full-width digits of a text, and where they
// stand.
func digitsIn(text string) (digits []byte, places []span) {
	for at, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits, places = append(digits, byte(r)), append(places, span{at, at + 1})
		case r >= '０' && r <= '９':
			digits, places = append(digits, byte(r-'０'+'0')), append(places, span{at, at + len("０")})
		}
	}
	return digits, places
}

// digitRun is digits as people write them, in groups or not.
var digitRun = regexp.MustCompile(`[0-9](?:[ -]?[0-9])+`)

// withoutStray takes out of what staff wrote whatever can only be a card number:
// thirteen to sixteen digits of a known scheme whose check digit fits. The
// gateways' own numbers are longer or begin otherwise.
func withoutStray(text string) string {
	return digitRun.ReplaceAllStringFunc(text, func(run string) string {
		digits := strings.NewReplacer(" ", "", "-", "").Replace(run)
		if len(digits) < 13 || len(digits) > 16 || !gateways.LuhnValid(digits) || gateways.NetworkOf(digits) == "" {
			return run
		}
		return "[…]"
	})
}

// withoutCard takes the number of a row's card, and any other that shows, out
// of what staff wrote about the row. By then the desk knows no more of the number than its fingerprint,
// so it tries every stretch of digits that could be one.
func (d *Desk) withoutCard(text string, fingerprint []byte) string {
	if len(fingerprint) == 0 {
		return withoutStray(text)
	}
	digits, places := digitsIn(text)
	for from := 0; from+minCardDigits <= len(digits); from++ {
		for to := from + minCardDigits; to <= min(from+maxCardDigits, len(digits)); to++ {
			if d.isCard(digits[from:to], fingerprint) {
				rest := d.withoutCard(text[places[to-1].to:], fingerprint)
				return withoutStray(text[:places[from].from]) + "[…]" + rest
			}
		}
	}
	return withoutStray(text)
}

func (d *Desk) isCard(digits, fingerprint []byte) bool {
	return hmac.Equal(d.fingerprint(Card{Number: NewSecret(string(digits))}), fingerprint)
}
