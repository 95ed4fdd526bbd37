package payple

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"keyindesk/gateways"
)

// The whole of both requests of both calls, byte for byte and header by
// header. What was returned goes onward, never what was sent (facts 0.19).
func TestRequests(t *testing.T) {
	for verb, call := range map[string]func(*Client) gateways.Result{
		"lookup": func(c *Client) gateways.Result {
			return c.LookupBillingKey(context.Background(), sampleBilling).Result
		},
		"delete": func(c *Client) gateways.Result {
			return c.DeleteBillingKey(context.Background(), sampleBilling).Result
		},
	} {
		o := newOffice(t)
		if got := call(clientOf(t, o)); got.Outcome != gateways.Approved {
			t.Fatalf("%s: %+v", verb, got)
		}
		if len(o.requests) != 2 {
			t.Fatalf("%s: %d requests", verb, len(o.requests))
		}
		for i, name := range []string{"auth-" + verb, verb} {
			r := o.requests[i]
			if diff := cmp.Diff(recorded(t, name+".request.json"), r.raw); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if r.header.Get("Content-Type") != "application/json" || r.header.Get("Cache-Control") != "no-cache" ||
				r.header.Get("Referer") != "https://shop.example.kr" || r.host != "payple.practice.invalid:80" {
				t.Errorf("%s: %s %v", name, r.host, r.header)
			}
		}
		work := map[string]string{"lookup": "PUSERINFO", "delete": "PUSERDEL"}[verb]
		if r := o.requests[1]; r.path != "/php/cPayUser/api/cPayUserAct.php" || r.query != "ACT_="+work {
			t.Errorf("%s goes to %s?%s", verb, r.path, r.query)
		}
	}
}

