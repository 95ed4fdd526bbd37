package gatewaytest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

// act is what the hostile server does with one TCP connection. The server
// closes it, without a goodbye, when act returns.
type act func(s *hostile, conn net.Conn)

// hostile is a loopback TLS server that counts what reaches it.
type hostile struct {
	listener net.Listener
	identity *tls.Config
	roots    *x509.CertPool
	endCall  context.CancelFunc // ends the client's call, for acts that want to

	act         atomic.Pointer[act]
	dialled     atomic.Int64
	connections atomic.Int64
	served      atomic.Int64
	begun       atomic.Int64 // requests of which a byte was read
	seen        atomic.Int64 // requests read to their end
	lastBytes   atomic.Int64 // size of the last request seen, header and body
}

// newHostile listens with a certificate that its own roots vouch for, changed
// by the given functions.
func newHostile(t *testing.T, change ...func(*x509.Certificate)) *hostile {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &hostile{listener: listener}
	s.identity, s.roots = certified(t, change...)
	go s.accept()
	t.Cleanup(func() { _ = listener.Close(); s.settle() })
	return s
}

func (s *hostile) url() string { return "https://" + s.listener.Addr().String() }

func (s *hostile) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.connections.Add(1)
		go func() {
			defer s.served.Add(1)
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
			(*s.act.Load())(s, conn)
		}()
	}
}

// dial is the network's own, counted: a call can be over before the server has
// taken its connection.
func (s *hostile) dial(ctx context.Context, host string) (net.Conn, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", host)
	if err == nil {
		s.dialled.Add(1)
	}
	return conn, err
}

// settle returns when every connection was taken and served.
func (s *hostile) settle() {
	for s.served.Load() < max(s.dialled.Load(), s.connections.Load()) {
		time.Sleep(100 * time.Microsecond)
	}
}

// secure makes the handshake and returns the connection above it, or nil.
func (s *hostile) secure(conn net.Conn) net.Conn {
	above := tls.Server(conn, s.identity)
	if above.Handshake() != nil {
		return nil
	}
	return above
}

// readRequest reads one request to its end and counts it.
func (s *hostile) readRequest(conn net.Conn) bool {
	count := &metered{from: conn}
	request, err := http.ReadRequest(bufio.NewReader(count))
	if err == nil {
		_, err = io.Copy(io.Discard, request.Body)
	}
	if count.bytes > 0 {
		s.begun.Add(1)
	}
	if err == nil {
		s.seen.Add(1)
		s.lastBytes.Store(count.bytes)
	}
	return err == nil
}

type metered struct {
	from  io.Reader
	bytes int64
}

// Read is io.Reader's.
func (m *metered) Read(p []byte) (int, error) {
	n, err := m.from.Read(p)
	m.bytes += int64(n)
	return n, err
}

// Base stands in a reply for the address of the server that sends it. It is as
// long as that address.
const Base = "https://127.0.0.1:00000"

// signed is a connection that puts the server's own address into what it says.
type signed struct {
	net.Conn
	server *hostile
}

// Write is io.Writer's.
func (s signed) Write(p []byte) (int, error) {
	if own := s.server.url(); len(own) == len(Base) {
		p = bytes.ReplaceAll(p, []byte(Base), []byte(own))
	}
	return s.Conn.Write(p)
}

// speaking makes an act of what is said after the handshake and a whole
// request.
func speaking(say func(s *hostile, conn net.Conn)) act {
	return func(s *hostile, conn net.Conn) {
		if above := s.secure(conn); above != nil && s.readRequest(above) {
			say(s, signed{above, s})
		}
	}
}

// replying answers with raw bytes and a proper TLS goodbye.
func replying(raw string) act {
	return speaking(func(_ *hostile, conn net.Conn) {
		_, _ = io.WriteString(conn, raw)
		_ = conn.Close()
	})
}

// waitForClient returns when the client has hung up.
func waitForClient(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// cutAfter is a connection that dies after so many written bytes.
type cutAfter struct {
	net.Conn
	left    int
	written int
}

// Write is io.Writer's.
func (c *cutAfter) Write(p []byte) (int, error) {
	n := min(c.left, len(p))
	c.left -= n
	c.written += n
	if _, err := c.Conn.Write(p[:n]); err != nil {
		return 0, err
	}
	if n < len(p) {
		_ = c.Conn.Close()
		return n, io.ErrClosedPipe
	}
	return n, nil
}

// certified makes a certificate for 127.0.0.1 and the roots that vouch for it.
// Ed25519 signatures all have one length, so every handshake has too.
func certified(t *testing.T, change ...func(*x509.Certificate)) (*tls.Config, *x509.CertPool) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	certificate := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "hostile"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	for _, c := range change {
		c(certificate)
	}
	der, err := x509.CreateCertificate(nil, certificate, certificate, public, private)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{
		Certificates:           []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: private}},
		SessionTicketsDisabled: true,
	}, roots
}
