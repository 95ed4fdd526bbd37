package gatewaytest

import (
	"context"
	"errors"
	"io"
	"net"
	"time"

	"keyindesk/gateways"
)

func goodIsApproved(b *bench) {
	before := b.twin.Requests()
	a := b.attempt(patience, 1, straight)
	b.expect("a good call", a.result, gateways.Approved)
	if a.ready.Happened != nil && a.happened() != 1 {
		b.Errorf("their books have it %d times", a.happened())
	}
	if a.ready.Mine != nil && !a.ready.Mine() {
		b.Errorf("the answer is not this call's: %+v", a.whole)
	}
	if a.result.Fault != "" || a.result.Cause != nil || !a.result.Trace.Written || a.result.Trace.Host == "" {
		b.Errorf("the trace of a good call: %s, %+v", told(a.result), a.result.Trace)
	}
	if a.line.count() != b.last() || b.twin.Requests() == before {
		b.Errorf("%d connections, not %d; %d requests", a.line.count(), b.last(), b.twin.Requests()-before)
	}
}

func declinedIsAResult(b *bench) {
	if b.call.Decline == nil {
		b.skip("nobody can decline it")
	}
	const words = "한도초과"
	a := attempt{line: &line{to: b.twin.Dial}}
	client := b.client(a.line)
	a.ready = b.call.Ready(b, client)
	b.call.Decline(b.call.DeclineCode, words)
	b.do(context.Background(), &a)
	b.expect("a no", a.result, gateways.Declined)
	if a.result.Code != b.call.DeclineCode || a.result.Message != words || a.result.Cause != nil || a.result.Fault != "" {
		b.Errorf("not what they said: %s", told(a.result))
	}
	if a.happened() != 0 {
		b.Error("it happened all the same")
	}
}

func oddAnswersAreUnknown(b *bench) {
	if len(b.call.Odd) == 0 {
		b.skip("the twin knows no odd answers to it")
	}
	for name, odd := range b.call.Odd {
		a := attempt{line: &line{to: b.twin.Dial}}
		client := b.client(a.line)
		a.ready = b.call.Ready(b, client)
		odd()
		b.do(context.Background(), &a)
		b.learntNothing(name, b.last(), a.result)
	}
}

// client is one over a line that is left as it is.
func (b *bench) client(l *line) gateways.Gateway {
	b.Helper()
	client, err := b.twin.Client(l.dial, patience)
	if err != nil {
		b.Fatal(err)
	}
	return client
}

