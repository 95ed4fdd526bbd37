package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/store"
)

func TestCancel(t *testing.T) {
	order := func(op desk.Operation) desk.CancelOrder {
		return desk.CancelOrder{ChargeID: op.ID, Reason: "손님 변심", Confirm: "52,000", Staff: "이도윤"}
	}

	t.Run("gives_the_charge_back_and_marks_it", func(t *testing.T) {
		c := openCounter(t)
		charge := c.charge(rice())
		cancel, err := c.Cancel(t.Context(), order(charge))
		if err != nil || cancel.State != desk.Approved || cancel.Reason != "손님 변심" {
			t.Fatalf("got %+v, %v", cancel, err)
		}
		after, err := c.Operation(t.Context(), charge.ID)
		if err != nil || after.CancelledBy != cancel.ID || after.State != desk.Approved {
			t.Errorf("the charge is now %+v, %v", after, err)
		}
		if c.gateway.cancels[0].TransactionID != charge.TransactionID {
			t.Errorf("named %q", c.gateway.cancels[0].TransactionID)
		}
	})

	t.Run("needs_a_reason_and_the_rows_own_amount_or_last_four", func(t *testing.T) {
		c := openCounter(t)
		charge := c.charge(rice())
		for _, bad := range []struct {
			reason, confirm string
			want            error
		}{
			{" ", "52000", desk.ErrReason}, {strings.Repeat("가", 201), "52000", desk.ErrReason},
			{"품절", "", desk.ErrConfirm}, {"품절", "5200", desk.ErrConfirm}, {"품절", "1407", desk.ErrConfirm},
		} {
			if _, err := c.Cancel(t.Context(), desk.CancelOrder{ChargeID: charge.ID, Reason: bad.reason, Confirm: bad.confirm}); !errors.Is(err, bad.want) {
				t.Errorf("%q %q: got %v, want %v", bad.reason, bad.confirm, err, bad.want)
			}
		}
		if len(c.gateway.cancels) != 0 {
			t.Error("a cancel was sent")
		}
		if _, err := c.Cancel(t.Context(), desk.CancelOrder{ChargeID: charge.ID, Reason: "품절", Confirm: "1406"}); err != nil {
			t.Error(err)
		}
	})

	t.Run("twice_is_refused_without_asking_the_gateway", func(t *testing.T) {
		c := openCounter(t)
		charge := c.charge(rice())
		if _, err := c.Cancel(t.Context(), order(charge)); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Cancel(t.Context(), order(charge)); !errors.Is(err, desk.ErrNotCancellable) || len(c.gateway.cancels) != 1 {
			t.Errorf("got %v after %d requests", err, len(c.gateway.cancels))
		}
	})

	t.Run("in_doubt_blocks_another_until_it_is_settled", func(t *testing.T) {
		c := openCounter(t)
		charge := c.charge(rice())
		c.gateway.onCancel = func(gateways.Cancel) gateways.Cancellation {
			return gateways.Cancellation{Result: gateways.Result{Fault: "cut"}}
		}
		cancel, err := c.Cancel(t.Context(), order(charge))
		if err != nil || cancel.State != desk.InDoubt {
			t.Fatalf("got %v, %v", cancel.State, err)
		}
		if _, err := c.Cancel(t.Context(), order(charge)); !errors.Is(err, desk.ErrNotCancellable) {
			t.Errorf("got %v", err)
		}
		if _, err := c.Resolve(t.Context(), cancel.ID, desk.Resolution{Happened: false, Evidence: "관리자 화면에 승인 상태"}); err != nil {
			t.Fatal(err)
		}
		c.gateway.onCancel = nil
		if again, err := c.Cancel(t.Context(), order(charge)); err != nil || again.State != desk.Approved {
			t.Errorf("after settling: %v, %v", again.State, err)
		}
	})

	t.Run("declined_charge_can_not_be_cancelled", func(t *testing.T) {
		c := openCounter(t)
		c.gateway.onCharge = ends(gateways.Declined, "", "")
		if _, err := c.Cancel(t.Context(), order(c.charge(rice()))); !errors.Is(err, desk.ErrNotCancellable) {
			t.Errorf("got %v", err)
		}
	})
}

