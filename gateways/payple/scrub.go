package payple

import (
	"regexp"
	"strings"
	"unicode"

	"keyindesk/gateways"
)

// keeper names the fields of a reply that are kept (S3 3 and 4, facts 2.4).
// None can be an id, so all but the code are words, out of which whatever could
// be a card or account number is taken. The key itself, the token and the
// holder's name and phone are not among them.
var keeper = gateways.Keeper{
	Code:    "PCD_PAY_CODE",
	Message: "PCD_PAY_MSG",
	Texts: []string{
		"result", "result_msg", "PCD_PAY_RST", "PCD_PAY_TYPE", "PCD_PAY_WORK", "PCD_PAY_BANKACCTYPE", "PCD_PAY_ISTAX",
		"PCD_PAY_CARD", "PCD_PAY_CARDNAME", "PCD_PAY_CARDNANE", "PCD_PAY_CARDNUM",
		"PCD_PAY_BANK", "PCD_PAY_BANKNAME", "PCD_PAY_BANKNUM",
	},
	Signs:   "[] _-",
	IDBytes: 16, // [test][SPAY0001]
}

// person names the fields that are shown and not kept.
var person = gateways.Keeper{Texts: []string{"PCD_PAYER_NAME", "PCD_PAYER_HP"}}

// The fields that hold credentials, and those that tell who somebody is.
var (
	secretFields = []string{"cst_id", "custKey", "AuthKey", "PCD_CST_ID", "PCD_CUST_KEY", "PCD_AUTH_KEY", "PCD_PAYER_ID"}
	peopleFields = []string{"PCD_PAYER_NAME", "PCD_PAYER_HP", "PCD_PAYER_EMAIL"}
)

// leastSecret is the length from which a value that a reply puts into a
// credential's place is looked for elsewhere: a letter or two stand everywhere.
const leastSecret = 4

// told lists what must not come back: what was sent, and what the reply itself
// gives as credentials or says of a person. The partner id is no secret, and
// some hosts return it as it was.
func (c *Client) told(text string, key gateways.Secret, t *token) gateways.Told {
	told := gateways.Told{Secrets: []gateways.Secret{c.config.PartnerKey, key}}
	if t != nil {
		told.Secrets = append(told.Secrets, t.partnerKey, t.authKey)
		if t.partnerID.Reveal() != c.config.PartnerID {
			told.Secrets = append(told.Secrets, t.partnerID)
		}
	}
	reply, err := gateways.DecodeObject(text)
	if err != nil {
		return told
	}
	for _, name := range secretFields {
		if value := reply[name]; len(value) >= leastSecret && value != c.config.PartnerID {
			told.Secrets = append(told.Secrets, gateways.NewSecret(value))
		}
	}
	for _, name := range peopleFields {
		told.People = append(told.People, gateways.People(reply[name])...)
	}
	return told
}

// clean is keeper.Clean with what only Payple's fields need.
func clean(reply map[string]string, told gateways.Told) map[string]string {
	kept := keeper.Clean(reply, told)
	tidy(kept)
	return kept
}

// opaque is what a token or a key looks like and no word does: a reply to an
// authentication can quote one that it gives nowhere else.
var opaque = regexp.MustCompile(`[A-Za-z0-9+/=_-]{20,}`)

// tidy takes out what may be a key, long numbers in the code, and whatever is
// no mask.
func tidy(kept map[string]string) {
	for name, value := range kept {
		value = opaque.ReplaceAllString(value, "[…]")
		if name == keeper.Code {
			value = gateways.ScrubText(value)
		}
		kept[name] = masked(value)
	}
}

// masked gives a value back as it came, unless 13 digits in a row show: then it
// is no mask (facts 2.3). The places of the digits are Payple's own and are
// never changed, because two masks of one number can be put together.
func masked(value string) string {
	run := 0
	for _, r := range value {
		switch {
		case unicode.IsDigit(r):
			if run++; run == 13 {
				return "[…]"
			}
		case !unicode.IsSpace(r) && !unicode.Is(unicode.Dash, r) && !strings.ContainsRune("./·", r):
			run = 0
		}
	}
	return value
}

// without takes a key out of the answer to an authentication, which was made
// without knowing for which key.
func without(result gateways.Result, key gateways.Secret) gateways.Result {
	result.Code, result.Message = gateways.ScrubSecrets(result.Code, key), gateways.ScrubSecrets(result.Message, key)
	kept := map[string]string{}
	for name, value := range result.Trace.Reply {
		kept[name] = gateways.ScrubSecrets(value, key)
	}
	if len(kept) > 0 {
		result.Trace.Reply = kept
	}
	return result
}

// pathKept is the path of a call as the trace may show it: it came from a reply
// and could quote anything.
func pathKept(path string, told gateways.Told) string {
	if len(path) > 128 || !gateways.Made(path, "/._-") || gateways.ScrubText(path, told.Secrets...) != path {
		return "/[…]"
	}
	return path
}
