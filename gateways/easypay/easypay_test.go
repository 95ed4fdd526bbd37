package easypay

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"keyindesk/gateways"
)

const (
	sampleMACKey    = "secretkey1234"         // facts 1.5
	sampleServiceID = "SVC-easypay-test-0001" // made up
	sampleKey       = "BB2BDC6A1B519C7EE31EE6FAB5D83D0FC2E80B86"
	sampleVirtual   = "VIRTUAL0001"
	samplePgCno     = "20061510000000000001"
	sampleCI        = "q7WQ0hT0lqQmS6xB1CQ5v2mHAz7Jv0bBqJmO6mYt0Zx1yR3nK8uE5wLcD2fGhI4pA9sVtXyZ0123456789abcA=="
)

// noon is the time of every test that does not name another: 3 November 2026
// in Korea.
var noon = time.Date(2026, 11, 3, 3, 0, 0, 0, time.UTC)

// line is an in-memory connection that answers each call with the next reply.
type line struct {
	sent    bytes.Buffer // of the last call
	bodies  []string
	calls   int
	replies []string
}

type lineConn struct {
	net.Conn
	l       *line
	replies *strings.Reader
}

func (c *lineConn) Write(p []byte) (int, error) { return c.l.sent.Write(p) }
func (c *lineConn) Read(p []byte) (int, error)  { return c.replies.Read(p) }
func (c *lineConn) Close() error {
	if _, body, found := strings.Cut(c.l.sent.String(), "\r\n\r\n"); found {
		c.l.bodies = append(c.l.bodies, body)
	}
	return nil
}

func (l *line) dial(context.Context, string) (net.Conn, error) {
	reply := l.replies[min(l.calls, len(l.replies)-1)]
	l.calls++
	l.sent.Reset()
	return &lineConn{l: l, replies: strings.NewReader(reply)}, nil
}

// overLine makes a practice client whose calls are answered with replies, the
// raw bytes of HTTP, the last one for all that follow.
func overLine(t testing.TB, replies ...string) (*Client, *line) {
	return overLineWith(t, Config{}, replies...)
}

func overLineWith(t testing.TB, config Config, replies ...string) (*Client, *line) {
	l := &line{replies: replies}
	config.Exchange = gateways.NewExchange(gateways.Options{Dial: l.dial})
	if config.Environment == "" {
		config.Environment = gateways.Practice
		config.PagesURL = "http://127.0.0.1:18443"
	} else {
		config.BaseURL = "http://127.0.0.1:1" // never dialled: the line is in memory
	}
	if config.Dialect == "" {
		config.Dialect = DialectMallID
	}
	if config.Merchants == nil {
		config.Merchants = []Merchant{sampleMerchant()}
	}
	if config.Now == nil {
		config.Now = func() time.Time { return noon }
	}
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client, l
}

// The whole request, byte for byte, against the recorded one.
func TestRequests(t *testing.T) {
	ctx := context.Background()
	user := sampleMerchant()
	for name, call := range map[string]struct {
		config Config
		path   string
		send   func(*Client)
	}{
		"register-mall-id": {Config{}, "/easypay/cert/userCertReg.do", func(c *Client) { c.Register(ctx, sampleRegistration()) }},
		"register-mall-id-ci": {Config{}, "/easypay/cert/userCertReg.do", func(c *Client) {
			r := sampleRegistration()
			r.CI, r.Note = gateways.NewSecret(sampleCI), "2호점"
			c.Register(ctx, r)
		}},
		"register-user-mail": {Config{Dialect: DialectUserMail, Merchants: []Merchant{user}}, "/easypay/cert/userCertReg.do", func(c *Client) { c.Register(ctx, sampleRegistration()) }},
		"issue":              {Config{}, "/easypay/user/customerkey/generation.do", func(c *Client) { c.Issue(ctx, sampleIssue()) }},
		"revoke":             {Config{}, "/easypay/user/customerkey/expiration.do", func(c *Client) { c.Revoke(ctx, sampleRevocation()) }},
		"methods":            {Config{}, "/easypay/user/paymentMethodInfo.do", func(c *Client) { c.Methods(ctx, gateways.MethodQuery{CustomerKey: gateways.NewSecret(sampleKey)}) }},
		"payment-least":      {Config{}, "/easypay/auth/paymentAuthReg.do", func(c *Client) { c.RegisterPayment(ctx, samplePayment()) }},
		"payment-full":       {Config{}, "/easypay/auth/paymentAuthReg.do", func(c *Client) { c.RegisterPayment(ctx, fullPayment()) }},
		"payment-account": {Config{}, "/easypay/auth/paymentAuthReg.do", func(c *Client) {
			p := samplePayment()
			p.Method.TypeCode, p.Method.DetailCode = "21", "088"
			c.RegisterPayment(ctx, p)
		}},
		"settle":         {Config{}, "/easypay/payment/settle.do", func(c *Client) { c.Settle(ctx, sampleSettlement()) }},
		"cancel":         {Config{}, "/easypay/payment/cancel.do", func(c *Client) { c.Cancel(ctx, sampleCancel()) }},
		"cancel-part":    {Config{}, "/easypay/payment/cancel.do", func(c *Client) { c.Cancel(ctx, partCancel()) }},
		"inquire-settle": {Config{}, "/easypay/payment/tradeStatus.do", func(c *Client) { c.InquireSettlement(ctx, sampleSettlement()) }},
		"inquire-cancel": {Config{}, "/easypay/payment/tradeStatus.do", func(c *Client) { c.InquireCancel(ctx, partCancel()) }},
	} {
		t.Run(name, func(t *testing.T) {
			client, l := overLineWith(t, call.config, ok("{}"))
			call.send(client)
			request, err := http.ReadRequest(bufio.NewReader(&l.sent))
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(request.Body)
			checkEnvelope(t, request, call.path, body)
			want, err := os.ReadFile("testdata/" + name + ".request.json")
			if err != nil {
				t.Fatal(err)
			}
			if string(body)+"\n" != string(want) {
				t.Errorf("sent %s\nwant %s", body, want)
			}
		})
	}
}

