package proof

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/practice"
	"keyindesk/store"
)

// evening is a counter over a real history with a real EasyPay client and its
// twin, all by one clock, and everything that goes over the line.
type evening struct {
	*desk.Desk
	t    *testing.T
	twin *practice.EasyPay
	line *tappedLine

	mu  sync.Mutex
	now time.Time
}

// seoul is a moment of these nights, such as "21 23:59:50" in November 2026.
func seoul(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-11-"+text, gateways.Korea)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func openEvening(t *testing.T, at string) *evening {
	t.Helper()
	e := &evening{t: t, now: seoul(t, at)}
	twin, err := practice.NewEasyPay(practice.EasyPayConfig{Now: e.clock})
	if err != nil {
		t.Fatal(err)
	}
	e.twin, e.line = twin, &tappedLine{dial: twin.Dial}
	shop := twin.Credentials()
	client, err := easypay.New(easypay.Config{
		Environment: gateways.Practice, Dialect: easypay.DialectMallID, PagesURL: twin.PagesURL(), Now: e.clock,
		Merchants: []easypay.Merchant{{MallID: shop.MallID, ServiceID: shop.ServiceID, MACKey: shop.MACKey}},
		Exchange:  gateways.NewExchange(gateways.Options{Total: 5 * time.Second, Dial: e.line.connect}),
	})
	if err != nil {
		t.Fatal(err)
	}
	sealer, err := store.NewSealer(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	history, err := store.Open(t.Context(), store.Options{
		Dir: filepath.Join(t.TempDir(), "practice"), Environment: string(desk.Practice), Terminal: "7Q", OrderPrefix: "P", Sealer: sealer, Now: e.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	e.Desk = desk.New(desk.Config{Book: history, Environment: desk.Practice, Wallet: client, FingerprintKey: []byte("a card key of a test"), Now: e.clock})
	t.Cleanup(func() {
		e.Close()
		_ = twin.Close()
		if err := errors.Join(history.VerifyChain(context.Background()), history.Close()); err != nil {
			t.Error(err)
		}
	})
	return e
}

func (e *evening) clock() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.now
}

func (e *evening) set(at string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.now = seoul(e.t, at)
}

// payment is one that the customer has approved on the page.
func (e *evening) payment() desk.Operation {
	e.t.Helper()
	must := func(op desk.Operation, err error) desk.Operation {
		e.t.Helper()
		if err := wants(op, err, desk.Approved); err != nil {
			e.t.Fatal(err)
		}
		return op
	}
	page, err := e.RegisterCustomer(e.t.Context(), desk.NewRegistration{ShopUserID: "user-1", Name: "홍길동"}, "김점원")
	must(page.Operation, err)
	registered := must(finishPage(e.t.Context(), e.Desk, page.URL, url.Values{"step": {"pin"}, "method": {"0"}, "pin": {"135790"}, "again": {"135790"}}))
	issued := must(e.IssueCustomerKey(e.t.Context(), registered.ID, "김점원"))
	methods, listed, err := e.Methods(e.t.Context(), issued.CustomerID, "김점원")
	must(listed, err)
	page, err = e.RegisterPayment(e.t.Context(), desk.PaymentOrder{
		CustomerID: issued.CustomerID, Method: methods[0], AmountKRW: 50_000, ItemName: "꽃바구니",
	}, "김점원")
	must(page.Operation, err)
	return must(finishPage(e.t.Context(), e.Desk, page.URL, url.Values{"pin": {"135790"}}))
}

// holds checks the row and what went over the line: one settlement, whatever
// happened, and the inquiries of these days. The twin took the money once.
func (e *evening) holds(sale desk.Operation, state desk.State, inquiries ...string) {
	e.t.Helper()
	sale, err := e.Operation(e.t.Context(), sale.ID)
	if err := wants(sale, err, state); err != nil {
		e.t.Error(err)
	}
	settles, days := e.line.heard("settle.do"), e.line.heard("tradeStatus.do")
	var asked []string
	for _, day := range days {
		asked = append(asked, day["transactionDate"])
		if day["shopTransactionId"] != sale.RequestID {
			e.t.Errorf("asked about %q", day["shopTransactionId"])
		}
	}
	if len(settles) != 1 || strings.Join(asked, " ") != strings.Join(inquiries, " ") {
		e.t.Errorf("%d settlements, asked for %v, not %v", len(settles), asked, inquiries)
	}
	paid := e.twin.Payments()
	if len(paid) != 1 || paid[0].Settles != 1 || paid[0].RequestID != sale.RequestID || paid[0].AmountKRW != 50_000 {
		e.t.Errorf("their books: %+v", paid)
	}
	if state == desk.Approved && len(paid) == 1 && (sale.TransactionID != paid[0].TransactionID || sale.ApprovalNumber != paid[0].ApprovalNumber) {
		e.t.Errorf("the row says %s %s, their books %+v", sale.TransactionID, sale.ApprovalNumber, paid[0])
	}
	e.t.Logf("%s: settle.do %d, tradeStatus.do %v, state %s", e.clock().In(gateways.Korea).Format("02 15:04:05"), len(settles), asked, sale.State)
}

// settleLost settles, and the reply to it is lost. When the line is cut the
// clock goes to then, if that is not empty.
func (e *evening) settleLost(payment desk.Operation, then string) desk.Operation {
	e.t.Helper()
	e.twin.Next(practice.Behaviour{Key: practice.LostReply})
	e.line.after("settle.do", func() {
		if then != "" {
			e.set(then)
		}
	})
	sale, err := e.Settle(e.t.Context(), payment.ID, "김점원")
	if err != nil {
		e.t.Fatal(err)
	}
	return sale
}

// TestLostSettle: a settlement whose reply is lost is settled by tradeStatus
// under its own id and day, and never sent again.
func TestLostSettle(t *testing.T) {
	t.Run("by_day", func(t *testing.T) {
		e := openEvening(t, "21 15:30:00")
		sale := e.settleLost(e.payment(), "")
		e.holds(sale, desk.Approved, "20261121")
		if _, err := e.Settle(t.Context(), sale.ParentID, "김점원"); !errors.Is(err, desk.ErrAlreadySettled) {
			t.Errorf("a second settlement: %v", err)
		}
		e.holds(sale, desk.Approved, "20261121")
	})

	t.Run("ten_seconds_before_midnight_and_asked_before_it", func(t *testing.T) {
		e := openEvening(t, "21 23:59:40")
		payment := e.payment()
		e.set("21 23:59:50")
		e.holds(e.settleLost(payment, "21 23:59:55"), desk.Approved, "20261121")
	})

	t.Run("ten_seconds_before_midnight_and_asked_after_it", func(t *testing.T) {
		e := openEvening(t, "21 23:59:40")
		payment := e.payment()
		e.set("21 23:59:50")
		e.holds(e.settleLost(payment, "22 00:00:25"), desk.Approved, "20261121")
	})

	t.Run("ten_seconds_before_midnight_and_the_first_inquiry_lost_too", func(t *testing.T) {
		e := openEvening(t, "21 23:59:40")
		payment := e.payment()
		e.set("21 23:59:50")
		e.line.cut("tradeStatus.do", true)
		sale := e.settleLost(payment, "22 00:00:25")
		e.holds(sale, desk.InDoubt, "20261121", "20261122") // the day of the request, then the one beyond midnight
		if _, err := e.Settle(t.Context(), payment.ID, "김점원"); !errors.Is(err, desk.ErrSettleOpen) {
			t.Errorf("a second settlement: %v", err)
		}
		e.line.cut("tradeStatus.do", false)
		e.set("22 23:59:59") // the last second in which KICC answers about the 21st
		if settled, err := e.InquireAll(t.Context()); len(settled) != 1 || err != nil {
			t.Errorf("settled %d: %v", len(settled), err)
		}
		e.holds(sale, desk.Approved, "20261121", "20261122", "20261121")
	})

	t.Run("after_the_second_midnight_beyond_the_days_it_can_be_booked_on_nobody_is_asked", func(t *testing.T) {
		e := openEvening(t, "21 23:59:40")
		payment := e.payment()
		e.set("21 23:59:50")
		e.line.cut("tradeStatus.do", true)
		sale := e.settleLost(payment, "22 00:00:25")
		e.line.cut("tradeStatus.do", false)
		e.set("24 00:00:00") // KICC may have booked it on the 22nd, and answers for that until now
		if _, err := e.Inquire(t.Context(), sale.ID); !errors.Is(err, desk.ErrNoInquiry) {
			t.Errorf("asked all the same: %v", err)
		}
		if settled, err := e.InquireAll(t.Context()); len(settled) != 0 || err != nil {
			t.Errorf("settled %d: %v", len(settled), err)
		}
		if until, ok := e.Inquirable(sale); ok || !until.Equal(seoul(t, "24 00:00:00")) {
			t.Errorf("until %v, %v", until, ok)
		}
		// The client refuses it too.
		asked := e.Wallet.InquireSettlement(t.Context(), gateways.Settlement{
			MerchantID: sale.MerchantID, RequestID: sale.RequestID, OrderNumber: payment.OrderNumber, AmountKRW: 50_000, At: sale.PreparedAt,
		})
		if asked.Outcome != gateways.NotSent || asked.Fault != gateways.FaultCheck {
			t.Errorf("the client: %s %s", asked.Outcome, asked.Fault)
		}
		if _, err := e.Settle(t.Context(), payment.ID, "김점원"); !errors.Is(err, desk.ErrSettleOpen) {
			t.Errorf("a second settlement: %v", err)
		}
		e.holds(sale, desk.InDoubt, "20261121", "20261122")
	})
}
