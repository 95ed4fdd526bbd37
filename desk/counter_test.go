package desk_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/store"
)

// gateway is a KeyIn under the test's hand: it answers what it is told and
// counts what it was asked.
type gateway struct {
	mu       sync.Mutex
	charges  []gateways.Charge
	cancels  []gateways.Cancel
	findings []gateways.Finding
	// onCharge and onCancel answer; nil approves.
	onCharge func(gateways.Charge) gateways.Approval
	onCancel func(gateways.Cancel) gateways.Cancellation
}

func (g *gateway) Name() string                        { return "payup" }
func (g *gateway) Capabilities() gateways.Capabilities { return gateways.Capabilities{} }

func (g *gateway) Check(gateways.Charge) []gateways.Finding { return g.findings }

func (g *gateway) Charge(ctx context.Context, c gateways.Charge) gateways.Approval {
	g.mu.Lock()
	g.charges = append(g.charges, c)
	answer := g.onCharge
	g.mu.Unlock()
	if ctx.Err() != nil {
		return gateways.Approval{Result: gateways.Result{Fault: "canceled"}}
	}
	if answer != nil {
		return answer(c)
	}
	return gateways.Approval{
		Result:        gateways.Result{Outcome: gateways.Approved, Code: "0000", Message: "성공"},
		TransactionID: "2026112115321" + c.OrderNumber[len(c.OrderNumber)-4:], ApprovalNumber: "62361024", ApprovedAt: "20261121153210",
		CardCompany: "신한카드",
	}
}

func (g *gateway) Cancel(_ context.Context, c gateways.Cancel) gateways.Cancellation {
	g.mu.Lock()
	g.cancels = append(g.cancels, c)
	answer := g.onCancel
	g.mu.Unlock()
	if answer != nil {
		return answer(c)
	}
	return gateways.Cancellation{Result: gateways.Result{Outcome: gateways.Approved, Code: "0000"}, CancelledAt: "20261121160000"}
}

func (g *gateway) chargeCount() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.charges)
}

func ends(outcome gateways.Outcome, advice gateways.Advice, fault string) func(gateways.Charge) gateways.Approval {
	return func(gateways.Charge) gateways.Approval {
		return gateways.Approval{Result: gateways.Result{Outcome: outcome, Advice: advice, Fault: fault}}
	}
}

// gives approves with these tax parts.
func gives(parts gateways.TaxParts) func(gateways.Charge) gateways.Approval {
	return func(gateways.Charge) gateways.Approval {
		return gateways.Approval{
			Result: gateways.Result{Outcome: gateways.Approved}, TransactionID: "20261121153210ST0001", ApprovalNumber: "62361024", Parts: &parts,
		}
	}
}

// counter is a desk over a real history in a temporary folder.
type counter struct {
	*desk.Desk
	t       *testing.T
	gateway *gateway
	history *store.Store
	log     *bytes.Buffer
	dir     string

	clockMu sync.Mutex
	now     time.Time
}

func (c *counter) clock() time.Time {
	c.clockMu.Lock()
	defer c.clockMu.Unlock()
	return c.now
}

func (c *counter) set(now time.Time) {
	c.clockMu.Lock()
	defer c.clockMu.Unlock()
	c.now = now
}

func openCounter(t *testing.T) *counter {
	t.Helper()
	c := &counter{t: t, gateway: &gateway{}, log: &bytes.Buffer{}, now: time.Date(2026, 11, 21, 6, 32, 10, 0, time.UTC)}
	c.dir = t.TempDir()
	c.history = openHistory(t, c.dir, c.clock)
	c.Desk = c.at(c.history)
	return c
}

// at is a desk over any book, with this counter's gateway.
func (c *counter) at(book desk.Book) *desk.Desk {
	return desk.New(desk.Config{
		Book: book, Environment: desk.Practice, KeyIn: c.gateway, FingerprintKey: []byte("a key for tests only"),
		Now: c.clock, Log: slog.New(slog.NewJSONHandler(c.log, nil)),
	})
}

func openHistory(t *testing.T, dir string, now func() time.Time) *store.Store {
	t.Helper()
	sealer, err := store.NewSealer(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	history, err := store.Open(t.Context(), store.Options{
		Dir: dir, Environment: "practice", Terminal: "7Q", OrderPrefix: "P", Sealer: sealer, Now: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = history.Close() })
	return history
}

func rice() desk.Order {
	return desk.Order{
		Card: desk.Card{
			Number: desk.NewSecret("9490220006611406"), ExpiryMonth: desk.NewSecret("05"), ExpiryYear: desk.NewSecret("29"),
			HolderID: desk.NewSecret("890302"), Password: desk.NewSecret("12"),
		},
		AmountKRW: 52_000, Quota: 3, ItemName: "햅쌀 10kg", Buyer: desk.Buyer{Name: "홍길동", Phone: "01012345678"},
	}
}

func (c *counter) readBack(o desk.Order) *desk.Press {
	c.t.Helper()
	press, err := c.ReadBack(c.t.Context(), o, "김하늘")
	if err != nil {
		c.t.Fatal(err)
	}
	return press
}

func (c *counter) charge(o desk.Order) desk.Operation {
	c.t.Helper()
	op, err := c.readBack(o).Charge(c.t.Context(), false)
	if err != nil {
		c.t.Fatal(err)
	}
	return op
}

// brokenBook fails where it is told to.
type brokenBook struct {
	desk.Book
	prepare, finish error
	finishes        int
}

func (b *brokenBook) Prepare(ctx context.Context, in store.Intent) (store.Operation, error) {
	if b.prepare != nil {
		return store.Operation{}, b.prepare
	}
	return b.Book.Prepare(ctx, in)
}

func (b *brokenBook) Finish(ctx context.Context, id int64, a store.Answer) (store.Operation, error) {
	b.finishes++
	if b.finish != nil {
		return store.Operation{}, b.finish
	}
	return b.Book.Finish(ctx, id, a)
}

// forgetfulBook keeps the first outcome and says that it failed.
type forgetfulBook struct {
	desk.Book
	finishes int
}

func (b *forgetfulBook) Finish(ctx context.Context, id int64, a store.Answer) (store.Operation, error) {
	op, err := b.Book.Finish(ctx, id, a)
	if b.finishes++; b.finishes == 1 {
		return store.Operation{}, errDisk
	}
	return op, err
}

var errDisk = errors.New("disk on fire")
