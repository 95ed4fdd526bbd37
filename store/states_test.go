package store

import (
	"errors"
	"os"
	"testing"
)

// places are all the places where an operation can stand, with how to get
// there.
var places = map[string]func(tb testing.TB, s *Store) Operation{
	"prepared": func(tb testing.TB, s *Store) Operation { return prepared(tb, s, chargeIntent(1000)) },
	"approved": func(tb testing.TB, s *Store) Operation { return approved(tb, s, 1000) },
	"declined": func(tb testing.TB, s *Store) Operation { return charged(tb, s, Declined) },
	"not-sent": func(tb testing.TB, s *Store) Operation { return charged(tb, s, NotSent) },
	"in-doubt": func(tb testing.TB, s *Store) Operation { return charged(tb, s, InDoubt) },
	"settled-approved": func(tb testing.TB, s *Store) Operation {
		return resolved(tb, s, charged(tb, s, InDoubt).ID, happened("R1"))
	},
	"settled-declined": func(tb testing.TB, s *Store) Operation {
		return resolved(tb, s, charged(tb, s, InDoubt).ID, Resolution{Evidence: "관리자 화면에 없음"})
	},
}

func charged(tb testing.TB, s *Store, state State) Operation {
	tb.Helper()
	return finished(tb, s, prepared(tb, s, chargeIntent(1000)).ID, Answer{State: state, ResultCode: "X"})
}

func happened(transaction string) Resolution {
	return Resolution{Staff: "박사장", Happened: true, TransactionID: transaction, ApprovalNumber: "A" + transaction, Evidence: "관리자 화면에서 봄"}
}

func resolved(tb testing.TB, s *Store, id int64, r Resolution) Operation {
	tb.Helper()
	op, err := s.Resolve(ctx, id, r)
	if err != nil {
		tb.Fatal(err)
	}
	return op
}

// TestStates tries every verb on every place and compares the state it leads
// to, or the refusal; a refusal leaves row and story alone.
func TestStates(t *testing.T) {
	verbs := map[string]func(s *Store, id int64) error{
		"finish-approved":  func(s *Store, id int64) error { _, err := s.Finish(ctx, id, approval("9")); return err },
		"finish-declined":  func(s *Store, id int64) error { _, err := s.Finish(ctx, id, Answer{State: Declined}); return err },
		"finish-not-sent":  func(s *Store, id int64) error { _, err := s.Finish(ctx, id, Answer{State: NotSent}); return err },
		"finish-in-doubt":  func(s *Store, id int64) error { _, err := s.Finish(ctx, id, Answer{State: InDoubt}); return err },
		"finish-prepared":  func(s *Store, id int64) error { _, err := s.Finish(ctx, id, Answer{State: Prepared}); return err },
		"resolve-happened": func(s *Store, id int64) error { _, err := s.Resolve(ctx, id, happened("R1")); return err },
		"resolve-other-id": func(s *Store, id int64) error { _, err := s.Resolve(ctx, id, happened("R2")); return err },
		"resolve-not": func(s *Store, id int64) error {
			_, err := s.Resolve(ctx, id, Resolution{Evidence: "없음"})
			return err
		},
		"resolve-no-evidence": func(s *Store, id int64) error {
			_, err := s.Resolve(ctx, id, Resolution{Happened: true, TransactionID: "R1", ApprovalNumber: "1", Evidence: " "})
			return err
		},
		"resolve-no-id": func(s *Store, id int64) error {
			_, err := s.Resolve(ctx, id, Resolution{Happened: true, ApprovalNumber: "1", Evidence: "x"})
			return err
		},
		"contradict": func(s *Store, id int64) error { return s.Contradict(ctx, id, "no such sale") },
		"cancel": func(s *Store, id int64) error {
			_, err := s.Prepare(ctx, Intent{Kind: KindCancel, ParentID: id, AmountKRW: 1000})
			return err
		},
		"restart": func(s *Store, _ int64) error { _, err := s.recover(ctx); return err },
	}
	type want struct {
		state State // "" for no change
		err   error
	}
	refused := want{err: ErrWrongState}
	table := map[string]map[string]want{
		"finish-approved":     {"prepared": {state: Approved}, "": refused},
		"finish-declined":     {"prepared": {state: Declined}, "": refused},
		"finish-not-sent":     {"prepared": {state: NotSent}, "": refused},
		"finish-in-doubt":     {"prepared": {state: InDoubt}, "": refused},
		"finish-prepared":     {"": {err: ErrInvalid}},
		"resolve-happened":    {"in-doubt": {state: Approved}, "settled-declined": {state: Approved}, "": refused},
		"resolve-other-id":    {"in-doubt": {state: Approved}, "settled-declined": {state: Approved}, "settled-approved": {state: Approved}, "": refused},
		"resolve-not":         {"in-doubt": {state: Declined}, "settled-approved": {state: Declined}, "": refused},
		"resolve-no-evidence": {"": {err: ErrNoEvidence}},
		"resolve-no-id":       {"in-doubt": {err: ErrNoTransaction}, "settled-approved": {err: ErrNoTransaction}, "settled-declined": {err: ErrNoTransaction}, "": refused},
		"contradict":          {"settled-approved": {}, "settled-declined": {}, "": refused},
		"cancel":              {"approved": {}, "settled-approved": {}, "": {err: ErrNotCancellable}},
		"restart":             {"prepared": {state: InDoubt}, "": {}},
	}
	for place, arrive := range places {
		for name, verb := range verbs {
			t.Run(place+"/"+name, func(t *testing.T) {
				w, ok := table[name][place]
				if !ok {
					w = table[name][""]
				}
				o, _ := testOptions(t, quickTemp(t))
				s := openTest(t, o)
				before := arrive(t, s)
				story, _ := s.Story(ctx, before.ID)
				err := verb(s, before.ID)
				if !errors.Is(err, w.err) || w.err == nil && err != nil {
					t.Fatalf("got %v, want %v", err, w.err)
				}
				after, err := s.Operation(ctx, before.ID)
				if err != nil {
					t.Fatal(err)
				}
				state := w.state
				if state == "" {
					state = before.State
				}
				if after.State != state {
					t.Errorf("state %s, want %s", after.State, state)
				}
				if err := s.VerifyChain(ctx); err != nil {
					t.Error(err)
				}
				if told, _ := s.Story(ctx, before.ID); w.err != nil && len(told) != len(story) {
					t.Errorf("a refusal left %d events, not %d", len(told), len(story))
				}
			})
		}
	}
}

func quickTemp(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp(quickDisk(), "keyindesk-state-")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