func TestResolve(t *testing.T) {
	doubtful := func(t *testing.T) (*counter, desk.Operation) {
		c := openCounter(t)
		c.gateway.onCharge = ends(gateways.Unknown, "", "timeout")
		return c, c.charge(rice())
	}

	t.Run("approved_needs_both_numbers_and_evidence", func(t *testing.T) {
		c, op := doubtful(t)
		for _, bad := range []struct {
			finding desk.Resolution
			want    error
		}{
			{desk.Resolution{Happened: true, TransactionID: "20261121153210ST0001", ApprovalNumber: "62361024"}, desk.ErrEvidence},
			{desk.Resolution{Happened: true, TransactionID: "20261121153210ST0001", Evidence: "관리자 화면"}, desk.ErrTransaction},
			{desk.Resolution{Happened: true, ApprovalNumber: "62361024", Evidence: "관리자 화면"}, desk.ErrTransaction},
			{desk.Resolution{Happened: true, TransactionID: "<script>", ApprovalNumber: "62361024", Evidence: "관리자 화면"}, desk.ErrTransaction},
			{desk.Resolution{Evidence: "  "}, desk.ErrEvidence},
		} {
			if _, err := c.Resolve(t.Context(), op.ID, bad.finding); !errors.Is(err, bad.want) {
				t.Errorf("%+v: got %v, want %v", bad.finding, err, bad.want)
			}
		}
		done, err := c.Resolve(t.Context(), op.ID, desk.Resolution{Happened: true, TransactionID: "20261121153210ST0001", ApprovalNumber: "62361024", Evidence: "관리자 화면에서 확인"})
		if err != nil || done.State != desk.Approved || !done.Settled || !desk.Cancellable(done) {
			t.Errorf("got %+v, %v", done, err)
		}
	})

	t.Run("not_charged_empties_the_queue", func(t *testing.T) {
		c, op := doubtful(t)
		if n, err := c.InDoubtCount(t.Context()); n != 1 || err != nil {
			t.Fatalf("%d in doubt, %v", n, err)
		}
		if done, err := c.Resolve(t.Context(), op.ID, desk.Resolution{Evidence: "15시 이후 거래 없음"}); err != nil || done.State != desk.Declined {
			t.Errorf("got %v, %v", done.State, err)
		}
		if n, _ := c.InDoubtCount(t.Context()); n != 0 {
			t.Errorf("%d still in doubt", n)
		}
	})

	t.Run("another_finding_later_is_added_and_marked", func(t *testing.T) {
		c, op := doubtful(t)
		if _, err := c.Resolve(t.Context(), op.ID, desk.Resolution{Evidence: "거래 없음"}); err != nil {
			t.Fatal(err)
		}
		done, err := c.Resolve(t.Context(), op.ID, desk.Resolution{Happened: true, TransactionID: "20261121153210ST0001", ApprovalNumber: "62361024", Evidence: "다음 날 정산에 있음"})
		if err != nil || done.State != desk.Approved || !done.Contradicted {
			t.Errorf("got %+v, %v", done, err)
		}
	})

	t.Run("a_cancel_that_knows_no_such_sale_contradicts_the_finding", func(t *testing.T) {
		c, op := doubtful(t)
		if _, err := c.Resolve(t.Context(), op.ID, desk.Resolution{Happened: true, TransactionID: "20261121153210ST0001", ApprovalNumber: "62361024", Evidence: "문자"}); err != nil {
			t.Fatal(err)
		}
		c.gateway.onCancel = func(gateways.Cancel) gateways.Cancellation {
			return gateways.Cancellation{Result: gateways.Result{Outcome: gateways.Declined, Code: "1004", Advice: gateways.AdviceNoSuchSale}}
		}
		if _, err := c.Cancel(t.Context(), desk.CancelOrder{ChargeID: op.ID, Reason: "변심", Confirm: "1406"}); err != nil {
			t.Fatal(err)
		}
		after, err := c.Operation(t.Context(), op.ID)
		if err != nil || !after.Contradicted {
			t.Errorf("got %+v, %v", after, err)
		}
	})

	t.Run("a_gateways_own_answer_is_not_overruled", func(t *testing.T) {
		c := openCounter(t)
		op := c.charge(rice())
		if _, err := c.Resolve(t.Context(), op.ID, desk.Resolution{Evidence: "아니라고 함"}); !errors.Is(err, desk.ErrWrongState) {
			t.Errorf("got %v", err)
		}
	})
}

