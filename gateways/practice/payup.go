package practice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"slices"
	"sync"
	"syscall"
	"time"

	"keyindesk/gateways"
)

// Payup plays Payup's keyin2 and cancel2 as the document "카드결제 구인증 API
// 규격서" (v1.1.2, history to V1.3.0) describes them. Sections in the comments
// of this package are that document's.
//
// All methods may be called from anywhere at any time; after Close nothing is
// answered any more, and what the ledger holds can still be read.
type Payup struct {
	config  PayupConfig
	ledger  *ledger
	wire    *wire
	closing chan struct{}

	mu       sync.Mutex
	next     Behaviour
	requests int
	closed   bool
	handling sync.WaitGroup
}

// PayupConfig sets a Payup up. Everything in it may be left out.
type PayupConfig struct {
	Now      func() time.Time // the clock; time.Now
	Merchant string           // the only merchant id it knows; "practice-shop"
	Key      gateways.Secret  // that merchant's apiCertKey; one made for practice

	MinimumKRW int64 // less is refused with 5001; 100 won
	MaximumKRW int64 // more is refused with 5002; 100,000,000 won

	Patience time.Duration // how long SilentReply is silent at most; 2 minutes
}

func (c PayupConfig) complete() PayupConfig {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Merchant == "" {
		c.Merchant = "practice-shop"
	}
	if c.Key.Empty() {
		c.Key = practiceKey()
	}
	if c.MinimumKRW == 0 {
		c.MinimumKRW = 100
	}
	if c.MaximumKRW == 0 {
		c.MaximumKRW = 100_000_000
	}
	if c.Patience == 0 {
		c.Patience = 2 * time.Minute
	}
	return c
}

// practiceKey has the shape of an apiCertKey and opens nothing.
func practiceKey() gateways.Secret {
	sum := sha256.Sum256([]byte("KeyinDesk practice"))
	return gateways.NewSecret(hex.EncodeToString(sum[:16]))
}

// NewPayup starts a Payup with an empty ledger that lasts until Close.
func NewPayup(config PayupConfig) *Payup {
	return start(config, newLedger())
}

// OpenPayup starts a Payup whose ledger is kept in the file at journal, so that
// yesterday's charge can be cancelled today. The file is made when it is
// missing, and belongs to one Payup at a time.
func OpenPayup(config PayupConfig, journal string) (*Payup, error) {
	ledger := newLedger()
	j, err := openJournal(journal, ledger.replay)
	if err != nil {
		return nil, err
	}
	ledger.journal = j
	return start(config, ledger), nil
}

func start(config PayupConfig, ledger *ledger) *Payup {
	p := &Payup{config: config.complete(), ledger: ledger, closing: make(chan struct{})}
	p.wire = newWire(p.Handler())
	return p
}

// Close hangs up every connection and returns when no request is being
// answered any more. It may be called twice.
func (p *Payup) Close() error {
	p.mu.Lock()
	first := !p.closed
	p.closed = true
	p.mu.Unlock()
	if !first {
		return nil
	}
	close(p.closing)
	p.wire.close()
	p.handling.Wait()
	return p.ledger.close()
}

// Dial connects to this Payup, whatever the host, over a pipe in memory: it
// can reach nothing else. CutBefore refuses here, before any byte can be sent.
func (p *Payup) Dial(ctx context.Context, host string) (net.Conn, error) {
	switch p.takeLine().Key {
	case CutBefore:
		return nil, &net.OpError{Op: "dial", Net: "practice", Addr: address(host), Err: syscall.ECONNREFUSED}
	case CutDuring:
		p.count()
		return p.wire.dial(ctx, deafAfter)
	}
	return p.wire.dial(ctx, allEars)
}

// Credentials are what a shop would have been given by Payup (1.6).
func (p *Payup) Credentials() (merchantID string, key gateways.Secret) {
	return p.config.Merchant, p.config.Key
}

// Next sets what happens to the next request that it can happen to: to the
// next cancel for CancelShort and CancelError, to the next charge for the
// card company's declines and the odd answers, to whichever comes first
// otherwise. After that one, requests are answered normally again.
func (p *Payup) Next(b Behaviour) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next = b.complete()
}

// Current is what Next set and nothing has met yet, or Approve.
func (p *Payup) Current() Behaviour {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.next.complete()
}

// Behaviours lists what Next can be given, in the order to offer it. Decline
// and SlowBy make others.
func (p *Payup) Behaviours() []Behaviour { return slices.Clone(behaviours) }

// Ledger is the truth about the money: every charge, oldest first.
func (p *Payup) Ledger() []Entry { return p.ledger.all() }

// Admin is what a person would see in Payup's admin page: every charge, newest
// first. It is where a charge in doubt is looked up in practice.
func (p *Payup) Admin() []Entry {
	entries := p.ledger.all()
	slices.Reverse(entries)
	return entries
}

// Requests counts the requests of which at least a byte arrived.
func (p *Payup) Requests() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.requests
}

func (p *Payup) count() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests++
}

// take hands out what Next set, once.
func (p *Payup) take(a act) Behaviour {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.next.complete()
	if !b.meets(a) {
		return Behaviour{Key: Approve}
	}
	p.next = Behaviour{}
	return b
}

// takeLine does the same for what must happen before a request can be read.
func (p *Payup) takeLine() Behaviour {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.next.complete()
	if b.Key != CutBefore && b.Key != CutDuring {
		return Behaviour{Key: Approve}
	}
	p.next = Behaviour{}
	return b
}

// enter counts a request in, unless the doors are closed.
func (p *Payup) enter() bool {
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
func (p *Payup) wait(ctx context.Context, d time.Duration) bool {
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
