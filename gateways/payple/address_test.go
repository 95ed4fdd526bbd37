package payple

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"keyindesk/gateways"
)

// place is what an authentication returns for an address.
type place struct{ returnURL, host, url string }

// reply is an authentication that says yes and names the place.
func (p place) reply(t testing.TB) string {
	var members map[string]any
	if err := json.Unmarshal([]byte(recorded(t, "auth-lookup.reply.json")), &members); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"return_url": p.returnURL, "PCD_PAY_HOST": p.host, "PCD_PAY_URL": p.url} {
		if members[name] = value; value == "" {
			delete(members, name)
		}
	}
	text, _ := json.Marshal(members)
	return string(text)
}

// TestReturnURL: the credentials go to Payple's own host of the environment
// over https, and nowhere else, whatever the authentication says.
func TestReturnURL(t *testing.T) {
	const act = "/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERINFO"
	type row struct {
		environment gateways.Environment
		place       place
		want        string // path and query, or empty if refused
	}
	rows := map[string]row{
		"live":                           {gateways.Live, place{returnURL: "https://cpay.payple.kr" + act}, act},
		"test":                           {gateways.Test, place{returnURL: "https://democpay.payple.kr" + act}, act},
		"practice":                       {gateways.Practice, place{returnURL: "http://payple.practice.invalid" + act}, act},
		"another path":                   {gateways.Live, place{returnURL: "https://cpay.payple.kr/v2/x.php?a=1&b=%2F"}, "/v2/x.php?a=1&b=%2F"},
		"host and url":                   {gateways.Live, place{host: "https://cpay.payple.kr", url: act}, act},
		"host with slash, url without":   {gateways.Live, place{host: "https://cpay.payple.kr/", url: act[1:]}, act},
		"return_url before host and url": {gateways.Live, place{returnURL: "https://cpay.payple.kr/a", host: "https://evil.example", url: "/b"}, "/a"},
	}
	for name, url := range map[string]string{
		"http":                 "http://cpay.payple.kr" + act,
		"a foreign host":       "https://evil.example" + act,
		"the test host":        "https://democpay.payple.kr" + act,
		"the older test host":  "https://testcpay.payple.kr" + act,
		"a longer host":        "https://cpay.payple.kr.evil.example" + act,
		"a longer domain":      "https://payple.kr.evil.example" + act,
		"a user name":          "https://cpay.payple.kr@evil.example" + act,
		"a domain as user":     "https://payple.kr@evil.example" + act,
		"user and password":    "https://cpay.payple.kr:443@evil.example" + act,
		"a user of ours":       "https://user@cpay.payple.kr" + act,
		"another port":         "https://cpay.payple.kr:444" + act,
		"the port in words":    "https://cpay.payple.kr:443" + act,
		"a host in front":      "https://evil-cpay.payple.kr" + act,
		"a domain in front":    "https://evil.cpay.payple.kr" + act,
		"a dot after the host": "https://cpay.payple.kr." + act,
		"a backslash":          `https://cpay.payple.kr\@evil.example` + act,
		"a backslash in path":  `https://cpay.payple.kr/\evil.example`,
		"no path":              "https://cpay.payple.kr",
		"a query for a path":   "https://cpay.payple.kr?ACT_=PUSERINFO",
		"a fragment":           "https://cpay.payple.kr#@evil.example/",
		"a fragment in path":   "https://cpay.payple.kr/x#y",
		"no scheme":            "//cpay.payple.kr" + act,
		"a scheme in capitals": "HTTPS://cpay.payple.kr" + act,
		"a host in capitals":   "https://CPAY.payple.kr" + act,
		"a script":             "javascript:alert(1)//https://cpay.payple.kr/",
		"a file":               "file:///etc/passwd",
		"encoded as a whole":   "https%3A%2F%2Fcpay.payple.kr%2Fx",
		"an encoded host":      "https://cpay%2Epayple.kr" + act,
		"a blank in front":     " https://cpay.payple.kr" + act,
		"a line":               "https://cpay.payple.kr/x\r\nHost: evil.example",
		"a blank in the path":  "https://cpay.payple.kr/x y",
		"Korean in the path":   "https://cpay.payple.kr/조회",
		"a broken escape":      "https://cpay.payple.kr/%zz",
		"a very long path":     "https://cpay.payple.kr/" + strings.Repeat("a", maxPath),
		"a look-alike letter":  "https://cpay.pаyple.kr" + act, // with a Cyrillic а
		"the deletion":         "https://cpay.payple.kr/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERDEL",
	} {
		rows[name] = row{gateways.Live, place{returnURL: url}, ""}
		// The other pair must not help a refused one.
		rows[name+", with a good pair"] = row{gateways.Live, place{returnURL: url, host: "https://cpay.payple.kr", url: act}, ""}
	}
	rows["nothing"] = row{gateways.Live, place{}, ""}
	rows["a foreign pair"] = row{gateways.Live, place{host: "https://evil.example", url: act}, ""}
	rows["a pair that grows a host"] = row{gateways.Live, place{host: "https://cpay.payple.kr.evil.example", url: "/x"}, ""}
	rows["a pair over http"] = row{gateways.Live, place{host: "http://cpay.payple.kr", url: act}, ""}
	rows["url alone"] = row{gateways.Live, place{url: "https://cpay.payple.kr/x"}, ""}
	rows["the live host in test"] = row{gateways.Test, place{returnURL: "https://cpay.payple.kr" + act}, ""}
	rows["the test host in practice"] = row{gateways.Practice, place{returnURL: "https://democpay.payple.kr" + act}, ""}

	for name, r := range rows {
		client := clientOf(t, newOffice(t), func(c *Config) { c.Environment = r.environment })
		members, err := gateways.DecodeObject(r.place.reply(t))
		if err != nil {
			t.Fatal(err)
		}
		token, v := client.judgeAuth(members, lookup)
		if r.want == "" {
			if token != nil || v.outcome != gateways.Unknown || v.fault != gateways.FaultPage {
				t.Errorf("%s is taken: %+v", name, r.place)
			}
			continue
		}
		if token == nil || token.path != r.want {
			t.Errorf("%s: %+v, want %s", name, v, r.want)
		}
	}
}

