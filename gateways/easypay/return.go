package easypay

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"

	"keyindesk/gateways"
)

// A posted return is a few hundred bytes and a shopParameter.
const returnLimit = 64 << 10

// The longest message that is kept, in letters.
const messageLetters = 200

// The fields of both returns (S0 02, facts 1.2) with their lengths. An opaque
// one is an id of KICC's.
var returnFields = map[string]struct {
	limit  int
	opaque bool
}{
	"resCd": {4, false}, "resMsg": {returnLimit, false}, "shopParameter": {noteBytes, false},
	"requestTid": {idBytes, false}, "registerTid": {idBytes, true}, "certSeqNo": {idBytes, true},
	"shopTransactionId": {idBytes, false}, "shopOrderNo": {orderBytes, false}, "authorizationId": {idBytes, true},
}

// ReadReturn reads what the registration page or the payment page posted to the
// return address: the posted form body, a query string with or without its "?",
// a whole https address with one, or a JSON object. Everything is decoded once;
// only resMsg, which KICC percent-encodes by itself (S0 02), is decoded once
// more. A code other than 0000 is not an error.
func (c *Client) ReadReturn(text string) (gateways.PageReturn, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\ufeff", ""))
	switch {
	case text == "":
		return gateways.PageReturn{}, &gateways.ReturnError{Rule: gateways.ReturnEmpty}
	case len(text) > returnLimit:
		return gateways.PageReturn{}, &gateways.ReturnError{Rule: gateways.ReturnTooLong}
	}
	fields, err := returned(text)
	if err != nil {
		return gateways.PageReturn{}, err
	}
	if err := fields.check(); err != nil {
		return gateways.PageReturn{}, err
	}
	return fields.read()
}

// returned tells the forms of a return apart.
func returned(text string) (returnedFields, error) {
	if strings.HasPrefix(text, "{") {
		return returnedJSON(text)
	}
	if scheme, _, found := strings.Cut(text, "://"); found && !strings.ContainsAny(scheme, "=&?") {
		to, err := url.Parse(text)
		if err != nil || to.Scheme != "https" {
			return nil, &gateways.ReturnError{Rule: gateways.ReturnUnreadable}
		}
		text = to.RawQuery
	}
	return returnedForm(strings.TrimPrefix(text, "?"))
}

type returnedFields map[string]string

// put takes a field that a return has; a second one of the same name could
// belong to somebody else.
func (f returnedFields) put(name, value string) error {
	if _, known := returnFields[name]; !known {
		return nil
	}
	if _, twice := f[name]; twice {
		return &gateways.ReturnError{Rule: gateways.ReturnTwice, Field: name}
	}
	f[name] = value
	return nil
}

// returnedForm reads name=value pairs as a browser posts them.
func returnedForm(text string) (returnedFields, error) {
	fields := returnedFields{}
	for _, pair := range strings.Split(text, "&") {
		rawName, rawValue, found := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(rawName)
		if !found || err != nil {
			if pair == "" {
				continue
			}
			return nil, &gateways.ReturnError{Rule: gateways.ReturnUnreadable}
		}
		value, err := url.QueryUnescape(rawValue)
		if err != nil {
			if name != "resMsg" {
				return nil, &gateways.ReturnError{Rule: gateways.ReturnShape, Field: known(name)}
			}
			value = rawValue
		}
		if err := fields.put(name, readable(value)); err != nil {
			return nil, err
		}
	}
	return fields, nil
}

// returnedJSON reads a JSON object. The values are as they stand: JSON is a
// coding of its own, and percent signs in it were meant.
func returnedJSON(text string) (returnedFields, error) {
	members, err := gateways.DecodeObject(text)
	if err != nil {
		if twice := namedTwice(text); twice != "" {
			return nil, &gateways.ReturnError{Rule: gateways.ReturnTwice, Field: twice}
		}
		return nil, &gateways.ReturnError{Rule: gateways.ReturnUnreadable}
	}
	fields := returnedFields{}
	for name, value := range members {
		if err := fields.put(name, value); err != nil {
			return nil, err
		}
	}
	return fields, nil
}

// namedTwice finds the field that stands twice in a flat JSON object.
func namedTwice(text string) string {
	reader := json.NewDecoder(strings.NewReader(text))
	seen := map[string]bool{}
	_, _ = reader.Token()
	for reader.More() {
		token, err := reader.Token()
		name, isName := token.(string)
		if err != nil || !isName {
			return ""
		}
		if seen[name] {
			return known(name)
		}
		seen[name] = true
		var value json.RawMessage
		if reader.Decode(&value) != nil {
			return ""
		}
	}
	return ""
}

