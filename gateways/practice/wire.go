package practice

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// wire is an HTTP server that can be reached through memory only.
type wire struct {
	server *http.Server
	calls  chan net.Conn
	closed chan struct{}
	once   sync.Once
	served chan struct{}
}

func newWire(handler http.Handler) *wire {
	w := &wire{calls: make(chan net.Conn), closed: make(chan struct{}), served: make(chan struct{})}
	w.server = &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: time.Minute,
		// What the server would log quotes requests, and requests hold cards.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	go func() {
		defer close(w.served)
		_ = w.server.Serve(listener{w})
	}()
	return w
}

func (w *wire) close() {
	_ = w.server.Close() // and with it the listener
	<-w.served
}

// How much of a connection's bytes the server hears before the line is cut.
const (
	allEars   = 0  // everything, no cut
	deafAfter = 64 // a few bytes are gone, too few to be understood
)

// dial returns the caller's end of a new connection.
func (w *wire) dial(ctx context.Context, hears int) (net.Conn, error) {
	ours, theirs := net.Pipe()
	conn := ours
	if hears > 0 {
		conn = &deaf{ours, hears}
	}
	err := ctx.Err()
	if err == nil {
		select {
		case w.calls <- conn:
			return theirs, nil
		case <-ctx.Done():
			err = ctx.Err()
		case <-w.closed:
			err = net.ErrClosed
		}
	}
	_, _ = ours.Close(), theirs.Close()
	return nil, err
}

// deaf is a connection that is cut after some bytes were read.
type deaf struct {
	net.Conn
	left int
}

// Read is io.Reader's.
func (d *deaf) Read(b []byte) (int, error) {
	if d.left == 0 {
		_ = d.Close()
		return 0, io.EOF
	}
	n, err := d.Conn.Read(b[:min(len(b), d.left)])
	d.left -= n
	return n, err
}

// listener is the wire as the server sees it.
type listener struct{ wire *wire }

// Accept is net.Listener's.
func (l listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.wire.calls:
		return conn, nil
	case <-l.wire.closed:
		return nil, net.ErrClosed
	}
}

// Close is net.Listener's.
func (l listener) Close() error {
	l.wire.once.Do(func() { close(l.wire.closed) })
	return nil
}

// Addr is net.Listener's.
func (l listener) Addr() net.Addr { return address("practice") }

// address is a place in memory.
type address string

// Network is net.Addr's.
func (address) Network() string { return "practice" }

// String is fmt.Stringer's.
func (a address) String() string { return string(a) }