// S3's two replies, whole.
func TestLookupKeepsTheWholeReply(t *testing.T) {
	for name, want := range map[string]gateways.BillingKey{
		"card": {
			Method: gateways.BillingCard, HolderType: "개인", HolderName: "홍길동", HolderPhone: "010-****-5678",
			CompanyCode: "0200", Company: "BC카드", MaskedNumber: "1111-****-****-2222", TaxDeduction: "Y",
		},
		"account": {
			Method: gateways.BillingAccount, HolderType: "개인", HolderName: "홍길동", HolderPhone: "010-****-5678",
			CompanyCode: "081", Company: "KEB하나은행", MaskedNumber: "123-********-021",
		},
	} {
		body := recorded(t, "lookup-"+name+".reply.json")
		want.Result = gateways.Result{
			Outcome: gateways.Approved, Code: "0000", Message: "회원조회 성공",
			Trace: gateways.Trace{
				Host: "payple.practice.invalid", Path: "/php/cPayUser/api/cPayUserAct.php",
				RequestFields: []string{"PCD_CST_ID", "PCD_CUST_KEY", "PCD_AUTH_KEY", "PCD_PAYER_ID"},
				RequestBytes:  223, Written: true, Status: 200, ReplyBytes: len(body),
			},
		}
		want.Trace.Reply, _ = gateways.DecodeObject(body)
		for _, private := range []string{"PCD_PAYER_ID", "PCD_PAYER_NAME", "PCD_PAYER_HP"} {
			delete(want.Trace.Reply, private)
		}
		got := clientOf(t, newOffice(t).answering(body)).LookupBillingKey(context.Background(), sampleBilling)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(gateways.Trace{}, "ElapsedMillis")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestDeleteKeepsTheWholeReply(t *testing.T) {
	got := clientOf(t, newOffice(t)).DeleteBillingKey(context.Background(), sampleBilling)
	want := map[string]string{"PCD_PAY_RST": "success", "PCD_PAY_MSG": "해지완료", "PCD_PAY_TYPE": "card", "PCD_PAY_WORK": "PUSERDEL"}
	if got.Outcome != gateways.Approved || got.Message != "해지완료" || got.Code != "" {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(want, got.Trace.Reply); diff != "" {
		t.Error(diff)
	}
}

func TestProbe(t *testing.T) {
	for name, c := range map[string]struct {
		reply   string
		outcome gateways.Outcome
		advice  gateways.Advice
		code    string
	}{
		"accepted":          {authReply(t, "auth-lookup.reply.json"), gateways.Approved, gateways.AdviceNone, ""},
		"another Referer":   {recorded(t, "auth-refused.reply.json"), gateways.Declined, gateways.AdviceNetworkBlock, "AUTH0004"},
		"another key":       {`{"result":"error","result_msg":"AUTH0002"}`, gateways.Declined, gateways.AdviceSettings, "AUTH0002"},
		"words never heard": {`{"result":"error","result_msg":"오류"}`, gateways.Declined, gateways.AdviceSettings, ""},
		"no word at all":    {`{}`, gateways.Unknown, gateways.AdviceAskAgain, ""},
	} {
		o := newOffice(t).refusing(c.reply)
		got := clientOf(t, o).Probe(context.Background())
		if got.Outcome != c.outcome || got.Advice != c.advice || got.Code != c.code {
			t.Errorf("%s: %+v", name, got)
		}
		if len(o.requests) != 1 || !o.requests[0].auth() {
			t.Errorf("%s: a probe made %d requests", name, len(o.requests))
		}
	}
	o := newOffice(t)
	client := clientOf(t, o)
	client.Probe(context.Background())
	client.Probe(context.Background())
	client.LookupBillingKey(context.Background(), sampleBilling)
	if o.seen(true) != 2 || o.seen(false) != 1 {
		t.Errorf("two probes and a look-up authenticated %d times", o.seen(true))
	}
}

func TestNewRefuses(t *testing.T) {
	exchange := gateways.NewExchange(gateways.Options{})
	good := Config{
		Environment: gateways.Live, PartnerID: sampleID, PartnerKey: gateways.NewSecret(sampleKey), Referer: "shop.example.kr", Exchange: exchange,
	}
	for name, change := range map[string]func(*Config){
		"no environment":          func(c *Config) { c.Environment = "" },
		"another environment":     func(c *Config) { c.Environment = "production" },
		"no exchange":             func(c *Config) { c.Exchange = nil },
		"no partner":              func(c *Config) { c.PartnerID = "" },
		"a blank in the partner":  func(c *Config) { c.PartnerID = "te st" },
		"a long partner":          func(c *Config) { c.PartnerID = strings.Repeat("a", 256) },
		"no key":                  func(c *Config) { c.PartnerKey = gateways.Secret{} },
		"a line in the key":       func(c *Config) { c.PartnerKey = gateways.NewSecret(sampleKey + "\n") },
		"a Korean key":            func(c *Config) { c.PartnerKey = gateways.NewSecret("열쇠") },
		"no Referer":              func(c *Config) { c.Referer = "" },
		"a Referer of blanks":     func(c *Config) { c.Referer = "  " },
		"a Referer with a line":   func(c *Config) { c.Referer = "https://shop.example.kr\r\nX: y" },
		"a Korean Referer":        func(c *Config) { c.Referer = "https://가게.kr" },
		"a Referer of files":      func(c *Config) { c.Referer = "file:///etc" },
		"a Referer without host":  func(c *Config) { c.Referer = "https:///path" },
		"a Referer with password": func(c *Config) { c.Referer = "https://a:b@shop.example.kr" },
		"a foreign base":          func(c *Config) { c.BaseURL = "https://evil.example" },
	} {
		config := good
		change(&config)
		if _, err := New(config); err == nil {
			t.Errorf("%s is accepted", name)
		} else if strings.Contains(err.Error(), sampleKey) {
			t.Errorf("%s: the error shows the key", name)
		}
	}
	for environment, base := range bases {
		config := good
		config.Environment = environment
		client, err := New(config)
		if err != nil || client.base != base || client.referer != "https://shop.example.kr" {
			t.Errorf("%s: %v", environment, err)
		}
		if shown := fmt.Sprintf("%v %+v %#v", client, client, client); strings.Contains(shown, sampleKey) {
			t.Errorf("the client shows its key: %s", shown)
		}
	}
	if client := clientOf(t, newOffice(t), func(c *Config) { c.Referer = "" }); client.referer != practiceReferer {
		t.Errorf("practice without a Referer sends %q", client.referer)
	}
}

// Practice over the real network goes nowhere: not even a look-up is made.
func TestPracticeNeedsADial(t *testing.T) {
	client := clientOf(t, newOffice(t), func(c *Config) { c.Exchange = gateways.NewExchange(gateways.Options{}) })
	got := client.LookupBillingKey(context.Background(), sampleBilling)
	if got.Outcome != gateways.NotSent || got.Fault != gateways.FaultAddress || got.Advice != gateways.AdviceSettings {
		t.Errorf("%v %s %s", got.Outcome, got.Fault, got.Advice)
	}
}

func TestCapabilities(t *testing.T) {
	client := clientOf(t, newOffice(t))
	if diff := cmp.Diff(gateways.Capabilities{Idempotency: gateways.IdempotencyReadOnly}, client.Capabilities()); diff != "" || client.Name() != "payple" {
		t.Error(client.Name(), diff)
	}
}
