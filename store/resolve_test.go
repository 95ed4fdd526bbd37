package store

import (
	"errors"
	"testing"
)

func TestResolve(t *testing.T) {
	t.Run("a_changed_mind_stays_visible", func(t *testing.T) {
		s, _ := newStore(t)
		op := charged(t, s, InDoubt)
		first := resolved(t, s, op.ID, happened("R1"))
		if !first.Settled || first.Contradicted || first.TransactionID != "R1" || first.ApprovalNumber != "AR1" {
			t.Errorf("%+v", first)
		}
		second := resolved(t, s, op.ID, Resolution{Staff: "이직원", Evidence: "취소분을 잘못 봄"})
		if second.State != Declined || !second.Contradicted || second.TransactionID != "" || second.ApprovalNumber != "" {
			t.Errorf("%+v", second)
		}
		third := resolved(t, s, op.ID, happened("R3"))
		if third.State != Approved || !third.Contradicted || third.TransactionID != "R3" {
			t.Errorf("%+v", third)
		}
		story, _ := s.Story(ctx, op.ID)
		want := []EventType{EventPrepared, EventInDoubt, EventResolved, EventContradicted, EventResolved, EventContradicted, EventResolved}
		if len(story) != len(want) {
			t.Fatalf("%d events", len(story))
		}
		for i, e := range story {
			if e.Type != want[i] {
				t.Errorf("event %d is %s", i, e.Type)
			}
		}
		if story[4].Staff != "이직원" {
			t.Error(story[4].Staff)
		}
	})
	t.Run("a_transaction_belongs_to_one_charge", func(t *testing.T) {
		s, _ := newStore(t)
		holder := approved(t, s, 1000)
		op := charged(t, s, InDoubt)
		_, err := s.Resolve(ctx, op.ID, happened(" "+holder.TransactionID+" "))
		var taken *TransactionTaken
		if !errors.Is(err, ErrTransactionTaken) || !errors.As(err, &taken) || taken.HolderID != holder.ID || taken.HolderOrder != holder.OrderNumber {
			t.Error(err)
		}
		if got, _ := s.Operation(ctx, op.ID); got.State != InDoubt || got.Settled {
			t.Errorf("%+v", got)
		}
		resolved(t, s, op.ID, happened("R1"))
	})
	t.Run("a_cancel_needs_no_id", func(t *testing.T) {
		s, _ := newStore(t)
		charge := approved(t, s, 1000)
		cancel := prepared(t, s, cancelIntent(charge))
		finished(t, s, cancel.ID, Answer{State: InDoubt, Fault: "timeout"})
		got := resolved(t, s, cancel.ID, Resolution{Happened: true, Evidence: "취소 내역에 있음"})
		if got.State != Approved || got.TransactionID != charge.TransactionID {
			t.Errorf("%+v", got)
		}
		if after, _ := s.Operation(ctx, charge.ID); after.CancelledBy != cancel.ID {
			t.Errorf("%+v", after)
		}
	})
	t.Run("a_contradiction_keeps_the_state", func(t *testing.T) {
		s, _ := newStore(t)
		op := resolved(t, s, charged(t, s, InDoubt).ID, happened("R1"))
		for range 2 {
			if err := s.Contradict(ctx, op.ID, "no-such-sale P261121-7Q-0002C"); err != nil {
				t.Fatal(err)
			}
		}
		got, _ := s.Operation(ctx, op.ID)
		if got.State != Approved || !got.Contradicted || got.TransactionID != "R1" {
			t.Errorf("%+v", got)
		}
		if err := s.Contradict(ctx, op.ID, " "); !errors.Is(err, ErrNoEvidence) {
			t.Error(err)
		}
	})
	t.Run("no_such_row", func(t *testing.T) {
		s, _ := newStore(t)
		_, resolve := s.Resolve(ctx, 9, happened("R1"))
		_, finish := s.Finish(ctx, 9, approval("1"))
		_, read := s.Operation(ctx, 9)
		_, story := s.Story(ctx, 9)
		for _, err := range []error{resolve, finish, read, story, s.Contradict(ctx, 9, "x")} {
			if !errors.Is(err, ErrNotFound) {
				t.Error(err)
			}
		}
	})
}
