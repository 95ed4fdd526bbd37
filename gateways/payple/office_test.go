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
