package gateways

import (
	"context"
	"net"
	"strings"
	"testing"
	"unicode/utf8"
)

// said is a connection that takes everything and answers with fixed bytes.
type said struct {
	net.Conn
	reply *strings.Reader
}

func (s *said) Write(p []byte) (int, error) { return len(p), nil }
func (s *said) Read(p []byte) (int, error)  { return s.reply.Read(p) }
func (s *said) Close() error                { return nil }

// FuzzExchange: whatever bytes come back, a usable reply is a whole 200 within
// the limit, in valid UTF-8, and every other end is a failure after the first
// byte that quotes nothing of what came.
func FuzzExchange(f *testing.F) {
	const limit = 1 << 12
	for _, raw := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.0 200 OK\r\n\r\n{}", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 000 \r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}",
		"HTTP/1.0 200 OK\r\nContent-Type: a/b;charset=euc-kr\r\n\r\n\xbd\xc5\xc7\xd1", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
	} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		dial := func(context.Context, string) (net.Conn, error) { return &said{reply: strings.NewReader(raw)}, nil }
		x := NewExchange(Options{Dial: dial, ReplyLimit: limit})
		reply, failure := x.Post(context.Background(), Request{URL: "http://gateway.invalid/x", Body: []byte("{}")})
		if !utf8.ValidString(reply.Text) {
			t.Fatalf("not UTF-8: %q", reply.Text)
		}
		if failure == nil {
			if reply.Status != 200 || reply.Bytes > limit || !strings.Contains(raw, "HTTP/1.") || !strings.Contains(raw, "200") {
				t.Fatalf("status %d, %d bytes of %q", reply.Status, reply.Bytes, raw)
			}
			return
		}
		if failure.Outcome() != Unknown || failure.Fault == "" || failure.Err == nil || len(failure.Error()) > 120 {
			t.Fatalf("%v, %q: %v", failure.Outcome(), failure.Fault, failure.Err)
		}
	})
}
