package gatewaytest

import (
	"context"
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

// noCardInResult: a card is quoted in more ways than a key, and some of its
// parts are too short to be found everywhere.
func noCardInResult(c *counter) {
	charge := func() gateways.Charge {
		charge := c.order()
		charge.Card = gateways.Card{
			Number:      gateways.NewSecret(sentinelNumber),
			ExpiryMonth: gateways.NewSecret(sentinelMonth),
			ExpiryYear:  gateways.NewSecret(sentinelYear),
			HolderID:    gateways.NewSecret(sentinelHolder),
			Password:    gateways.NewSecret(sentinelPassword),
		}
		return charge
	}
	try := func(what string, how bend) gateways.Approval {
		approval := c.over(how).Charge(context.Background(), charge())
		c.showsNoCard(what, approval, approval.Result)
		return approval
	}
	try("approved", straight)
	try("refused", failing(refused))

	for name, message := range map[string]string{
		"number":         "카드번호 " + sentinelNumber + " 확인",
		"number grouped": "카드번호 4111-1111-1111-1111 / 4111 1111 1111 1111 확인",
		"holder":         "사업자번호(" + sentinelHolder + ") 불일치",
		"expiry":         "유효기간 " + sentinelMonth + "/" + sentinelYear + " 오류, " + sentinelYear + sentinelMonth,
		"password":       "비밀번호 " + sentinelPassword + " 오류",
		"all":            strings.Join([]string{sentinelNumber, sentinelMonth + sentinelYear, sentinelHolder, sentinelPassword}, "|"),
	} {
		c.Decline(c.DeclineCode, message)
		c.expect("declined with "+name, try("declined with "+name, straight).Result, gateways.Declined)
	}
	for _, secret := range []string{sentinelNumber, sentinelHolder} {
		for _, quote := range quotes {
			try(quote.name, scripted(quote.of("{}", secret)))
		}
		body := `{"cardNo":"` + secret + `","` + secret + `":"x"}`
		try("echo of it all", scripted(answer("200 OK", "", body)))
		try("echo in a 500", scripted(answer("500 Internal Server Error", "", body)))
	}

	cancel := gateways.Cancel{TransactionID: c.sold().TransactionID, Buyer: []string{sentinelBuyer}}
	c.Decline(c.DeclineCode, "오류, "+sentinelBuyer)
	cancellation := c.over(straight).Cancel(context.Background(), cancel)
	c.showsNoCard("cancel refused with the buyer", cancellation, cancellation.Result)
}

// showsNoCard looks for the card everywhere, and for its short parts in the
// words.
func (c *counter) showsNoCard(what string, whole any, result gateways.Result) {
	c.Helper()
	shown := surface(c.bench, what, whole, result)
	for _, secret := range []string{sentinelNumber[:12], sentinelHolder, sentinelBuyer} {
		if strings.Contains(shown, secret) {
			c.Errorf("%s: %q shows in %s", what, secret, shown)
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
			c.Errorf("%s: %q shows in %q", what, secret, words)
		}
	}
}
