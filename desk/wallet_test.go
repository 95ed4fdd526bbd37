package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways"
)

// customerKey is what the wallet issues.
const customerKey = "BB2BDC6A1B519C7EE31EE6FAB5D83D0FC2E80B86"

// wallet is a gateways.Wallet under the test's hand. Its pages return JSON.
type wallet struct {
	mu            sync.Mutex
	registrations []gateways.Registration
	issues        []gateways.Issue
	revocations   []gateways.Revocation
	payments      []gateways.Payment
	settlements   []gateways.Settlement
	cancels       []gateways.Cancel
	inquiries     []gateways.Settlement
	cancelAsks    []gateways.Cancel
	queries       []gateways.MethodQuery

	// What the calls end in; the zero value approves.
	onRegister, onIssue, onRevoke, onSettle, onInquire, onCancel, onCancelAsk ending
}

// ending is how a call of the wallet ends.
type ending struct {
	set     bool
	outcome gateways.Outcome
	fault   string
}

func ending1(outcome gateways.Outcome, fault string) ending { return ending{true, outcome, fault} }

func (e ending) result() gateways.Result {
	if !e.set {
		return gateways.Result{Outcome: gateways.Approved, Code: "0000", Message: "정상"}
	}
	return gateways.Result{Outcome: e.outcome, Fault: e.fault}
}

func (w *wallet) Name() string { return "easypay" }

func (w *wallet) Capabilities() gateways.Capabilities {
	return gateways.Capabilities{
		InquiryDays: 2, PartialCancel: true, Idempotency: gateways.IdempotencyUntilMidnight, Window: true,
	}
}

func (w *wallet) CheckRegistration(r gateways.Registration) []gateways.Finding {
	if r.ShopUserID == "" {
		return []gateways.Finding{{Field: gateways.FieldShopUserID, Rule: gateways.RuleMissing, Block: true}}
	}
	return nil
}

func (w *wallet) CheckPayment(p gateways.Payment) []gateways.Finding {
	if p.AmountKRW <= 0 {
		return []gateways.Finding{{Field: gateways.FieldAmount, Rule: gateways.RuleAmount, Block: true}}
	}
	return nil
}

func (w *wallet) Register(_ context.Context, r gateways.Registration) gateways.Registered {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.registrations = append(w.registrations, r)
	got := gateways.Registered{Result: w.onRegister.result(), MerchantID: "T0001004"}
	if got.Outcome == gateways.Approved {
		got.PageURL, got.RegisterID = "https://testapi.easypay.co.kr/page", "reply/+="
	}
	return got
}

func (w *wallet) Issue(_ context.Context, i gateways.Issue) gateways.Issued {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.issues = append(w.issues, i)
	got := gateways.Issued{Result: w.onIssue.result()}
	if got.Outcome == gateways.Approved {
		got.CustomerKey = gateways.NewSecret(customerKey)
	}
	return got
}

func (w *wallet) Revoke(_ context.Context, r gateways.Revocation) gateways.Revoked {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.revocations = append(w.revocations, r)
	return gateways.Revoked{Result: w.onRevoke.result()}
}

func (w *wallet) Methods(_ context.Context, q gateways.MethodQuery) gateways.MethodList {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.queries = append(w.queries, q)
	return gateways.MethodList{Result: ending{}.result(), Methods: []gateways.Method{card()}}
}

func (w *wallet) RegisterPayment(_ context.Context, p gateways.Payment) gateways.PaymentPage {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.payments = append(w.payments, p)
	return gateways.PaymentPage{Result: ending{}.result(), PageURL: "https://testapi.easypay.co.kr/pay", MerchantID: p.MerchantID}
}

func (w *wallet) Settle(_ context.Context, s gateways.Settlement) gateways.Approval {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.settlements = append(w.settlements, s)
	return approval(w.onSettle)
}

func (w *wallet) InquireSettlement(_ context.Context, s gateways.Settlement) gateways.Approval {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inquiries = append(w.inquiries, s)
	return approval(w.onInquire)
}

func approval(e ending) gateways.Approval {
	got := gateways.Approval{Result: e.result()}
	if got.Outcome == gateways.Approved {
		got.TransactionID, got.ApprovalNumber, got.ApprovedAt = "20261121000000000001", "62361024", "20261121153210"
		got.CardCompany, got.MaskedNumber = "하나비씨카드", "419187******383*"
	}
	return got
}

