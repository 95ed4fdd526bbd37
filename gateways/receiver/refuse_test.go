package receiver

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"keyindesk/gateways"
)

func TestNothingElseIsServed(t *testing.T) {
	b := start(t)
	url, texts := b.expect(Reply{Accepted: true})
	base, token, _ := strings.Cut(url, returnPath)
	flipped := token[:len(token)-1] + "A"
	if flipped == token {
		flipped = token[:len(token)-1] + "B"
	}
	other := func(host string) func(*http.Request) { return func(r *http.Request) { r.Host = host } }
	for name, c := range map[string]struct {
		method, url, contentType, body string
		change                         func(*http.Request)
		status                         int
	}{
		"another token":        {"POST", base + returnPath + flipped, form, "a=1", nil, 404},
		"half a token":         {"POST", url[:len(url)-3], form, "a=1", nil, 404},
		"lower case":           {"POST", base + returnPath + strings.ToLower(token), form, "a=1", nil, 404},
		"more":                 {"POST", url + "/", form, "a=1", nil, 404},
		"escaped":              {"POST", base + "/%72eturn/" + token, form, "a=1", nil, 404},
		"doubled":              {"POST", base + "//return/" + token, form, "a=1", nil, 404},
		"no token":             {"POST", base + returnPath, form, "a=1", nil, 404},
		"root":                 {"GET", base + "/", "", "", nil, 404},
		"icon":                 {"GET", base + "/favicon.ico", "", "", nil, 404},
		"PUT":                  {"PUT", url, form, "a=1", nil, 404},
		"HEAD":                 {"HEAD", url + "?a=1", "", "", nil, 404},
		"OPTIONS":              {"OPTIONS", url, "", "", nil, 404},
		"post to check":        {"POST", base + checkPath, form, "a=1", nil, 404},
		"check and more":       {"GET", base + checkPath + "/x", "", "", nil, 404},
		"another host":         {"POST", url, form, "a=1", other("evil.example:" + b.port), 404},
		"another host's check": {"GET", base + checkPath, "", "", other("evil.example"), 404},
		"no port":              {"POST", url, form, "a=1", other("127.0.0.1"), 404},
		"another port":         {"POST", url, form, "a=1", other("127.0.0.1:1"), 404},
		"other loopback":       {"POST", url, form, "a=1", other("127.0.0.2:" + b.port), 404},
		"dotted":               {"POST", url, form, "a=1", other("localhost.:" + b.port), 404},
		"no query":             {"GET", url, "", "", nil, 400},
		"empty":                {"POST", url, form, "", nil, 400},
		"plain text":           {"POST", url, "text/plain", "a=1", nil, 415},
		"upload":               {"POST", url, "multipart/form-data; boundary=x", "a=1", nil, 415},
		"broken type":          {"POST", url, ";;", "a=1", nil, 415},
		"too long":             {"POST", url, form, strings.Repeat("a", bodyLimit+1), nil, 413},
		"endless": {"POST", url, form, "", func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(io.LimitReader(zeros{}, bodyLimit+10)), -1
		}, 413},
	} {
		change := c.change
		if change == nil {
			change = func(*http.Request) {}
		}
		status, page, header := b.do(c.method, c.url, c.contentType, c.body, change)
		if status != c.status {
			t.Errorf("%s: %d, not %d", name, status, c.status)
		}
		if c.status == 404 && c.method != "HEAD" && !strings.Contains(page, pageNothing.Title) || strings.Contains(page, token) {
			t.Errorf("%s: the page says %s", name, page)
		}
		for _, given := range []string{"Access-Control-Allow-Origin", "Access-Control-Allow-Private-Network", "Allow", "Server"} {
			if header.Get(given) != "" {
				t.Errorf("%s: a header %s", name, given)
			}
		}
	}
	if got := texts(); len(got) != 0 {
		t.Errorf("delivered %d", len(got))
	}
	if status, _, _ := b.do("POST", url, form, strings.Repeat("a", bodyLimit)); status != 200 {
		t.Errorf("a body of exactly the limit: %d", status)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestReturnIsNeitherShownNorLogged(t *testing.T) {
	b := start(t)
	const planted = "PLANTED<script>"
	for _, reply := range []Reply{{Rule: gateways.ReturnShape}, {}, {Accepted: true, Unfinished: true}, {Accepted: true}} {
		url, _ := b.expect(reply)
		for _, send := range []func() (int, string, http.Header){
			func() (int, string, http.Header) { return b.do("POST", url, form, "a="+planted) },
			func() (int, string, http.Header) { return b.do("GET", url+"?a="+planted, "", "") },
			func() (int, string, http.Header) { return b.do("POST", url, planted, "a="+planted) },
			func() (int, string, http.Header) { return b.do("GET", b.BaseURL()+"/"+planted, "", "") },
		} {
			_, page, header := send()
			if strings.Contains(page+fmt.Sprint(header), "PLANTED") {
				t.Errorf("the page shows it: %s", page)
			}
		}
		token := url[strings.LastIndex(url, "/")+1:]
		if strings.Contains(b.log.String(), token) {
			t.Error("the log holds the token")
		}
	}
	panicking, err := b.Expect(NewToken(), func(text string) Reply { panic(text) })
	if err != nil {
		t.Fatal(err)
	}
	if status, page, _ := b.do("POST", panicking, form, "a="+planted); status != 422 || !strings.Contains(page, pageTrouble.Title) {
		t.Errorf("after a panic: %d %s", status, page)
	}
	if strings.Contains(b.log.String(), "PLANTED") || !strings.Contains(b.log.String(), "panicked") {
		t.Errorf("the log: %s", b.log)
	}
}

func TestPagesAreLockedDown(t *testing.T) {
	b := start(t)
	status, page, header := b.do("GET", b.CheckURL(), "", "")
	if status != 200 || !strings.Contains(page, pageCheck.Title) || b.CheckURL() != b.BaseURL()+"/check" {
		t.Errorf("%d %s", status, page)
	}
	hash := styleHash(page) // of what was served, not of what was written
	for name, want := range map[string]string{
		"Content-Security-Policy":      "default-src 'none'; style-src '" + hash + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		"Cache-Control":                "no-store",
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Content-Type":                 "text/html; charset=utf-8",
		"Strict-Transport-Security":    "", // it would bind every other program on localhost
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
	for _, forbidden := range []string{"<script", "http:", "https:", "url(", "@import", " style=", "onload"} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page holds %q", forbidden)
		}
	}
}

