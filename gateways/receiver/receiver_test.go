package receiver

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"keyindesk/gateways"
)

const form = "application/x-www-form-urlencoded"

// bench is a receiver with the browser of a PC that trusts it.
type bench struct {
	*Receiver
	t       testing.TB
	browser *http.Client
	log     *bytes.Buffer
	secure  *tls.Config
}

func start(t testing.TB) *bench {
	t.Helper()
	id := newIdentity(t)
	var log bytes.Buffer
	r, err := Start(Config{Identity: id, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	secure := &tls.Config{RootCAs: trusting(t, id)}
	browser := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: secure, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("redirected") },
	}
	return &bench{Receiver: r, t: t, browser: browser, log: &log, secure: secure}
}

// do sends one request and reads the page.
func (b *bench) do(method, url, contentType, body string, change ...func(*http.Request)) (int, string, http.Header) {
	b.t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for _, c := range change {
		c(request)
	}
	response, err := b.browser.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return response.StatusCode, string(page), response.Header
}

// expect waits under a new token and remembers what was delivered.
func (b *bench) expect(reply Reply) (url string, texts func() []string) {
	b.t.Helper()
	var mu sync.Mutex
	var got []string
	url, err := b.Expect(NewToken(), func(text string) Reply {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, text)
		return reply
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return url, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return got
	}
}

func TestReturnIsTakenOnce(t *testing.T) {
	for name, send := range map[string]func(b *bench, url string) (int, string, http.Header){
		"form": func(b *bench, url string) (int, string, http.Header) { return b.do("POST", url, form, "a=1&b=%2B+x") },
		"form and charset": func(b *bench, url string) (int, string, http.Header) {
			return b.do("POST", url, form+"; charset=EUC-KR", "a=1&b=%2B+x")
		},
		"JSON": func(b *bench, url string) (int, string, http.Header) {
			return b.do("POST", url, "application/json;charset=utf-8", "a=1&b=%2B+x")
		},
		"no type":  func(b *bench, url string) (int, string, http.Header) { return b.do("POST", url, "", "a=1&b=%2B+x") },
		"redirect": func(b *bench, url string) (int, string, http.Header) { return b.do("GET", url+"?a=1&b=%2B+x", "", "") },
		"localhost": func(b *bench, url string) (int, string, http.Header) {
			return b.do("POST", strings.Replace(url, "127.0.0.1", "localhost", 1), form, "a=1&b=%2B+x")
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t)
			url, texts := b.expect(Reply{Accepted: true})
			status, page, _ := send(b, url)
			if status != http.StatusOK || !strings.Contains(page, pageTaken.Title) || !strings.Contains(page, pageTaken.Advice) {
				t.Errorf("%d %s", status, page)
			}
			if status, page, _ := send(b, url); status != http.StatusConflict || !strings.Contains(page, pageAgain.Title) {
				t.Errorf("again: %d %s", status, page)
			}
			if got := texts(); len(got) != 1 || got[0] != "a=1&b=%2B+x" {
				t.Errorf("delivered %q", got)
			}
		})
	}
}

func TestRefusedReturnLeavesTheTokenWaiting(t *testing.T) {
	b := start(t)
	var reply atomic.Value
	url, err := b.Expect(NewToken(), func(string) Reply { return reply.Load().(Reply) })
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		reply  Reply
		status int
		page   page
	}{
		{Reply{Rule: gateways.ReturnNotPending}, 422, pageForeign},
		{Reply{Rule: gateways.ReturnOtherOrder}, 422, pageForeign},
		{Reply{Rule: gateways.ReturnMissing}, 422, pageUnreadable},
		{Reply{Rule: gateways.ReturnUsed}, 422, pageAgain},
		{Reply{}, 422, pageTrouble},
		{Reply{Accepted: true, Unfinished: true}, 200, pageUnfinished},
		{Reply{Accepted: true}, 409, pageAgain},
	} {
		reply.Store(c.reply)
		if status, page, _ := b.do("POST", url, form, "a=1"); status != c.status || !strings.Contains(page, c.page.Title) {
			t.Errorf("%+v: %d %s", c.reply, status, page)
		}
	}
}

// What is not a return that is waited for is not delivered, and its page says
// nothing of what would be.
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

// Nothing of a return, nor its token, stands in a page or in the log.
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
	old.MaxVersion = tls.VersionTLS11
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

func TestStartSaysThatThePortIsTaken(t *testing.T) {
	b := start(t)
	var port int
	fmt.Sscan(b.port, &port)
	if _, err := Start(Config{Port: port, Identity: newIdentity(t)}); !errors.Is(err, ErrPortTaken) {
		t.Errorf("%v", err)
	}
	if _, err := Start(Config{Port: 70000, Identity: newIdentity(t)}); err == nil || errors.Is(err, ErrPortTaken) {
		t.Errorf("%v", err)
	}
	if _, err := Start(Config{}); err == nil {
		t.Error("it starts without an identity")
	}
	b.Close()
	b.Close()
	again, err := Start(Config{Port: port, Identity: newIdentity(t)})
	if err != nil {
		t.Fatal("after Close:", err)
	}
	again.Close()
}