// checkEnvelope looks at everything of a request but its fields: the header that
// no specification mentions (facts 0.1), the charset, pure ASCII.
func checkEnvelope(t *testing.T, request *http.Request, path string, body []byte) {
	t.Helper()
	for name, want := range map[string]string{
		"Authorization": "Basic U1ZDLWVhc3lwYXktdGVzdC0wMDAx", // base64 of the Service ID alone
		"Content-Type":  "application/json; charset=euc-kr",
	} {
		if got := request.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if request.URL.Path != path || request.Method != http.MethodPost {
		t.Errorf("%s %s", request.Method, request.URL.Path)
	}
	if !json.Valid(body) || bytes.ContainsFunc(body, func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Errorf("not pure-ASCII JSON: %s", body)
	}
}

func TestNew(t *testing.T) {
	good := func() Config {
		return Config{
			Environment: gateways.Test, Merchants: []Merchant{sampleMerchant()}, Dialect: DialectMallID,
			Exchange: gateways.NewExchange(gateways.Options{}),
		}
	}
	if _, err := New(good()); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Config){
		"no environment":         func(c *Config) { c.Environment = "" },
		"no exchange":            func(c *Config) { c.Exchange = nil },
		"no dialect":             func(c *Config) { c.Dialect = "" },
		"no merchant":            func(c *Config) { c.Merchants = nil },
		"the same merchant":      func(c *Config) { c.Merchants = append(c.Merchants, sampleMerchant()) },
		"a short mall id":        func(c *Config) { c.Merchants[0].MallID = "T000100" },
		"a mall id with a dash":  func(c *Config) { c.Merchants[0].MallID = "T000-004" },
		"no Service ID":          func(c *Config) { c.Merchants[0].ServiceID = gateways.Secret{} },
		"a Service ID in Korean": func(c *Config) { c.Merchants[0].ServiceID = gateways.NewSecret("서비스") },
		"a key with a newline":   func(c *Config) { c.Merchants[0].MACKey = gateways.NewSecret("secret\n") },
		"no key":                 func(c *Config) { c.Merchants[0].MACKey = gateways.Secret{} },
		"pages in test":          func(c *Config) { c.PagesURL = "http://127.0.0.1:18443" },
		"pages in live":          func(c *Config) { c.Environment, c.PagesURL = gateways.Live, "http://127.0.0.1:18443" },
		"pages elsewhere":        func(c *Config) { c.Environment, c.PagesURL = gateways.Practice, "http://pages.example" },
		"pages in https":         func(c *Config) { c.Environment, c.PagesURL = gateways.Practice, "https://127.0.0.1:18443" },
		"pages with a path":      func(c *Config) { c.Environment, c.PagesURL = gateways.Practice, "http://127.0.0.1:18443/x" },
		"a base elsewhere":       func(c *Config) { c.BaseURL = "https://api.easypay.co.kr.evil.example" },
		"SEED, nothing said":     func(c *Config) { c.Merchants[0].SEED = &SEED{} },
		"SEED, a short key":      func(c *Config) { c.Merchants[0].SEED.Key = gateways.NewSecret("4706") },
		"SEED, no mode":          func(c *Config) { c.Merchants[0].SEED.Mode = "" },
		"SEED, cbc without IV":   func(c *Config) { c.Merchants[0].SEED.Mode = "cbc" },
		"SEED, ecb with an IV":   func(c *Config) { c.Merchants[0].SEED.IV = c.Merchants[0].SEED.Key },
		"SEED, no padding":       func(c *Config) { c.Merchants[0].SEED.Padding = "" },
		"SEED, no hex case":      func(c *Config) { c.Merchants[0].SEED.HexCase = "" },
		"SEED, no charset":       func(c *Config) { c.Merchants[0].SEED.Charset = "" },
	} {
		t.Run(name, func(t *testing.T) {
			config := good()
			change(&config)
			if _, err := New(config); err == nil {
				t.Error("accepted")
			} else if strings.Contains(err.Error(), sampleServiceID) || strings.Contains(err.Error(), sampleMACKey) {
				t.Errorf("quotes a secret: %v", err)
			}
		})
	}
}

