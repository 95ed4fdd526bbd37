package practice

import (
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func TestLedger(t *testing.T) {
	now := time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)

	t.Run("no_two_ids_are_equal", func(t *testing.T) {
		l := newLedger()
		const within = 10_100 // one second, more than four digits can count
		for range within {
			e, err := l.charge(Entry{AmountKRW: 1000, ChargedAt: now})
			if err != nil || len(e.TransactionID) != 20 {
				t.Fatal(e, err)
			}
		}
		if got := len(l.at); got != within {
			t.Errorf("%d ids for %d charges", got, within)
		}
	})

	t.Run("one_of_many_cancels_wins", func(t *testing.T) {
		l := newLedger()
		e, _ := l.charge(Entry{AmountKRW: 1000, ChargedAt: now})
		won := make(chan bool, 20)
		var all sync.WaitGroup
		for range cap(won) {
			all.Go(func() {
				done, _ := l.cancel(e.TransactionID, now)
				won <- done
			})
		}
		all.Wait()
		close(won)
		wins := 0
		for w := range won {
			if w {
				wins++
			}
		}
		if wins != 1 {
			t.Errorf("%d wins", wins)
		}
	})

	t.Run("what_cannot_be_kept_does_not_happen", func(t *testing.T) {
		l := newLedger()
		j, err := openJournal(filepath.Join(t.TempDir(), "journal"), l.replay)
		if err != nil {
			t.Fatal(err)
		}
		l.journal = j
		kept, err := l.charge(Entry{AmountKRW: 1000, ChargedAt: now})
		if err != nil {
			t.Fatal(err)
		}
		_ = j.close()
		if _, err := l.charge(Entry{AmountKRW: 2000, ChargedAt: now}); err == nil {
			t.Error("charged")
		}
		if done, err := l.cancel(kept.TransactionID, now); err == nil || done {
			t.Error("cancelled")
		}
		if all := l.all(); len(all) != 1 || all[0].Cancelled() {
			t.Errorf("ledger %+v", all)
		}
	})
}