// known keeps foreign names out of errors: they could be anything.
func known(name string) string {
	if _, ok := returnFields[name]; ok {
		return name
	}
	return ""
}

// readable reads bytes as UTF-8, else as CP949, in which a page of KICC's may
// post. What is neither loses what can't be read.
func readable(value string) string {
	if utf8.ValidString(value) {
		return value
	}
	if decoded, err := korean.EUCKR.NewDecoder().String(value); err == nil && !strings.ContainsRune(decoded, utf8.RuneError) {
		return decoded
	}
	return strings.ToValidUTF8(value, "\uFFFD")
}

// check holds every field against its length and the signs it can have. A "+"
// is restored first: registerTid is base64, and "+" in it (S0: "…Y++Y0TH…") is
// "%2B" when a browser posts it, but whoever copies a decoded value into a form
// leaves a bare "+", which forms read as a blank. No id has a blank, so nothing
// else can have stood there (facts 0.5).
func (f returnedFields) check() error {
	for name, value := range f {
		field := returnFields[name]
		if field.opaque {
			value = strings.ReplaceAll(value, " ", "+")
			f[name] = value
		}
		bytes, _ := gateways.BytesCP949(value)
		switch {
		case max(bytes, utf8.RuneCountInString(value)) > field.limit:
			return &gateways.ReturnError{Rule: gateways.ReturnTooLong, Field: name}
		case value == "" || name == "resMsg" || name == "shopParameter":
		case name == "resCd" && !codeShaped(value),
			field.opaque && !theirIDValid(value),
			name != "resCd" && !field.opaque && !gateways.Made(value, ourSigns):
			return &gateways.ReturnError{Rule: gateways.ReturnShape, Field: name}
		}
	}
	return nil
}

// read tells which page a return is of and asks for what it needs. With a no,
// the ids may be missing except our own. registerTid may be missing even with a
// yes: the reply to Register gave one (facts 0.5).
func (f returnedFields) read() (gateways.PageReturn, error) {
	if f["resCd"] == "" {
		return gateways.PageReturn{}, &gateways.ReturnError{Rule: gateways.ReturnMissing, Field: "resCd"}
	}
	registration := f["requestTid"]+f["registerTid"]+f["certSeqNo"] != ""
	payment := f["shopTransactionId"]+f["shopOrderNo"]+f["authorizationId"] != ""
	required := []string{"requestTid", "certSeqNo"}
	switch {
	case registration && payment:
		return gateways.PageReturn{}, &gateways.ReturnError{Rule: gateways.ReturnUnreadable}
	case payment:
		required = []string{"shopTransactionId", "authorizationId", "shopOrderNo"}
	}
	if f["resCd"] != approvedCode {
		required = required[:1]
	}
	for _, name := range required {
		if f[name] == "" {
			return gateways.PageReturn{}, &gateways.ReturnError{Rule: gateways.ReturnMissing, Field: name}
		}
	}
	code, _ := meaningOf(f["resCd"])
	advice := code.advice
	if f["resCd"] != approvedCode && advice != gateways.AdviceOtherMethod && advice != gateways.AdviceAskCardholder && advice != gateways.AdviceSettings {
		advice = gateways.AdviceRegisterAgain
	}
	return gateways.PageReturn{
		Code:            f["resCd"],
		Message:         message(f["resMsg"]),
		Advice:          advice,
		Registration:    !payment,
		RequestID:       f["requestTid"] + f["shopTransactionId"],
		RegisterID:      f["registerTid"],
		CertificationID: f["certSeqNo"],
		OrderNumber:     f["shopOrderNo"],
		AuthorizationID: f["authorizationId"],
	}, nil
}

// message decodes resMsg once more, as KICC percent-encodes it by itself, and
// cleans it. What is not such a coding stays as it is: "50% 할인" has a percent
// sign of its own.
func message(text string) string {
	if strings.Contains(text, "%") {
		if decoded, err := url.QueryUnescape(text); err == nil {
			text = readable(decoded)
		}
	}
	text = strings.Map(func(r rune) rune {
		if unfit(r) {
			return ' '
		}
		return r
	}, text)
	letters := []rune(strings.TrimSpace(gateways.ScrubText(text)))
	if len(letters) > messageLetters {
		return string(letters[:messageLetters]) + "…"
	}
	return string(letters)
}
