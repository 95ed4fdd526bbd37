package gatewaytest

import (
	"io"
	"slices"

	"keyindesk/gateways"
)

// Every byte of a short exchange is tried, and so many of a long one: all at
// both ends, where lines and bodies begin and end, and evenly between them.
const (
	everyByte = 1500 // of a call that moves money
	someBytes = 240
	endBytes  = 64
)

func (b *bench) places(bytes int) []int {
	most := someBytes
	if b.call.Moves {
		most = everyByte
	}
	step := 1
	if bytes > most {
		step = (bytes-2*endBytes)/(most-2*endBytes) + 1
	}
	var at []int
	for n := range bytes {
		if n < endBytes || n >= bytes-endBytes || n%step == 0 {
			at = append(at, n)
		}
	}
	if stride > 1 {
		at = slices.DeleteFunc(at, func(n int) bool { return n%stride != 0 && n != bytes-1 })
	}
	return at
}

// measure makes the call on a whole line and returns how long request and reply
// of one of its connections are.
func (b *bench) measure(connection int) (request int, reply []byte) {
	b.Helper()
	a := b.attempt(patience, 1, straight)
	b.expect("on a whole line", a.result, gateways.Approved)
	request, reply = a.line.passed(connection)
	if request < 100 || len(reply) < 50 {
		b.Fatalf("connection %d: %d bytes sent, %d heard", connection, request, len(reply))
	}
	return request, reply
}

// cutAtEveryByteOfRequest: from the first byte on, nobody can know. While not
// one has passed, NotSent is the truth and Unknown is careful. The twin sees
// half a request only, so it must not act on it.
func cutAtEveryByteOfRequest(b *bench) {
	for _, from := range b.stages() {
		request, _ := b.measure(from)
		for _, at := range b.places(request) {
			a := b.attempt(patience, from, cut(at, -1, io.EOF))
			sent, _ := a.line.passed(from)
			if sent > 0 || a.result.Outcome != gateways.NotSent {
				b.learntNothing("cut", from, a.result)
			}
			if a.happened() != 0 {
				b.Errorf("cut after %d of %d bytes: it happened", sent, request)
			}
			if b.Failed() {
				b.Fatalf("request cut after %d of %d bytes", sent, request)
			}
		}
	}
}

// cutAtEveryByteOfReply: while one byte is missing, the reply says nothing, be
// it a yes or a no.
func cutAtEveryByteOfReply(b *bench) {
	for _, from := range b.stages() {
		_, reply := b.measure(from)
		for i, at := range b.places(len(reply)) {
			broken := []error{io.EOF, reset}[i%2]
			a := b.attempt(patience, from, cut(-1, at, broken))
			b.learntNothing("cut", from, a.result)
			if from == b.last() && a.ready.Happened != nil && a.happened() != 1 {
				b.Errorf("it happened %d times", a.happened())
			}
			if b.Failed() {
				b.Fatalf("reply cut after %d of %d bytes (%v)", at, len(reply), broken)
			}
		}
	}
}

// shorterThanPromisedIsUnknown: even a reply that can be read whole says
// nothing when its own header says that something is missing.
func shorterThanPromisedIsUnknown(b *bench) {
	for _, from := range b.stages() {
		a := b.attempt(patience, from, b.rewritten(func(body string) string {
			return promising(1, body)
		}))
		b.learntNothing("a byte short", from, a.result)
	}
}
