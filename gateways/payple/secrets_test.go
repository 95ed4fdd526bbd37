package payple

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"keyindesk/gateways"
)

// What the recorded authentication returns, besides what was sent.
var returned = []string{"UFVNNVZEcGl0c2hOa3JDcnFJ", "T3JzRkp5L1FTcEFDa1FQdHo5Um1VZz09", "a688ccb3555c25cd722483f03e23065c3d0251701ad6da895eb2d830bc06e34d"}

// surface is everything that an answer can be printed, logged or stored as.
func surface(t interface{ Fatal(...any) }, answer any, result gateways.Result) string {
	stored, err := json.Marshal(result.Trace)
	if err != nil {
		t.Fatal(err)
	}
	shown := fmt.Sprintf("%v %+v %#v %s", answer, answer, answer, stored)
	for cause := result.Cause; cause != nil; cause = errors.Unwrap(cause) {
		shown += fmt.Sprintf(" %v %+v %#v", cause, cause, cause)
	}
	return shown
}

// Nothing of the keys, the token or a card is left in an answer, whichever
// field of whichever reply quotes it, and on whatever outcome.
func TestAnswersHoldNothingSecret(t *testing.T) {
	secrets := append(slices.Clone(returned), billing, sampleKey)
	fields := slices.Concat(keeper.Texts, person.Texts, secretFields,
		[]string{"unheard", "server_name", "return_url", "PCD_PAY_HOST", "PCD_PAY_URL", keeper.Code, keeper.Message})
	auth, err := gateways.DecodeObject(authReply(t, "auth-lookup.reply.json"))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.SampledFrom(append(slices.Clone(secrets), "4111111111111111", "4111-1111-1111-1111")).Draw(t, "secret")
		quoted := rapid.SampledFrom([]string{"%s", "키 %s 오류", "x%sx", "/%s", "AUTH0004 %s", "https://evil.example/%s"}).Draw(t, "quoted")
		quoted = fmt.Sprintf(quoted, secret)
		status := rapid.SampledFrom([]string{"200 OK", "500 Oops", "302 Found", "200 " + secret}).Draw(t, "status")
		inAuth := rapid.Bool().Draw(t, "in the authentication")
		field := rapid.SampledFrom(fields).Draw(t, "field")
		o := &office{}
		o.answer = func(r request) string {
			body := reply{}
			for name, value := range auth {
				body[name] = value
			}
			if !r.auth() {
				body = rapid.SampledFrom([]reply{found, deleted, refused}).Draw(t, "reply")
			}
			raw := ok(body.text())
			if r.auth() == inAuth {
				raw = ok(body.with(field, quoted).with(quoted, quoted).text())
				raw = strings.Replace(raw, "200 OK", status+"\r\nX: "+secret+"\r\nLocation: /"+secret, 1)
			}
			return raw
		}
		client := practiceClient(t, o)
		lookup := client.LookupBillingKey(context.Background(), sampleBilling)
		deletion := client.DeleteBillingKey(context.Background(), sampleBilling)
		probe := client.Probe(context.Background())
		shown := surface(t, lookup, lookup.Result) + surface(t, deletion, deletion.Result) + fmt.Sprintf("%+v", client)
		if secret != billing { // which a probe was never told
			shown += surface(t, probe, probe)
		}
		plain := strings.NewReplacer(" ", "", "-", "").Replace(strings.ToLower(shown))
		for _, s := range append(slices.Clone(secrets), "41111111111") {
			if strings.Contains(plain, strings.ToLower(s)) {
				t.Fatalf("%s shows in %s", s, shown)
			}
		}
	})
}

