package payup

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"slices"
	"testing"
	"time"

	"keyindesk/gateways"
)

// verb is one of Payup's two calls, with a reply that approves it.
type verb struct {
	name string
	call func(context.Context, *Client) gateways.Result
	good reply
}

var verbs = []verb{
	{"keyin2", func(ctx context.Context, c *Client) gateways.Result { return c.Charge(ctx, leastCharge()).Result }, approvedCharge},
	{"cancel2", func(ctx context.Context, c *Client) gateways.Result { return c.Cancel(ctx, sampleCancel).Result }, approvedCancel},
}

// fault is one way in which a call can go wrong.
type fault struct {
	name        string
	act         act
	want        gateways.Outcome
	because     string // the Fault, where it matters; any if empty
	options     func(*hostile, *gateways.Options)
	certificate func(*x509.Certificate)
	before      bool // the call is ended before it begins
}

// TestFaults drives both calls against a server that fails in every way we
// know and at every byte. Whatever happens before the first written byte is
// NotSent and whatever happens after it is Unknown; no fault is Approved, and
// no call is ever made twice. -v prints the table.
func TestFaults(t *testing.T) {
	for _, v := range verbs {
		t.Run(v.name, func(t *testing.T) {
			faults, harmless := &table{}, &table{}
			t.Run("faults", func(t *testing.T) {
				for _, f := range slices.Concat(linesDown(v), badReplies(v)) {
					faults.run(t, v, f)
				}
				for _, s := range sweeps(v) {
					faults.sweep(t, v, s)
				}
			})
			t.Run("harmless", func(t *testing.T) {
				for _, f := range harmlessVariants(v) {
					harmless.run(t, v, f)
				}
			})
			t.Logf("faults of %s\n%s", v.name, faults)
			t.Logf("harmless variants of %s\n%s", v.name, harmless)
		})
	}
}

// play makes one call against server and checks the rules that hold for every
// fault.
func play(t *testing.T, server *hostile, v verb, f fault) row {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	server.endCall = cancel
	server.act.Store(&f.act)
	options := gateways.Options{Connect: 10 * time.Second, Total: 10 * time.Second, Roots: server.roots, Dial: server.dial}
	if f.options != nil {
		f.options(server, &options)
	}
	client := clientOf(t, Config{Environment: gateways.Test, BaseURL: server.url(), Exchange: gateways.NewExchange(options)})
	if f.before {
		cancel()
	}
	connections, begun, seen := server.connections.Load(), server.begun.Load(), server.seen.Load()
	got := v.call(ctx, client)
	server.settle()
	connections, begun, seen = server.connections.Load()-connections, server.begun.Load()-begun, server.seen.Load()-seen

	if got.Outcome != f.want {
		t.Errorf("%s: %v (%s: %v), not %v", f.name, got.Outcome, got.Fault, got.Cause, f.want)
	}
	if f.because != "" && got.Fault != f.because {
		t.Errorf("%s: because of %s, not %s", f.name, got.Fault, f.because)
	}
	if connections > 1 || begun > 1 || seen > 1 {
		t.Errorf("%s: one call made %d connections, began %d requests, ended %d", f.name, connections, begun, seen)
	}
	if got.Trace.Written != (got.Outcome != gateways.NotSent) || begun > 0 && !got.Trace.Written {
		t.Errorf("%s: %v with written %v and %d requests begun", f.name, got.Outcome, got.Trace.Written, begun)
	}
	return row{outcome: got.Outcome, fault: got.Fault, seen: seen, written: got.Trace.Written}
}

// short leaves a stalled call little time.
func short(_ *hostile, o *gateways.Options) { o.Total = time.Second }

