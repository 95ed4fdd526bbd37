package gateways

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Everything but the body of a reply: interim replies, status line, headers,
// chunk sizes, trailers.
const frameLimit = 64 << 10

// receive reads the reply to outgoing: interim 1xx replies are passed over,
// one final reply is read to its end.
func (x *Exchange) receive(ctx context.Context, conn *wire, outgoing *http.Request) (Reply, *Failure) {
	budget := &meter{from: conn, left: frameLimit}
	from := bufio.NewReader(budget)
	for {
		incoming, err := http.ReadResponse(from, outgoing)
		if err != nil {
			return Reply{}, failureOnWire(ctx, conn.written, budget.cause(err))
		}
		if incoming.StatusCode/100 == 1 && incoming.StatusCode != http.StatusSwitchingProtocols {
			continue
		}
		budget.left += 2 * x.options.ReplyLimit
		return x.read(ctx, conn, incoming, budget)
	}
}

// read takes the body and judges everything about the reply that is not the
// gateway's own language. The status is judged before the body, as it says
// more: a cut 502 is a 502.
func (x *Exchange) read(ctx context.Context, conn *wire, incoming *http.Response, budget *meter) (Reply, *Failure) {
	reply := Reply{Status: incoming.StatusCode, ContentType: incoming.Header.Get("Content-Type")}
	body, err := io.ReadAll(io.LimitReader(incoming.Body, x.options.ReplyLimit+1))
	reply.Bytes = len(body)
	text, charsetErr := decodeCharset(body, reply.ContentType)
	reply.Text = text

	failed := func(fault string, err error) (Reply, *Failure) {
		return reply, &Failure{Written: conn.written, Fault: fault, Err: err}
	}
	encoding := incoming.Header.Get("Content-Encoding")
	switch {
	case incoming.ProtoMajor != 1:
		return failed(FaultNotHTTP, errNotHTTP)
	case incoming.StatusCode >= 300 && incoming.StatusCode < 400:
		return failed(FaultRedirect, fmt.Errorf("status %d", incoming.StatusCode))
	case incoming.StatusCode != http.StatusOK:
		return failed(FaultStatus, fmt.Errorf("status %d", incoming.StatusCode))
	case int64(len(body)) > x.options.ReplyLimit:
		return failed(FaultTooBig, errTooBig)
	case err != nil:
		return reply, failureOnWire(ctx, conn.written, budget.cause(err))
	case encoding != "" && encoding != "identity":
		return failed(FaultEncoding, errors.New("the reply is compressed"))
	case charsetErr != nil:
		return failed(FaultCharset, charsetErr)
	}
	return reply, nil
}

// meter reads until its budget is used up, and remembers why it stopped.
type meter struct {
	from    io.Reader
	left    int64
	stopped error
}

// Read is io.Reader's.
func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		m.stopped = errTooBig
		return 0, errTooBig
	}
	if int64(len(p)) > m.left {
		p = p[:m.left]
	}
	n, err := m.from.Read(p)
	m.left -= int64(n)
	if err != nil {
		m.stopped = err
	}
	return n, err
}

// cause is why reading stopped, where that explains err: half a header is
// malformed to its parser, and in truth the line was cut.
func (m *meter) cause(err error) error {
	if m.stopped != nil {
		return m.stopped
	}
	return err
}
