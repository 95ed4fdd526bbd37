package receiver

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"keyindesk/gateways"
)

// Reply is what became of a return.
type Reply = gateways.ReturnReply

// The bounds of one request.
const (
	headerTime  = 5 * time.Second  // handshake and headers
	wholeTime   = 15 * time.Second // reading all of it; then as long again to deliver and answer
	headerLimit = 16 << 10
	bodyLimit   = 64 << 10
	connections = 8
)

var (
	// ErrPortTaken: another program uses the port, or the system keeps it.
	ErrPortTaken = errors.New("the port is taken")
	// ErrClosed: the receiver does not listen any more.
	ErrClosed = errors.New("the receiver is closed")
	// ErrToken: not a token of NewToken, or one that was expected before.
	ErrToken = errors.New("the token can't be used")
)

// Config is what a Receiver needs.
type Config struct {
	Port     int // on 127.0.0.1; 0 takes a free one, for tests
	Identity Identity
	Log      *slog.Logger // told that returns come and what became of them, never what they say; may be nil
}

// Receiver waits for the returns of pages. Its methods may be called from any
// goroutine.
type Receiver struct {
	server *http.Server
	log    *slog.Logger
	port   string
	served chan struct{}

	mu         sync.Mutex
	closed     bool
	expected   map[digest]*expectation
	delivering sync.WaitGroup // added to under mu while not closed
}

// expectation is one return that is waited for, or was taken.
type expectation struct {
	deliver func(text string) Reply

	turn  sync.Mutex // one return at a time
	taken bool       // guarded by turn
}

// Open is Start with the identity that was kept, or with a new one where that is
// missing, damaged or out of date. It returns the identity with every error but
// that of a system without randomness, so that it can be kept and shown.
func Open(kept []byte, now time.Time, config Config) (*Receiver, Identity, error) {
	identity, err := ParseIdentity(kept)
	if err != nil || now.After(identity.ExpiresAt()) {
		if identity, err = NewIdentity(now); err != nil {
			return nil, Identity{}, err
		}
	}
	config.Identity = identity
	r, err := Start(config)
	return r, identity, err
}

// Start listens on 127.0.0.1 only. The error is ErrPortTaken, an unusable
// Identity, or the system's.
func Start(config Config) (*Receiver, error) {
	certificate, err := config.Identity.certificate()
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(config.Port)))
	if err != nil {
		return nil, fmt.Errorf("listen for returns: %w", portError(err))
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	r := &Receiver{log: config.Log, port: port, served: make(chan struct{}), expected: map[digest]*expectation{}}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	r.server = &http.Server{
		Handler:           http.HandlerFunc(r.serve),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       wholeTime,
		WriteTimeout:      2 * wholeTime,
		MaxHeaderBytes:    headerLimit,
		Protocols:         new(http.Protocols),
		ErrorLog:          log.New(io.Discard, "", 0), // it would quote what was sent
	}
	r.server.Protocols.SetHTTP1(true)
	r.server.SetKeepAlivesEnabled(false)
	secure := tls.NewListener(limit(listener, connections), &tls.Config{
		Certificates: []tls.Certificate{certificate},
		MinVersion:   tls.VersionTLS12,
		NextProtos:   []string{"http/1.1"},
	})
	go func() {
		defer close(r.served)
		_ = r.server.Serve(secure)
	}()
	r.log.Info("waiting for returns", "port", port)
	return r, nil
}

// portError turns the system's ways of saying that a port is not to be had into
// ErrPortTaken.
func portError(err error) error {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return err
	}
	const wsaAccess, wsaInUse = 10013, 10048 // Windows has numbers of its own, and keeps ports back
	if number == syscall.EADDRINUSE || runtime.GOOS == "windows" && (number == wsaAccess || number == wsaInUse) {
		return fmt.Errorf("%w: %w", ErrPortTaken, err)
	}
	return err
}

// BaseURL is "https://127.0.0.1:47443".
func (r *Receiver) BaseURL() string { return "https://127.0.0.1:" + r.port }

// CheckURL is a page that shows whether the browser trusts the receiver.
func (r *Receiver) CheckURL() string { return r.BaseURL() + checkPath }

// Expect waits for the return of one page and answers the address to give the
// gateway. deliver is called with the text of each return until it accepts one,
// from another goroutine, one at a time; it should answer within ten seconds,
// as the browser waits. It may call Forget. A token can be expected once.
func (r *Receiver) Expect(token string, deliver func(text string) Reply) (string, error) {
	if !tokenShape(token) || deliver == nil {
		return "", ErrToken
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return "", ErrClosed
	}
	if r.expected[digestOf(token)] != nil {
		return "", ErrToken
	}
	r.expected[digestOf(token)] = &expectation{deliver: deliver}
	return r.BaseURL() + returnPath + token, nil
}

// Forget stops waiting. A return that is being delivered at this moment still
// is; none begins after it. Forgetting an unknown token does nothing.
func (r *Receiver) Forget(token string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.expected, digestOf(token))
}

// find looks through all tokens, so that the time it takes tells nothing.
func (r *Receiver) find(token string) *expectation {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked := digestOf(token)
	var found *expectation
	for known, e := range r.expected {
		if known.equal(asked) {
			found = e
		}
	}
	return found
}

// begin enters a delivery, which the caller must end with delivering.Done. It
// is false once e is forgotten or the receiver closed.
func (r *Receiver) begin(token string, e *expectation) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || r.expected[digestOf(token)] != e {
		return false
	}
	r.delivering.Add(1)
	return true
}

// Close stops listening, lets a return that is being delivered end and be
// answered, and cuts every other connection. It may be called twice.
func (r *Receiver) Close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.delivering.Wait()
	_ = r.server.Close() // and with it the listener
	<-r.served
}
