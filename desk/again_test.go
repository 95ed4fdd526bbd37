package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
)

// onPage is a payment of a known customer that was approved on the page.
func (s *till) onPage(customer desk.Customer, amountKRW int64, shown ...desk.Operation) desk.Operation {
	s.t.Helper()
	page, err := s.RegisterPayment(s.t.Context(), desk.PaymentOrder{
		CustomerID: customer.ID, Method: card(), AmountKRW: amountKRW, ItemName: "꽃바구니", Shown: shown,
	}, "김하늘")
	if err != nil || page.Operation.State != desk.Approved {
		s.t.Fatalf("%+v, %v", page, err)
	}
	op, err := s.TakeReturn(s.t.Context(), posted(s.t, gateways.PageReturn{
		Code: "0000", RequestID: page.Operation.RequestID, OrderNumber: page.Operation.OrderNumber, AuthorizationID: "AUTH-1",
	}), "김하늘")
	if err != nil {
		s.t.Fatal(err)
	}
	return op
}

// A customer whose last payment is in doubt, or who paid the same today, is not
// asked for the money again before staff have seen that.
func TestPaymentLookAlikes(t *testing.T) {
	order := func(c desk.Customer, amountKRW int64) desk.PaymentOrder {
		return desk.PaymentOrder{CustomerID: c.ID, Method: card(), AmountKRW: amountKRW, ItemName: "꽃"}
	}
	t.Run("in_doubt_whatever_the_amount", func(t *testing.T) {
		s := openTill(t)
		c := s.customer()
		first := s.onPage(c, 50_000)
		s.wallet.onSettle, s.wallet.onInquire = ending1(gateways.Unknown, ""), ending1(gateways.Unknown, "")
		sale, err := s.Settle(t.Context(), first.ID, "김하늘")
		if err != nil || sale.State != desk.InDoubt {
			t.Fatalf("%+v, %v", sale, err)
		}
		if _, err := s.RegisterPayment(t.Context(), order(c, 1_000), "김하늘"); !errors.Is(err, desk.ErrDuplicate) {
			t.Errorf("a page was asked for: %v", err)
		}
		alike, err := s.PaymentLookAlikes(t.Context(), c.ID, 1_000)
		if err != nil || len(alike) != 1 || alike[0].ID != sale.ID {
			t.Fatalf("%+v, %v", alike, err)
		}
		s.wallet.onSettle = ending{}
		second := s.onPage(c, 1_000, alike...)
		if done, err := s.Settle(t.Context(), second.ID, "김하늘"); err != nil || done.State != desk.Approved {
			t.Errorf("past it at the page, and asked again: %+v, %v", done, err)
		}
	})
	t.Run("what_came_after_the_page_is_asked_at_the_settlement", func(t *testing.T) {
		s := openTill(t)
		c := s.customer()
		first, second := s.onPage(c, 50_000), s.onPage(c, 50_000)
		if _, err := s.Settle(t.Context(), first.ID, "김하늘"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Settle(t.Context(), second.ID, "김하늘"); !errors.Is(err, desk.ErrDuplicate) || len(s.wallet.settlements) != 1 {
			t.Fatalf("%v after %d settlements", err, len(s.wallet.settlements))
		}
		alike, err := s.SettleLookAlikes(t.Context(), second.ID)
		if err != nil || len(alike) != 1 {
			t.Fatalf("%+v, %v", alike, err)
		}
		done, err := s.Settle(t.Context(), second.ID, "김하늘", alike...)
		if err != nil || done.State != desk.Approved {
			t.Fatalf("%+v, %v", done, err)
		}
		steps, err := s.Story(t.Context(), done.ID)
		if err != nil || len(steps) < 2 || steps[1].Type != desk.EventOverride {
			t.Errorf("the story does not say that staff went past it: %+v, %v", steps, err)
		}
	})
	t.Run("another_amount_or_another_customer_or_day_is_no_duplicate", func(t *testing.T) {
		s := openTill(t)
		c := s.customer()
		if _, err := s.Settle(t.Context(), s.onPage(c, 50_000).ID, "김하늘"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.RegisterPayment(t.Context(), order(c, 49_000), "김하늘"); err != nil {
			t.Error(err)
		}
		s.set(s.clock().Add(24 * time.Hour))
		if _, err := s.RegisterPayment(t.Context(), order(c, 50_000), "김하늘"); err != nil {
			t.Error(err)
		}
	})
}

// A declined settlement uses its page up.
func TestDeclinedPageIsSpent(t *testing.T) {
	s := openTill(t)
	page := s.payment(50_000)
	s.wallet.onSettle = ending1(gateways.Declined, "")
	if op, err := s.Settle(t.Context(), page.ID, "김하늘"); err != nil || op.State != desk.Declined {
		t.Fatalf("%+v, %v", op, err)
	}
	if _, err := s.Settle(t.Context(), page.ID, "김하늘"); !errors.Is(err, desk.ErrPageSpent) || len(s.wallet.settlements) != 1 {
		t.Errorf("%v after %d settlements", err, len(s.wallet.settlements))
	}
}

// No other answer makes up for a message authentication, or an echo, that was
// wrong: only a person asks then.
func TestUntrustedAnswerIsNotOverruled(t *testing.T) {
	for _, fault := range []string{gateways.FaultMAC, gateways.FaultEcho} {
		s := openTill(t)
		page := s.payment(50_000)
		s.wallet.onSettle = ending1(gateways.Unknown, fault)
		op, err := s.Settle(t.Context(), page.ID, "김하늘")
		if err != nil || op.State != desk.InDoubt || op.Fault != fault {
			t.Fatalf("%+v, %v", op, err)
		}
		if settled, err := s.InquireAll(t.Context()); err != nil || len(settled) != 0 || len(s.wallet.inquiries) != 0 {
			t.Errorf("%s: asked %d times, %v", fault, len(s.wallet.inquiries), err)
		}
		if done, err := s.Inquire(t.Context(), op.ID); err != nil || done.State != desk.Approved {
			t.Errorf("%s: a person asked: %+v, %v", fault, done, err)
		}
		// Somebody else's inquiry, or this one again, finds the row as it stands.
		if _, err := s.Inquire(t.Context(), op.ID); !errors.Is(err, desk.ErrNoInquiry) {
			t.Errorf("again: %v", err)
		}
	}
}

// What the page says may name the customer; the history keeps people sealed.
func TestReturnNamesNobody(t *testing.T) {
	s := openTill(t)
	c := s.customer()
	page, err := s.RegisterPayment(t.Context(), desk.PaymentOrder{CustomerID: c.ID, Method: card(), AmountKRW: 1_000, ItemName: "꽃"}, "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	op, err := s.TakeReturn(t.Context(), posted(t, gateways.PageReturn{
		Code: "W100", Message: "홍길동 고객 인증 실패", RequestID: page.Operation.RequestID, OrderNumber: page.Operation.OrderNumber,
	}), "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	steps, err := s.history.Story(t.Context(), op.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		if strings.Contains(step.Detail, "홍길동") {
			t.Errorf("kept: %s", step.Detail)
		}
	}
}

