package store

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// model is the history as a few lines of rules: what Store must agree with
// after any sequence of verbs.
type model struct {
	t     *rapid.T
	s     *Store
	o     Options
	clock *clock
	ops   []modelOp // ops[i] has id i+1
}

type modelOp struct {
	kind         Kind
	state        State
	parent       int64
	amount       int64
	transaction  string
	settled      bool
	contradicted bool
	order        string
}

func (m *model) op(id int64) *modelOp { return &m.ops[id-1] }

// cancels says whether a cancel of the charge, other than except, went through
// or is open.
func (m *model) cancels(charge, except int64) error {
	for i, o := range m.ops {
		if o.kind != KindCancel || o.parent != charge || int64(i+1) == except {
			continue
		}
		switch o.state {
		case Approved:
			return ErrAlreadyCancelled
		case Prepared, InDoubt:
			return ErrCancelOpen
		}
	}
	return nil
}

func (m *model) anyID() int64 {
	if len(m.ops) == 0 {
		m.t.Skip("nothing there yet")
	}
	return int64(rapid.IntRange(1, len(m.ops)).Draw(m.t, "id"))
}

func (m *model) agree(got Operation, err, want error) bool {
	if !errors.Is(err, want) || want == nil && err != nil {
		m.t.Fatalf("got %v, want %v", err, want)
	}
	if err == nil && got.ID != 0 {
		m.compare(got)
	}
	return err == nil
}

func (m *model) compare(got Operation) {
	want := m.op(got.ID)
	var cancelledBy int64
	var cancelState State
	for i, o := range m.ops {
		if o.parent == got.ID {
			cancelState = o.state
			if o.state == Approved {
				cancelledBy = int64(i + 1)
			}
		}
	}
	is := fmt.Sprint(got.Kind, got.State, got.ParentID, got.AmountKRW, got.TransactionID, got.Settled, got.Contradicted, got.OrderNumber, got.CancelledBy, got.CancelState)
	should := fmt.Sprint(want.kind, want.state, want.parent, want.amount, want.transaction, want.settled, want.contradicted, want.order, cancelledBy, cancelState)
	if is != should {
		m.t.Fatalf("operation %d is\n%s, should be\n%s", got.ID, is, should)
	}
}

