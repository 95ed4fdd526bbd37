package store

import (
	"errors"
	"testing"
)

// TestCancelWithoutItsSale: a cancel is found to have happened after its sale was
// found not to have. That is refused by name, and not by the database alone.
func TestCancelWithoutItsSale(t *testing.T) {
	s, _ := newStore(t)
	sale := resolved(t, s, charged(t, s, InDoubt).ID, happened("R1"))
	cancel := finished(t, s, prepared(t, s, cancelIntent(sale)).ID, Answer{State: InDoubt})
	resolved(t, s, cancel.ID, Resolution{Evidence: "취소 안 됨"})
	resolved(t, s, sale.ID, Resolution{Evidence: "승인 내역 없음"})
	if _, err := s.Resolve(ctx, cancel.ID, Resolution{Happened: true, Evidence: "취소 내역 있음"}); !errors.Is(err, ErrNotCancellable) {
		t.Error(err)
	}
	if op, err := s.Operation(ctx, cancel.ID); err != nil || op.State != Declined {
		t.Error(op.State, err)
	}
}
