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
	"keyindesk/gateways/gatewaytest"
)

// Whatever comes back, no verb panics, none approves what does not echo its
// request, and no secret gets into a result.
func FuzzReply(f *testing.F) {
	bodies := []string{
		certReply(practicePage), methodsReply(), settleReply(), cancelReply(), partReply(),
		object("resCd", "0000", "customerKey", sampleKey, "shopUserId", "pang-su-14"),
		object("resCd", "0000", "isExpired", true),
		object("resCd", "0000", "shopTransactionId", "TX-0001", "authPageUrl", practicePage),
		object("resCd", "8521", "resMsg", "한도초과 "+sampleKey), "", "{}", "[]", "{ resCd : \"0000\" }", `{"paymentInfo":"","resCd":"0000"}`,
	}
	for _, body := range bodies {
		f.Add(body, uint64(len(body)))
	}
	mutants := gatewaytest.NewMutants(bodies[:9]...)
	client, _ := overLine(f, ok("{}"))
	m := sampleMerchant()
	toldKey := m.told("pang-su-14")
	toldKey.Secrets = append(toldKey.Secrets, gateways.NewSecret(sampleKey))
	issuingValue, err := m.issuingValue(fullPayment().CashReceipt)
	if err != nil {
		f.Fatal(err)
	}
	tally := gatewaytest.NewTally(f)
	credentials := []string{sampleServiceID, sampleMACKey, seedKey}
	check := func(t *testing.T, body string) {
		called := gateways.Called{Reply: gateways.Reply{Status: 200, Text: body, Bytes: len(body)}, Trace: gateways.Trace{Written: true, Status: 200}}
		var said map[string]string // read only where there is something to compare
		says := func(name, value string) bool {
			if said == nil {
				said, _ = gateways.DecodeObject(body)
			}
			return said[name] == value
		}
		// approved holds a yes to what it must say, and any answer to its secrets.
		approved := func(answer any, result gateways.Result, echoes func() bool, secrets ...string) {
			t.Helper()
			tally.Count(result.Outcome)
			gatewaytest.Quiet(t, result, append(secrets, credentials...)...)
			switch result.Outcome {
			case gateways.NotSent:
				t.Fatalf("not sent: %+v", result)
			case gateways.Approved:
				if !says("resCd", "0000") || !echoes() {
					t.Fatalf("%T approved by %s", answer, body)
				}
				hides(t, answer, append(secrets, credentials...)...)
			}
		}
		// A call that was never told the CustomerKey can't tell it from other words.
		registered := client.registered(called, sampleRegistration(), m.toldRegistration(sampleRegistration(), ""))
		approved(registered, registered.Result, func() bool {
			return says("requestTid", sampleRegistration().RequestID) && strings.HasPrefix(registered.PageURL, "http://127.0.0.1:18443")
		})
		issued := issued(called, sampleIssue(), m.told("pang-su-14"))
		approved(issued, issued.Result, func() bool { return says("shopUserId", "pang-su-14") && !issued.CustomerKey.Empty() })
		revoked := revoked(called, toldKey)
		approved(revoked, revoked.Result, func() bool { return says("isExpired", "true") }, sampleKey)
		methods := methodList(called, toldKey)
		approved(methods, methods.Result, func() bool { return strings.Contains(body, "{") }, sampleKey)
		page := client.paymentPage(called, fullPayment(), m.toldPayment(fullPayment(), issuingValue))
		approved(page, page.Result, func() bool {
			return says("shopTransactionId", "TX-0001") && strings.HasPrefix(page.PageURL, "http://127.0.0.1:18443")
		}, sampleKey)
		trade := func() bool {
			return says("mallId", "T0001004") && says("shopTransactionId", "TX-0001") && says("shopOrderNo", "K261103-0001") && says("amount", "1000")
		}
		taken := approval(called, m, sampleSettlement(), settled)
		approved(taken, taken.Result, func() bool {
			return trade() && taken.TransactionID != "" && strings.EqualFold(said["msgAuthValue"], m.macApproval(said["pgCno"], said["amount"], said["transactionDate"]))
		})
		found := approval(called, m, sampleSettlement(), inquired)
		approved(found, found.Result, func() bool { return trade() && found.TransactionID != "" })
		cancelled := cancellation(called, m, sampleCancel(), settled)
		approved(cancelled, cancelled.Result, func() bool {
			return says("oriPgCno", samplePgCno) && says("cancelAmount", "1000") && cancelled.CancelID != ""
		})
	}
	f.Fuzz(func(t *testing.T, body string, seed uint64) {
		check(t, body)
		mutants.Each(seed, 32, func(body string) { check(t, body) })
	})
}

const seedKey = "4706480851e61be85d74bfb3fd956185" // of sampleSEED

func hides(t *testing.T, result any, secrets ...string) {
	t.Helper()
	shown := strings.ToLower(fmt.Sprintf("%+v", result))
	for _, secret := range secrets {
		if strings.Contains(shown, strings.ToLower(secret)) {
			t.Fatalf("%T shows %q: %s", result, secret, shown)
		}
	}
}

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