func notSentWhenRefused(b *bench) {
	never := func(Dial) Dial {
		return func(ctx context.Context, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
	}
	for name, how := range map[string]bend{
		"refused":        failing(refused),
		"no such host":   failing(&net.DNSError{Err: "no such host", Name: "gateway", IsNotFound: true}),
		"never connects": never,
	} {
		for _, from := range b.stages() {
			before := b.twin.Requests()
			a := b.attempt(brief, from, how)
			b.expect(name, a.result, gateways.NotSent)
			if a.result.Fault == "" || from == 1 && a.result.Trace.Written {
				b.Errorf("%s, connection %d: %s, written %v", name, from, told(a.result), a.result.Trace.Written)
			}
			// What the call before it said, or was prepared with, did arrive.
			if a.happened() != 0 {
				b.Errorf("%s: it happened; %d requests", name, b.twin.Requests()-before)
			}
		}
	}
}

// brief is the deadline of exchanges that are expected to run into it.
const brief = 150 * time.Millisecond

func unknownWhenServerHangsUp(b *bench) {
	for _, broken := range []error{io.EOF, reset} {
		for _, from := range b.stages() {
			a := b.attempt(patience, from, cut(-1, 0, broken))
			b.learntNothing("hung up", from, a.result)
		}
	}
}

func unknownWhenServerIsSilent(b *bench) {
	for _, from := range b.stages() {
		started := time.Now()
		a := b.attempt(brief, from, silent(func() {}))
		b.learntNothing("silence", from, a.result)
		if took := time.Since(started); took < brief || took > patience/2 {
			b.Errorf("a call of %v took %v", brief, took)
		}
		if from < b.last() {
			continue
		}
		if a.result.Fault == "" || !a.result.Trace.Written {
			b.Errorf("%s, written %v", told(a.result), a.result.Trace.Written)
		}
		if a.ready.Happened != nil && a.happened() != 1 {
			b.Errorf("it happened %d times", a.happened())
		}
	}
}

func cancelledBeforeSendIsNotSent(b *bench) {
	over, stop := context.WithCancel(context.Background())
	stop()
	a := b.attemptIn(over, patience, 1, straight)
	b.expect("ended before", a.result, gateways.NotSent)
	if sent, _ := a.line.passed(1); sent != 0 || a.happened() != 0 {
		b.Errorf("%d bytes were sent, it happened %d times", sent, a.happened())
	}

	// Ended while connecting, and by a connection that comes all the same.
	for _, late := range []bool{false, true} {
		for _, from := range b.stages() {
			ctx, stop := context.WithCancel(context.Background())
			a := b.attemptIn(ctx, time.Second, from, func(dial Dial) Dial {
				return func(dialling context.Context, host string) (net.Conn, error) {
					stop()
					<-dialling.Done()
					if late {
						return dial(context.WithoutCancel(dialling), host)
					}
					return nil, dialling.Err()
				}
			})
			b.expect("ended while connecting", a.result, gateways.NotSent)
			if a.happened() != 0 {
				b.Error("it happened all the same")
			}
			stop()
		}
	}
}

func cancelledAfterSendIsUnknown(b *bench) {
	for _, from := range b.stages() {
		ctx, stop := context.WithCancel(context.Background())
		a := b.attemptIn(ctx, patience, from, silent(stop))
		b.learntNothing("ended while waiting", from, a.result)
		if !errors.Is(ctx.Err(), context.Canceled) {
			b.Error("the call ended before the context")
		}
		if from == b.last() && a.ready.Happened != nil && a.happened() != 1 {
			b.Errorf("it happened %d times", a.happened())
		}
		stop()
	}
}

// What makes ordinary HTTP clients send again, or elsewhere.
var temptations = map[string]string{
	"nothing":          "",
	"401":              "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
	"407":              "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
	"408":              "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
	"421":              "HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n",
	"425":              "HTTP/1.1 425 Too Early\r\nContent-Length: 0\r\n\r\n",
	"429":              "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
	"500":              "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
	"503":              "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
	"100 and no more":  "HTTP/1.1 100 Continue\r\n\r\n",
	"empty 200":        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
	"204":              "HTTP/1.1 204 No Content\r\n\r\n",
	"empty object":     "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
	"another protocol": "SSH-2.0-OpenSSH_9.2\r\n",
	"an upgrade":       "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
}

func atMostOneRequestPerCall(b *bench) {
	// Every attempt counts its connections; see do.
	for name, reply := range temptations {
		for _, from := range b.stages() {
			b.learntNothing(name, from, b.attempt(patience, from, scripted(reply)).result)
		}
	}
	// Three calls of one client are three connections with one request each. What
	// a first call was given to keep, the later ones need not ask for.
	if b.call.Moves && b.last() == 1 {
		shared := &line{to: b.twin.Dial}
		client := b.client(shared)
		var calls []Ready
		for range 3 {
			calls = append(calls, b.call.Ready(b, client))
		}
		shared.spoil(1, straight)
		before := b.twin.Requests()
		for _, ready := range calls {
			result, _ := ready.Do(context.Background())
			b.expect("a call", result, gateways.Approved)
		}
		if shared.count() != 3 || b.twin.Requests()-before != 3 {
			b.Errorf("3 calls: %d connections, %d requests", shared.count(), b.twin.Requests()-before)
		}
	}
}
