package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

func countRows(tb testing.TB, s *Store) (operations, events int) {
	tb.Helper()
	if err := errors.Join(
		s.readers.Get(&operations, `SELECT COUNT(*) FROM operations`),
		s.readers.Get(&events, `SELECT COUNT(*) FROM events`)); err != nil {
		tb.Fatal(err)
	}
	return operations, events
}

func TestPrepare(t *testing.T) {
	t.Run("refuses_what_would_be_untrue", func(t *testing.T) {
		s, _ := newStore(t)
		charge := approved(t, s, 1000)
		operations, events := countRows(t, s)
		for name, c := range map[string]struct {
			change func(*Intent)
			want   error
		}{
			"no kind":              {func(in *Intent) { in.Kind = "" }, ErrInvalid},
			"no amount":            {func(in *Intent) { in.AmountKRW = 0 }, ErrInvalid},
			"negative":             {func(in *Intent) { in.AmountKRW = -1 }, ErrInvalid},
			"charge with parent":   {func(in *Intent) { in.ParentID = charge.ID }, ErrInvalid},
			"cancel of nothing":    {func(in *Intent) { in.Kind = KindCancel }, ErrInvalid},
			"cancel of no row":     {func(in *Intent) { *in = cancelIntent(charge); in.ParentID = 99 }, ErrNotFound},
			"cancel of too much":   {func(in *Intent) { *in = cancelIntent(charge); in.AmountKRW = 1001 }, ErrTooMuch},
			"cancel of another id": {func(in *Intent) { *in = cancelIntent(charge); in.TransactionID = "other" }, ErrNotCancellable},
			"whole card":           {func(in *Intent) { in.MaskedCard = "9431001234561234" }, ErrUnmasked},
			"long order number":    {func(in *Intent) { in.OrderNumber = strings.Repeat("x", 21) }, ErrInvalid},
			"taken order number":   {func(in *Intent) { in.OrderNumber = charge.OrderNumber }, ErrOrderNumberTaken},
		} {
			in := chargeIntent(1000)
			c.change(&in)
			if _, err := s.Prepare(ctx, in); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if o, e := countRows(t, s); o != operations || e != events {
			t.Errorf("refusals left %d rows, %d events", o-operations, e-events)
		}
	})
	t.Run("an_override_is_told", func(t *testing.T) {
		s, _ := newStore(t)
		first := approved(t, s, 1000)
		in := chargeIntent(1000)
		in.OverrideOf = first.ID
		op := prepared(t, s, in)
		story, err := s.Story(ctx, op.ID)
		if err != nil || len(story) != 2 || story[1].Type != EventOverride || story[1].Detail != `{"override_of":1}` {
			t.Errorf("%+v %v", story, err)
		}
	})
	t.Run("the_story_holds_no_person_and_no_card", func(t *testing.T) {
		s, _ := newStore(t)
		op := approved(t, s, 1000)
		story, _ := s.Story(ctx, op.ID)
		for _, e := range story {
			for _, secret := range []string{"홍길동", "01012345678", "hong@", "card one"} {
				if strings.Contains(e.Detail, secret) {
					t.Errorf("%s in %s", secret, e.Detail)
				}
			}
		}
	})
	t.Run("odd_texts_stay_provable", func(t *testing.T) {
		s, _ := newStore(t)
		in := chargeIntent(1000)
		in.ItemName, in.Staff = "a\xff\x00<b>& \u2028", "\"'"
		op := prepared(t, s, in)
		finished(t, s, op.ID, Answer{State: Declined, ResultMessage: "\xed\xa0\x80 거절", Trace: "not json \x00"})
		if err := s.VerifyChain(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Run("a_context_that_ended_writes_nothing", func(t *testing.T) {
		s, _ := newStore(t)
		ended, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := s.Prepare(ended, chargeIntent(1000)); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if o, e := countRows(t, s); o+e != 0 {
			t.Error(o, e)
		}
	})
}

func TestCancel(t *testing.T) {
	t.Run("one_at_a_time_and_once", func(t *testing.T) {
		s, _ := newStore(t)
		charge := approved(t, s, 1000)
		first := prepared(t, s, cancelIntent(charge))
		if first.TransactionID != charge.TransactionID || first.CardCompany != charge.CardCompany {
			t.Errorf("ids not copied: %+v", first)
		}
		again := func() error { _, err := s.Prepare(ctx, cancelIntent(charge)); return err }
		if err := again(); !errors.Is(err, ErrCancelOpen) {
			t.Error("while prepared:", err)
		}
		finished(t, s, first.ID, Answer{State: InDoubt})
		if err := again(); !errors.Is(err, ErrCancelOpen) {
			t.Error("while in doubt:", err)
		}
		resolved(t, s, first.ID, Resolution{Evidence: "취소 안 됨"})
		second := prepared(t, s, cancelIntent(charge))
		// The first is settled as not happened; now it can't have happened after
		// all while the second is under way.
		if _, err := s.Resolve(ctx, first.ID, Resolution{Happened: true, Evidence: "됨"}); !errors.Is(err, ErrCancelOpen) {
			t.Error("two cancels:", err)
		}
		finished(t, s, second.ID, Answer{State: Approved, AnsweredAt: "20261121130000"})
		if err := again(); !errors.Is(err, ErrAlreadyCancelled) {
			t.Error("when done:", err)
		}
		if _, err := s.Resolve(ctx, first.ID, Resolution{Happened: true, Evidence: "됨"}); !errors.Is(err, ErrAlreadyCancelled) {
			t.Error("two cancels:", err)
		}
		got, _ := s.Operation(ctx, charge.ID)
		if got.CancelledBy != second.ID || got.CancelState != Approved || got.State != Approved {
			t.Errorf("%+v", got)
		}
		all, err := s.Cancels(ctx, charge.ID)
		if err != nil || len(all) != 2 || all[0].ID != first.ID || all[1].TransactionID != charge.TransactionID {
			t.Error(all, err)
		}
	})
	t.Run("a_hundred_presses_make_one", func(t *testing.T) {
		s, _ := newStore(t)
		charge := approved(t, s, 1000)
		var wg sync.WaitGroup
		var mu sync.Mutex
		made := 0
		for range 100 {
			wg.Go(func() {
				_, err := s.Prepare(ctx, cancelIntent(charge))
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					made++
				} else if !errors.Is(err, ErrCancelOpen) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if made != 1 {
			t.Errorf("%d cancels", made)
		}
	})
	t.Run("a_cancelled_charge_stays_a_charge", func(t *testing.T) {
		s, _ := newStore(t)
		charge := resolved(t, s, charged(t, s, InDoubt).ID, happened("R1"))
		cancel := prepared(t, s, cancelIntent(charge))
		if _, err := s.Resolve(ctx, charge.ID, Resolution{Evidence: "없음"}); !errors.Is(err, ErrCancelOpen) {
			t.Error(err)
		}
		finished(t, s, cancel.ID, Answer{State: Approved})
		if _, err := s.Resolve(ctx, charge.ID, Resolution{Evidence: "없음"}); !errors.Is(err, ErrAlreadyCancelled) {
			t.Error(err)
		}
	})
	t.Run("the_index_refuses_a_second_one_too", func(t *testing.T) {
		s, _ := newStore(t)
		charge := approved(t, s, 1000)
		prepared(t, s, partIntent(charge, 1))
		err := s.write(ctx, func(tx *sqlx.Tx) error {
			r := s.newRow(partIntent(charge, 1))
			r.OrderNumber = "other"
			return insertOperation.get(ctx, tx, &r.ID, r)
		})
		if err == nil || !strings.Contains(err.Error(), "UNIQUE") {
			t.Error(err)
		}
	})
}

// TestWithdraw holds what happens when the disk fails in the moment of
// committing.
func TestWithdraw(t *testing.T) {
	failed := uncertain{errors.New("commit")}
	t.Run("a_row_that_was_kept_is_closed", func(t *testing.T) {
		s, _ := newStore(t)
		op := prepared(t, s, chargeIntent(1000))
		r, _ := rowByID(ctx, s.readers, op.ID)
		err := s.writing(ctx, func(conn *sqlx.Conn) error { return s.withdraw(ctx, conn, r, failed) })
		if !errors.Is(err, failed) {
			t.Error(err)
		}
		if got, _ := s.Operation(ctx, op.ID); got.State != NotSent || got.Fault != "commit" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("another_row_is_left_alone", func(t *testing.T) {
		s, _ := newStore(t)
		op := prepared(t, s, chargeIntent(1000))
		r, _ := rowByID(ctx, s.readers, op.ID)
		r.OrderNumber = "never kept"
		err := s.writing(ctx, func(conn *sqlx.Conn) error { return s.withdraw(ctx, conn, r, failed) })
		if !errors.Is(err, failed) {
			t.Error(err)
		}
		if got, _ := s.Operation(ctx, op.ID); got.State != Prepared {
			t.Errorf("%+v", got)
		}
	})
	t.Run("a_row_that_was_not_kept_is_nothing", func(t *testing.T) {
		s, _ := newStore(t)
		err := s.writing(ctx, func(conn *sqlx.Conn) error { return s.withdraw(ctx, conn, row{ID: 7}, failed) })
		if !errors.Is(err, failed) {
			t.Error(err)
		}
	})
	t.Run("a_commit_refused_by_the_database_leaves_nothing", func(t *testing.T) {
		s, _ := newStore(t)
		refuseCommits(t, s, true)
		_, err := s.Prepare(ctx, chargeIntent(1000))
		var commit uncertain
		if !errors.As(err, &commit) {
			t.Error(err)
		}
		refuseCommits(t, s, false)
		if o, e := countRows(t, s); o+e != 0 {
			t.Error(o, e)
		}
		op := prepared(t, s, chargeIntent(1000)) // the connection is clean again
		refuseCommits(t, s, true)
		if _, err := s.Finish(ctx, op.ID, approval("1")); !errors.As(err, &commit) {
			t.Error(err)
		}
		refuseCommits(t, s, false)
		if got, _ := s.Operation(ctx, op.ID); got.State != Prepared {
			t.Error(got.State)
		}
		finished(t, s, op.ID, approval("1"))
	})
}

// refuseCommits makes SQLite turn every COMMIT into a ROLLBACK.
func refuseCommits(tb testing.TB, s *Store, on bool) {
	tb.Helper()
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	err = conn.Raw(func(raw any) error {
		hooks := raw.(sqlite.HookRegisterer)
		if on {
			hooks.RegisterCommitHook(func() int32 { return 1 })
		} else {
			hooks.RegisterCommitHook(nil)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}
