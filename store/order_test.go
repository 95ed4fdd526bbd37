package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestOrderNumber(t *testing.T) {
	t.Run("counts_through_the_day_in_Korea", func(t *testing.T) {
		s, c := newStore(t)
		for _, step := range []struct{ at, number, day string }{
			{"2026-11-21 23:59:59", "P261121-7Q-0001", "2026-11-21"},
			{"2026-11-21 23:59:59", "P261121-7Q-0002", "2026-11-21"},
			{"2026-11-22 00:00:00", "P261122-7Q-0001", "2026-11-22"}, // 15:00 UTC
			{"2026-11-22 09:00:00", "P261122-7Q-0002", "2026-11-22"},
			{"2026-11-21 10:00:00", "P261121-7Q-0003", "2026-11-21"}, // the clock was set back
			{"2027-01-01 00:00:00", "P270101-7Q-0001", "2027-01-01"},
		} {
			c.set(step.at)
			op := prepared(t, s, chargeIntent(1000))
			if op.OrderNumber != step.number || op.BusinessDay != step.day || !op.PreparedAt.Equal(c.Now()) {
				t.Errorf("%s: %s on %s at %v", step.at, op.OrderNumber, op.BusinessDay, op.PreparedAt)
			}
		}
	})
	t.Run("a_cancel_has_its_own", func(t *testing.T) {
		s, _ := newStore(t)
		op := prepared(t, s, cancelIntent(approved(t, s, 1000)))
		if op.OrderNumber != "P261121-7Q-0002C" {
			t.Error(op.OrderNumber)
		}
	})
	t.Run("fits_even_on_a_day_of_a_million", func(t *testing.T) {
		if n := orderNumber("K", "2026-11-21", "7Q", 1_000_000, KindCancel); len(n) > MaxOrderNumber {
			t.Error(n)
		}
	})
	t.Run("steps_over_a_number_that_staff_took", func(t *testing.T) {
		s, _ := newStore(t)
		in := chargeIntent(1000)
		in.OrderNumber = "P261121-7Q-0001"
		if op := prepared(t, s, in); op.OrderNumber != in.OrderNumber {
			t.Error(op.OrderNumber)
		}
		if op := prepared(t, s, chargeIntent(1000)); op.OrderNumber != "P261121-7Q-0002" {
			t.Error(op.OrderNumber)
		}
	})
	t.Run("a_hundred_at_once_are_all_different", func(t *testing.T) {
		s, _ := newStore(t)
		var wg sync.WaitGroup
		var mu sync.Mutex
		seen := map[string]bool{}
		for range 100 {
			wg.Go(func() {
				op, err := s.Prepare(ctx, chargeIntent(1000))
				mu.Lock()
				defer mu.Unlock()
				if err != nil || seen[op.OrderNumber] {
					t.Error(op.OrderNumber, err)
				}
				seen[op.OrderNumber] = true
			})
		}
		wg.Wait()
		for i := 1; i <= 100; i++ {
			if n := fmt.Sprintf("P261121-7Q-%04d", i); !seen[n] {
				t.Errorf("%s is missing", n)
			}
		}
	})
}

// A history that begins after a damaged one must not give numbers that the
// damaged one may have given on the same day: the gateway has seen them.
func TestOrderNumbersAfterDamage(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, damagedPrefix+"20261121-090000"), 0o700); err != nil {
		t.Fatal(err)
	}
	o, _ := testOptions(t, dir)
	s := openTest(t, o)
	for _, want := range []int64{orderBaseStep + 1, orderBaseStep + 2} {
		op := prepared(t, s, chargeIntent(1000))
		if suffix := fmt.Sprintf("-%04d", want); !strings.HasSuffix(op.OrderNumber, suffix) {
			t.Errorf("gave %s, want one ending in %s", op.OrderNumber, suffix)
		}
	}
}