func TestClose(t *testing.T) {
	c := openCounter(t)
	press := c.readBack(rice())
	sending, answer := make(chan struct{}), make(chan struct{})
	c.gateway.onCharge = func(gateways.Charge) gateways.Approval {
		close(sending)
		<-answer
		return gateways.Approval{Result: gateways.Result{Outcome: gateways.Declined}}
	}
	charged := make(chan desk.Operation)
	go func() {
		op, err := press.Charge(t.Context(), false)
		if err != nil {
			t.Error(err)
		}
		charged <- op
	}()
	<-sending
	closed := make(chan struct{})
	go func() { c.Close(); close(closed) }()
	for {
		if _, _, err := c.CheckConnection(t.Context(), desk.GatewayPayup); errors.Is(err, desk.ErrNotReady) {
			break // this gateway has no probe: the desk is only asked to be alive
		}
	}
	select {
	case <-closed:
		t.Fatal("closed while a call was in flight")
	default:
	}
	close(answer)
	if op := <-charged; op.State != desk.Declined {
		t.Errorf("recorded as %v", op.State)
	}
	<-closed
	if _, err := c.readBack(rice()).Charge(t.Context(), false); !errors.Is(err, desk.ErrClosing) {
		t.Errorf("after closing: %v", err)
	}
}

// TestCloseWaitsForTheContradiction closes the desk between a cancel's outcome
// and the note that it disagrees with an earlier finding.
func TestCloseWaitsForTheContradiction(t *testing.T) {
	c := openCounter(t)
	order := desk.CancelOrder{ChargeID: c.charge(rice()).ID, Reason: "품절", Confirm: "52000"}
	c.gateway.onCancel = func(gateways.Cancel) gateways.Cancellation {
		return gateways.Cancellation{Result: gateways.Result{Fault: "cut"}}
	}
	first, err := c.Cancel(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Resolve(t.Context(), first.ID, desk.Resolution{Evidence: "승인 상태"}); err != nil {
		t.Fatal(err)
	}
	c.gateway.onCancel = func(gateways.Cancel) gateways.Cancellation {
		return gateways.Cancellation{Result: gateways.Result{Outcome: gateways.Declined, Advice: gateways.AdviceNotCancelable}}
	}
	book := &watchedBook{Book: c.history}
	d := c.at(book)
	book.onCancels = func() {
		closed := make(chan struct{})
		go func() { d.Close(); close(closed) }()
		select {
		case <-closed:
			t.Error("closed before the contradiction was noted")
		case <-time.After(100 * time.Millisecond):
		}
	}
	if _, err := d.Cancel(t.Context(), order); err != nil {
		t.Fatal(err)
	}
	d.Close()
	if op, err := c.Operation(t.Context(), first.ID); err != nil || !op.Contradicted {
		t.Errorf("not noted: %+v, %v", op, err)
	}
}

// watchedBook calls before the earlier cancels are read.
type watchedBook struct {
	desk.Book
	onCancels func()
}

func (b *watchedBook) Cancels(ctx context.Context, chargeID int64) ([]store.Operation, error) {
	b.onCancels()
	return b.Book.Cancels(ctx, chargeID)
}
