package gateways

import (
	"context"
	"errors"
	"io"
	"net"
)

// Failure is an exchange that gave no usable reply.
type Failure struct {
	// Written says whether the first byte of the request was handed to the
	// connection. Nobody can tell from here how far it got after that.
	Written bool
	// Fault is one of the Fault names below.
	Fault string
	// Err is the technical cause for the log. It holds nothing of what was sent
	// and nothing of what came back.
	Err error
}

// Outcome is NotSent while nothing was written and Unknown from the first byte
// on. A failure is never anything else.
func (f *Failure) Outcome() Outcome {
	if f.Written {
		return Unknown
	}
	return NotSent
}

// Error names the fault and its cause.
func (f *Failure) Error() string { return f.Fault + ": " + f.Err.Error() }

// Unwrap gives the technical cause.
func (f *Failure) Unwrap() error { return f.Err }

// The faults of an exchange, as stored in Result.Fault. Those in the first
// group come only before the first byte, those in the last only after it.
const (
	FaultAddress = "address" // the address is not one that may be called
	FaultDNS     = "dns"     // the host's name was not found
	FaultConnect = "connect" // no connection to the host
	FaultTLS     = "tls"     // no trustworthy encryption

	FaultTimeout  = "timeout"  // the time for the call ran out
	FaultCanceled = "canceled" // the caller ended the call

	FaultCut      = "cut"      // the connection ended before the reply did
	FaultStatus   = "status"   // an HTTP status other than 200
	FaultRedirect = "redirect" // sent elsewhere; never followed
	FaultTooBig   = "too-big"  // more than Options.ReplyLimit, or endless headers
	FaultNotHTTP  = "not-http" // not an HTTP/1 reply
	FaultEncoding = "encoding" // compressed, though we asked for plain
	FaultCharset  = "charset"  // neither the named charset, nor UTF-8, nor CP949
)

// The faults that a gateway finds by itself, in the request or in a reply that
// arrived whole.
const (
	FaultCheck   = "check"    // refused here by Check; nothing was sent
	FaultNotJSON = "not-json" // not one JSON object
	FaultEcho    = "echo"     // says yes, but not to this request
	FaultCode    = "code"     // no result code, or not one of the gateway's shape
	FaultMixed   = "mixed"    // says no and yes at once
	FaultMAC     = "mac"      // says yes, but its message authentication is missing or wrong
	FaultPage    = "page"     // names a page that is not on the gateway's own host
	FaultToken   = "token"    // no token to call with: the partner authentication gave none
)

// failureOnWire names an error met while writing or reading. Only causes whose
// text comes from this PC are kept: Go's parse errors quote the reply, and a
// reply can quote the request.
func failureOnWire(ctx context.Context, written bool, err error) *Failure {
	failure := &Failure{Written: written, Err: err}
	var network *net.OpError
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		failure.Fault, failure.Err = FaultCanceled, ctx.Err()
	case ctx.Err() != nil:
		failure.Fault, failure.Err = FaultTimeout, ctx.Err()
	case errors.Is(err, errTooBig):
		failure.Fault = FaultTooBig
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.ErrClosedPipe):
		failure.Fault, failure.Err = FaultCut, io.ErrUnexpectedEOF
	case errors.As(err, &network):
		failure.Fault, failure.Err = FaultCut, network
	default:
		failure.Fault, failure.Err = FaultNotHTTP, errNotHTTP
	}
	return failure
}

var (
	errTooBig  = errors.New("the reply is larger than allowed")
	errNotHTTP = errors.New("the reply is not well-formed HTTP/1")
)
