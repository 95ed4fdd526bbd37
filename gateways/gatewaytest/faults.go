package gatewaytest

import (
	"context"
	"crypto/x509"
	"slices"
	"testing"
	"time"

	"keyindesk/gateways"
)

// Verb is one call of a gateway for the table of faults.
type Verb struct {
	Name string
	// Good is the body of a reply that approves it.
	Good string
	// Bad are bodies that look like a yes and are none, Fine say it in another way.
	Bad, Fine []Body
	// Call makes a client of the gateway at base, which is on this PC, and returns
	// one call of it. What a call needs beforehand, such as a token, it has.
	Call func(t testing.TB, base string, exchange *gateways.Exchange) func(context.Context) gateways.Result
}

// Body is a reply's body.
type Body struct{ Name, Text string }

// fault is one way in which a call can go wrong.
type fault struct {
	name        string
	act         act
	want        gateways.Outcome
	because     string // the Fault, where it matters; any if empty
	options     func(*hostile, *gateways.Options)
	certificate func(*x509.Certificate)
	before      bool // the call is ended before it begins
}

// The list of bad replies must not grow thin unseen.
const leastBad = 70

// Faults drives each call of the gateway of that name against a TLS server on
// this PC that fails in every way we know and at every byte. Whatever happens
// before the first written byte is NotSent and whatever happens after it is
// Unknown; no fault is Approved, and no call is ever made twice. -v prints the
// tables.
func Faults(t *testing.T, gateway string, verbs ...Verb) {
	faults, harmless := newTable("faults of "+gateway, verbs), newTable("harmless variants of "+gateway, verbs)
	for i, v := range verbs {
		t.Run(v.Name, func(t *testing.T) {
			bad := badReplies(v)
			if len(bad) < leastBad {
				t.Errorf("only %d bad replies", len(bad))
			}
			t.Run("faults", func(t *testing.T) {
				if i == 0 { // before it is said what is asked
					for _, s := range handshakes(v) {
						faults.sweep(t, v, s)
					}
				}
				for _, f := range slices.Concat(linesDown(v), bad) {
					faults.run(t, v, f)
				}
				for _, s := range sweeps(v) {
					faults.sweep(t, v, s)
				}
				for _, f := range ownReplies(v.Bad, gateways.Unknown) {
					faults.run(t, v, f)
				}
			})
			t.Run("harmless", func(t *testing.T) {
				for _, f := range append(harmlessVariants(v), ownReplies(v.Fine, gateways.Approved)...) {
					harmless.run(t, v, f)
				}
			})
		})
	}
	t.Logf("%s", faults)
	t.Logf("%s", harmless)
}

// ownReplies are those that only this call can get.
func ownReplies(replies []Body, want gateways.Outcome) (faults []fault) {
	for _, b := range replies {
		faults = append(faults, fault{name: b.Name, act: replying(httpReply("", b.Text)), want: want})
	}
	return faults
}

// play makes one call against server and checks the rules that hold for every
// fault.
func play(t *testing.T, server *hostile, v Verb, f fault) end {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	server.endCall = cancel
	server.act.Store(&f.act)
	options := gateways.Options{Connect: 10 * time.Second, Total: 10 * time.Second, Roots: server.roots, Dial: server.dial}
	if f.options != nil {
		f.options(server, &options)
	}
	call := v.Call(t, server.url(), gateways.NewExchange(options))
	if f.before {
		cancel()
	}
	connections, begun, seen := server.connections.Load(), server.begun.Load(), server.seen.Load()
	got := call(ctx)
	server.settle()
	connections, begun, seen = server.connections.Load()-connections, server.begun.Load()-begun, server.seen.Load()-seen

	if got.Outcome != f.want {
		t.Errorf("%s: %v (%s: %v), not %v", f.name, got.Outcome, got.Fault, got.Cause, f.want)
	}
	if f.because != "" && got.Fault != f.because {
		t.Errorf("%s: because of %s, not %s", f.name, got.Fault, f.because)
	}
	if connections > 1 || begun > 1 || seen > 1 {
		t.Errorf("%s: one call made %d connections, began %d requests, ended %d", f.name, connections, begun, seen)
	}
	if got.Trace.Written != (got.Outcome != gateways.NotSent) || begun > 0 && !got.Trace.Written {
		t.Errorf("%s: %v with written %v and %d requests begun", f.name, got.Outcome, got.Trace.Written, begun)
	}
	return end{got.Outcome, got.Fault}
}
