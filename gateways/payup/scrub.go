package payup

import (
	"slices"
	"strings"

	"keyindesk/gateways"
)

// The fields of a reply that are kept (S4 2.1, 2.2), and nothing else of it:
// another field's name or value could be anything.
var (
	// Numbers and flags. They can look like a card, so only this very card and
	// the key are taken out.
	numberFields = []string{
		"responseCode", "transactionId", "authDateTime", "authNumber", "orderNumber", "amount",
		"kakaoResultCode", "noinf", "taxAmount", "vatAmount", "freeAmount", "cancelDateTime",
	}
	// Words for people. Whatever looks like a card is taken out.
	textFields = []string{"responseMsg", "cardName"}
)

// The longest value that is kept, in letters.
const keptLetters = 200

// told is what a reply must not say back.
type told struct {
	ours  []string          // what this request said in the open: not a secret, whatever it equals
	card  []gateways.Secret // everything about the card, and the key
	buyer []gateways.Secret // whatever is known of a person; taken out of words only
}

// clean returns the known fields of a reply, safe to keep. It is taken before
// anything is judged, so that no judgement can let a secret through.
func clean(reply map[string]string, t told) map[string]string {
	kept := map[string]string{}
	for _, name := range numberFields {
		if value, given := reply[name]; given {
			kept[name] = t.cleanNumber(value)
		}
	}
	for _, name := range textFields {
		if value, given := reply[name]; given {
			kept[name] = clip(gateways.ScrubText(value, slices.Concat(t.card, t.buyer)...))
		}
	}
	return kept
}

// unkept stands where a value was that could be anything.
const unkept = "[…]"

// cleanNumber keeps what has the shape of a number, an id or a flag, and is
// not itself one of the secrets. Our own order number and amount stay even
// where they happen to equal an expiry or a birth date. A blank is empty.
func (t told) cleanNumber(value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	if len(value) > maxID || !made(value, "_-") {
		return unkept
	}
	if slices.Contains(t.ours, value) {
		return value
	}
	for _, s := range t.card {
		if value == s.Reveal() {
			return unkept
		}
	}
	return gateways.ScrubSecrets(value, long(t.card)...)
}

// long leaves the card number, a business number and the key. A birth date or
// an expiry turns up in honest dates, ids and amounts.
func long(secrets []gateways.Secret) []gateways.Secret {
	var out []gateways.Secret
	for _, s := range secrets {
		if s.Len() >= 10 || !digits(s.Reveal()) {
			out = append(out, s)
		}
	}
	return out
}

func clip(text string) string {
	letters := []rune(text)
	if len(letters) <= keptLetters {
		return text
	}
	return string(letters[:keptLetters]) + "…"
}
