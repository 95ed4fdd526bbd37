package easypay

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"keyindesk/gateways"
)

// The lengths of S0, S1 and S2, in bytes of EUC-KR.
const (
	mallIDBytes      = 8
	idBytes          = 60 // requestTid, shopUserId, shopTransactionId, CustomerKey, easypayVirtualNo, ...
	orderBytes       = 40 // shopOrderNo
	pgCnoBytes       = 20
	goodsBytes       = 100
	mailBytes        = 50
	returnURLBytes   = 256
	certValueBytes   = 200
	issuingBytes     = 256
	noteBytes        = 4000
	joinBytes        = 4
	maxAmountKRW     = 999_999_999_999
	minQuotaAmount   = 50_000 // common instalment floor (facts 4.1)
	theirSigns       = "_-+/=."
	ourSigns         = "_-"
	ciSigns          = "+/="
	maxMethods       = 100
	pageAddressBytes = 2000 // the table says 256, its percent-encoded form is longer
)

// credentialValid takes a Service ID or key: one word of ASCII, as both go into
// a header or a hash as they are.
func credentialValid(s gateways.Secret) bool {
	return !s.Empty() && s.Len() <= 256 &&
		!strings.ContainsFunc(s.Reveal(), func(r rune) bool { return r <= ' ' || r > '~' })
}

// ourIDValid takes an id that this program made.
func ourIDValid(id string, limit int) bool {
	return id != "" && len(id) <= limit && gateways.Made(id, ourSigns)
}

// theirIDValid takes an id that KICC made: hex in one example, base64 in another
// (facts 0.5). A word without any digit, such as "null", is none; one base64 in
// a thousand has none either, and is longer than a word.
func theirIDValid(id string) bool {
	return id != "" && len(id) <= idBytes && gateways.Made(id, theirSigns) && (len(id) >= 20 || strings.ContainsAny(id, "0123456789"))
}

// customerIDValid takes a shopUserId that exists already, whatever the shop
// made it of.
func customerIDValid(id string) bool {
	return id != "" && len(id) <= idBytes && !strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' || r == '|' })
}

// pgCnoValid takes the id of a trade: 20 digits in all that were seen (facts
// 1.6), 20 bytes by the table.
func pgCnoValid(id string) bool {
	return id != "" && len(id) <= pgCnoBytes && gateways.Made(id, "") && strings.ContainsAny(id, "0123456789")
}

// momentValid takes yyyyMMddHHmmss. Their clock is not checked against the
// calendar.
func momentValid(text string) bool { return len(text) == 14 && gateways.Digits(text) }

// httpsAddress takes an address that KICC may send the browser back to: https,
// a host, no user and no password (S0 "HTTPS만 허용").
func httpsAddress(address string) bool {
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }) {
		return false
	}
	to, err := url.Parse(address)
	return err == nil && to.Scheme == "https" && to.Hostname() != "" && to.User == nil && to.Opaque == ""
}

// emailValid asks for one @ between a name and a host with a dot, in plain
// signs without blanks or quotes.
func emailValid(email string) bool {
	name, host, found := strings.Cut(email, "@")
	dot := strings.LastIndexByte(host, '.')
	return found && name != "" && dot > 0 && dot < len(host)-1 &&
		gateways.Made(name, "._-+%'~!#$&*/=?^`{}") && gateways.Made(host, ".-")
}

var (
	phoneLike = regexp.MustCompile(`(^|[^0-9])(\+?82[- .]?1|01)[016789][- .]?[0-9]{3,4}[- .]?[0-9]{4}([^0-9]|$)`)
	emailLike = regexp.MustCompile(`[^\s@]+@[^\s@]+\.[^\s@]+`)
)

// personal says whether text holds a mobile number or an e-mail address. KICC
// forbids personal data in shopParameter (S0), and an id is kept in the open.
func personal(text string) bool { return phoneLike.MatchString(text) || emailLike.MatchString(text) }

// unfit says whether a letter may break the line or the gateway's table:
// controls and invisible signs.
func unfit(r rune) bool { return !unicode.IsGraphic(r) || r == utf8.RuneError }
