package store

import (
	"errors"
	"fmt"
	"testing"
)

// allKinds with, of each, an intent that can be prepared on a new history.
var allKinds = map[Kind]func(tb testing.TB, s *Store) Intent{
	KindCharge: func(testing.TB, *Store) Intent { return chargeIntent(1000) },
	KindCancel: func(tb testing.TB, s *Store) Intent { return cancelIntent(approved(tb, s, 1000)) },
	KindLookupKey: func(testing.TB, *Store) Intent {
		return Intent{Kind: KindLookupKey, Gateway: "payple", Staff: "김직원", KeyHint: "abcd…wxyz", Private: []byte("whole key")}
	},
	KindDeleteKey: func(testing.TB, *Store) Intent {
		return Intent{Kind: KindDeleteKey, Gateway: "payple", Staff: "김직원", KeyHint: "abcd…wxyz", Private: []byte("whole key")}
	},
	KindRegisterCustomer: func(_ testing.TB, s *Store) Intent { return registrationIntent(s) },
	KindIssueKey: func(tb testing.TB, s *Store) Intent {
		return followIntent(KindIssueKey, returnedRegistration(tb, s))
	},
	KindRevokeKey:       func(tb testing.TB, s *Store) Intent { return aboutIntent(KindRevokeKey, activeCustomer(tb, s)) },
	KindListMethods:     func(tb testing.TB, s *Store) Intent { return aboutIntent(KindListMethods, activeCustomer(tb, s)) },
	KindRegisterPayment: func(tb testing.TB, s *Store) Intent { return paymentIntent(activeCustomer(tb, s), 1000) },
	KindSettle: func(tb testing.TB, s *Store) Intent {
		return followIntent(KindSettle, returnedPayment(tb, s, activeCustomer(tb, s), 1000))
	},
}

var requests int

// newRequest is a request id that was not used before.
func newRequest() string {
	requests++
	return fmt.Sprintf("REQ%d", requests)
}

// registrationIntent registers a new customer, 홍길동, with the next shop user id.
func registrationIntent(s *Store) Intent {
	id, err := s.NextShopUserID(ctx)
	if err != nil {
		panic(err)
	}
	return Intent{
		Kind: KindRegisterCustomer, Gateway: "easypay", Staff: "김직원", RequestID: newRequest(), MerchantID: "T0001",
		NewCustomer: &NewCustomer{ShopUserID: id, Name: "홍길동", Phone: "01012345678", Email: "hong@example.kr"},
		Buyer:       Buyer{Name: "홍길동", Phone: "01012345678"}, Private: []byte("page one"),
	}
}

// returnedRegistration is a registration of a new customer whose page came back.
func returnedRegistration(tb testing.TB, s *Store) Operation {
	tb.Helper()
	op := finished(tb, s, prepared(tb, s, registrationIntent(s)).ID, Answer{State: Approved, ResultCode: "0000"})
	return comeBack(tb, s, op)
}

func comeBack(tb testing.TB, s *Store, op Operation) Operation {
	tb.Helper()
	got, err := s.Return(ctx, op.ID, ReturnRecord{Staff: "김직원", How: ByPaste, Code: "0000", Message: "정상", Private: []byte("returned")})
	if err != nil {
		tb.Fatal(err)
	}
	return got
}

// followIntent follows a page that came back.
func followIntent(kind Kind, page Operation) Intent {
	return Intent{Kind: kind, Gateway: page.Gateway, Staff: "김직원", ParentID: page.ID, AmountKRW: page.AmountKRW,
		RequestID: page.RequestID, ItemName: page.ItemName, Buyer: page.Buyer}
}

// issuedKey is what a gateway answers when it issues a key.
func issuedKey(key string) Answer {
	return Answer{State: Approved, ResultCode: "0000", CustomerKey: key, KeyHint: key[:4] + "…" + key[len(key)-4:]}
}

const testCustomerKey = "CUSTOMERKEY-0123456789"

// activeCustomer is a new customer with a key.
func activeCustomer(tb testing.TB, s *Store) Customer {
	tb.Helper()
	op := finished(tb, s, prepared(tb, s, followIntent(KindIssueKey, returnedRegistration(tb, s))).ID, issuedKey(testCustomerKey))
	return customerOf(tb, s, op.CustomerID)
}

