package easypay

import (
	"strings"

	"keyindesk/gateways"
)

// CheckRegistration looks a registration over by S0 or S1, whichever dialect is
// set. A finding about the request's own id stands at the order number, as no
// person types either.
func (c *Client) CheckRegistration(r gateways.Registration) []gateways.Finding {
	var f findings
	f.ours(r.RequestID, idBytes)
	f.customer(r.ShopUserID)
	if c.config.Dialect == DialectUserMail {
		f.email(r.Email, true)
	}
	f.ci(r.CI, c.config.Merchants[0])
	f.returnURL(r.ReturnURL)
	f.note(r.Note)
	return f
}

type findings []gateways.Finding

func (f *findings) block(field gateways.Field, rule string, limit int64) {
	*f = append(*f, gateways.Finding{Field: field, Rule: rule, Limit: limit, Block: true})
}

func (f *findings) warn(field gateways.Field, rule string, limit int64) {
	*f = append(*f, gateways.Finding{Field: field, Rule: rule, Limit: limit})
}

// ours checks an id that this program made.
func (f *findings) ours(id string, limit int) {
	switch {
	case id == "":
		f.block(gateways.FieldOrderNumber, gateways.RuleMissing, 0)
	case len(id) > limit:
		f.block(gateways.FieldOrderNumber, gateways.RuleLength, int64(limit))
	case !gateways.Made(id, ourSigns):
		f.block(gateways.FieldOrderNumber, gateways.RuleOrderCharacters, 0)
	}
}

// customer checks a new shopUserId. It is kept in the open, so it may not be a
// phone number or an e-mail address.
func (f *findings) customer(id string) {
	switch {
	case id == "":
		f.block(gateways.FieldShopUserID, gateways.RuleMissing, 0)
	case len(id) > idBytes:
		f.block(gateways.FieldShopUserID, gateways.RuleLength, idBytes)
	case personal(id):
		f.block(gateways.FieldShopUserID, gateways.RulePersonal, 0)
	case !gateways.Made(id, ourSigns):
		f.block(gateways.FieldShopUserID, gateways.RuleOrderCharacters, 0)
	}
}

func (f *findings) email(email string, needed bool) {
	switch {
	case email == "" && needed:
		f.block(gateways.FieldBuyerEmail, gateways.RuleMissing, 0)
	case len(email) > mailBytes:
		f.block(gateways.FieldBuyerEmail, gateways.RuleLength, mailBytes)
	case email != "" && !emailValid(email):
		f.block(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)
	}
}

// ci checks a CI, which is 88 signs of base64 (facts 0.7). What counts is that
// its SEED form fits certValue.
func (f *findings) ci(ci gateways.Secret, m Merchant) {
	switch {
	case ci.Empty():
	case m.SEED == nil:
		f.block(gateways.FieldCI, gateways.RuleSEED, 0)
	case !gateways.Made(ci.Reveal(), ciSigns):
		f.block(gateways.FieldCI, gateways.RuleShape, 0)
	default:
		if value, err := m.SEED.encrypt(ci); err != nil || len(value) > certValueBytes {
			f.block(gateways.FieldCI, gateways.RuleLength, 88)
		}
	}
}

func (f *findings) returnURL(address string) {
	switch {
	case address == "":
		f.block(gateways.FieldReturnURL, gateways.RuleMissing, 0)
	case len(address) > returnURLBytes:
		f.block(gateways.FieldReturnURL, gateways.RuleLength, returnURLBytes)
	case !httpsAddress(address):
		f.block(gateways.FieldReturnURL, gateways.RuleHTTPS, 0)
	}
}

// note checks shopParameter: "개인정보에 해당하는 데이터는 제외" (S0).
func (f *findings) note(note string) {
	if note == "" {
		return
	}
	f.text(gateways.FieldNote, note, noteBytes)
	if personal(note) {
		f.block(gateways.FieldNote, gateways.RulePersonal, 0)
	}
}

// text checks a line of free text in the bytes of EUC-KR, in which KICC counts.
// A letter that the charset lacks is named before anything is sent: KICC would
// store a question mark. A finding about the length says how many of these very
// letters fit.
func (f *findings) text(field gateways.Field, text string, maxBytes int) {
	bytes, lacking := gateways.BytesCP949(text)
	switch {
	case strings.ContainsFunc(text, unfit):
		f.block(field, gateways.RuleBytes, 0)
	case lacking != "":
		*f = append(*f, gateways.Finding{Field: field, Rule: gateways.RuleCP949, Signs: lacking, Block: true})
	case bytes > maxBytes:
		f.block(field, gateways.RuleLength, int64(lettersWithin(text, maxBytes)))
	}
}

func lettersWithin(text string, maxBytes int) int {
	letters, used := 0, 0
	for _, r := range text {
		bytes, _ := gateways.BytesCP949(string(r))
		if used += bytes; used > maxBytes {
			break
		}
		letters++
	}
	return letters
}
