package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"modernc.org/sqlite"
)

// TestFull fills the database up to a limit that SQLite keeps, which needs no
// special disk.
func TestFull(t *testing.T) {
	fill := func(t *testing.T, s *Store) {
		t.Helper()
		s.writer.MustExec(`PRAGMA max_page_count = 1`) // as many as there are
		for range 1000 {
			if _, err := s.Prepare(ctx, chargeIntent(1000)); err != nil {
				if !isTroubleKind(err, TroubleFull) {
					t.Fatal(err)
				}
				return
			}
		}
		t.Fatal("never full")
	}
	t.Run("an_intent_is_refused_and_leaves_nothing", func(t *testing.T) {
		s, _ := newStore(t)
		fill(t, s)
		operations, events := countRows(t, s)
		for range 3 {
			if _, err := s.Prepare(ctx, chargeIntent(1000)); !isTroubleKind(err, TroubleFull) {
				t.Error(err)
			}
		}
		if o, e := countRows(t, s); o != operations || e != events {
			t.Error("something was left behind")
		}
		if !exists(s.ballast.path) {
			t.Error("an intent used the ballast")
		}
	})
	t.Run("an_outcome_gives_up_the_ballast_once", func(t *testing.T) {
		s, _ := newStore(t)
		op := prepared(t, s, chargeIntent(1000))
		fill(t, s)
		big := approval("1")
		big.ResultMessage = "거절" + filled(8000)
		if _, err := s.Finish(ctx, op.ID, big); !isTroubleKind(err, TroubleFull) {
			t.Error(err)
		}
		if exists(s.ballast.path) {
			t.Error("the ballast was kept")
		}
		if got, _ := s.Operation(ctx, op.ID); got.State != Prepared {
			t.Error(got.State)
		}
		s.writer.MustExec(`PRAGMA max_page_count = 100000`) // someone made room
		finished(t, s, op.ID, big)
		prepared(t, s, chargeIntent(1000))
		if !exists(s.ballast.path) {
			t.Error("the ballast did not come back")
		}
	})
	t.Run("no_room_for_the_ballast_no_charge", func(t *testing.T) {
		s, _ := newStore(t)
		if !s.ballast.release() {
			t.Fatal("no ballast")
		}
		if err := os.Mkdir(s.ballast.path, 0o700); err != nil { // stands in for a full disk
			t.Fatal(err)
		}
		if _, err := s.Prepare(ctx, chargeIntent(1000)); err == nil {
			t.Error("charged without ballast")
		}
		if o, _ := countRows(t, s); o != 0 {
			t.Error(o)
		}
	})
}

func filled(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'x'
	}
	return string(b)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestReadOnly(t *testing.T) {
	s, _ := newStore(t)
	op := prepared(t, s, chargeIntent(1000))
	s.writer.MustExec(`PRAGMA query_only = 1`)
	if _, err := s.Prepare(ctx, chargeIntent(1000)); !isTroubleKind(err, TroubleReadOnly) {
		t.Error(err)
	}
	if _, err := s.Finish(ctx, op.ID, approval("1")); !isTroubleKind(err, TroubleReadOnly) {
		t.Error(err)
	}
	if !exists(s.ballast.path) {
		t.Error("the ballast is for a full disk only")
	}
	s.writer.MustExec(`PRAGMA query_only = 0`)
	if o, e := countRows(t, s); o != 1 || e != 1 {
		t.Error(o, e)
	}
}

// TestBusy lets another program hold the file.
func TestBusy(t *testing.T) {
	s, _ := newStore(t)
	s.writer.MustExec(`PRAGMA busy_timeout = 50`)
	other := anotherProgram(t, s.path)
	other.MustExec(`BEGIN IMMEDIATE`)
	if _, err := s.Prepare(ctx, chargeIntent(1000)); !isTroubleKind(err, TroubleBusy) {
		t.Error(err)
	}
	if _, err := s.History(ctx, Query{}); err != nil {
		t.Error("reading must go on:", err)
	}
	other.MustExec(`ROLLBACK`)
	prepared(t, s, chargeIntent(1000))
}

func TestTrouble(t *testing.T) {
	t.Run("a_folder_that_is_a_file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		o, _ := testOptions(t, path)
		var trouble *Trouble
		if _, err := Open(ctx, o); !errors.As(err, &trouble) {
			t.Error(err)
		}
	})
	t.Run("a_database_that_is_a_folder", func(t *testing.T) {
		o, _ := testOptions(t, t.TempDir())
		if err := os.Mkdir(filepath.Join(o.Dir, databaseName), 0o700); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(ctx, o); !isTrouble(err) {
			t.Error(err)
		}
	})
	t.Run("of_the_system", func(t *testing.T) {
		if !isTroubleKind(disk(&fs.PathError{Err: fs.ErrPermission}), TroubleForbidden) {
			t.Error("permission")
		}
		if !isTroubleKind(disk(&fs.PathError{Err: errors.New("odd")}), TroubleIO) {
			t.Error("any other")
		}
		if isTrouble(disk(ErrNotFound)) || disk(nil) != nil {
			t.Error("not of the disk")
		}
	})
	t.Run("keeps_its_cause", func(t *testing.T) {
		s, _ := newStore(t)
		_, err := s.readers.Exec(`DELETE FROM file`)
		var cause *sqlite.Error
		if err := disk(err); !errors.As(err, &cause) || err.Error() == "" {
			t.Error(err)
		}
	})
}