func TestOnlyTrustedAndEncrypted(t *testing.T) {
	b := start(t)
	stranger := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusting(t, newIdentity(t))}}}
	if _, err := stranger.Get(b.CheckURL()); err == nil {
		t.Error("a PC that trusts another identity accepts this one")
	}
	old := b.secure.Clone()
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	if conn, err := tls.Dial("tcp", "127.0.0.1:"+b.port, old); err == nil {
		conn.Close()
		t.Error("TLS 1.1 is spoken")
	}
	response, err := http.Get("http://127.0.0.1:" + b.port + checkPath)
	if err == nil {
		defer response.Body.Close()
		if page, _ := io.ReadAll(response.Body); response.StatusCode == 200 || strings.Contains(string(page), pageCheck.Title) {
			t.Errorf("plain http is served: %d %s", response.StatusCode, page)
		}
	}
	response, err = b.browser.Get(b.CheckURL())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.ProtoMajor != 1 || !response.Close {
		t.Errorf("%s, close %v", response.Proto, response.Close)
	}
}

func TestListensOnThisPCOnly(t *testing.T) {
	b := start(t)
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, address := range append(addresses, &net.IPNet{IP: net.IPv4(127, 0, 0, 2)}, &net.IPNet{IP: net.IPv6loopback}) {
		ip := address.(*net.IPNet).IP
		if ip.Equal(net.IPv4(127, 0, 0, 1)) {
			continue
		}
		tried++
		if conn, err := net.DialTimeout("tcp", net.JoinHostPort(ip.String(), b.port), time.Second); err == nil {
			conn.Close()
			t.Errorf("it answers on %v", ip)
		}
	}
	if tried < 2 {
		t.Error("no other address was tried")
	}
}