// linesDown are faults of the connection, before and after the first byte.
func linesDown(v verb) []fault {
	const notSent, unknown = gateways.NotSent, gateways.Unknown
	whole := httpReply("", v.good.text())
	stall := func(say string) act {
		return speaking(func(_ *hostile, conn net.Conn) {
			_, _ = io.WriteString(conn, say)
			waitForClient(conn)
		})
	}
	handshake := func(s *hostile, conn net.Conn) {
		if above := s.secure(conn); above != nil {
			s.readRequest(above)
		}
	}
	dialFails := func(err error) func(*hostile, *gateways.Options) {
		return func(_ *hostile, o *gateways.Options) {
			o.Dial = func(context.Context, string) (net.Conn, error) { return nil, err }
		}
	}
	return []fault{
		{name: "call ended before it began", act: handshake, want: notSent, before: true},
		{name: "host unknown", act: handshake, want: notSent, options: dialFails(&net.DNSError{Err: "no such host", IsNotFound: true})},
		{name: "name server silent", act: handshake, want: notSent, options: dialFails(&net.DNSError{Err: "timeout", IsTimeout: true})},
		{name: "connection refused", act: handshake, want: notSent, options: func(s *hostile, o *gateways.Options) {
			o.Dial = nil // the network's own
			_ = s.listener.Close()
		}},
		{name: "connect takes for ever", act: handshake, want: notSent, options: func(_ *hostile, o *gateways.Options) {
			o.Connect = 50 * time.Millisecond
			o.Dial = func(ctx context.Context, _ string) (net.Conn, error) { <-ctx.Done(); return nil, ctx.Err() }
		}},
		{name: "plain text where TLS should be", want: notSent, act: func(_ *hostile, conn net.Conn) { _, _ = io.WriteString(conn, whole) }},
		{name: "handshake never answered", want: notSent, act: func(_ *hostile, conn net.Conn) { waitForClient(conn) },
			options: func(_ *hostile, o *gateways.Options) { o.Connect = 100 * time.Millisecond }},
		{name: "call ended in the handshake", want: notSent, act: func(s *hostile, conn net.Conn) { s.endCall(); waitForClient(conn) }},
		{name: "certificate nobody vouches for", act: handshake, want: notSent,
			options: func(_ *hostile, o *gateways.Options) { o.Roots = x509.NewCertPool() }},
		{name: "certificate expired", act: handshake, want: notSent,
			certificate: func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }},
		{name: "certificate of another host", act: handshake, want: notSent,
			certificate: func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 2)} }},
		{name: "only TLS 1.1", want: notSent, act: handshake, options: func(s *hostile, _ *gateways.Options) {
			s.identity.MinVersion, s.identity.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		}},
		{name: "TLS alert in place of a reply", want: unknown, act: speaking(func(_ *hostile, conn net.Conn) { _ = conn.Close() })},
		{name: "garbage inside TLS", want: unknown, act: func(s *hostile, conn net.Conn) {
			if above := s.secure(conn); above != nil && s.readRequest(above) {
				_, _ = io.WriteString(conn, "not a TLS record at all")
			}
		}},
		{name: "stall before the request is read", want: unknown, options: short, act: func(s *hostile, conn net.Conn) {
			if s.secure(conn) != nil {
				waitForClient(conn)
			}
		}},
		{name: "stall before the reply", want: unknown, options: short, act: stall("")},
		{name: "stall in the status line", want: unknown, options: short, act: stall(whole[:10])},
		{name: "stall in the headers", want: unknown, options: short, act: stall(whole[:40])},
		{name: "stall in the body", want: unknown, options: short, act: stall(whole[:len(whole)-1])},
		{name: "reply in drops", want: unknown, options: short, act: speaking(func(_ *hostile, conn net.Conn) {
			for i := 0; i < len(whole); i++ {
				if _, err := io.WriteString(conn, whole[i:i+1]); err != nil {
					return
				}
				time.Sleep(20 * time.Millisecond)
			}
		})},
		{name: "call ended while waiting", want: unknown, act: speaking(func(s *hostile, conn net.Conn) { s.endCall(); waitForClient(conn) })},
	}
}

// sweeps cut the line at every byte.
func sweeps(v verb) []sweep {
	whole := httpReply("", v.good.text())
	oldReply := "HTTP/1.0 200 OK\r\n\r\n" + v.good.text()
	fixed := func(n int) func(*testing.T, *hostile) int { return func(*testing.T, *hostile) int { return n } }
	return []sweep{
		{"hello cut after byte", fixed(512), func(n int) fault {
			return fault{want: gateways.NotSent, act: func(_ *hostile, conn net.Conn) { _, _ = io.ReadFull(conn, make([]byte, n)) }}
		}},
		{"handshake reply cut after byte", func(t *testing.T, s *hostile) int {
			return handshakeBytes(t, s, v)
		}, func(n int) fault {
			return fault{want: gateways.NotSent, act: func(s *hostile, conn net.Conn) { replying(whole)(s, &cutAfter{Conn: conn, left: n}) }}
		}},
		{"request cut after byte", func(t *testing.T, s *hostile) int {
			play(t, s, v, fault{act: replying(whole), want: gateways.Approved})
			return int(s.lastBytes.Load()) // the whole request is no cut
		}, func(n int) fault {
			return fault{want: gateways.Unknown, act: func(s *hostile, conn net.Conn) {
				if above := s.secure(conn); above != nil && n > 0 {
					_, _ = io.ReadFull(above, make([]byte, n))
					s.begun.Add(1)
				}
			}}
		}},
		{"reply cut after byte", fixed(len(whole)), func(n int) fault {
			return fault{want: gateways.Unknown, act: speaking(func(_ *hostile, conn net.Conn) { _, _ = io.WriteString(conn, whole[:n]) })}
		}},
		{"reply ended politely after byte", fixed(len(whole)), func(n int) fault {
			return fault{want: gateways.Unknown, act: replying(whole[:n])}
		}},
		{"reply without length ended politely after byte", fixed(len(oldReply)), func(n int) fault {
			return fault{want: gateways.Unknown, act: replying(oldReply[:n])}
		}},
		{"reply's TLS record cut after byte", fixed(len(whole)), func(n int) fault {
			return fault{want: gateways.Unknown, act: func(s *hostile, conn net.Conn) {
				line := &cutAfter{Conn: conn, left: 1 << 20}
				if above := s.secure(line); above != nil && s.readRequest(above) {
					line.left = n
					_, _ = io.WriteString(above, whole)
				}
			}}
		}},
	}
}

// handshakeBytes is how much the server says before the client writes its
// request.
func handshakeBytes(t *testing.T, s *hostile, v verb) int {
	bytes := 0
	play(t, s, v, fault{want: gateways.Unknown, act: func(s *hostile, conn net.Conn) {
		line := &cutAfter{Conn: conn, left: 1 << 20}
		if above := s.secure(line); above != nil {
			bytes = line.written
			s.readRequest(above)
		}
	}})
	if bytes == 0 {
		t.Fatal("no handshake")
	}
	return bytes
}
