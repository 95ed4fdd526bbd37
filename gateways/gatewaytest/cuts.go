package gatewaytest

import (
	"context"
	"io"

	"keyindesk/gateways"
)

// verb is one way of calling the gateway: it prepares, and returns the call
// and what is expected of it on a whole line.
type verb struct {
	name string
	want gateways.Outcome
	call func(b *bench, dial Dial) gateways.Result
}

var verbs = []verb{
	{"charge", gateways.Approved, func(b *bench, dial Dial) gateways.Result {
		return b.over(dial, patience).Charge(context.Background(), b.order()).Result
	}},
	{"decline", gateways.Declined, func(b *bench, dial Dial) gateways.Result {
		b.twin.Decline(b.DeclineCode, "한도초과")
		return b.over(dial, patience).Charge(context.Background(), b.order()).Result
	}},
	{"cancel", gateways.Approved, func(b *bench, dial Dial) gateways.Result {
		cancel := gateways.Cancel{TransactionID: b.sold().TransactionID}
		return b.over(dial, patience).Cancel(context.Background(), cancel).Result
	}},
}

// measure runs the verb on a whole line and returns how long request and reply
// are.
func (b *bench) measure(v verb) (request, reply int) {
	dial, whole := through(b.twin.Dial, -1, -1, io.EOF)
	b.expect(v.name+" on a whole line", v.call(b, dial), v.want)
	request, reply = whole.bytes()
	if request < 100 || reply < 50 {
		b.Fatalf("%s: %d bytes sent, %d heard", v.name, request, reply)
	}
	return request, reply
}

// cutAtEveryByteOfRequest: from the first byte on, nobody can know. While not
// one has passed, NotSent is the truth and Unknown is careful. The twin sees
// half a request only, so it must not act on it.
func cutAtEveryByteOfRequest(b *bench) {
	for _, v := range []verb{verbs[0], verbs[2]} {
		request, _ := b.measure(v)
		for at := range request {
			before := b.standing()
			dial, broken := through(b.twin.Dial, at, -1, io.EOF)
			result := v.call(b, dial)
			sent, _ := broken.bytes()
			if result.Outcome != gateways.Unknown && (sent > 0 || result.Outcome != gateways.NotSent) {
				b.Errorf("%s, request cut after %d of %d bytes: %s", v.name, sent, request, told(result))
			}
			// A cancel's call makes the sale that it then fails to give back.
			if got := b.standing() - before; got != 0 && v.name == "charge" || got != 1 && v.name == "cancel" {
				b.Errorf("%s, request cut after %d of %d bytes: standing sales changed by %d", v.name, sent, request, got)
			}
		}
	}
}

// cutAtEveryByteOfReply: while one byte is missing, the reply says nothing,
// be it a yes or a no.
func cutAtEveryByteOfReply(b *bench) {
	for _, v := range verbs {
		_, reply := b.measure(v)
		for at := range reply {
			for _, broken := range []error{io.EOF, reset} {
				dial, cut := through(b.twin.Dial, -1, at, broken)
				result := v.call(b, dial)
				if _, heard := cut.bytes(); result.Outcome != gateways.Unknown {
					b.Errorf("%s, reply cut after %d of %d bytes (%v): %s", v.name, heard, reply, broken, told(result))
				}
			}
		}
	}
}

// shorterThanPromisedIsUnknown: even a reply that can be read whole says
// nothing when its own header says that something is missing.
func shorterThanPromisedIsUnknown(b *bench) {
	for _, v := range verbs {
		b.expect(v.name, v.call(b, promiseMore(b.T, b.twin.Dial)), gateways.Unknown)
	}
}

// standing counts the sales that were not given back.
func (b *bench) standing() int {
	n := 0
	for _, sale := range b.twin.Sales() {
		if !sale.Cancelled {
			n++
		}
	}
	return n
}
