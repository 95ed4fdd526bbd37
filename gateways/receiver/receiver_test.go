package receiver

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"keyindesk/gateways"
)

const form = "application/x-www-form-urlencoded"

// bench is a receiver with the browser of a PC that trusts it.

type bench struct {
	*Receiver
	t        testing.TB
	identity Identity
	browser  *http.Client
	log      *bytes.Buffer
	secure   *tls.Config
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
	return &bench{Receiver: r, t: t, identity: id, browser: browser, log: &log, secure: secure}
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
			return b.do("POST", url, form, "a=1&b=%2B+x", func(r *http.Request) { r.Host = strings.Replace(r.URL.Host, "127.0.0.1", "localhost", 1) })
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

// Nothing of a return, nor its token, stands in a page or in the log.

// Many browsers at once: one delivery at a time, one accepted, and deliver may

// itself forget.

// Close lets a delivery end and its page be read, and waits for it.

// What was forgotten, or outlived the receiver, while it was still being sent is

// not delivered.

// Connections that say nothing hold their places for a few seconds only, and

// never keep Close waiting.