func (w *wallet) Cancel(_ context.Context, c gateways.Cancel) gateways.Cancellation {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cancels = append(w.cancels, c)
	return gateways.Cancellation{Result: w.onCancel.result(), CancelledAt: "20261121160000", CancelID: "20261121000000000002"}
}

func (w *wallet) InquireCancel(_ context.Context, c gateways.Cancel) gateways.Cancellation {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cancelAsks = append(w.cancelAsks, c)
	return gateways.Cancellation{Result: w.onCancelAsk.result(), CancelledAt: "20261121160000", CancelID: "20261121000000000002"}
}

func (w *wallet) ReadReturn(text string) (gateways.PageReturn, error) {
	var r gateways.PageReturn
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, &gateways.ReturnError{Rule: gateways.ReturnUnreadable}
	}
	return r, nil
}

func card() gateways.Method {
	return gateways.Method{
		TypeCode: "11", DetailCode: "026", Name: "비씨카드", VirtualNumber: gateways.NewSecret("VIRTUAL0001"), MaskedNumber: "****1234",
	}
}

// posted is what a page sends back.
func posted(t *testing.T, r gateways.PageReturn) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// till is a counter with a wallet, and with a receiver of the test's own.
type till struct {
	*counter
	wallet  *wallet
	returns *returns
}

func openTill(t *testing.T) *till {
	t.Helper()
	c := openCounter(t)
	s := &till{counter: c, wallet: &wallet{}, returns: &returns{}}
	c.Desk = s.open(s.returns)
	return s
}

// open is a desk over the same history, as after a restart.
func (s *till) open(returns desk.Returns) *desk.Desk {
	return desk.New(desk.Config{
		Book: s.history, Environment: desk.Test, KeyIn: s.gateway, Wallet: s.wallet, Returns: returns,
		FingerprintKey: []byte("a key for tests only"), Log: slog.New(slog.NewJSONHandler(s.log, nil)), Now: s.clock,
	})
}

// returns is a receiver that the test posts to.
type returns struct {
	mu    sync.Mutex
	waits map[string]func(string) gateways.ReturnReply

	base    string // of its addresses; "" for that of port 47443
	refuses int    // how many addresses it still refuses to open
}

func (r *returns) Expect(token string, deliver func(string) gateways.ReturnReply) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.refuses > 0 {
		r.refuses--
		return "", errors.New("closed")
	}
	if r.waits == nil {
		r.waits = map[string]func(string) gateways.ReturnReply{}
	}
	r.waits[token] = deliver
	if r.base != "" {
		return r.base + token, nil
	}
	return "https://127.0.0.1:47443/return/" + token, nil
}

func (r *returns) Forget(token string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.waits, token)
}

func (r *returns) tokens() (all []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for token := range r.waits {
		all = append(all, token)
	}
	return all
}

func (r *returns) post(token, text string) gateways.ReturnReply {
	r.mu.Lock()
	deliver := r.waits[token]
	r.mu.Unlock()
	if deliver == nil {
		return gateways.ReturnReply{Rule: "nobody waits"}
	}
	return deliver(text)
}

// registered is a customer whose page has returned.
func (s *till) registered() desk.Operation {
	s.t.Helper()
	page, err := s.RegisterCustomer(s.t.Context(), desk.NewRegistration{ShopUserID: "pang-su-14", Name: "홍길동"}, "김하늘")
	if err != nil || page.Operation.State != desk.Approved {
		s.t.Fatalf("%+v, %v", page, err)
	}
	op, err := s.TakeReturn(s.t.Context(), posted(s.t, gateways.PageReturn{
		Registration: true, Code: "0000", RequestID: page.Operation.RequestID, RegisterID: "B922D5", CertificationID: "BA20D7",
	}), "김하늘")
	if err != nil {
		s.t.Fatal(err)
	}
	return op
}

// customer is one with a key.
func (s *till) customer() desk.Customer {
	s.t.Helper()
	op, err := s.IssueCustomerKey(s.t.Context(), s.registered().ID, "김하늘")
	if err != nil || op.State != desk.Approved {
		s.t.Fatalf("%+v, %v", op, err)
	}
	c, err := s.Customer(s.t.Context(), op.CustomerID)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// payment is one that a new customer approved on the page.
func (s *till) payment(amountKRW int64) desk.Operation {
	s.t.Helper()
	return s.onPage(s.customer(), amountKRW)
}
