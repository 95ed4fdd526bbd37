package desk_test

import (
	"errors"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
)

func TestSettle(t *testing.T) {
	t.Run("takes_the_money_once", func(t *testing.T) {
		s := openTill(t)
		payment := s.payment(50_000)
		op, err := s.Settle(t.Context(), payment.ID, "김하늘")
		if err != nil || op.State != desk.Approved || op.AmountKRW != 50_000 || op.TransactionID == "" {
			t.Fatalf("%+v, %v", op, err)
		}
		if op.MaskedCard == "" || op.CardCompany != "하나비씨카드" || op.MerchantID != "T0001004" || op.Buyer.Name != "홍길동" {
			t.Errorf("the slip lacks something: %+v", op)
		}
		got := s.wallet.settlements[0]
		if got.RequestID != payment.RequestID || got.OrderNumber != payment.OrderNumber || got.AuthorizationID != "AUTH-1" {
			t.Errorf("sent %+v", got)
		}
		if _, err := s.Settle(t.Context(), payment.ID, "김하늘"); !errors.Is(err, desk.ErrAlreadySettled) || len(s.wallet.settlements) != 1 {
			t.Errorf("the second time: %v after %d", err, len(s.wallet.settlements))
		}
	})

	for name, at := range map[string]time.Time{
		"a_lost_reply_is_settled_by_the_inquiry":              time.Date(2026, 11, 21, 6, 32, 10, 0, time.UTC),
		"a_lost_reply_ten_seconds_before_midnight_is_as_well": time.Date(2026, 11, 21, 14, 59, 50, 0, time.UTC),
	} {
		t.Run(name, func(t *testing.T) {
			s := openTill(t)
			s.set(at)
			payment := s.payment(50_000)
			s.wallet.onSettle = ending1(gateways.Unknown, gateways.FaultTimeout)
			op, err := s.Settle(t.Context(), payment.ID, "김하늘")
			if err != nil || op.State != desk.Approved || op.TransactionID == "" || op.Settled {
				t.Fatalf("%+v, %v", op, err)
			}
			if len(s.wallet.settlements) != 1 || len(s.wallet.inquiries) != 1 {
				t.Errorf("%d settlements, %d inquiries", len(s.wallet.settlements), len(s.wallet.inquiries))
			}
			if asked := s.wallet.inquiries[0]; asked.RequestID != payment.RequestID || !asked.At.Equal(at) {
				t.Errorf("asked for %+v", asked)
			}
		})
	}

	t.Run("what_the_inquiry_does_not_know_stays_in_doubt_and_is_asked_again_until_its_last_day", func(t *testing.T) {
		s := openTill(t)
		payment := s.payment(50_000)
		s.wallet.onSettle = ending1(gateways.Unknown, gateways.FaultTimeout)
		s.wallet.onInquire = ending1(gateways.Unknown, "")
		op, err := s.Settle(t.Context(), payment.ID, "김하늘")
		if err != nil || op.State != desk.InDoubt {
			t.Fatalf("%+v, %v", op, err)
		}
		if _, err := s.Settle(t.Context(), payment.ID, "김하늘"); !errors.Is(err, desk.ErrSettleOpen) {
			t.Errorf("a second settlement: %v", err)
		}
		until, ok := s.Inquirable(op)
		if want := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC); !ok || !until.Equal(want) {
			t.Errorf("until %v, %v", until, ok)
		}
		s.set(until.Add(-time.Second))
		s.wallet.onInquire = ending{}
		if settled, err := s.InquireAll(t.Context()); err != nil || len(settled) != 1 {
			t.Fatalf("%d, %v", len(settled), err)
		}
		done, err := s.Operation(t.Context(), op.ID)
		if err != nil || done.State != desk.Approved || len(s.wallet.settlements) != 1 {
			t.Errorf("%+v, %v", done, err)
		}
	})

	t.Run("after_the_last_day_a_person_must_look", func(t *testing.T) {
		s := openTill(t)
		payment := s.payment(50_000)
		s.wallet.onSettle, s.wallet.onInquire = ending1(gateways.Unknown, ""), ending1(gateways.Unknown, "")
		op, err := s.Settle(t.Context(), payment.ID, "김하늘")
		if err != nil {
			t.Fatal(err)
		}
		until, _ := s.Inquirable(op)
		s.set(until)
		if _, err := s.Inquire(t.Context(), op.ID); !errors.Is(err, desk.ErrNoInquiry) {
			t.Errorf("got %v", err)
		}
	})

	t.Run("needs_the_pages_yes", func(t *testing.T) {
		s := openTill(t)
		page, err := s.RegisterPayment(t.Context(), desk.PaymentOrder{CustomerID: s.customer().ID, Method: card(), AmountKRW: 1000, ItemName: "꽃"}, "김하늘")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Settle(t.Context(), page.Operation.ID, "김하늘"); !errors.Is(err, desk.ErrNotReturned) {
			t.Errorf("got %v", err)
		}
		wrong := gateways.PageReturn{Code: "0000", RequestID: page.Operation.RequestID, OrderNumber: "P261121-7Q-9999", AuthorizationID: "A"}
		_, err = s.TakeReturn(t.Context(), posted(t, wrong), "김하늘")
		var refused *desk.ReturnError
		if !errors.As(err, &refused) || refused.Rule != gateways.ReturnOtherOrder {
			t.Errorf("another order: %v", err)
		}
	})
}