// practiceClient is clientOf for where there is no testing.TB.
func practiceClient(t interface{ Fatal(...any) }, o *office) *Client {
	client, err := New(Config{
		Environment: gateways.Practice, PartnerID: sampleID, PartnerKey: gateways.NewSecret(sampleKey),
		Exchange: gateways.NewExchange(gateways.Options{Dial: o.dial}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// The holder is told to the caller and to nobody else: not to the trace, not
// to the log, not by way of the message.
func TestHolderIsNotKept(t *testing.T) {
	got := lookedUp(t, found.with("PCD_PAYER_HP", "010-1234-5678").with("PCD_PAYER_EMAIL", "gd@example.kr").
		with("PCD_PAY_MSG", "홍길동님(010-1234-5678, gd@example.kr) 조회 성공").text())
	if got.HolderName != "홍길동" || got.HolderPhone != "010-1234-5678" {
		t.Errorf("%q %q", got.HolderName, got.HolderPhone)
	}
	shown := surface(t, got.Result, got.Result)
	for _, private := range []string{"홍길동", "5678", "example.kr"} {
		if strings.Contains(shown, private) {
			t.Errorf("%s shows in %s", private, shown)
		}
	}
	if got.Message != "[…]님([…], […]) 조회 성공" {
		t.Errorf("%q", got.Message)
	}
}

// A value in a credential's place that stands everywhere takes nothing apart.
func TestShortCredentialsHideNothing(t *testing.T) {
	o := newOffice(t)
	o.refusing(`{"result":"error","result_msg":"AUTH0003 test","cst_id":"test","custKey":"a"}`)
	if got := clientOf(t, o).Probe(context.Background()); got.Message != "AUTH0003 test" || got.Outcome != gateways.Declined {
		t.Errorf("%+v", got)
	}
}

// FuzzReply: whatever bytes come back to an authentication, a look-up or a
// deletion, a look-up is Approved only by a success with code 0000 that echoes
// the key, a deletion only by a success that does, no call is sent anywhere but
// to Payple's own host, and nothing secret is in the answer.
func FuzzReply(f *testing.F) {
	auth := ok(authReply(f, "auth-lookup.reply.json"))
	for _, body := range []string{
		found.text(), deleted.text(), refused.text(), found.with("PCD_PAY_TYPE", "transfer").text(), found.with("PCD_PAYER_ID", nil).text(),
		`{"result":"error","result_msg":"SPAY0001 MEM INFO ERROR"}`, `{"PCD_PAY_RST":"error","PCD_PAY_CODE":"[test]SPAY0011"}`,
		recorded(f, "lookup-account.reply.json"),
	} {
		f.Add(auth, ok(body))
	}
	f.Add(ok(recorded(f, "auth-refused.reply.json")), "")
	f.Add(ok(strings.ReplaceAll(recorded(f, "auth-lookup.reply.json"), "BASE", "http://payple.practice.invalid@evil.example")), ok(found.text()))
	f.Add(ok(strings.ReplaceAll(recorded(f, "auth-lookup.reply.json"), "BASE", "https://payple.kr.evil.example")), ok(deleted.text()))
	f.Add("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n")
	f.Fuzz(func(t *testing.T, auth, reply string) {
		o := &office{}
		o.answer = func(r request) string {
			if r.auth() && r.query == "" {
				return auth
			}
			return reply
		}
		client := practiceClient(t, o)
		lookup := client.LookupBillingKey(context.Background(), sampleBilling)
		deletion := client.DeleteBillingKey(context.Background(), sampleBilling)
		for _, host := range o.dialled {
			if host != "payple.practice.invalid:80" {
				t.Fatalf("dialled %q by %q", host, auth)
			}
		}
		if len(o.requests) > 8 {
			t.Fatalf("%d requests", len(o.requests))
		}
		if lookup.Outcome == gateways.Approved && (lookup.Result.Code != "0000" || lookup.Method == "" || !says(reply)) {
			t.Fatalf("found by %q", reply)
		}
		if deletion.Outcome == gateways.Approved && (deletion.Code != "" && deletion.Code != "0000" || !says(reply)) {
			t.Fatalf("deleted by %q", reply)
		}
		if lookup.Outcome != gateways.Approved && (lookup.HolderName != "" || lookup.MaskedNumber != "") {
			t.Fatalf("%v with a holder by %q", lookup.Outcome, reply)
		}
		shown := surface(t, lookup, lookup.Result) + surface(t, deletion, deletion.Result)
		for _, s := range append(slices.Clone(returned), billing, sampleKey) {
			if strings.Contains(shown, s) {
				t.Fatalf("%s shows in %s", s, shown)
			}
		}
	})
}

// says holds for a reply that could be an approval at all: the status and an
// object that names the word, and the key in plain or escaped letters.
func says(reply string) bool {
	return strings.Contains(reply, "200") && strings.Contains(reply, "{") &&
		(strings.Contains(reply, billing) || strings.Contains(reply, `\u`)) &&
		(strings.Contains(reply, "success") || strings.Contains(reply, `\u`))
}
