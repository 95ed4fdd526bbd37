package gateways

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
)

// wire is the connection as the request sees it, above TLS. It notes the
// moment of no return: from the first Write on, nobody can say that the
// gateway has not seen the request.
type wire struct {
	net.Conn
	ctx     context.Context
	close   func()
	written bool
}

// Write refuses the first byte once the call has ended, so that a call ended
// in time is surely not sent.
func (w *wire) Write(p []byte) (int, error) {
	if !w.written {
		if err := w.ctx.Err(); err != nil {
			return 0, err
		}
		w.written = true
	}
	return w.Conn.Write(p)
}

// connect opens the connection and, for https, the encryption. Its failures
// all come before the first byte. The connection closes when ctx ends, which
// frees any read or write that waits on it.
func (x *Exchange) connect(ctx context.Context, to *url.URL) (*wire, *Failure) {
	inTime, cancel := context.WithTimeout(ctx, x.options.Connect)
	defer cancel()
	dial := x.options.Dial
	if dial == nil {
		dial = dialTCP
	}
	raw, err := dial(inTime, hostAndPort(to))
	if err != nil {
		return nil, failureBefore(inTime, FaultConnect, err)
	}
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
	// The raw connection is closed and not the TLS one, which would wait to say
	// goodbye to a peer that may be gone.
	end := func() { stop(); _ = raw.Close() }
	if to.Scheme == "http" {
		return &wire{Conn: raw, ctx: ctx, close: end}, nil
	}
	secure := tls.Client(raw, &tls.Config{
		ServerName: to.Hostname(),
		MinVersion: tls.VersionTLS12,
		RootCAs:    x.options.Roots,
	})
	if err := secure.HandshakeContext(inTime); err != nil {
		end()
		return nil, failureBefore(inTime, FaultTLS, err)
	}
	return &wire{Conn: secure, ctx: ctx, close: end}, nil
}

func dialTCP(ctx context.Context, host string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", host)
}

func hostAndPort(to *url.URL) string {
	port := to.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[to.Scheme]
	}
	return net.JoinHostPort(to.Hostname(), port)
}

// failureBefore names an error met before anything was written.
func failureBefore(ctx context.Context, fault string, err error) *Failure {
	var name *net.DNSError
	var network net.Error
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		fault = FaultCanceled
	case ctx.Err() != nil, errors.As(err, &network) && network.Timeout():
		fault = FaultTimeout
	case errors.As(err, &name):
		fault = FaultDNS
	}
	return &Failure{Fault: fault, Err: err}
}