// The mall id and the secret that approved a sale are the ones that cancel it,
// ask about it and settle it (facts 1.3).
func TestMerchants(t *testing.T) {
	ctx := context.Background()
	old := Merchant{MallID: "T0021792", ServiceID: gateways.NewSecret("OLD-service"), MACKey: gateways.NewSecret("old-key")}
	config := Config{Merchants: []Merchant{sampleMerchant(), old}}
	for name, call := range map[string]func(*Client, string) gateways.Result{
		"issue": func(c *Client, id string) gateways.Result {
			i := sampleIssue()
			i.MerchantID = id
			return c.Issue(ctx, i).Result
		},
		"revoke": func(c *Client, id string) gateways.Result {
			r := sampleRevocation()
			r.MerchantID = id
			return c.Revoke(ctx, r).Result
		},
		"methods": func(c *Client, id string) gateways.Result {
			return c.Methods(ctx, gateways.MethodQuery{MerchantID: id, CustomerKey: gateways.NewSecret(sampleKey)}).Result
		},
		"payment": func(c *Client, id string) gateways.Result {
			p := samplePayment()
			p.MerchantID = id
			return c.RegisterPayment(ctx, p).Result
		},
		"settle": func(c *Client, id string) gateways.Result {
			s := sampleSettlement()
			s.MerchantID = id
			return c.Settle(ctx, s).Result
		},
		"inquire settle": func(c *Client, id string) gateways.Result {
			s := sampleSettlement()
			s.MerchantID = id
			return c.InquireSettlement(ctx, s).Result
		},
		"cancel": func(c *Client, id string) gateways.Result {
			x := sampleCancel()
			x.MerchantID = id
			return c.Cancel(ctx, x).Result
		},
		"inquire cancel": func(c *Client, id string) gateways.Result {
			x := sampleCancel()
			x.MerchantID = id
			return c.InquireCancel(ctx, x).Result
		},
	} {
		t.Run(name, func(t *testing.T) {
			for id, header := range map[string]string{
				"":         sampleMerchant().authorization(),
				"T0001004": sampleMerchant().authorization(),
				"T0021792": old.authorization(),
			} {
				client, l := overLineWith(t, config, ok("{}"))
				call(client, id)
				if !strings.Contains(l.sent.String(), "Authorization: "+header+"\r\n") {
					t.Errorf("as %q it went with another header", id)
				}
				want := firstOf(id, "T0001004")
				if !strings.Contains(l.sent.String(), `"mallId":"`+want+`"`) {
					t.Errorf("as %q it went with another mall id", id)
				}
			}
			client, l := overLineWith(t, config, ok("{}"))
			if r := call(client, "T9999999"); r.Outcome != gateways.NotSent || r.Advice != gateways.AdviceSettings || l.calls != 0 {
				t.Errorf("an unknown merchant: %s, %s, %d calls", r.Outcome, r.Advice, l.calls)
			}
		})
	}
}

func TestCapabilities(t *testing.T) {
	client, _ := overLine(t, ok("{}"))
	want := gateways.Capabilities{InquiryDays: 2, PartialCancel: true, Idempotency: gateways.IdempotencyUntilMidnight, Window: true}
	if got := client.Capabilities(); got != want || client.Name() != "easypay" {
		t.Errorf("%s: %+v", client.Name(), got)
	}
}
