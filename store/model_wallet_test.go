package store

import (
	"fmt"

	"pgregory.net/rapid"
)

type modelCustomer struct {
	state      CustomerState
	shopUserID string
	changedBy  int64
}

// anyCustomer draws one; the verbs are skipped while there is none.
func (m *model) anyCustomer() int64 {
	if len(m.customers) == 0 {
		m.t.Skip("nobody there yet")
	}
	return int64(rapid.IntRange(1, len(m.customers)).Draw(m.t, "customer"))
}

// changeCustomer lets the customer follow an operation that is approved now,
// unless a later one was first.
func (m *model) changeCustomer(id int64) {
	o := m.op(id)
	if o.state != Approved || o.kind != KindIssueKey && o.kind != KindRevokeKey {
		return
	}
	c := &m.customers[o.customer-1]
	if c.changedBy > id {
		return
	}
	c.changedBy, c.state = id, CustomerActive
	if o.kind == KindRevokeKey {
		c.state = CustomerRevoked
	}
}

// answered lets an operation follow an answer, and gives the answer the key
// that it must have.
func (m *model) answered(id int64, a *Answer) {
	o := m.op(id)
	if a.State == Approved && o.kind == KindIssueKey {
		a.CustomerKey = fmt.Sprintf("KEY-OF-%09d", id)
	}
	o.state = a.State
	if a.TransactionID != "" {
		o.transaction = a.TransactionID
	}
	m.changeCustomer(id)
}

func (m *model) register(t *rapid.T) {
	in := Intent{Kind: KindRegisterCustomer, Gateway: "easypay", RequestID: newRequest()}
	if len(m.customers) > 0 && rapid.Bool().Draw(t, "again") {
		in.CustomerID = m.anyCustomer()
		m.prepare(in, nil)
		return
	}
	id, err := m.s.NextShopUserID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	in.NewCustomer = &NewCustomer{ShopUserID: id, Name: "홍길동"}
	m.prepare(in, nil)
}

func (m *model) issue(*rapid.T) {
	id := m.anyID(func(o modelOp) bool { return o.kind == KindRegisterCustomer && o.returned })
	page := m.op(id)
	var want error
	switch {
	case page.kind != KindRegisterCustomer || !page.returned:
		want = ErrNotReturned
	case len(m.following(KindIssueKey, id, 0, Approved)) > 0:
		want = ErrAlreadyIssued
	case len(m.following(KindIssueKey, id, 0, Prepared)) > 0:
		want = ErrIssueOpen
	}
	m.prepare(Intent{Kind: KindIssueKey, Gateway: "easypay", ParentID: id}, want)
}

func (m *model) revoke(*rapid.T) {
	m.prepare(Intent{Kind: KindRevokeKey, Gateway: "easypay", CustomerID: m.anyCustomer()}, nil)
}

// ask prepares what changes nothing outside.
func (m *model) ask(t *rapid.T) {
	if rapid.Bool().Draw(t, "key") {
		m.prepare(Intent{Kind: KindLookupKey, Gateway: "payple", Private: []byte("key")}, nil)
		return
	}
	m.prepare(Intent{Kind: KindListMethods, Gateway: "easypay", CustomerID: m.anyCustomer()}, nil)
}

func (m *model) pay(t *rapid.T) {
	m.prepare(Intent{Kind: KindRegisterPayment, Gateway: "easypay", CustomerID: m.anyCustomer(), RequestID: newRequest(),
		AmountKRW: rapid.Int64Range(1, 1000).Draw(t, "amount")}, nil)
}

func (m *model) settle(*rapid.T) {
	id := m.anyID(func(o modelOp) bool { return o.kind == KindRegisterPayment && o.returned })
	page := m.op(id)
	want := ErrNotReturned
	if page.kind == KindRegisterPayment && page.returned {
		want = m.noneOf(KindSettle, id, 0, ErrSettleOpen, ErrAlreadySettled)
	}
	m.prepare(Intent{Kind: KindSettle, Gateway: "easypay", ParentID: id, AmountKRW: max(page.amount, 1), RequestID: page.request}, want)
}

func (m *model) comeBack(*rapid.T) {
	m.comeBackTo(m.anyID(func(o modelOp) bool { return o.kind.registers() && o.state == Approved && !o.returned }))
}

func (m *model) comeBackTo(id int64) {
	o := m.op(id)
	var want error
	if !o.kind.registers() || o.state != Approved || o.returned {
		want = ErrWrongState
	} else {
		o.returned = true
	}
	op, err := m.s.Return(ctx, id, ReturnRecord{How: ByPaste, Code: "0000", Private: []byte("auth")})
	m.agree(op, err, want)
}

// signUp takes a customer all the way, mostly; random verbs alone rarely do.
func (m *model) signUp(t *rapid.T) {
	m.register(t)
	m.through(t, KindIssueKey)
}

// paid does the same for a payment.
func (m *model) paid(t *rapid.T) {
	m.pay(t)
	m.through(t, KindSettle)
}

// through takes the newest row, a page just asked for, to the end of what
// follows it.
func (m *model) through(t *rapid.T, follower Kind) {
	page := int64(len(m.ops))
	m.finishAs(page, Answer{State: Approved})
	m.comeBackTo(page)
	m.prepare(Intent{Kind: follower, Gateway: "easypay", ParentID: page, AmountKRW: m.op(page).amount, RequestID: m.op(page).request}, nil)
	if state := rapid.SampledFrom([]State{Approved, Approved, InDoubt, Prepared}).Draw(t, "end"); state != Prepared {
		m.finishAs(int64(len(m.ops)), Answer{State: state, TransactionID: fmt.Sprint("S", page)})
	}
}

func (m *model) inquire(t *rapid.T) {
	id := m.anyID(func(o modelOp) bool { return o.state == InDoubt })
	a := Answer{
		State:         rapid.SampledFrom([]State{Approved, Declined, InDoubt}).Draw(t, "state"),
		TransactionID: rapid.SampledFrom([]string{"", "I1"}).Draw(t, "transaction"),
	}
	var want error
	switch {
	case m.op(id).state != InDoubt:
		want = ErrWrongState
	case a.State != InDoubt:
		m.answered(id, &a)
	}
	op, err := m.s.RecordInquiry(ctx, id, a)
	m.agree(op, err, want)
}

// check compares everything, and that what is shown sums up.
func (m *model) check(t *rapid.T) {
	page, err := m.s.History(ctx, Query{Limit: maxLimit})
	if err != nil || len(page.Operations) != len(m.ops) {
		t.Fatalf("%d operations, should be %d: %v", len(page.Operations), len(m.ops), err)
	}
	var taken, left int64
	for _, op := range page.Operations {
		m.compare(op)
		left += op.RemainKRW()
		if op.Kind.TakesMoney() && op.State == Approved {
			taken += op.AmountKRW
		}
	}
	sum, err := m.s.Totals(ctx, Query{})
	if err != nil || sum.Approved.AmountKRW != taken || taken-sum.Cancelled.AmountKRW != left || sum.GivenBack.AmountKRW != sum.Cancelled.AmountKRW {
		t.Fatalf("%+v of %d with %d left: %v", sum, taken, left, err)
	}
	customers, err := m.s.Customers(ctx, "")
	if err != nil || len(customers) != len(m.customers) {
		t.Fatalf("%d customers, should be %d: %v", len(customers), len(m.customers), err)
	}
	for _, c := range customers {
		if want := m.customers[c.ID-1]; c.State != want.state || c.ShopUserID != want.shopUserID {
			t.Fatalf("customer %d is %s %s, should be %+v", c.ID, c.State, c.ShopUserID, want)
		}
	}
}
