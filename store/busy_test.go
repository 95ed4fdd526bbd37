package store

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"
)

// longestWait is how long a charge may wait for a backup.
const longestWait = 250 * time.Millisecond

// TestBackupWhileBusy makes backups while 20 charges a second are written, and
// looks how long a write waits at most. A longer wait is a customer who waits
// on the phone.
//
// BACKUP_ROWS=1000000 does it with ten years of a busy shop.
func TestBackupWhileBusy(t *testing.T) {
	rows, least := 20_000, 3*time.Second
	if text := os.Getenv("BACKUP_ROWS"); text != "" {
		var err error
		if rows, err = strconv.Atoi(text); err != nil || rows < 1 {
			t.Fatalf("BACKUP_ROWS=%q is no number of rows", text)
		}
	}
	o := decade(t, rows)
	keep := o.Dir
	o.Dir = t.TempDir()
	writeFile(t, o.Dir+"/"+databaseName, readFile(t, keep+"/"+databaseName))
	s := openTest(t, o)
	folder := t.TempDir()
	var backups int
	var took time.Duration
	done := make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		defer close(done)
		for begun := time.Now(); time.Since(begun) < least; backups++ {
			since := time.Now()
			if _, err := s.Backup(ctx, folder, ""); err != nil {
				failed <- err
				return
			}
			took = max(took, time.Since(since))
			all, _ := Backups(folder, "practice", "")
			if err := DeleteBackups(all); err != nil {
				failed <- err
				return
			}
		}
	}()
	begun := time.Now()
	beside := chargesUntil(t, s, done)
	alone := chargesUntil(t, s, after(time.Since(begun))) // on the same machine, with the same neighbours
	select {
	case err := <-failed:
		t.Fatal(err)
	default:
	}
	fmt.Printf("rows=%d bytes=%d backups=%d took=%v writes=%d longest=%v p99=%v alone_longest=%v alone_p99=%v ratio=%.1f\n",
		rows, len(readFile(t, keep+"/"+databaseName)), backups, took.Round(time.Millisecond), len(beside),
		longest(beside), percentile(beside), longest(alone), percentile(alone), float64(longest(beside))/float64(longest(alone)))
	if len(beside) < 40 {
		t.Error("too few writes to tell:", len(beside))
	}
	// A disk that is as slow without a backup says nothing about the backup.
	if longest(beside) > longestWait && longest(beside) > 3*longest(alone) {
		t.Errorf("a write waited %v", longest(beside))
	}
}

func after(d time.Duration) <-chan struct{} {
	done := make(chan struct{})
	time.AfterFunc(d, func() { close(done) })
	return done
}

// chargesUntil makes 20 charges a second and returns how long each of their
// writes took, intents and outcomes.
func chargesUntil(t *testing.T, s *Store, done <-chan struct{}) (waits []time.Duration) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return waits
		case <-tick.C:
			since := time.Now()
			op := prepared(t, s, chargeIntent(1000))
			waits = append(waits, time.Since(since))
			since = time.Now()
			finished(t, s, op.ID, Answer{State: Declined, ResultCode: "9999"})
			waits = append(waits, time.Since(since))
		}
	}
}

func longest(waits []time.Duration) time.Duration {
	return slices.Max(waits).Round(10 * time.Microsecond)
}

func percentile(waits []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(waits))
	return sorted[len(sorted)*99/100].Round(10 * time.Microsecond)
}
