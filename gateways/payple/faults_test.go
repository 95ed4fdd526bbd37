package payple

import (
	"context"
	"strings"
	"testing"
	"time"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// The sample of S3 4.
const faultKey = "NS9qNTgzU2xRNHR2RmFBWWFBTWk1UT09"

// TestFaults drives the authentication and, with a token at hand, both calls
// against a server that fails in every way we know. -v prints the table.
func TestFaults(t *testing.T) {
	const (
		looked = `{"PCD_PAY_RST":"success","PCD_PAY_CODE":"0000","PCD_PAY_MSG":"회원조회 성공","PCD_PAY_TYPE":"card","PCD_PAYER_ID":"` + faultKey + `","PCD_PAYER_NAME":"홍길동"}`
		ended  = `{"PCD_PAY_RST":"success","PCD_PAY_CODE":"0000","PCD_PAY_MSG":"해지완료","PCD_PAY_WORK":"PUSERDEL","PCD_PAYER_ID":"` + faultKey + `"}`
	)
	key := gateways.NewSecret(faultKey)
	gatewaytest.Faults(t, Name, authentication(),
		gatewaytest.Verb{
			Name: "PUSERINFO", Good: looked,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result { return c.LookupBillingKey(ctx, key).Result }),
			Bad: append(badAnswers(looked),
				body("0000 left out", looked, `"PCD_PAY_CODE":"0000",`, ``),
				body("no method", looked, `"PCD_PAY_TYPE":"card",`, ``),
				body("a method unheard of", looked, `"PCD_PAY_TYPE":"card"`, `"PCD_PAY_TYPE":"cash"`),
				body("the answer to a deletion", looked, `"PCD_PAY_TYPE"`, `"PCD_PAY_WORK":"PUSERDEL","PCD_PAY_TYPE"`)),
			Fine: []gatewaytest.Body{body("an account", looked, `"card"`, `"transfer"`), body("a number beside it", looked, `"PCD_PAY_TYPE"`, `"PCD_PAYER_NO":1234,"PCD_PAY_TYPE"`)},
		},
		gatewaytest.Verb{
			Name: "PUSERDEL", Good: ended,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result { return c.DeleteBillingKey(ctx, key).Result }),
			Bad: append(badAnswers(ended),
				body("the answer to a look-up", ended, `PUSERDEL`, `PUSERINFO`),
				body("not written down", ended, `"success","PCD_PAY_CODE":"0000"`, `"error","PCD_PAY_CODE":"CPAY0024"`)),
			Fine: []gatewaytest.Body{body("without code", ended, `"PCD_PAY_CODE":"0000",`, ``), body("without work", ended, `"PCD_PAY_WORK":"PUSERDEL",`, ``)},
		},
	)
}

// authentication is the partner authentication, whose reply names the address
// of the server that it comes from.
func authentication() gatewaytest.Verb {
	const admitted = `{"result":"success","result_msg":"사용자 인증 완료!!","cst_id":"UFVNNVZ","custKey":"T3JzRkp5","AuthKey":"a688ccb3555c25cd","return_url":"` + gatewaytest.Base + `/php/x.php?ACT_=PUSERINFO"}`
	return gatewaytest.Verb{
		Name: "auth.php", Good: admitted,
		Call: func(t testing.TB, base string, exchange *gateways.Exchange) func(context.Context) gateways.Result {
			return faultClient(t, base, exchange).Probe
		},
		Bad: []gatewaytest.Body{
			body("no token", admitted, `"AuthKey":"a688ccb3555c25cd",`, ``),
			body("an empty token", admitted, `a688ccb3555c25cd`, ``),
			body("no partner", admitted, `"cst_id":"UFVNNVZ",`, ``),
			body("another word for yes", admitted, `"success"`, `"ok"`),
			body("yes and no", admitted, `"cst_id"`, `"PCD_PAY_RST":"error","cst_id"`),
			body("no word", admitted, `"result":"success",`, ``),
			body("http", admitted, `https://127`, `http://127`),
			body("a foreign host", admitted, gatewaytest.Base, `https://democpay.payple.kr`),
			body("a foreign host behind a user", admitted, gatewaytest.Base+`/`, gatewaytest.Base+`@evil.example/`),
			body("no address", admitted, gatewaytest.Base+`/php/x.php?ACT_=PUSERINFO`, ``),
		},
		Fine: []gatewaytest.Body{body("an address in two parts", admitted, `"return_url":"`+gatewaytest.Base+`/php`, `"PCD_PAY_HOST":"`+gatewaytest.Base+`","PCD_PAY_URL":"/php`)},
	}
}

// body is a good one with one thing changed.
func body(name, good, old, changed string) gatewaytest.Body {
	return gatewaytest.Body{Name: name, Text: strings.Replace(good, old, changed, 1)}
}

// badAnswers are what spoils a yes to either call.
func badAnswers(good string) []gatewaytest.Body {
	return []gatewaytest.Body{
		body("another key", good, faultKey, "NS9qNTgzU2xRNHR2RmFBWWFBTWk1UT08"),
		body("no key", good, `"PCD_PAYER_ID":"`+faultKey+`"`, `"x":1`),
		body("no PCD_PAY_RST", good, `"PCD_PAY_RST":"success",`, ``),
		body("result in its place", good, `"PCD_PAY_RST":"success",`, `"result":"success",`),
		body("yes and no", good, `"PCD_PAY_RST":"success",`, `"PCD_PAY_RST":"success","result":"error",`),
		body("success with another code", good, `"0000"`, `"0001"`),
		body("error with 0000", good, `"success"`, `"error"`),
		body("SUCCESS", good, `"success"`, `"SUCCESS"`),
	}
}

// calling makes the call with a client that has its tokens.
func calling(call func(context.Context, *Client) gateways.Result) func(testing.TB, string, *gateways.Exchange) func(context.Context) gateways.Result {
	return func(t testing.TB, base string, exchange *gateways.Exchange) func(context.Context) gateways.Result {
		client := faultClient(t, base, exchange)
		now := time.Now()
		for _, w := range []work{lookup, deletion} {
			client.tokens.hold(w, &token{
				partnerID: gateways.NewSecret("UFVNNVZ"), partnerKey: gateways.NewSecret("T3JzRkp5"), authKey: gateways.NewSecret("a688ccb3555c25cd"),
				path: "/php/cPayUser/api/cPayUserAct.php?ACT_=" + string(w), asked: now, askedOn: now.Round(0),
			})
		}
		return func(ctx context.Context) gateways.Result { return call(ctx, client) }
	}
}

func faultClient(t testing.TB, base string, exchange *gateways.Exchange) *Client {
	client, err := New(Config{
		Environment: gateways.Test, PartnerID: "test", PartnerKey: gateways.NewSecret("abcd1234567890"),
		Referer: "https://shop.example.kr", BaseURL: base, Exchange: exchange,
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}
