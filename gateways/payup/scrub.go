package payup

import "keyindesk/gateways"

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

// clean returns the known fields of a reply, safe to keep. It is taken before
// anything is judged, so that no judgement can let a secret through.
func clean(reply map[string]string, secrets []gateways.Secret) map[string]string {
	kept := map[string]string{}
	for _, name := range numberFields {
		if value, given := reply[name]; given {
			kept[name] = clip(gateways.ScrubSecrets(value, long(secrets)...))
		}
	}
	for _, name := range textFields {
		if value, given := reply[name]; given {
			kept[name] = clip(gateways.ScrubText(value, secrets...))
		}
	}
	return kept
}

// long leaves the card number and the key. A birth date or an expiry turns up
// in honest dates, ids and amounts.
func long(secrets []gateways.Secret) []gateways.Secret {
	var out []gateways.Secret
	for _, s := range secrets {
		if s.Len() > 10 || !digits(s.Reveal()) {
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
