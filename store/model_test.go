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
	t         *rapid.T
	s         *Store
	o         Options
	clock     *clock
	ops       []modelOp       // ops[i] has id i+1
	customers []modelCustomer // the same
}

type modelOp struct {
	kind         Kind
	state        State
	parent       int64
	customer     int64
	amount       int64
	transaction  string
	request      string
	returned     bool
	settled      bool
	contradicted bool
	order        string
}

func (m *model) op(id int64) *modelOp { return &m.ops[id-1] }

// anyID draws an operation, mostly one that fits.
func (m *model) anyID(fits func(modelOp) bool) int64 {
	if len(m.ops) == 0 {
		m.t.Skip("nothing there yet")
	}
	var fitting []int64
	for i, o := range m.ops {
		if fits(o) {
			fitting = append(fitting, int64(i+1))
		}
	}
	if len(fitting) > 0 && rapid.IntRange(0, 4).Draw(m.t, "fitting") > 0 {
		return rapid.SampledFrom(fitting).Draw(m.t, "id")
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
	given := m.cancelled(got.ID, 0)
	var cancelledBy, remain int64
	if approved := m.following(KindCancel, got.ID, 0, Approved); want.kind.TakesMoney() && given == want.amount {
		cancelledBy = approved[len(approved)-1]
	}
	if want.kind.TakesMoney() && want.state == Approved {
		remain = want.amount - given
	}
	var cancelState State
	for _, o := range m.ops {
		if o.parent == got.ID && o.kind == KindCancel {
			cancelState = o.state
		}
	}
	is := fmt.Sprint(got.Kind, got.State, got.ParentID, got.CustomerID, got.AmountKRW, got.TransactionID, got.RequestID, got.Returned,
		got.Settled, got.Contradicted, got.OrderNumber, got.CancelledKRW, got.RemainKRW(), got.CancelledBy, got.CancelState)
	should := fmt.Sprint(want.kind, want.state, want.parent, want.customer, want.amount, want.transaction, want.request, want.returned,
		want.settled, want.contradicted, want.order, given, remain, cancelledBy, cancelState)
	if is != should {
		m.t.Fatalf("operation %d is\n%s, should be\n%s", got.ID, is, should)
	}
}

// prepare tries an intent and holds the result against what the rules want.
func (m *model) prepare(in Intent, want error) (made bool) {
	op, err := m.s.Prepare(ctx, in)
	if err == nil {
		for _, o := range m.ops {
			if o.order == op.OrderNumber {
				m.t.Fatalf("order number %s given twice", op.OrderNumber)
			}
		}
		o := modelOp{kind: in.Kind, state: Prepared, parent: in.ParentID, customer: in.CustomerID, amount: in.AmountKRW,
			request: in.RequestID, order: op.OrderNumber}
		switch {
		case in.NewCustomer != nil:
			m.customers = append(m.customers, modelCustomer{state: CustomerPending, shopUserID: in.NewCustomer.ShopUserID})
			o.customer = int64(len(m.customers))
		case in.ParentID != 0:
			o.customer = m.op(in.ParentID).customer
		}
		if in.Kind == KindCancel {
			o.transaction = m.op(in.ParentID).transaction
		}
		m.ops = append(m.ops, o)
	}
	return m.agree(op, err, want)
}

func (m *model) charge(t *rapid.T) {
	m.prepare(chargeIntent(rapid.Int64Range(1, 1_000_000).Draw(t, "amount")), nil)
}

func (m *model) cancel(t *rapid.T) {
	id := m.anyID(func(o modelOp) bool { return o.kind.TakesMoney() && o.state == Approved })
	sale := *m.op(id)
	amount := rapid.SampledFrom([]int64{1, sale.amount/2 + 1, sale.amount, sale.amount + 1}).Draw(t, "amount")
	amount = max(amount, 1)
	want := ErrNotCancellable
	if sale.kind.TakesMoney() && sale.state == Approved && sale.transaction != "" {
		want = m.fits(id, amount, 0)
	}
	made := m.prepare(Intent{Kind: KindCancel, ParentID: id, AmountKRW: amount}, want)
	if state := rapid.SampledFrom([]State{Approved, Approved, InDoubt, Prepared}).Draw(t, "end"); made && state != Prepared {
		m.finishAs(int64(len(m.ops)), Answer{State: state})
	}
}

func (m *model) finish(t *rapid.T) {
	m.finishAs(m.anyID(func(o modelOp) bool { return o.state == Prepared }), Answer{
		State:         rapid.SampledFrom([]State{Approved, Approved, Declined, NotSent, InDoubt, NoAnswer}).Draw(t, "state"),
		TransactionID: rapid.SampledFrom([]string{"", "", "T1", "T2", "T3"}).Draw(t, "transaction"),
	})
}

func (m *model) finishAs(id int64, answer Answer) {
	o := m.op(id)
	var want error
	switch {
	case o.state != Prepared:
		want = ErrWrongState
	case answer.State == InDoubt && o.kind.Harmless(), answer.State == NoAnswer && !o.kind.Harmless():
		want = ErrInvalid
	default:
		m.answered(id, &answer)
	}
	op, err := m.s.Finish(ctx, id, answer)
	m.agree(op, err, want)
}

func (m *model) resolve(t *rapid.T) {
	id := m.anyID(func(o modelOp) bool { return o.state == InDoubt || o.settled })
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
		if o.kind.TakesMoney() {
			o.transaction = r.TransactionID
		}
		m.changeCustomer(id)
	}
	op, err := m.s.Resolve(ctx, id, r)
	m.agree(op, err, want)
}

func (m *model) contradict(*rapid.T) {
	id := m.anyID(func(o modelOp) bool { return o.settled })
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
	if rapid.IntRange(0, 5).Draw(t, "restart") > 0 { // or nothing would ever be finished
		return
	}
	if err := m.s.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if m.s, err = Open(ctx, m.o); err != nil {
		t.Fatal(err)
	}
	cut := 0
	for i := range m.ops {
		switch o := &m.ops[i]; {
		case o.state == Prepared && o.kind.Harmless():
			o.state = NoAnswer
		case o.state == Prepared:
			o.state = InDoubt
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
			"register": step(m.register), "issue": step(m.issue), "revoke": step(m.revoke), "pay": step(m.pay), "settle": step(m.settle),
			"return": step(m.comeBack), "inquire": step(m.inquire), "ask": step(m.ask), "signUp": step(m.signUp), "paid": step(m.paid), "finish3": step(m.finish), "cancel2": step(m.cancel),
			"": m.check,
		})
		m.walk(t)
	})
}
