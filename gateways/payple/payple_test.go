package payple

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"keyindesk/gateways"
)

// Payple's public test account and S3's sample key.
const (
	sampleID  = "test"
	sampleKey = "abcd1234567890"
	billing   = "NS9qNTgzU2xRNHR2RmFBWWFBTWk1UT09"
)

var sampleBilling = gateways.NewSecret(billing)

// request is one that reached the office.
type request struct {
	host, path, query string
	header            http.Header
	raw               string
	members           map[string]string
}

func (r request) auth() bool { return r.path == "/php/auth.php" }

// office is Payple in memory. It answers each request with raw HTTP.
type office struct {
	answer func(request) string

	mu       sync.Mutex
	dialled  []string
	requests []request
}

// newOffice answers as the recorded exchanges do.
func newOffice(t testing.TB) *office {
	o := &office{}
	o.answer = func(r request) string {
		switch work := r.members["PCD_PAY_WORK"]; {
		case r.auth() && work == "PUSERINFO":
			return ok(authReply(t, "auth-lookup.reply.json"))
		case r.auth():
			return ok(authReply(t, "auth-delete.reply.json"))
		case strings.HasSuffix(r.query, "PUSERDEL"):
			return ok(recorded(t, "delete.reply.json"))
		}
		return ok(recorded(t, "lookup-card.reply.json"))
	}
	return o
}

// answering keeps the authentication and answers the calls with body.
func (o *office) answering(body string) *office {
	auth := o.answer
	o.answer = func(r request) string {
		if r.auth() {
			return auth(r)
		}
		return ok(body)
	}
	return o
}

// refusing answers the authentication with body and nothing else.
func (o *office) refusing(body string) *office {
	o.answer = func(r request) string {
		if r.auth() {
			return ok(body)
		}
		return "HTTP/1.1 500 Not expected\r\nContent-Length: 0\r\n\r\n"
	}
	return o
}

func (o *office) dial(_ context.Context, host string) (net.Conn, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.dialled = append(o.dialled, host)
	return &line{office: o, host: host}, nil
}

// seen counts the requests of one kind.
func (o *office) seen(auth bool) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for _, r := range o.requests {
		if r.auth() == auth {
			n++
		}
	}
	return n
}

// line is one connection to the office.
type line struct {
	net.Conn
	office  *office
	host    string
	sent    bytes.Buffer
	replies *strings.Reader
}

func (l *line) Write(p []byte) (int, error) { return l.sent.Write(p) }
func (l *line) Close() error                { return nil }

func (l *line) Read(p []byte) (int, error) {
	if l.replies == nil {
		incoming, err := http.ReadRequest(bufio.NewReader(&l.sent))
		if err != nil {
			return 0, errors.New("not a request")
		}
		body, _ := io.ReadAll(incoming.Body)
		members, _ := gateways.DecodeObject(string(body))
		r := request{l.host, incoming.URL.Path, incoming.URL.RawQuery, incoming.Header, string(body), members}
		l.office.mu.Lock()
		l.office.requests = append(l.office.requests, r)
		l.office.mu.Unlock()
		l.replies = strings.NewReader(l.office.answer(r))
	}
	return l.replies.Read(p)
}

// clientOf makes a practice client of the office, changed by the given
// functions.
func clientOf(t testing.TB, o *office, change ...func(*Config)) *Client {
	config := Config{
		Environment: gateways.Practice,
		PartnerID:   sampleID,
		PartnerKey:  gateways.NewSecret(sampleKey),
		Referer:     "https://shop.example.kr",
		Exchange:    gateways.NewExchange(gateways.Options{Dial: o.dial}),
	}
	for _, c := range change {
		c(&config)
	}
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// ok wraps a body in a plain HTTP reply.
func ok(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

func recorded(t testing.TB, name string) string {
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(string(content), "\n")
}

func authReply(t testing.TB, name string) string {
	return strings.ReplaceAll(recorded(t, name), "BASE", bases[gateways.Practice])
}

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
			Code: "0200", Company: "BC카드", MaskedNumber: "1111-****-****-2222", TaxDeduction: "Y",
		},
		"account": {
			Method: gateways.BillingAccount, HolderType: "개인", HolderName: "홍길동", HolderPhone: "010-****-5678",
			Code: "081", Company: "KEB하나은행", MaskedNumber: "123-********-021",
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

func TestCheckBillingKey(t *testing.T) {
	o := newOffice(t)
	client := clientOf(t, o)
	for key, rule := range map[string]string{
		billing: "", "d0toSS9sT084bVJSNThScnFX": "", "aB_-/+=9": "", "1234567890": "", strings.Repeat("1", 21): "", strings.Repeat("a", 255): "",
		"": gateways.RuleMissing, " \t": gateways.RuleMissing,
		strings.Repeat("a", 256): gateways.RuleLength,
		"4111111111111111":       gateways.RuleCardNumber, "9490-2200-0661-1406": gateways.RuleCardNumber, "4111 1111 1111 1111": gateways.RuleCardNumber,
		"12345678901": gateways.RuleCardNumber, strings.Repeat("1", 20): gateways.RuleCardNumber,
		"a b": gateways.RuleShape, billing + "\n": gateways.RuleShape, "빌링키": gateways.RuleShape, `a"b`: gateways.RuleShape, "a\x00": gateways.RuleShape,
	} {
		findings := client.CheckBillingKey(gateways.NewSecret(key))
		var want []gateways.Finding
		if rule != "" {
			want = []gateways.Finding{{Field: gateways.FieldBillingKey, Rule: rule, Block: true}}
		}
		if rule == gateways.RuleLength {
			want[0].Limit = 255
		}
		if diff := cmp.Diff(want, findings); diff != "" {
			t.Errorf("%q: %s", key, diff)
		}
		if rule == "" {
			continue
		}
		for _, got := range []gateways.Result{
			client.LookupBillingKey(context.Background(), gateways.NewSecret(key)).Result,
			client.DeleteBillingKey(context.Background(), gateways.NewSecret(key)).Result,
		} {
			if got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCheck || got.Advice != gateways.AdviceFixInput {
				t.Errorf("%q: %+v", key, got)
			}
		}
	}
	if len(o.dialled) != 0 {
		t.Errorf("refused keys dialled %d times", len(o.dialled))
	}
}
