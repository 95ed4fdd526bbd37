package practice

import (
	"context"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// player is what every twin is made of: the line it is reached over, the
// behaviour that is set for the next request, and the count of requests. A
// twin adds its handler, its table of behaviours and its books.
//
// All methods may be called from anywhere at any time.
type player struct {
	habits   habits
	patience time.Duration // how long SilentReply is silent at most
	wire     *wire
	closing  chan struct{}

	mu       sync.Mutex
	next     Behaviour
	requests int
	closed   bool
	handling sync.WaitGroup
}

// newPlayer makes a player that can be reached once play was called.
func newPlayer(habits habits, patience time.Duration) *player {
	return &player{habits: habits, patience: patience, closing: make(chan struct{})}
}

// play begins to answer with handler. It is called once, before Dial.
func (p *player) play(handler http.Handler) { p.wire = newWire(handler) }

// shut hangs up every connection and returns when no request is being answered
// any more. It says whether it was this call that did so.
func (p *player) shut() bool {
	p.mu.Lock()
	first := !p.closed
	p.closed = true
	p.mu.Unlock()
	if !first {
		return false
	}
	close(p.closing)
	p.wire.close()
	p.handling.Wait()
	return true
}

// Dial connects to this twin, whatever the host, over a pipe in memory: it
// can reach nothing else. CutBefore refuses here, before any byte can be sent.
func (p *player) Dial(ctx context.Context, host string) (net.Conn, error) {
	switch p.takeLine().Key {
	case CutBefore:
		return nil, &net.OpError{Op: "dial", Net: "practice", Addr: address(host), Err: syscall.ECONNREFUSED}
	case CutDuring:
		p.count()
		return p.wire.dial(ctx, deafAfter)
	}
	return p.wire.dial(ctx, allEars)
}

// Next sets what happens to the next request that it can happen to. After that
// one, requests are answered normally again.
func (p *player) Next(b Behaviour) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next = p.habits.complete(b)
}

// Current is what Next set and nothing has met yet, or Approve.
func (p *player) Current() Behaviour {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.habits.complete(p.next)
}

// Behaviours lists what Next can be given, in the order to offer it. Decline
// and SlowBy make others.
func (p *player) Behaviours() []Behaviour { return p.habits.offered() }

// Requests counts the requests of which at least a byte arrived.
func (p *player) Requests() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.requests
}

func (p *player) count() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests++
}

// take hands out what Next set, once.
func (p *player) take(a act) Behaviour {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.habits.complete(p.next)
	if !p.habits.meets(b.Key, a) {
		return Behaviour{Key: Approve}
	}
	p.next = Behaviour{}
	return b
}

// takeLine does the same for what must happen before a request can be read.
func (p *player) takeLine() Behaviour {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.habits.complete(p.next)
	if b.Key != CutBefore && b.Key != CutDuring {
		return Behaviour{Key: Approve}
	}
	p.next = Behaviour{}
	return b
}

// enter counts a request in, unless the doors are closed. Whoever was let in
// calls handling.Done on the way out.
func (p *player) enter() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.requests++
	p.handling.Add(1)
	return true
}

// wait pauses for d, and says whether the other side is still there after it.
func (p *player) wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	case <-p.closing:
		return false
	}
}