// A finding needs numbers that the gateway can have given, of settlements too.
func TestResolveSettlement(t *testing.T) {
	s := openTill(t)
	page := s.payment(50_000)
	s.wallet.onSettle, s.wallet.onInquire = ending1(gateways.Unknown, ""), ending1(gateways.Unknown, "")
	op, err := s.Settle(t.Context(), page.ID, "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Resolve(t.Context(), op.ID, desk.Resolution{Happened: true, TransactionID: "모름", ApprovalNumber: "???", Evidence: "관리자 화면"})
	if !errors.Is(err, desk.ErrTransaction) {
		t.Errorf("taken: %v", err)
	}
	done, err := s.Resolve(t.Context(), op.ID, desk.Resolution{
		Happened: true, TransactionID: "20261121000000000007", ApprovalNumber: "62361024", Evidence: "카드 4111-1111-1111-1111, 거래 20261121000000000007",
	})
	if err != nil || done.State != desk.Approved {
		t.Fatalf("%+v, %v", done, err)
	}
	steps, err := s.Story(t.Context(), op.ID)
	if last := steps[len(steps)-1]; err != nil || last.Evidence != "카드 […], 거래 20261121000000000007" {
		t.Errorf("kept %q", last.Evidence)
	}
}

// An id belongs to one customer for good.
func TestRegisterAgainKeepsTheID(t *testing.T) {
	s := openTill(t)
	c := s.customer()
	if _, err := s.RegisterCustomer(t.Context(), desk.NewRegistration{CustomerID: c.ID, ShopUserID: "someone-else-99", Name: "홍길동"}, "김하늘"); err != nil {
		t.Fatal(err)
	}
	if sent := s.wallet.registrations[len(s.wallet.registrations)-1].ShopUserID; sent != c.ShopUserID {
		t.Errorf("sent %s for %s", sent, c.ShopUserID)
	}
}

// Parts of a mixed sale go back out of what is left of each, and never more VAT
// than was taken.
func TestPartsOfAMixedSale(t *testing.T) {
	s := openTill(t)
	c := s.customer()
	page, err := s.RegisterPayment(t.Context(), desk.PaymentOrder{
		CustomerID: c.ID, Method: card(), AmountKRW: 100, ItemName: "꽃", Tax: &desk.Tax{TaxableKRW: 60, FreeKRW: 40},
	}, "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	returned, err := s.TakeReturn(t.Context(), posted(t, gateways.PageReturn{
		Code: "0000", RequestID: page.Operation.RequestID, OrderNumber: page.Operation.OrderNumber, AuthorizationID: "AUTH-1",
	}), "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	sale, err := s.Settle(t.Context(), returned.ID, "김하늘")
	if err != nil || sale.State != desk.Approved {
		t.Fatalf("%+v, %v", sale, err)
	}
	var back desk.Operation
	give := func(amountKRW, taxableKRW int64) (err error) {
		back, err = s.Cancel(t.Context(), desk.CancelOrder{
			ChargeID: sale.ID, AmountKRW: amountKRW, Tax: &desk.Tax{TaxableKRW: taxableKRW, FreeKRW: amountKRW - taxableKRW},
			Reason: "시듦", Confirm: "100", Staff: "김하늘",
		})
		return err
	}
	if err := give(90, 90); !errors.Is(err, desk.ErrTaxSplit) || len(s.wallet.cancels) != 0 {
		t.Fatalf("more taxed than there is: %v after %d", err, len(s.wallet.cancels))
	}
	var vat, supply, free int64
	for range 10 {
		if err := give(10, 6); err != nil {
			t.Fatal(err)
		}
		parts := s.wallet.cancels[len(s.wallet.cancels)-1].Parts
		if back.PartsGiven || back.SupplyKRW != parts.SupplyKRW || back.VATKRW != parts.VATKRW || back.ExemptKRW != parts.FreeKRW {
			t.Errorf("the gateway was told %+v, the history %d + %d + %d", *parts, back.SupplyKRW, back.VATKRW, back.ExemptKRW)
		}
		vat, supply, free = vat+parts.VATKRW, supply+parts.SupplyKRW, free+parts.FreeKRW
	}
	if vat != 5 || supply != 55 || free != 40 {
		t.Errorf("given back %d + %d + %d", supply, vat, free)
	}
}
