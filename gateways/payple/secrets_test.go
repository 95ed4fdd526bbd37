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

// A path that quotes a key, a key too short to look like one, and a long number
// for a code are not kept either.
func TestOddPlacesHoldNothingSecret(t *testing.T) {
	o := newOffice(t)
	o.refusing(place{returnURL: bases[gateways.Practice] + "/php/" + sampleKey + "/" + returned[1] + "/x.php"}.reply(t))
	got := clientOf(t, o).LookupBillingKey(context.Background(), sampleBilling)
	if shown := surface(t, got, got.Result); got.Trace.Path != "/[…]" || strings.Contains(shown, sampleKey) {
		t.Error(shown)
	}
	o.refusing(`{"result":"error","PCD_PAY_CODE":"aB3-x9","result_msg":"키 aB3-x9 오류"}`)
	refused := clientOf(t, o).LookupBillingKey(context.Background(), gateways.NewSecret("aB3-x9"))
	if shown := surface(t, refused, refused.Result); refused.Outcome != gateways.Declined || strings.Contains(shown, "aB3-x9") {
		t.Error(shown)
	}
	if coded := lookedUp(t, `{"PCD_PAY_RST":"error","PCD_PAY_CODE":"94902200066"}`).Result; coded.Code != "[…]" {
		t.Errorf("%q", coded.Code)
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

// quiet fails if an answer shows something secret.
func quiet(t *testing.T, answers ...any) {
	shown := fmt.Sprintf("%+v", answers)
	for _, s := range append(slices.Clone(returned), billing, sampleKey) {
		if strings.Contains(shown, s) {
			t.Fatalf("%s shows in %s", s, shown)
		}
	}
}
