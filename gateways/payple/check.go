package payple

import (
	"strings"

	"keyindesk/gateways"
)

// maxKey is the longest billing key that public clients have room for (facts
// 2.3), in bytes.
const maxKey = 255

// CheckBillingKey looks a key over before anything is sent: there, at most 255
// signs, base64-like, and no card number that was put into the wrong field.
func (c *Client) CheckBillingKey(key gateways.Secret) []gateways.Finding {
	text := key.Reveal()
	block := func(rule string, limit int64) []gateways.Finding {
		return []gateways.Finding{{Field: gateways.FieldBillingKey, Rule: rule, Limit: limit, Block: true}}
	}
	switch {
	case strings.TrimSpace(text) == "":
		return block(gateways.RuleMissing, 0)
	case cardLike(text):
		return block(gateways.RuleCardNumber, 0)
	case len(text) > maxKey:
		return block(gateways.RuleLength, maxKey)
	case !gateways.Made(text, "+/=_-"):
		return block(gateways.RuleShape, 0)
	}
	return nil
}

// cardLike says whether text could be a card number, as typed or as printed on
// a card.
func cardLike(text string) bool {
	digits := strings.NewReplacer(" ", "", "-", "").Replace(text)
	return gateways.Digits(digits) && len(digits) >= 11 && len(digits) <= 20
}
