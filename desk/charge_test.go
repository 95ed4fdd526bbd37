package desk_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/store"
)

func TestCharge(t *testing.T) {
	t.Run("each_outcome_becomes_its_state", func(t *testing.T) {
		for outcome, state := range map[gateways.Outcome]desk.State{
			gateways.Declined: desk.Declined, gateways.NotSent: desk.NotSent, gateways.Unknown: desk.InDoubt, gateways.Outcome(99): desk.InDoubt,
		} {
			c := openCounter(t)
			c.gateway.onCharge = ends(outcome, "", "timeout")
			if op := c.charge(rice()); op.State != state {
				t.Errorf("%v became %v, want %v", outcome, op.State, state)
			}
		}
	})

	t.Run("approved_is_kept_with_the_gateways_numbers", func(t *testing.T) {
		c := openCounter(t)
		op := c.charge(rice())
		if op.State != desk.Approved || op.ApprovalNumber != "62361024" || op.CardCompany != "신한카드" || op.AnsweredAt != "20261121153210" {
			t.Errorf("kept %+v", op)
		}
		if op.MaskedCard != "949022******1406" || op.Buyer.Name != "홍길동" || op.Staff != "김하늘" {
			t.Errorf("kept %+v", op)
		}
		if got := c.gateway.charges[0]; got.OrderNumber != op.OrderNumber || got.AmountKRW != 52_000 || got.Quota != 3 {
			t.Errorf("sent %+v for %s", got, op.OrderNumber)
		}
	})

	t.Run("tax_parts_are_the_gateways_and_a_cancels_are_the_same", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.onCharge = gives(gateways.TaxParts{SupplyKRW: 45_454, VATKRW: 4_546, FreeKRW: 2_000}) // not rounded as we would
		op := c.charge(rice())
		if !op.PartsGiven || op.SupplyKRW != 45_454 || op.VATKRW != 4_546 || op.ExemptKRW != 2_000 {
			t.Errorf("kept %+v", op)
		}
		back, err := c.Cancel(t.Context(), desk.CancelOrder{ChargeID: op.ID, Reason: "품절", Confirm: "52000"})
		if err != nil || !back.PartsGiven || back.SupplyKRW != op.SupplyKRW || back.VATKRW != op.VATKRW || back.ExemptKRW != op.ExemptKRW {
			t.Errorf("the cancel says %+v, %v", back, err)
		}
	})

	t.Run("tax_parts_that_are_not_the_amount_are_not_believed", func(t *testing.T) {
		for _, odd := range []gateways.TaxParts{{}, {SupplyKRW: 47_273, VATKRW: 4_727, FreeKRW: 52_000}} {
			c := openCounter(t)
			c.gateway.onCharge = gives(odd)
			if op := c.charge(rice()); op.State != desk.Approved || op.PartsGiven || op.SupplyKRW != 0 || op.ExemptKRW != 0 {
				t.Errorf("of %+v kept %+v", odd, op)
			}
		}
	})

	t.Run("intent_is_durable_before_the_gateway_is_called", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.onCharge = func(sent gateways.Charge) gateways.Approval {
			page, err := c.History(context.Background(), desk.Query{})
			if err != nil || len(page.Operations) != 1 || page.Operations[0].State != desk.Prepared || page.Operations[0].OrderNumber != sent.OrderNumber {
				t.Errorf("while sending, the history shows %+v, %v", page.Operations, err)
			}
			return gateways.Approval{}
		}
		c.charge(rice())
	})

	t.Run("nothing_is_sent_when_the_intent_can_not_be_written", func(t *testing.T) {
		c := openCounter(t)
		d := c.at(&brokenBook{Book: c.history, prepare: errDisk})
		press, err := d.ReadBack(t.Context(), rice(), "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = press.Charge(t.Context(), false)
		var notWritten *desk.NotWritten
		if !errors.As(err, &notWritten) || c.gateway.chargeCount() != 0 {
			t.Errorf("got %v after %d requests", err, c.gateway.chargeCount())
		}
	})

	t.Run("outcome_that_can_not_be_recorded_reaches_a_person_and_the_log", func(t *testing.T) {
		c := openCounter(t)
		book := &brokenBook{Book: c.history, finish: errDisk}
		d := c.at(book)
		press, err := d.ReadBack(t.Context(), rice(), "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = press.Charge(t.Context(), false)
		var unrecorded *desk.Unrecorded
		if !errors.As(err, &unrecorded) || unrecorded.Outcome != gateways.Approved || unrecorded.OrderNumber == "" {
			t.Fatalf("got %v", err)
		}
		if book.finishes < 2 {
			t.Errorf("tried %d times to record", book.finishes)
		}
		if !strings.Contains(c.log.String(), unrecorded.OrderNumber) {
			t.Errorf("the log does not name order %s:\n%s", unrecorded.OrderNumber, c.log)
		}
	})

	t.Run("outcome_that_was_kept_by_a_failing_attempt_is_not_called_unrecorded", func(t *testing.T) {
		c := openCounter(t)
		d := c.at(&forgetfulBook{Book: c.history})
		press, err := d.ReadBack(t.Context(), rice(), "")
		if err != nil {
			t.Fatal(err)
		}
		if op, err := press.Charge(t.Context(), false); err != nil || op.State != desk.Approved || op.ApprovalNumber != "62361024" {
			t.Errorf("got %+v, %v", op, err)
		}
	})

	t.Run("panic_in_the_gateway_is_in_doubt", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.onCharge = func(gateways.Charge) gateways.Approval { panic("4111111111111111") }
		if op := c.charge(rice()); op.State != desk.InDoubt {
			t.Errorf("state %v", op.State)
		}
		if strings.Contains(c.log.String(), "4111111111111111") {
			t.Error("the panic's text is in the log")
		}
	})

	t.Run("a_cancelled_context_cuts_nothing_in_flight", func(t *testing.T) {
		c := openCounter(t)
		ctx, cancel := context.WithCancel(t.Context())
		press := c.readBack(rice())
		c.gateway.onCharge = func(sent gateways.Charge) gateways.Approval {
			cancel()
			return gateways.Approval{Result: gateways.Result{Outcome: gateways.Declined}}
		}
		op, err := press.Charge(ctx, false)
		if err != nil || op.State != desk.Declined {
			t.Errorf("got %v, %v", op.State, err)
		}
	})

	t.Run("card_is_wiped_afterwards", func(t *testing.T) {
		c := openCounter(t)
		o := rice()
		c.charge(o)
		for _, s := range []desk.Secret{o.Card.Number, o.Card.ExpiryMonth, o.Card.ExpiryYear, o.Card.HolderID, o.Card.Password} {
			if strings.Trim(s.Reveal(), "\x00") != "" {
				t.Error("a part of the card is still there")
			}
		}
	})
}