// What is refused is not called: nothing but the authentication is dialled,
// and nothing of the returned credentials leaves.
func TestForeignReturnURLIsNotCalled(t *testing.T) {
	for _, url := range []string{
		"http://evil.example/", "https://evil.example/", "http://payple.practice.invalid.evil.example/", "http://payple.practice.invalid@evil.example/",
		"http://payple.practice.invalid:81/", "https://payple.practice.invalid/", "https://payple.kr.evil.example/x", "https://payple.kr@evil.example/x",
	} {
		o := newOffice(t)
		o.refusing(place{returnURL: url}.reply(t))
		client := clientOf(t, o)
		for name, got := range map[string]gateways.Result{
			"look-up":  client.LookupBillingKey(context.Background(), sampleBilling).Result,
			"deletion": client.DeleteBillingKey(context.Background(), sampleBilling).Result,
		} {
			if got.Outcome != gateways.NotSent || got.Fault != gateways.FaultPage || got.Advice != gateways.AdviceCallGateway || got.Trace.Written {
				t.Errorf("%s by %s: %+v", name, url, got)
			}
		}
		if got := client.Probe(context.Background()); got.Outcome != gateways.Unknown || got.Fault != gateways.FaultPage {
			t.Errorf("probe by %s: %+v", url, got)
		}
		for i, host := range o.dialled {
			if host != "payple.practice.invalid:80" || !o.requests[i].auth() {
				t.Errorf("%s: dialled %s for %s", url, host, o.requests[i].path)
			}
		}
		if len(o.dialled) != 3 || len(o.requests) != 3 {
			t.Errorf("%s: dialled %d times", url, len(o.dialled))
		}
	}
}

// An override on this PC takes Payple's place in the check too.
func TestReturnURLOfAnOverride(t *testing.T) {
	const base = "http://127.0.0.1:4711"
	for url, taken := range map[string]bool{
		base + "/x": true, "http://127.0.0.1:4712/x": false, "https://cpay.payple.kr/x": false, "http://localhost:4711/x": false,
	} {
		o := newOffice(t)
		auth := place{returnURL: url}.reply(t)
		o.answer = func(r request) string {
			if r.auth() {
				return ok(auth)
			}
			return ok(recorded(t, "lookup-card.reply.json"))
		}
		client := clientOf(t, o, func(c *Config) { c.Environment, c.BaseURL = gateways.Test, base })
		got := client.LookupBillingKey(context.Background(), sampleBilling)
		if (got.Outcome == gateways.Approved) != taken || len(o.dialled) != map[bool]int{true: 2, false: 1}[taken] {
			t.Errorf("%s: %v after %v", url, got.Outcome, o.dialled)
		}
	}
}
