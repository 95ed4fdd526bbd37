package gatewaytest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"time"

	"keyindesk/gateways"
)

// short leaves a stalled call little time.
func short(_ *hostile, o *gateways.Options) { o.Total = time.Second }

// linesDown are faults of the connection, before and after the first byte.
func linesDown(v Verb) []fault {
	const notSent, unknown = gateways.NotSent, gateways.Unknown
	whole := httpReply("", v.Good)
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