func TestPartialCancel(t *testing.T) {
	var payment desk.Operation
	settle := func(t *testing.T) (*till, desk.Operation) {
		s := openTill(t)
		payment = s.payment(50_000)
		op, err := s.Settle(t.Context(), payment.ID, "김하늘")
		if err != nil {
			t.Fatal(err)
		}
		return s, op
	}
	order := func(op desk.Operation, amountKRW int64) desk.CancelOrder {
		return desk.CancelOrder{ChargeID: op.ID, AmountKRW: amountKRW, Reason: "한 송이 시듦", Confirm: "50,000", Staff: "이도윤"}
	}

	t.Run("gives_parts_back_and_never_more_than_all", func(t *testing.T) {
		s, sale := settle(t)
		first, err := s.Cancel(t.Context(), order(sale, 20_000))
		if err != nil || first.State != desk.Approved || first.AmountKRW != 20_000 || first.CancelID == "" {
			t.Fatalf("%+v, %v", first, err)
		}
		got := s.wallet.cancels[0]
		if !got.Part || got.AmountKRW != 20_000 || got.RemainKRW != 50_000 || got.MerchantID != "T0001004" || got.RequestID == "" ||
			got.OrderNumber != payment.OrderNumber || got.TransactionID != sale.TransactionID {
			t.Errorf("sent %+v", got)
		}
		now, err := s.Operation(t.Context(), sale.ID)
		if err != nil || now.RemainKRW() != 30_000 || now.CancelledBy != 0 || !desk.Cancellable(now) {
			t.Errorf("%+v, %v", now, err)
		}
		if _, err := s.Cancel(t.Context(), order(sale, 30_001)); !errors.Is(err, desk.ErrPart) {
			t.Errorf("too much: %v", err)
		}
		rest, err := s.Cancel(t.Context(), order(sale, 0))
		if err != nil || rest.AmountKRW != 30_000 || rest.State != desk.Approved {
			t.Fatalf("%+v, %v", rest, err)
		}
		if got := s.wallet.cancels[1]; !got.Part || got.RemainKRW != 30_000 {
			t.Errorf("sent %+v", got)
		}
		if now, err := s.Operation(t.Context(), sale.ID); err != nil || now.CancelledBy != rest.ID || desk.Cancellable(now) {
			t.Errorf("%+v, %v", now, err)
		}
	})

	t.Run("a_lost_reply_is_asked_after_with_the_same_id", func(t *testing.T) {
		s, sale := settle(t)
		s.wallet.onCancel = ending1(gateways.Unknown, gateways.FaultCut)
		op, err := s.Cancel(t.Context(), order(sale, 20_000))
		if err != nil || op.State != desk.Approved || len(s.wallet.cancels) != 1 || len(s.wallet.cancelAsks) != 1 {
			t.Fatalf("%+v, %v", op, err)
		}
		if sent, asked := s.wallet.cancels[0], s.wallet.cancelAsks[0]; sent.RequestID != asked.RequestID || sent.AmountKRW != asked.AmountKRW || sent.RemainKRW != asked.RemainKRW || sent.Part != asked.Part {
			t.Errorf("sent %+v, asked %+v", sent, asked)
		}
	})

	t.Run("needs_a_gateway_that_can", func(t *testing.T) {
		s := openTill(t)
		charge := s.charge(rice())
		part := desk.CancelOrder{ChargeID: charge.ID, AmountKRW: 1000, Reason: "품절", Confirm: "52,000"}
		if _, err := s.Cancel(t.Context(), part); !errors.Is(err, desk.ErrPart) || len(s.gateway.cancels) != 0 {
			t.Errorf("got %v", err)
		}
	})
}
