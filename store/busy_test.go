package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
// BACKUP_ROWS=1000000 does it with ten years of a busy shop, BENCH says on
// which disk; the last backup is looked over by integrity_check.
func TestBackupWhileBusy(t *testing.T) {
	rows, least := 20_000, 3*time.Second
	if text := os.Getenv("BACKUP_ROWS"); text != "" {
		var err error
		if rows, err = strconv.Atoi(text); err != nil || rows < 1 {
			t.Fatalf("BACKUP_ROWS=%q is no number of rows", text)
		}
	}
	s, folder := busyHistory(t, rows)
	var backups int
	var made Backup
	var took time.Duration
	done := make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		defer close(done)
		for begun := time.Now(); time.Since(begun) < least; backups++ {
			all, _ := Backups(folder, "practice", "")
			err := DeleteBackups(all)
			since := time.Now()
			if err == nil {
				made, err = s.Backup(ctx, folder, "")
			}
			if err != nil {
				failed <- err
				return
			}
			took = max(took, time.Since(since))
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
	if err := isWhole(made.Path); err != nil {
		t.Error(err)
	}
	fmt.Printf("rows=%d mbytes=%d backups=%d took=%v writes=%d longest=%v p99=%v alone_longest=%v alone_p99=%v ratio=%.1f\n",
		rows, fileBytes(t, s.path)>>20, backups, took.Round(time.Millisecond), len(beside),
		longest(beside), percentile(beside), longest(alone), percentile(alone), float64(longest(beside))/float64(longest(alone)))
	if len(beside) < 40 {
		t.Error("too few writes to tell:", len(beside))
	}
	// A disk that is as slow without a backup says nothing about the backup.
	if longest(beside) > longestWait && longest(beside) > 3*longest(alone) {
		t.Errorf("a write waited %v", longest(beside))
	}
}

// busyHistory is a history of its own on the disk of BENCH, or of the temporary
// files: looked over, and used a little. The folder is for its backups.
func busyHistory(t *testing.T, rows int) (s *Store, folder string) {
	t.Helper()
	o := decade(t, rows)
	place, err := os.MkdirTemp(filepath.Dir(o.Dir), "busy-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(place) })
	kept := filepath.Join(o.Dir, databaseName)
	o.Dir = filepath.Join(place, "practice")
	if err := os.Mkdir(o.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := copyFile(ctx, kept, filepath.Join(o.Dir, databaseName)); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, o)
	if err := s.Checked(ctx); err != nil {
		t.Fatal(err)
	}
	chargesUntil(t, s, after(time.Second))
	return s, filepath.Join(place, "backups")
}

// isWhole lets SQLite look a backup over, with a connection that knows nothing
// of the store's.
func isWhole(path string) error {
	db, err := sql.Open(driverName, fileURL(path, []string{"mode=ro"}))
	if err != nil {
		return err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return errors.New("integrity_check: " + verdict)
	}
	return nil
}

func fileBytes(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
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
