package proof

import (
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"keyindesk/gateways/practice"
)

// truth is a gateway that outlives the children that call it, and knows what
// became of the money.
type truth interface {
	at() string // the socket that a child connects to
	// audit opens what a killed child left, as the next start would, and compares
	// it with the gateway's books.
	audit(t testing.TB, dir string, pressed *presses) verdict
	movements() int // of money so far
}

// gateway is the practice Payup behind a socket of this process. It outlives
// the child that calls it, so its ledger is the truth about the money.
type gateway struct {
	*practice.Payup
	*socket
	moods []practice.Behaviour // one of these for each request, by chance
}

// days is how a gateway behaves from request to request: mostly well.
var days = []practice.Behaviour{
	{}, {}, {}, {}, {}, {}, {}, {}, {}, {},
	practice.SlowBy(2 * time.Millisecond), practice.SlowBy(5 * time.Millisecond), practice.SlowBy(10 * time.Millisecond),
	{Key: practice.DeclineLimit}, practice.Decline("P099", "거절 (연습)"),
	{Key: practice.LostReply}, {Key: practice.LostRequest}, {Key: practice.CutDuring},
	{Key: practice.Garbage}, {Key: practice.BadGateway}, {Key: practice.WrongAmount},
	{Key: practice.CancelError}, {Key: practice.CancelShort},
}

// openGateway serves a Payup until the test ends. journal may be "".
func openGateway(t testing.TB, journal string, moods []practice.Behaviour) *gateway {
	t.Helper()
	g := &gateway{moods: moods}
	if journal == "" {
		g.Payup = practice.NewPayup(practice.PayupConfig{})
	} else {
		var err error
		if g.Payup, err = practice.OpenPayup(practice.PayupConfig{}, journal); err != nil {
			t.Fatal(err)
		}
	}
	g.socket = serve(t, g.moody(g.Handler()))
	t.Cleanup(g.close)
	return g
}

// at is where the children reach it.
func (g *gateway) at() string { return g.path }

// movements counts the charges.
func (g *gateway) movements() int { return len(g.Ledger()) }

func (g *gateway) close() {
	g.socket.close()
	_ = g.Payup.Close()
}

// moody lets each request meet another behaviour.
func (g *gateway) moody(payup http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(g.moods) > 0 {
			g.Next(g.moods[rand.N(len(g.moods))])
		}
		payup.ServeHTTP(w, r)
	})
}
