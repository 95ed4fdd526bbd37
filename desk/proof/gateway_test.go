package proof

import (
	"errors"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"keyindesk/gateways/practice"
)

// gateway is the practice Payup behind a socket of this process. It outlives
// the child that calls it, so its ledger is the truth about the money.
type gateway struct {
	*practice.Payup
	socket string
	server *http.Server
	moods  []practice.Behaviour // one of these for each request, by chance

	mu   sync.Mutex
	idle sync.Cond
	open int // connections
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
	g := &gateway{moods: moods, socket: filepath.Join(shortFolder(t), "payup")}
	g.idle.L = &g.mu
	if journal == "" {
		g.Payup = practice.NewPayup(practice.PayupConfig{})
	} else {
		var err error
		if g.Payup, err = practice.OpenPayup(practice.PayupConfig{}, journal); err != nil {
			t.Fatal(err)
		}
	}
	listener, err := net.Listen("unix", g.socket)
	if err != nil {
		t.Fatal(err)
	}
	g.server = &http.Server{Handler: g.moody(g.Handler()), ErrorLog: log.New(io.Discard, "", 0), ConnState: g.count}
	go func() { _ = g.server.Serve(listener) }() // ends with close
	t.Cleanup(g.close)
	return g
}

func (g *gateway) close() {
	_ = g.server.Close()
	_ = g.Payup.Close()
}

// moody lets each request meet another behaviour.
func (g *gateway) moody(payup http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			return // from settle, not from a client
		}
		if len(g.moods) > 0 {
			g.Next(g.moods[rand.N(len(g.moods))])
		}
		payup.ServeHTTP(w, r)
	})
}

func (g *gateway) count(_ net.Conn, state http.ConnState) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch state {
	case http.StateNew:
		g.open++
	case http.StateClosed, http.StateHijacked:
		g.open--
		g.idle.Broadcast()
	}
}

// settle returns when whatever a killed child sent has been dealt with, so
// that the ledger changes no more. Connections are accepted in their order:
// when a last one was heard, all earlier ones were.
func (g *gateway) settle() error {
	last, err := net.Dial("unix", g.socket)
	if err != nil {
		return err
	}
	_, err = io.WriteString(last, "GET / HTTP/1.0\r\n\r\n")
	_, readErr := io.Copy(io.Discard, last)
	if err := errors.Join(err, readErr, last.Close()); err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.open > 0 {
		g.idle.Wait()
	}
	return nil
}

// shortFolder is a folder whose name leaves room for a socket's.
func shortFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "desk")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