func customerOf(tb testing.TB, s *Store, id int64) Customer {
	tb.Helper()
	c, err := s.Customer(ctx, id)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// aboutIntent is an act upon a customer.
func aboutIntent(kind Kind, c Customer) Intent {
	return Intent{Kind: kind, Gateway: c.Gateway, Staff: "김직원", CustomerID: c.ID, KeyHint: c.KeyHint,
		Buyer: Buyer{Name: c.Name, Phone: c.Phone}}
}

func paymentIntent(c Customer, amount int64) Intent {
	in := aboutIntent(KindRegisterPayment, c)
	in.AmountKRW, in.RequestID, in.ItemName = amount, newRequest(), "꽃바구니"
	return in
}

// returnedPayment is a payment whose page came back.
func returnedPayment(tb testing.TB, s *Store, c Customer, amount int64) Operation {
	tb.Helper()
	return comeBack(tb, s, finished(tb, s, prepared(tb, s, paymentIntent(c, amount)).ID, Answer{State: Approved}))
}

// settledPayment is a sale that a customer approved on the page.
func settledPayment(tb testing.TB, s *Store, amount int64) Operation {
	tb.Helper()
	op := prepared(tb, s, followIntent(KindSettle, returnedPayment(tb, s, activeCustomer(tb, s), amount)))
	return finished(tb, s, op.ID, approval(op.OrderNumber))
}

// TestKinds holds, for every kind, which answers it can have and what becomes
// of it when the program is cut off.
func TestKinds(t *testing.T) {
	if len(allKinds) != len(kindRules) {
		t.Fatal("a kind is left out")
	}
	for kind, intent := range allKinds {
		for _, state := range []State{Approved, Declined, NotSent, InDoubt, NoAnswer} {
			t.Run(fmt.Sprintf("%s/%s", kind, state), func(t *testing.T) {
				s := quickStore(t)
				op := prepared(t, s, intent(t, s))
				a := Answer{State: state, TransactionID: "T", ApprovalNumber: "A"}
				if kind == KindIssueKey && state == Approved {
					a = issuedKey(testCustomerKey)
				}
				var want error
				if state == InDoubt && kind.Harmless() || state == NoAnswer && !kind.Harmless() {
					want = ErrInvalid
				}
				got, err := s.Finish(ctx, op.ID, a)
				if !errors.Is(err, want) || want == nil && (err != nil || got.State != state) {
					t.Fatal(got.State, err, want)
				}
				if stays, _ := s.Operation(ctx, op.ID); want != nil && stays.State != Prepared {
					t.Error(stays.State)
				}
				if _, err := s.Finish(ctx, op.ID, a); want == nil && !errors.Is(err, ErrWrongState) {
					t.Error("finished twice", err)
				}
			})
		}
		t.Run(fmt.Sprintf("%s/cut_off", kind), func(t *testing.T) {
			o, _ := testOptions(t, quickTemp(t))
			s := openTest(t, o)
			op := prepared(t, s, intent(t, s))
			s.Close()
			s = openTest(t, o)
			want, recovered := InDoubt, 1
			if kind.Harmless() {
				want, recovered = NoAnswer, 0
			}
			got, err := s.Operation(ctx, op.ID)
			if err != nil || got.State != want || len(s.Recovered()) != recovered {
				t.Error(got.State, len(s.Recovered()), err)
			}
			story, _ := s.Story(ctx, op.ID)
			if last := story[len(story)-1]; last.Type != EventCutOff || last.OperationID != op.ID {
				t.Error(last.Type)
			}
			if err := s.VerifyChain(ctx); err != nil {
				t.Error(err)
			}
		})
		t.Run(fmt.Sprintf("%s/amount", kind), func(t *testing.T) {
			s := quickStore(t)
			in := intent(t, s)
			for _, wrong := range []int64{-1, 0, 5} {
				in.AmountKRW = wrong
				if kindRules[kind].amount == (wrong > 0) && wrong >= 0 {
					continue
				}
				if _, err := s.Prepare(ctx, in); !errors.Is(err, ErrInvalid) {
					t.Error(wrong, err)
				}
			}
		})
	}
	t.Run("words", func(t *testing.T) {
		for kind := range allKinds {
			takes := kind == KindCharge || kind == KindSettle
			harmless := map[Kind]bool{KindLookupKey: true, KindListMethods: true, KindRegisterCustomer: true, KindRegisterPayment: true}[kind]
			if kind.TakesMoney() != takes || kind.GivesBack() != (kind == KindCancel) || kind.Harmless() != harmless {
				t.Error(kind)
			}
		}
	})
}

// quickStore is newStore where nothing need wait for a disk.
func quickStore(tb testing.TB) *Store {
	tb.Helper()
	o, _ := testOptions(tb, quickTemp(tb))
	s := openTest(tb, o)
	tb.Cleanup(func() {
		if err := s.VerifyChain(ctx); err != nil {
			tb.Errorf("chain after the test: %v", err)
		}
	})
	return s
}

// TestFollowing holds what an operation may follow, and whom it may be about.
func TestFollowing(t *testing.T) {
	s, _ := newStore(t)
	charge := approved(t, s, 1000)
	open := finished(t, s, prepared(t, s, registrationIntent(s)).ID, Answer{State: Approved})
	registration := returnedRegistration(t, s)
	customer := activeCustomer(t, s)
	payment := returnedPayment(t, s, customer, 1000)
	waiting := finished(t, s, prepared(t, s, paymentIntent(customer, 1000)).ID, Answer{State: Approved})
	declined := finished(t, s, prepared(t, s, paymentIntent(customer, 1000)).ID, Answer{State: Declined})
	with := func(in Intent, change func(*Intent)) Intent { change(&in); return in }
	for name, c := range map[string]struct {
		in   Intent
		want error
	}{
		"issue before the return":        {followIntent(KindIssueKey, open), ErrNotReturned},
		"issue after a charge":           {followIntent(KindIssueKey, with0(charge)), ErrNotReturned},
		"issue after a payment":          {followIntent(KindIssueKey, with0(payment)), ErrNotReturned},
		"issue after nothing":            {Intent{Kind: KindIssueKey, Gateway: "easypay"}, ErrInvalid},
		"issue after no row":             {Intent{Kind: KindIssueKey, Gateway: "easypay", ParentID: 99}, ErrNotFound},
		"issue for another customer":     {with(followIntent(KindIssueKey, registration), func(in *Intent) { in.CustomerID = customer.ID }), ErrInvalid},
		"issue at another gateway":       {with(followIntent(KindIssueKey, registration), func(in *Intent) { in.Gateway = "payup" }), ErrInvalid},
		"issue under another merchant":   {with(followIntent(KindIssueKey, registration), func(in *Intent) { in.MerchantID = "T9" }), ErrInvalid},
		"settle before the return":       {followIntent(KindSettle, waiting), ErrNotReturned},
		"settle what was declined":       {followIntent(KindSettle, declined), ErrNotReturned},
		"settle a charge":                {followIntent(KindSettle, charge), ErrNotReturned},
		"settle another amount":          {with(followIntent(KindSettle, payment), func(in *Intent) { in.AmountKRW = 999 }), ErrInvalid},
		"cancel a payment":               {cancelIntent(payment), ErrNotCancellable},
		"revoke nobody":                  {Intent{Kind: KindRevokeKey, Gateway: "easypay"}, ErrInvalid},
		"revoke somebody unknown":        {Intent{Kind: KindRevokeKey, Gateway: "easypay", CustomerID: 99}, ErrNotFound},
		"revoke at another gateway":      {Intent{Kind: KindRevokeKey, Gateway: "payup", CustomerID: customer.ID}, ErrInvalid},
		"list nobody's":                  {Intent{Kind: KindListMethods, Gateway: "easypay"}, ErrInvalid},
		"list with a parent":             {with(aboutIntent(KindListMethods, customer), func(in *Intent) { in.ParentID = charge.ID }), ErrInvalid},
		"pay for nobody":                 {Intent{Kind: KindRegisterPayment, Gateway: "easypay", AmountKRW: 1}, ErrInvalid},
		"register nobody":                {Intent{Kind: KindRegisterCustomer, Gateway: "easypay"}, ErrInvalid},
		"register without an id":         {with(registrationIntent(s), func(in *Intent) { in.NewCustomer.ShopUserID = "" }), ErrInvalid},
		"register with another":          {with(registrationIntent(s), func(in *Intent) { in.NewCustomer.Gateway = "payup" }), ErrInvalid},
		"register both":                  {with(registrationIntent(s), func(in *Intent) { in.CustomerID = customer.ID }), ErrInvalid},
		"register twice":                 {with(registrationIntent(s), func(in *Intent) { in.NewCustomer.ShopUserID = customer.ShopUserID }), ErrShopUserIDTaken},
		"a charge with a customer":       {with(chargeIntent(1), func(in *Intent) { in.CustomerID = customer.ID }), ErrInvalid},
		"a charge of a new one":          {with(chargeIntent(1), func(in *Intent) { in.NewCustomer = &NewCustomer{ShopUserID: "x"} }), ErrInvalid},
		"a look-up with a customer":      {Intent{Kind: KindLookupKey, CustomerID: customer.ID}, ErrInvalid},
		"a whole key as a hint":          {Intent{Kind: KindLookupKey, KeyHint: testCustomerKey}, ErrUnmasked},
		"a request id again":             {with(registrationIntent(s), func(in *Intent) { in.RequestID = registration.RequestID }), ErrRequestIDTaken},
		"a payment's request id again":   {with(paymentIntent(customer, 1), func(in *Intent) { in.RequestID = payment.RequestID }), ErrRequestIDTaken},
		"a payment's for a cancel":       {with(cancelIntent(charge), func(in *Intent) { in.RequestID = payment.RequestID }), ErrRequestIDTaken},
		"a kind that there is not":       {Intent{Kind: "refund", AmountKRW: 1}, ErrInvalid},
		"a registration's for a payment": {with(paymentIntent(customer, 1), func(in *Intent) { in.RequestID = registration.RequestID }), nil},
	} {
		operations, events := countRows(t, s)
		_, err := s.Prepare(ctx, c.in)
		if !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if o, e := countRows(t, s); c.want != nil && (o != operations || e != events) {
			t.Errorf("%s left something behind", name)
		}
	}
}

// with0 is a row without its amount, as a parent of what has none.
func with0(o Operation) Operation {
	o.AmountKRW = 0
	return o
}