func (m *model) charge(t *rapid.T) {
	in := chargeIntent(rapid.Int64Range(1, 1_000_000).Draw(t, "amount"))
	op, err := m.s.Prepare(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range m.ops {
		if o.order == op.OrderNumber {
			t.Fatalf("order number %s given twice", op.OrderNumber)
		}
	}
	m.ops = append(m.ops, modelOp{kind: KindCharge, state: Prepared, amount: in.AmountKRW, order: op.OrderNumber})
	m.agree(op, nil, nil)
}

func (m *model) cancel(*rapid.T) {
	id := m.anyID()
	charge := *m.op(id)
	want := m.cancels(id, 0)
	if charge.kind != KindCharge || charge.state != Approved || charge.transaction == "" {
		want = ErrNotCancellable
	}
	op, err := m.s.Prepare(ctx, Intent{Kind: KindCancel, ParentID: id, AmountKRW: charge.amount})
	if err == nil {
		m.ops = append(m.ops, modelOp{kind: KindCancel, state: Prepared, parent: id, amount: charge.amount, transaction: charge.transaction, order: op.OrderNumber})
	}
	m.agree(op, err, want)
}

func (m *model) finish(t *rapid.T) {
	id := m.anyID()
	answer := Answer{
		State:         rapid.SampledFrom([]State{Approved, Declined, NotSent, InDoubt}).Draw(t, "state"),
		TransactionID: rapid.SampledFrom([]string{"", "", "T1", "T2", "T3"}).Draw(t, "transaction"),
	}
	var want error
	if o := m.op(id); o.state != Prepared {
		want = ErrWrongState
	} else {
		o.state = answer.State
		if answer.TransactionID != "" {
			o.transaction = answer.TransactionID
		}
	}
	op, err := m.s.Finish(ctx, id, answer)
	m.agree(op, err, want)
}

func (m *model) resolve(t *rapid.T) {
	id := m.anyID()
	r := Resolution{Happened: rapid.Bool().Draw(t, "happened"), Evidence: "seen"}
	if r.Happened {
		r.TransactionID, r.ApprovalNumber = rapid.SampledFrom([]string{"T1", "T2", "R1", "R2"}).Draw(t, "transaction"), "A"
	}
	want := m.finding(id, r)
	if want == nil {
		o := m.op(id)
		o.contradicted = o.contradicted || o.settled
		o.settled, o.state = true, Declined
		if r.Happened {
			o.state = Approved
		}
		if o.kind == KindCharge {
			o.transaction = r.TransactionID
		}
	}
	op, err := m.s.Resolve(ctx, id, r)
	m.agree(op, err, want)
}

func (m *model) finding(id int64, r Resolution) error {
	o := m.op(id)
	if o.state != InDoubt && !o.settled {
		return ErrWrongState
	}
	if o.kind == KindCharge || r.Happened {
		charge, except := id, int64(0)
		if o.kind == KindCancel {
			charge, except = o.parent, id
		}
		if err := m.cancels(charge, except); err != nil {
			return err
		}
	}
	for i, other := range m.ops {
		if o.kind == KindCharge && r.Happened && other.kind == KindCharge && other.state == Approved && int64(i+1) != id && other.transaction == r.TransactionID {
			return ErrTransactionTaken
		}
	}
	same := o.state == Approved && r.Happened || o.state == Declined && !r.Happened
	if o.settled && same && (o.kind == KindCancel || o.transaction == r.TransactionID) {
		return ErrWrongState
	}
	return nil
}

func (m *model) contradict(*rapid.T) {
	id := m.anyID()
	var want error
	if o := m.op(id); o.settled {
		o.contradicted = true
	} else {
		want = ErrWrongState
	}
	m.agree(Operation{}, m.s.Contradict(ctx, id, "later fact"), want)
}

func (m *model) moveClock(t *rapid.T) {
	m.clock.mu.Lock()
	defer m.clock.mu.Unlock()
	m.clock.now = m.clock.now.Add(time.Duration(rapid.IntRange(-48, 48).Draw(t, "hours")) * time.Hour)
}

func (m *model) restart(t *rapid.T) {
	if err := m.s.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if m.s, err = Open(ctx, m.o); err != nil {
		t.Fatal(err)
	}
	cut := 0
	for i := range m.ops {
		if m.ops[i].state == Prepared {
			m.ops[i].state = InDoubt
			cut++
		}
	}
	if len(m.s.Recovered()) != cut {
		t.Fatalf("recovered %d of %d", len(m.s.Recovered()), cut)
	}
	m.walk(t)
}

// walk walks the chain.
func (m *model) walk(t *rapid.T) {
	if err := m.s.VerifyChain(ctx); err != nil {
		t.Fatal(err)
	}
}

// check compares everything.
func (m *model) check(t *rapid.T) {
	page, err := m.s.History(ctx, Query{Limit: maxLimit})
	if err != nil || len(page.Operations) != len(m.ops) {
		t.Fatalf("%d operations, should be %d: %v", len(page.Operations), len(m.ops), err)
	}
	for _, op := range page.Operations {
		m.compare(op)
	}
}

// quickDisk is a folder whose files need not wait for a disk, where there is
// one: thousands of commits are compared here, none is cut.
func quickDisk() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

// TestModel drives random sequences of every verb, restarts and a restless
// clock included: 40 of them, or as many as -rapid.checks says.
func TestModel(t *testing.T) {
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		t.Cleanup(func() { _ = checks.Value.Set(checks.DefValue) })
		_ = checks.Value.Set("40")
	}
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(quickDisk(), "keyindesk-model-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		m := &model{t: t}
		sealer, _ := NewSealer(testKey(1))
		m.clock = &clock{}
		m.clock.set("2026-11-21 23:30:00")
		m.o = Options{Dir: dir, Environment: "practice", Terminal: "7Q", OrderPrefix: "P", Sealer: sealer, Now: m.clock.Now}
		if m.s, err = Open(ctx, m.o); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = m.s.Close() }()
		step := func(do func(*rapid.T)) func(*rapid.T) {
			return func(t *rapid.T) { m.t = t; do(t) }
		}
		t.Repeat(map[string]func(*rapid.T){
			"charge": step(m.charge), "charge2": step(m.charge), "cancel": step(m.cancel), "finish": step(m.finish), "finish2": step(m.finish),
			"resolve": step(m.resolve), "resolve2": step(m.resolve), "contradict": step(m.contradict), "clock": step(m.moveClock), "restart": step(m.restart),
			"": m.check,
		})
		m.walk(t)
	})
}
