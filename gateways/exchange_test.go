package gateways

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// line is an in-memory connection that answers with fixed bytes.
type line struct {
	net.Conn
	sent    bytes.Buffer
	replies *strings.Reader
	closed  atomic.Bool
}

func (l *line) Write(p []byte) (int, error) { return l.sent.Write(p) }
func (l *line) Read(p []byte) (int, error)  { return l.replies.Read(p) }
func (l *line) Close() error                { l.closed.Store(true); return nil }

func overLine(reply string) (*Exchange, *line) {
	l := &line{replies: strings.NewReader(reply)}
	return NewExchange(Options{Dial: func(context.Context, string) (net.Conn, error) { return l, nil }}), l
}

var hello = Request{URL: "http://gateway.invalid/v2", Header: map[string]string{"Content-Type": "application/json"}, Body: []byte(`{"a":"b"}`)}

// The request is exactly this: length known, plain encoding asked for, closed
// after one.
func TestExchangeSends(t *testing.T) {
	x, l := overLine("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
	reply, failure := x.Post(context.Background(), hello)
	if failure != nil {
		t.Fatal(failure)
	}
	want := "POST /v2 HTTP/1.1\r\nHost: gateway.invalid\r\nUser-Agent: KeyinDesk\r\nConnection: close\r\nContent-Length: 9\r\n" +
		"Accept: application/json\r\nAccept-Encoding: identity\r\nContent-Type: application/json\r\n\r\n" + `{"a":"b"}`
	if diff := cmp.Diff(want, l.sent.String()); diff != "" {
		t.Error(diff)
	}
	wantReply := Reply{Status: 200, ContentType: "application/json", Text: "{}", Bytes: 2}
	if diff := cmp.Diff(wantReply, reply, cmpopts.IgnoreFields(Reply{}, "Elapsed")); diff != "" {
		t.Error(diff)
	}
	if !l.closed.Load() {
		t.Error("the connection stays open")
	}
}

func TestExchangeRefusesTheAddress(t *testing.T) {
	dialled := 0
	dial := func(context.Context, string) (net.Conn, error) { dialled++; return nil, errors.New("dialled") }
	for address, options := range map[string]Options{
		"http://127.0.0.1:1/v2":    {}, // in the clear, without a Dial
		"ftp://127.0.0.1/v2":       {Dial: dial},
		"https://user@gateway/v2":  {Dial: dial},
		"https:///v2":              {Dial: dial},
		"://":                      {Dial: dial},
		"https://gateway/\x7f":     {Dial: dial},
		"gateway.invalid/v2":       {Dial: dial},
		"http+unix://%2Fsocket/v2": {Dial: dial},
	} {
		_, failure := NewExchange(options).Post(context.Background(), Request{URL: address})
		if failure == nil || failure.Fault != FaultAddress || failure.Outcome() != NotSent {
			t.Errorf("%q: %v", address, failure)
		}
	}
	if dialled > 0 {
		t.Errorf("dialled %d times", dialled)
	}
	evil := Request{URL: "http://gateway/v2", Header: map[string]string{"Authorization": "Basic x\r\nHost: evil"}}
	if _, failure := NewExchange(Options{Dial: dial}).Post(context.Background(), evil); failure.Fault != FaultAddress {
		t.Errorf("a header of two lines: %v", failure)
	}
}

// A call that is over before its first byte is surely not sent, even when it
// ended while the connection was being made.
func TestExchangeEndedBeforeTheFirstByte(t *testing.T) {
	for name, end := range map[string]func() (context.Context, context.CancelFunc){
		FaultCanceled: func() (context.Context, context.CancelFunc) { return context.WithCancel(context.Background()) },
		FaultTimeout: func() (context.Context, context.CancelFunc) {
			return context.WithTimeout(context.Background(), 10*time.Millisecond)
		},
	} {
		ctx, cancel := end()
		l := &line{replies: strings.NewReader("")}
		x := NewExchange(Options{Dial: func(dialling context.Context, _ string) (net.Conn, error) {
			if name == FaultCanceled {
				cancel()
			}
			<-dialling.Done()
			return l, nil
		}})
		_, failure := x.Post(ctx, hello)
		if failure == nil || failure.Fault != name || failure.Outcome() != NotSent || l.sent.Len() > 0 {
			t.Errorf("%s: %v, %d bytes sent", name, failure, l.sent.Len())
		}
		cancel()
	}
}

// A call that ends while it waits for the reply returns at once and is Unknown.
func TestExchangeEndedWhileWaiting(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	near, far := net.Pipe()
	defer far.Close()
	x := NewExchange(Options{Dial: func(context.Context, string) (net.Conn, error) { return near, nil }})
	go func() {
		_, _ = far.Read(make([]byte, 1))
		cancel()
	}()
	_, failure := x.Post(ctx, hello)
	if failure == nil || failure.Fault != FaultCanceled || failure.Outcome() != Unknown {
		t.Error(failure)
	}
}

// Whatever a hostile reply quotes back, the error for the log quotes nothing.
func TestExchangeErrorsQuoteNothing(t *testing.T) {
	const card = "9490191412341234"
	for name, reply := range map[string]string{
		"status line":       card + " what\r\n\r\n",
		"status code":       "HTTP/1.1 " + card + " OK\r\n\r\n",
		"version":           "HTTP/" + card + " 200 OK\r\n\r\n",
		"reason":            "HTTP/1.1 500 " + card + "\r\nContent-Length: 0\r\n\r\n",
		"header name":       "HTTP/1.1 200 OK\r\n" + card + "\r\n\r\n",
		"length":            "HTTP/1.1 200 OK\r\nContent-Length: " + card + "x\r\n\r\n",
		"lengths":           "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: " + card + "\r\n\r\n{",
		"transfer encoding": "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + card + "\r\n\r\n",
		"chunk size":        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx" + card + "\r\n",
		"trailer":           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + card + "\r\n\r\n",
		"location":          "HTTP/1.1 302 Found\r\nLocation: https://evil.example/" + card + "\r\n\r\n",
		"content encoding":  "HTTP/1.1 200 OK\r\nContent-Encoding: " + card + "\r\nContent-Length: 2\r\n\r\n{}",
		"charset":           "HTTP/1.1 200 OK\r\nContent-Type: a/b; charset=" + card + "\r\nContent-Length: 2\r\n\r\n{}",
	} {
		x, _ := overLine(reply)
		_, failure := x.Post(context.Background(), hello)
		if failure == nil || failure.Outcome() != Unknown {
			t.Errorf("%s: %v", name, failure)
		} else if strings.Contains(failure.Error(), card[:8]) {
			t.Errorf("%s: the error is %q", name, failure)
		}
	}
}
