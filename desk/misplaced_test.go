package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways"
)

// TestMisplaced keys the card's number into every field that is kept.
func TestMisplaced(t *testing.T) {
	ctx := context.Background()
	number := rice().Card.Number.Reveal()
	spelt := number[:4] + "-" + number[4:8] + " " + number[8:12] + number[12:]
	apart := strings.Join([]string{number[:4], number[4:8], number[8:12], number[12:]}, " - ")
	wide := strings.Map(func(r rune) rune { return r - '0' + '０' }, number)

	for name, spoil := range map[string]func(*desk.Order){
		"order number": func(o *desk.Order) { o.OrderNumber = number },
		"item":         func(o *desk.Order) { o.ItemName = "쌀 " + spelt },
		"item, apart":  func(o *desk.Order) { o.ItemName = "쌀 " + apart },
		"item, wide":   func(o *desk.Order) { o.ItemName = "쌀 " + wide },
		"buyer":        func(o *desk.Order) { o.Buyer.Name = number },
		"e-mail":       func(o *desk.Order) { o.Buyer.Email = number + "@example.kr" },
	} {
		t.Run("blocked_in_"+name, func(t *testing.T) {
			o := rice()
			spoil(&o)
			_, err := openCounter(t).ReadBack(ctx, o, "김하늘")
			var blocked *desk.Blocked
			if !errors.As(err, &blocked) || blocked.Findings[0].Rule != gateways.RuleCardNumber {
				t.Errorf("read back: %v", err)
			}
		})
	}

	t.Run("a_bar_code_is_no_card", func(t *testing.T) {
		o := rice()
		o.ItemName = "쌀 8801234567890"
		if got := openCounter(t).Check(o); len(got) > 0 {
			t.Error(got)
		}
	})

	t.Run("taken_out_of_a_reason", func(t *testing.T) {
		c := openCounter(t)
		op, err := c.Cancel(ctx, desk.CancelOrder{
			ChargeID: c.charge(rice()).ID, Reason: "카드 " + spelt + " 분실, 주문 2026112100042 " + number, Confirm: "52000", Staff: "김하늘",
		})
		if want := "카드 […] 분실, 주문 2026112100042 […]"; err != nil || op.Reason != want {
			t.Errorf("kept %q, %v", op.Reason, err)
		}
	})

	t.Run("taken_out_in_full_width_digits", func(t *testing.T) {
		c := openCounter(t)
		op, err := c.Cancel(ctx, desk.CancelOrder{ChargeID: c.charge(rice()).ID, Reason: "카드 " + wide + " 분실", Confirm: "52000"})
		if err != nil || op.Reason != "카드 […] 분실" {
			t.Errorf("kept %q, %v", op.Reason, err)
		}
	})

	t.Run("taken_out_of_a_finding", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.onCharge = ends(gateways.Unknown, "", "timeout")
		op := c.charge(rice())
		found := desk.Resolution{
			Staff: "김하늘", Happened: true, TransactionID: number, ApprovalNumber: "1", Evidence: "관리자에서 " + number + " 확인",
		}
		if _, err := c.Resolve(ctx, op.ID, found); !errors.Is(err, desk.ErrTransaction) {
			t.Errorf("the number passed for a transaction id: %v", err)
		}
		found.TransactionID = "20261121153210ST0042"
		if _, err := c.Resolve(ctx, op.ID, found); err != nil {
			t.Fatal(err)
		}
		story, err := c.Story(ctx, op.ID)
		if err != nil || story[len(story)-1].Evidence != "관리자에서 […] 확인" {
			t.Errorf("kept %+v, %v", story, err)
		}
		for _, step := range story {
			if strings.Contains(step.Detail, number) {
				t.Errorf("kept %s", step.Detail)
			}
		}
	})
}
