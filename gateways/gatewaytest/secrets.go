package gatewaytest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// What the sentinel card shows of itself. Its two password digits can't be
// searched for in ids and times, so they are looked for in words only.
const (
	sentinelNumber   = "4111111111111111"
	sentinelMonth    = "07"
	sentinelYear     = "83"
	sentinelHolder   = "1234567891"
	sentinelBuyer    = "가나다라마바사"
	sentinelPassword = "69"
)

// noSecretInResult: whatever a gateway, or whoever stands in its way, sends
// back, nothing of the card and of the key is in the answer to the caller.
func noSecretInResult(b *bench) {
	charge := func() gateways.Charge {
		charge := b.order()
		charge.Card = gateways.Card{
			Number:      gateways.NewSecret(sentinelNumber),
			ExpiryMonth: gateways.NewSecret(sentinelMonth),
			ExpiryYear:  gateways.NewSecret(sentinelYear),
			HolderID:    gateways.NewSecret(sentinelHolder),
			Password:    gateways.NewSecret(sentinelPassword),
		}
		return charge
	}
	key := b.twin.Key.Reveal()

	try := func(what string, dial Dial, charge gateways.Charge) gateways.Approval {
		approval := b.over(dial, patience).Charge(context.Background(), charge)
		b.noSecret(what, approval, approval.Result)
		return approval
	}
	try("approved", b.twin.Dial, charge())
	try("refused", refused, charge())

	for name, message := range map[string]string{
		"number":         "카드번호 " + sentinelNumber + " 확인",
		"number grouped": "카드번호 4111-1111-1111-1111 / 4111 1111 1111 1111 확인",
		"holder":         "사업자번호(" + sentinelHolder + ") 불일치",
		"expiry":         "유효기간 " + sentinelMonth + "/" + sentinelYear + " 오류, " + sentinelYear + sentinelMonth,
		"password":       "비밀번호 " + sentinelPassword + " 오류",
		"key":            "인증키 " + key + " 오류",
		"all":            strings.Join([]string{sentinelNumber, sentinelMonth + sentinelYear, sentinelHolder, sentinelPassword, key}, "|"),
	} {
		b.twin.Decline(b.DeclineCode, message)
		b.expect("declined with "+name, try("declined with "+name, b.twin.Dial, charge()).Result, gateways.Declined)
	}

	// The card in the place of our order number.
	c := charge()
	try("order number", forge(b.T, b.twin.Dial, c.OrderNumber, sentinelNumber), c)

	body := `{"cardNo":"` + sentinelNumber + `","` + sentinelNumber + `":"x","birthday":"` + sentinelHolder + `","key":"` + key + `"}`
	for name, reply := range map[string]string{
		"200":            answer("200 OK", "", body),
		"500":            answer("500 Internal Server Error", "", body),
		"page":           answer("200 OK", "", "<html>"+body),
		"location":       answer("302 Found", "Location: https://example.com/?card="+sentinelNumber+"\r\n", body),
		"content type":   answer("200 OK", "Content-Type: text/"+sentinelNumber+"; charset="+sentinelNumber+"\r\n", body),
		"encoding":       answer("200 OK", "Content-Encoding: "+sentinelNumber+"\r\n", body),
		"status line":    answer("4111 "+sentinelNumber, "", body),
		"bad header":     answer("200 OK", sentinelNumber+"\r\n", body),
		"bad length":     answer("200 OK", "Content-Length: "+sentinelNumber+sentinelNumber+"\r\n", body),
		"bad chunk":      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + sentinelNumber + key + "\r\n" + body,
		"not http":       sentinelNumber + " " + key + "\r\n\r\n",
		"echo of it all": answer("200 OK", "", body+body),
	} {
		try(name, scripted(reply), charge())
	}

	cancel := gateways.Cancel{TransactionID: b.sold().TransactionID}
	cancel.Buyer = []string{sentinelBuyer}
	b.twin.Decline(b.DeclineCode, "인증키 "+key+" 오류, "+sentinelBuyer)
	cancellation := b.over(b.twin.Dial, patience).Cancel(context.Background(), cancel)
	b.noSecret("cancel refused with key and buyer", cancellation, cancellation.Result)
}

func answer(status, header, body string) string {
	return "HTTP/1.1 " + status + "\r\n" + header + "Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body
}

// noSecret looks through everything that an answer can be printed, logged or
// stored as.
func (b *bench) noSecret(what string, answer any, result gateways.Result) {
	b.Helper()
	stored, err := json.Marshal(result.Trace)
	if err != nil {
		b.Errorf("%s: the trace can't be stored: %v", what, err)
	}
	surface := fmt.Sprintf("%v %+v %#v %s", answer, answer, answer, stored)
	for cause := result.Cause; cause != nil; cause = errors.Unwrap(cause) {
		surface += fmt.Sprintf(" %v %+v %#v", cause, cause, cause)
	}
	plain := strings.NewReplacer(" ", "", "-", "").Replace(surface)
	for _, secret := range []string{sentinelNumber[:12], sentinelHolder, sentinelBuyer, b.twin.Key.Reveal()} {
		if strings.Contains(plain, secret) {
			b.Errorf("%s: %q shows in %s", what, secret, surface)
		}
	}
	words := result.Message
	if result.Cause != nil {
		words += " " + result.Cause.Error()
	}
	for _, secret := range []string{
		sentinelPassword, sentinelMonth + sentinelYear, sentinelYear + sentinelMonth, sentinelMonth + "/" + sentinelYear,
	} {
		if strings.Contains(words, secret) {
			b.Errorf("%s: %q shows in %q", what, secret, words)
		}
	}
}