func TestPress(t *testing.T) {
	t.Run("one_press_sends_once_however_often_it_is_hit", func(t *testing.T) {
		c := openCounter(t)
		press := c.readBack(rice())
		var sent, refused atomic.Int32
		var all sync.WaitGroup
		for range 64 {
			all.Go(func() {
				switch _, err := press.Charge(context.Background(), false); {
				case err == nil:
					sent.Add(1)
				case errors.Is(err, desk.ErrAlreadyPressed), errors.Is(err, desk.ErrDuplicate):
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if sent.Load() != 1 || refused.Load() != 63 || c.gateway.chargeCount() != 1 {
			t.Errorf("%d sent, %d refused, %d requests", sent.Load(), refused.Load(), c.gateway.chargeCount())
		}
	})

	t.Run("blocked_order_is_not_read_back", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.findings = []gateways.Finding{{Field: gateways.FieldAmount, Rule: gateways.RuleAmount, Block: true}}
		_, err := c.ReadBack(t.Context(), rice(), "")
		var blocked *desk.Blocked
		if !errors.As(err, &blocked) || len(blocked.Findings) != 1 {
			t.Errorf("got %v", err)
		}
	})

	t.Run("without_a_gateway_nothing_is_read_back", func(t *testing.T) {
		d := desk.New(desk.Config{Book: openCounter(t).history})
		if _, err := d.ReadBack(t.Context(), rice(), ""); !errors.Is(err, desk.ErrNotReady) {
			t.Errorf("got %v", err)
		}
	})
}

func TestDuplicateGuard(t *testing.T) {
	t.Run("same_card_and_amount_today_asks_first", func(t *testing.T) {
		c := openCounter(t)
		first := c.charge(rice())
		press := c.readBack(rice())
		if len(press.Duplicates) != 1 || press.Duplicates[0].ID != first.ID {
			t.Fatalf("showed %+v", press.Duplicates)
		}
		if _, err := press.Charge(t.Context(), false); !errors.Is(err, desk.ErrDuplicate) || c.gateway.chargeCount() != 1 {
			t.Errorf("got %v after %d requests", err, c.gateway.chargeCount())
		}
	})

	t.Run("override_goes_on_and_is_kept_in_the_story", func(t *testing.T) {
		c := openCounter(t)
		c.charge(rice())
		op, err := c.readBack(rice()).Charge(t.Context(), true)
		if err != nil || op.State != desk.Approved {
			t.Fatalf("got %v, %v", op.State, err)
		}
		steps, err := c.Story(t.Context(), op.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !hasStep(steps, desk.EventOverride) {
			t.Errorf("no override in %+v", steps)
		}
	})

	t.Run("override_covers_only_what_was_shown", func(t *testing.T) {
		c := openCounter(t)
		press := c.readBack(rice())
		c.charge(rice())
		if _, err := press.Charge(t.Context(), true); !errors.Is(err, desk.ErrDuplicate) {
			t.Fatalf("got %v", err)
		}
		if op, err := press.Charge(t.Context(), true); err != nil || op.State != desk.Approved {
			t.Errorf("after showing it: %v, %v", op.State, err)
		}
	})

	t.Run("of_two_equal_orders_sent_at_once_one_asks_first", func(t *testing.T) {
		c := openCounter(t)
		presses := []*desk.Press{c.readBack(rice()), c.readBack(rice())}
		ended := make(chan error)
		for _, press := range presses {
			go func() {
				_, err := press.Charge(t.Context(), false)
				ended <- err
			}()
		}
		first, second := <-ended, <-ended
		if !errors.Is(errors.Join(first, second), desk.ErrDuplicate) || c.gateway.chargeCount() != 1 {
			t.Errorf("%v, %v after %d requests", first, second, c.gateway.chargeCount())
		}
	})

	t.Run("anything_in_doubt_on_the_card_asks_first", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.onCharge = ends(gateways.Unknown, "", "timeout")
		c.charge(rice())
		other := rice()
		other.AmountKRW = 9_900
		if press := c.readBack(other); len(press.Duplicates) != 1 {
			t.Errorf("showed %+v", press.Duplicates)
		}
	})

	t.Run("what_is_in_doubt_comes_first", func(t *testing.T) {
		c := openCounter(t)
		for range 3 {
			if _, err := c.readBack(rice()).Charge(t.Context(), true); err != nil {
				t.Fatal(err)
			}
		}
		c.gateway.onCharge = ends(gateways.Unknown, "", "timeout")
		if _, err := c.readBack(rice()).Charge(t.Context(), true); err != nil {
			t.Fatal(err)
		}
		if press := c.readBack(rice()); len(press.Duplicates) != 4 || press.Duplicates[0].State != desk.InDoubt {
			t.Errorf("showed %+v", press.Duplicates)
		}
	})

	t.Run("another_card_or_amount_or_a_decline_does_not", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.onCharge = ends(gateways.Declined, "", "")
		c.charge(rice())
		if press := c.readBack(rice()); len(press.Duplicates) != 0 {
			t.Errorf("a decline was shown: %+v", press.Duplicates)
		}
		c.gateway.onCharge = nil
		c.charge(rice())
		other := rice()
		other.Card.Number = desk.NewSecret("4111111111111111")
		if press := c.readBack(other); len(press.Duplicates) != 0 {
			t.Errorf("another card was shown: %+v", press.Duplicates)
		}
	})
}

func hasStep(steps []desk.Step, kind desk.EventType) bool {
	for _, s := range steps {
		if s.Type == kind {
			return true
		}
	}
	return false
}

func TestDrop(t *testing.T) {
	c := openCounter(t)
	o := rice()
	press := c.readBack(o)
	press.Drop()
	if _, err := press.Charge(t.Context(), false); !errors.Is(err, desk.ErrAlreadyPressed) || c.gateway.chargeCount() != 0 {
		t.Errorf("a dropped press ended %v after %d requests", err, c.gateway.chargeCount())
	}
	if strings.Trim(o.Card.Number.Reveal(), "\x00") != "" {
		t.Error("the card is still there")
	}
}

func TestGuardBlind(t *testing.T) {
	c := openCounter(t)
	c.charge(rice())
	if blind, err := c.GuardBlind(t.Context()); blind || err != nil {
		t.Fatalf("blind %v, %v", blind, err)
	}
	if err := c.history.Close(); err != nil {
		t.Fatal(err)
	}
	other, err := store.NewSealer(bytes.Repeat([]byte{8}, 32))
	if err != nil {
		t.Fatal(err)
	}
	history, err := store.Open(t.Context(), store.Options{
		Dir: c.dir, Environment: "practice", Terminal: "7Q", OrderPrefix: "P", Sealer: other, Now: func() time.Time { return c.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer history.Close()
	if blind, err := c.at(history).GuardBlind(t.Context()); !blind || err != nil {
		t.Errorf("with another key: blind %v, %v", blind, err)
	}
}
