package store

import (
	"errors"
	"testing"
)

func TestInquiry(t *testing.T) {
	inDoubt := func(t *testing.T, s *Store, in Intent) Operation {
		t.Helper()
		return finished(t, s, prepared(t, s, in).ID, Answer{State: InDoubt, Fault: "timeout", TransactionID: "half"})
	}
	t.Run("settles_a_row_in_doubt", func(t *testing.T) {
		for _, state := range []State{Approved, Declined} {
			s, c := newStore(t)
			op := inDoubt(t, s, allKinds[KindSettle](t, s))
			c.set("2026-11-21 12:10:00")
			a := approval("7")
			a.State, a.Private = state, []byte("new")
			got, err := s.RecordInquiry(ctx, op.ID, a)
			if err != nil || got.State != state || got.TransactionID != "TX7" || got.ApprovalNumber != "AP7" || got.Fault != "" ||
				got.Settled || !got.FinishedAt.Equal(op.FinishedAt) {
				t.Errorf("%+v %v", got, err)
			}
			if private, err := s.Private(ctx, op.ID); err != nil || string(private) != "new" {
				t.Errorf("%q %v", private, err)
			}
			story, _ := s.Story(ctx, op.ID)
			if last := story[len(story)-1]; last.Type != EventInquired || !last.At.Equal(c.Now()) {
				t.Errorf("%+v", last)
			}
			for _, again := range []State{Approved, Declined, InDoubt} {
				if _, err := s.RecordInquiry(ctx, op.ID, Answer{State: again}); !errors.Is(err, ErrWrongState) {
					t.Error("what the gateway said is final", err)
				}
			}
			if _, err := s.Resolve(ctx, op.ID, happened("R1")); !errors.Is(err, ErrWrongState) {
				t.Error("a person went past the gateway", err)
			}
		}
	})
	t.Run("that_brought_nothing_leaves_the_row", func(t *testing.T) {
		s, _ := newStore(t)
		op := inDoubt(t, s, chargeIntent(1000))
		for range 2 {
			got, err := s.RecordInquiry(ctx, op.ID, Answer{State: InDoubt, ResultCode: "9999", Fault: "cut", Private: []byte("x")})
			if err != nil || got.State != InDoubt || got.ResultCode != "" || got.Fault != "timeout" || got.TransactionID != "half" {
				t.Errorf("%+v %v", got, err)
			}
		}
		if story, _ := s.Story(ctx, op.ID); len(story) != 4 {
			t.Error(len(story))
		}
		resolved(t, s, op.ID, happened("R1")) // and a person still can
	})
	t.Run("gives_a_cancel_its_end", func(t *testing.T) {
		s, _ := newStore(t)
		sale := settledPayment(t, s, 1000)
		op := inDoubt(t, s, partIntent(sale, 400))
		got, err := s.RecordInquiry(ctx, op.ID, Answer{State: Approved, CancelID: "C7"})
		if err != nil || got.CancelID != "C7" || got.State != Approved {
			t.Errorf("%+v %v", got, err)
		}
		if sale, _ = s.Operation(ctx, sale.ID); sale.RemainKRW() != 600 {
			t.Error(sale.RemainKRW())
		}
	})
	t.Run("is_refused_elsewhere", func(t *testing.T) {
		s, _ := newStore(t)
		for name, place := range places {
			want := ErrWrongState
			if name == "in-doubt" {
				continue
			}
			op := place(t, s)
			for _, state := range []State{Approved, Declined, InDoubt} {
				if _, err := s.RecordInquiry(ctx, op.ID, Answer{State: state}); !errors.Is(err, want) {
					t.Error(name, state, err)
				}
			}
			if name == "settled-approved" || name == "settled-declined" {
				resolved(t, s, op.ID, Resolution{Happened: op.State == Declined, TransactionID: op.OrderNumber, ApprovalNumber: "A", Evidence: "x"})
			}
		}
		for _, state := range []State{"", Prepared, NotSent, NoAnswer} {
			if _, err := s.RecordInquiry(ctx, 1, Answer{State: state}); !errors.Is(err, ErrInvalid) {
				t.Error(state, err)
			}
		}
		if _, err := s.RecordInquiry(ctx, 999, Answer{State: Approved}); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
	})
}
