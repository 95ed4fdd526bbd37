package easypay

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"keyindesk/gateways"
)

const seedKey = "4706480851e61be85d74bfb3fd956185" // of sampleSEED

// Every secret of a request, sent back in every place of the reply, with 200 and
// with a status that makes the reply unusable, and in a reply whose inside is
// broken.
func TestSecrets(t *testing.T) {
	ctx := context.Background()
	secrets := []string{
		sampleServiceID, base64.StdEncoding.EncodeToString([]byte(sampleServiceID)), sampleMACKey, sampleKey, sampleVirtual, sampleCI,
		seedKey, "01012345678", "6EE0EF6F2C3658B4D2823F7815388933",
	}
	registration := sampleRegistration()
	registration.CI = gateways.NewSecret(sampleCI)
	for verb, v := range map[string]struct {
		knows string // of the secrets beyond the credentials
		reply string
		call  func(*Client) any
	}{
		"register": {sampleCI, certReply(practicePage), func(c *Client) any { return c.Register(ctx, registration) }},
		"issue":    {sampleKey, object("resCd", "0000", "customerKey", sampleKey, "shopUserId", "pang-su-14"), func(c *Client) any { return c.Issue(ctx, sampleIssue()) }},
		"revoke":   {sampleKey, object("resCd", "0000", "isExpired", true), func(c *Client) any { return c.Revoke(ctx, sampleRevocation()) }},
		"methods": {sampleKey + sampleVirtual, methodsReply(), func(c *Client) any {
			return c.Methods(ctx, gateways.MethodQuery{CustomerKey: gateways.NewSecret(sampleKey)})
		}},
		"payment": {sampleKey + sampleVirtual + "01012345678" + "6EE0EF6F2C3658B4D2823F7815388933", object("resCd", "0000", "shopTransactionId", "TX-0001", "authPageUrl", practicePage),
			func(c *Client) any { return c.RegisterPayment(ctx, fullPayment()) }},
		"settle":  {"", settleReply(), func(c *Client) any { return c.Settle(ctx, sampleSettlement()) }},
		"cancel":  {"", cancelReply(), func(c *Client) any { return c.Cancel(ctx, sampleCancel()) }},
		"inquire": {"", settleReply(), func(c *Client) any { return c.InquireSettlement(ctx, sampleSettlement()) }},
	} {
		for _, secret := range secrets {
			credential := strings.Contains(secrets[0]+secrets[1]+secrets[2]+secrets[6], secret)
			if !credential && !strings.Contains(v.knows, secret) {
				continue
			}
			for _, field := range []string{"resMsg", "registerTid", "shopUserId", "mallId", "pgCno", "shopOrderNo", "statusCode", "payMethodInfoList", "other", secret} {
				body := replaced(v.reply, field, "오류 "+secret)
				if field != "resMsg" {
					body = replaced(v.reply, field, secret)
				}
				broken := strings.Replace(ok(body), "200 OK", "500 Internal Server Error", 1)
				for kind, reply := range map[string]string{"200": ok(body), "500": broken, "inside": ok(replaced(body, "paymentInfo", "x"))} {
					client, _ := overLine(t, reply)
					if shown := fmt.Sprintf("%+v", v.call(client)); strings.Contains(shown, secret) {
						t.Errorf("%s, %s in %s: %s", verb, kind, field, shown)
					}
				}
			}
		}
	}
}

// A line that breaks: before the first byte nothing was sent, after it nobody
// knows, and what to do next differs by what could have moved.
func TestBrokenLine(t *testing.T) {
	ctx := context.Background()
	verbs := map[string]struct {
		advice gateways.Advice
		call   func(*Client) gateways.Result
	}{
		"register": {gateways.AdviceAskAgain, func(c *Client) gateways.Result { return c.Register(ctx, sampleRegistration()).Result }},
		"issue":    {gateways.AdviceAskAgain, func(c *Client) gateways.Result { return c.Issue(ctx, sampleIssue()).Result }},
		"revoke":   {gateways.AdviceAskAgain, func(c *Client) gateways.Result { return c.Revoke(ctx, sampleRevocation()).Result }},
		"methods": {gateways.AdviceAskAgain, func(c *Client) gateways.Result {
			return c.Methods(ctx, gateways.MethodQuery{CustomerKey: gateways.NewSecret(sampleKey)}).Result
		}},
		"payment": {gateways.AdviceAskAgain, func(c *Client) gateways.Result { return c.RegisterPayment(ctx, samplePayment()).Result }},
		"settle":  {gateways.AdviceInquire, func(c *Client) gateways.Result { return c.Settle(ctx, sampleSettlement()).Result }},
		"cancel":  {gateways.AdviceInquire, func(c *Client) gateways.Result { return c.Cancel(ctx, sampleCancel()).Result }},
		"inquire": {gateways.AdviceCheckAdmin, func(c *Client) gateways.Result { return c.InquireSettlement(ctx, sampleSettlement()).Result }},
	}
	for verb, v := range verbs {
		client, l := overLine(t, "")
		if got := v.call(client); got.Outcome != gateways.Unknown || got.Advice != v.advice || l.calls != 1 {
			t.Errorf("%s, no reply: %s, advice %q, %d calls", verb, got.Outcome, got.Advice, l.calls)
		}
		client, l = overLine(t, "HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n")
		if got := v.call(client); got.Outcome != gateways.Unknown || got.Fault != gateways.FaultRedirect || l.calls != 1 {
			t.Errorf("%s, redirected: %s, %q, %d calls", verb, got.Outcome, got.Fault, l.calls)
		}
		config := Config{
			Environment: gateways.Practice, Dialect: DialectMallID, Merchants: []Merchant{sampleMerchant()}, Now: func() time.Time { return noon },
			Exchange: gateways.NewExchange(gateways.Options{Dial: func(context.Context, string) (net.Conn, error) { return nil, errors.New("no network") }}),
		}
		client, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.call(client); got.Outcome != gateways.NotSent || got.Advice != gateways.AdviceTryAgain {
			t.Errorf("%s, no network: %s, advice %q", verb, got.Outcome, got.Advice)
		}
	}
}
