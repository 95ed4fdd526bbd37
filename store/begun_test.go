package store

import (
	"reflect"
	"testing"
)

// holdBegun holds that what is kept of a row that was just prepared is the row as
// it lies on disk. Every test that prepares one asks.
func holdBegun(tb testing.TB, s *Store, id int64) {
	tb.Helper()
	kept, ok := s.begun.take(id)
	onDisk, err := rowByID(ctx, s.writer, id)
	if err != nil || !ok || !reflect.DeepEqual(kept, onDisk) {
		tb.Fatalf("kept: %v\n%+v\non disk: %v\n%+v", ok, kept, err, onDisk)
	}
	s.begun.put(kept)
}

// TestBegunIsNoProof: a row that was kept and is not prepared any more is not
// answered again.
func TestBegunIsNoProof(t *testing.T) {
	s, _ := newStore(t)
	op := prepared(t, s, chargeIntent(1000))
	stale, _ := s.begun.take(op.ID)
	finished(t, s, op.ID, Answer{State: Declined, ResultCode: "1004"})
	s.begun.put(stale)
	if got, err := s.Finish(ctx, op.ID, approval("1")); err == nil {
		t.Error("answered again:", got.State)
	}
	if o, e := countRows(t, s); o != 1 || e != 2 {
		t.Error("written:", o, e)
	}
	if got, err := s.Operation(ctx, op.ID); err != nil || got.State != Declined {
		t.Error(got.State, err)
	}
	secondOpinion(t, s)
}