func TestExpect(t *testing.T) {
	b := start(t)
	yes := func(string) Reply { return Reply{Accepted: true} }
	for _, token := range []string{"", "short", strings.Repeat("a", 21), strings.Repeat("a", 129), NewToken() + "/x", NewToken() + "?", NewToken() + "한"} {
		if _, err := b.Expect(token, yes); !errors.Is(err, ErrToken) {
			t.Errorf("%q: %v", token, err)
		}
	}
	if _, err := b.Expect(NewToken(), nil); !errors.Is(err, ErrToken) {
		t.Error(err)
	}
	token := NewToken()
	url, err := b.Expect(token, yes)
	if err != nil || url != b.BaseURL()+"/return/"+token {
		t.Fatal(url, err)
	}
	if _, err := b.Expect(token, yes); !errors.Is(err, ErrToken) {
		t.Error("the same token twice:", err)
	}
	b.Forget(token)
	b.Forget("unknown")
	if status, _, _ := b.do("POST", url, form, "a=1"); status != 404 {
		t.Errorf("after Forget: %d", status)
	}
	if _, err := b.Expect(token, yes); err != nil {
		t.Error("after Forget:", err)
	}
	b.Close()
	if _, err := b.Expect(NewToken(), yes); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

// Many browsers at once: one delivery at a time, one accepted, and deliver may
// itself forget.
func TestManyReturnsAtOnce(t *testing.T) {
	b := start(t)
	var inside, most, deliveries, accepted atomic.Int32
	url, err := b.Expect(NewToken(), func(text string) Reply {
		if inside.Add(1) > 1 {
			most.Store(2)
		}
		defer inside.Add(-1)
		time.Sleep(2 * time.Millisecond)
		return Reply{Accepted: deliveries.Add(1) == 5}
	})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 40 {
		group.Go(func() {
			if status, _, _ := b.do("POST", url, form, "a=1"); status == 200 {
				accepted.Add(1)
			}
		})
	}
	group.Wait()
	if most.Load() != 0 || deliveries.Load() != 5 || accepted.Load() != 1 {
		t.Errorf("%d deliveries, %d accepted, at once %d", deliveries.Load(), accepted.Load(), most.Load()+1)
	}
	token := NewToken()
	url, err = b.Expect(token, func(string) Reply { b.Forget(token); return Reply{Accepted: true} })
	if err != nil {
		t.Fatal(err)
	}
	if status, _, _ := b.do("POST", url, form, "a=1"); status != 200 {
		t.Errorf("a delivery that forgets: %d", status)
	}
}

// Close lets a delivery end and its page be read, and waits for it.
func TestCloseWaitsForTheDelivery(t *testing.T) {
	b := start(t)
	begun, let := make(chan struct{}), make(chan struct{})
	var ended atomic.Bool
	url, err := b.Expect(NewToken(), func(string) Reply {
		close(begun)
		<-let
		ended.Store(true)
		return Reply{Accepted: true}
	})
	if err != nil {
		t.Fatal(err)
	}
	read := make(chan int)
	go func() {
		status, _, _ := b.do("POST", url, form, "a=1")
		read <- status
	}()
	<-begun
	closed := make(chan bool)
	go func() { b.Close(); closed <- ended.Load() }()
	select {
	case <-closed:
		t.Fatal("Close did not wait")
	case <-time.After(50 * time.Millisecond):
	}
	close(let)
	if !<-closed {
		t.Error("Close ended before the delivery")
	}
	if status := <-read; status != 200 {
		t.Errorf("the browser saw %d", status)
	}
}

// Connections that say nothing hold their places for a few seconds only, and
// never keep Close waiting.
func TestIdleConnections(t *testing.T) {
	t.Parallel()
	b := start(t)
	var held []net.Conn
	for range connections {
		conn, err := net.Dial("tcp", "127.0.0.1:"+b.port)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		held = append(held, conn)
	}
	half, err := tls.Dial("tcp", "127.0.0.1:"+b.port, b.secure) // waits in the queue until a place is free
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	begin := time.Now()
	held[0].SetReadDeadline(begin.Add(2 * headerTime))
	if _, err := held[0].Read(make([]byte, 1)); !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
		var late net.Error
		if errors.As(err, &late) && late.Timeout() {
			t.Error("a silent connection is kept")
		}
	}
	fmt.Fprintf(half, "POST /return/x HTTP/1.1\r\nHost: x\r\nX: %s\r\n", strings.Repeat("a", 2*headerLimit))
	if reply, err := http.ReadResponse(bufio.NewReader(half), nil); err != nil || reply.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("endless headers: %v %v", reply, err)
	}
	fresh, err := tls.Dial("tcp", "127.0.0.1:"+b.port, b.secure)
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	begin = time.Now()
	b.Close()
	if took := time.Since(begin); took > time.Second {
		t.Errorf("Close took %v", took)
	}
}
