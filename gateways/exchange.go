package gateways

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Exchange is the one way in which a call leaves this PC: a fresh connection,
// one request, one reply, and the connection is closed.
//
// It is built on a bare connection and not on http.Client, so it has no
// redirects, no replays, no kept-alive connections and no proxies to switch
// off. What it adds is the one fact that money needs: whether a byte of the
// request was handed to the connection (Failure.Written).
//
// An Exchange holds no state and may be used by many goroutines at once.
type Exchange struct{ options Options }

// Options are what an Exchange can be told. The zero value is right for a
// call to a real gateway.
type Options struct {
	// Connect bounds name look-up, connect and TLS handshake together: 10 s if
	// zero. Running out of it is never Unknown, as nothing was written yet.
	Connect time.Duration
	// Total bounds the whole call: 40 s if zero. The gateways want at least 30 s
	// for money (facts 1.1).
	Total time.Duration
	// ReplyLimit is the largest body read, in bytes: 1 MiB if zero.
	ReplyLimit int64
	// Dial replaces the network, for practice and for tests. It is given
	// "host:port" and must return when ctx ends. Only with it may an address be
	// plain http: an in-memory connection needs no TLS.
	Dial func(ctx context.Context, host string) (net.Conn, error)
	// Roots replaces the system's certificate authorities, for tests.
	Roots *x509.CertPool
}

// NewExchange fills in what options leaves zero.
func NewExchange(options Options) *Exchange {
	if options.Connect == 0 {
		options.Connect = 10 * time.Second
	}
	if options.Total == 0 {
		options.Total = 40 * time.Second
	}
	if options.ReplyLimit == 0 {
		options.ReplyLimit = 1 << 20
	}
	return &Exchange{options: options}
}

// Request is one POST. The body is sent as it is, with its length.
type Request struct {
	URL    string
	Header map[string]string
	Body   []byte
}

// Reply is what came back. On failure it holds as much as was read.
type Reply struct {
	Status      int
	ContentType string // as received
	Text        string // the body as valid UTF-8, without a byte order mark
	Bytes       int    // size of the body as received
	Elapsed     time.Duration
}

// Post sends request once and reads one reply. A nil Failure means status 200
// and a complete body in a known charset; whether the body says yes is for the
// gateway to judge. Every other end is a Failure, and Failure.Outcome tells
// whether anything can have arrived.
//
// Ending ctx cuts the call at once, wherever it is.
func (x *Exchange) Post(ctx context.Context, request Request) (Reply, *Failure) {
	started := time.Now()
	ctx, cancel := context.WithTimeout(ctx, x.options.Total)
	defer cancel()
	reply, failure := x.post(ctx, request)
	reply.Elapsed = time.Since(started)
	return reply, failure
}

func (x *Exchange) post(ctx context.Context, request Request) (Reply, *Failure) {
	outgoing, err := x.outgoing(request)
	if err != nil {
		return Reply{}, &Failure{Fault: FaultAddress, Err: err}
	}
	conn, failure := x.connect(ctx, outgoing.URL)
	if failure != nil {
		return Reply{}, failure
	}
	defer conn.close()
	if err := outgoing.Write(conn); err != nil {
		return Reply{}, failureOnWire(ctx, conn.written, err)
	}
	return x.receive(ctx, conn, outgoing)
}

// outgoing builds the request and refuses whatever could send it elsewhere or
// in the clear.
func (x *Exchange) outgoing(request Request) (*http.Request, error) {
	to, err := url.Parse(request.URL)
	if err != nil || to.Host == "" || to.User != nil {
		return nil, errors.New("the address is not a plain https address")
	}
	if to.Scheme != "https" && (to.Scheme != "http" || x.options.Dial == nil) {
		return nil, fmt.Errorf("the address of %s is not https", to.Host)
	}
	outgoing, err := http.NewRequest(http.MethodPost, to.String(), bytes.NewReader(request.Body))
	if err != nil {
		return nil, errors.New("the address makes no request")
	}
	outgoing.Close = true
	outgoing.Header.Set("User-Agent", "KeyinDesk")
	outgoing.Header.Set("Accept", "application/json")
	outgoing.Header.Set("Accept-Encoding", "identity")
	for name, value := range request.Header {
		if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) {
			return nil, fmt.Errorf("header %s is not plain text", name)
		}
		outgoing.Header.Set(name, value)
	}
	return outgoing, nil
}
