package practice

import (
	"bytes"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/korean"
)

// kiccMessage is a request's body: text, json.Number, bool, list or object.
type kiccMessage map[string]any

// text is a field that is text, or nothing.
func (m kiccMessage) text(name string) string {
	text, _ := m[name].(string)
	return text
}

// number is how a field that is a number was written, or nothing.
func (m kiccMessage) number(name string) string {
	number, _ := m[name].(json.Number)
	return number.String()
}

// won is a field that is an amount; nothing is 0.
func (m kiccMessage) won(name string) int64 { return won(m.number(name)) }

// has says whether a field holds anything: "" and null don't.
func (m kiccMessage) has(name string) bool {
	value, there := m[name]
	return there && value != nil && value != ""
}

// kind is what a field's value must be. KICC tells them apart: an amount in
// quotes is refused.
type kind int

const (
	aText kind = iota
	aNumber
	aFlag
	aList
	anObject
)

func (k kind) is(value any) bool {
	var ok bool
	switch k {
	case aText:
		_, ok = value.(string)
	case aNumber:
		_, ok = value.(json.Number)
	case aFlag:
		_, ok = value.(bool)
	case aList:
		_, ok = value.([]any)
	case anObject:
		_, ok = value.(map[string]any)
	}
	return ok
}

// kiccField is a row of a table "Parameters".
type kiccField struct {
	name     string
	kind     kind
	limit    int // bytes in EUC-KR, of a text
	required bool
	fits     func(string) bool // asked of a text or a number that is there
}

// need is a text that must be there, may one that can.
func need(name string, limit int, fits ...func(string) bool) kiccField {
	return kiccField{name, aText, limit, true, all(fits)}
}

func may(name string, limit int, fits ...func(string) bool) kiccField {
	return kiccField{name, aText, limit, false, all(fits)}
}

// amountOf is a number of won, written plainly: the MAC is made of it as text.
func amountOf(name string, required bool) kiccField {
	return kiccField{name, aNumber, 0, required, like(`0|[1-9][0-9]{0,11}`)}
}

func all(fits []func(string) bool) func(string) bool {
	return func(value string) bool {
		for _, fit := range fits {
			if !fit(value) {
				return false
			}
		}
		return true
	}
}

// https is "HTTPS만 허용" of every returnUrl.
func https(value string) bool {
	to, err := url.Parse(value)
	return err == nil && to.Scheme == "https" && to.Host != "" && to.User == nil && to.Fragment == ""
}

var (
	aDay     = like(`[0-9]{8}`)
	anEmail  = like(`[^@\s]{1,64}@[^@\s]+`)
	plainID  = like(`[\x21-\x7e]+`)
	hexText  = like(`[0-9A-Fa-f]+`)
	accepted = regexp.MustCompile(`(?i)^(|euc-kr|utf-8)$`)
)

// sized counts in EUC-KR, as KICC does, and says whether there is a sign that
// the charset lacks. It is the twin's own count.
func sized(text string) (bytes int, whole bool) {
	encoded, err := korean.EUCKR.NewEncoder().String(text)
	if err != nil || strings.ContainsRune(text, '\uFFFD') {
		return 0, false
	}
	return len(encoded), true
}

// admitted is the Authorization header, "Basic " and the Service ID in base64,
// without a colon and without a password (facts 1.1).
func (e *EasyPay) admitted(header http.Header) bool {
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(e.config.ServiceID.Reveal()))
	given := header.Values("Authorization")
	return len(given) == 1 && subtle.ConstantTimeCompare([]byte(given[0]), []byte(want)) == 1
}

// readKICC reads a body: JSON, one object, in signs that every charset agrees
// on.
func readKICC(header http.Header, body []byte) (kiccMessage, *kiccRefusal) {
	kind, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil || kind != "application/json" || !accepted.MatchString(parameters["charset"]) {
		return nil, kiccMalformed
	}
	if bytes.ContainsFunc(body, func(r rune) bool { return r > '~' }) {
		return nil, kiccNotASCII
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var m kiccMessage
	if decoder.Decode(&m) != nil || m == nil {
		return nil, kiccMalformed
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, kiccMalformed
	}
	return m, nil
}

// check holds a message against a table: first what is missing, then what is
// of another kind, too long, in signs that EUC-KR lacks, or not of its form.
func (m kiccMessage) check(fields []kiccField) *kiccRefusal {
	for _, f := range fields {
		if f.required && !m.has(f.name) {
			return kiccMissing(f.name)
		}
	}
	for _, f := range fields {
		if !m.has(f.name) {
			continue
		}
		if !f.kind.is(m[f.name]) {
			return kiccWrong(f.name)
		}
		value := m.number(f.name)
		if f.kind == aText {
			value = m.text(f.name)
			size, whole := sized(value)
			switch {
			case !whole:
				return kiccLacking(f.name)
			case size > f.limit:
				return kiccLong(f.name, f.limit)
			}
		}
		if f.fits != nil && !f.fits(value) {
			return kiccWrong(f.name)
		}
	}
	return nil
}

// inside are the messages of a list or an object within a message.
func inside(value any) []kiccMessage {
	var found []kiccMessage
	switch v := value.(type) {
	case map[string]any:
		found = append(found, v)
	case []any:
		for _, one := range v {
			m, _ := one.(map[string]any)
			found = append(found, m)
		}
	}
	return found
}

// day is the day in Korea, as every date of a request is written.
func day(at time.Time) string { return at.In(korea).Format("20060102") }

// parts are comTaxAmt, comVatAmt and comFreeAmt of a message, and whether any
// is there.
func (m kiccMessage) parts() (parts kiccParts, split bool) {
	split = m.has("comTaxAmt") || m.has("comVatAmt") || m.has("comFreeAmt")
	return kiccParts{m.won("comTaxAmt"), m.won("comVatAmt"), m.won("comFreeAmt")}, split
}

// kiccParts are the three parts of a mixed sale. Tax excludes VAT.
type kiccParts struct {
	Tax  int64 `json:"tax"`
	VAT  int64 `json:"vat"`
	Free int64 `json:"free"`
}

func (p kiccParts) sum() int64 { return p.Tax + p.VAT + p.Free }

func (p kiccParts) less(other kiccParts) kiccParts {
	return kiccParts{p.Tax - other.Tax, p.VAT - other.VAT, p.Free - other.Free}
}

func (p kiccParts) negative() bool { return p.Tax < 0 || p.VAT < 0 || p.Free < 0 }

func figure(n int64) string { return strconv.FormatInt(n, 10) }
