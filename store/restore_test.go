package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// shopWithBackup is a history with two charges of yesterday in a backup, and one
// of today that is not.
func shopWithBackup(t *testing.T) (o Options, c *clock, s *Store, b Backup) {
	t.Helper()
	o, c = testOptions(t, filepath.Join(quickTemp(t), "practice"))
	c.set("2026-11-20 15:00:00")
	s = openTest(t, o)
	approved(t, s, 1000)
	approved(t, s, 2000)
	b = backedUp(t, s, quickTemp(t))
	c.set("2026-11-21 12:00:00")
	approved(t, s, 3000)
	return o, c, s, b
}

// TestCompareInDoubt: what is in doubt would be forgotten by a restore.
func TestCompareInDoubt(t *testing.T) {
	o, _, s, b := shopWithBackup(t)
	finished(t, s, prepared(t, s, chargeIntent(4000)).ID, Answer{State: InDoubt})
	candidate := examined(t, o, b.Path)
	defer candidate.Discard()
	want := Difference{Same: true, Operations: 2, InDoubt: 1, FirstDay: "2026-11-21", LastDay: "2026-11-21"}
	if got, err := s.Compare(ctx, candidate); err != nil || got != want {
		t.Errorf("%+v %v", got, err)
	}
}

func examined(t *testing.T, o Options, path string) *Candidate {
	t.Helper()
	c, err := Examine(ctx, o, path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRestore(t *testing.T) {
	o, c, s, b := shopWithBackup(t)
	backup := readFile(t, b.Path)
	candidate := examined(t, o, b.Path)
	at := time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	if candidate.Altered != nil || candidate.Environment != "practice" || candidate.FileID != s.fileID || candidate.Operations != 2 ||
		candidate.FirstDay != "2026-11-20" || candidate.LastDay != "2026-11-20" || candidate.Seq != 4 || !candidate.LastAt.Equal(at) {
		t.Errorf("%+v", candidate.Info)
	}
	want := Difference{Same: true, Operations: 1, FirstDay: "2026-11-21", LastDay: "2026-11-21"}
	if got, err := s.Compare(ctx, candidate); err != nil || got != want {
		t.Errorf("%+v %v", got, err)
	}
	newest := everything(t, s)[2].OrderNumber
	s.Close()
	present := readFile(t, s.path)
	folder, err := candidate.Restore(ctx, "김점장")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(readFile(t, filepath.Join(folder, databaseName)), present) {
		t.Error("the present history was changed on the way")
	}
	if !bytes.Equal(readFile(t, b.Path), backup) {
		t.Error("the backup was changed")
	}
	if exists(filepath.Join(o.Dir, candidateFolder)) {
		t.Error("the copy is left behind")
	}
	restored := openTest(t, o)
	if n, _ := countRows(t, restored); n != 2 {
		t.Error(n, "rows")
	}
	if err := restored.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
	var told string
	if err := restored.writer.Get(&told, `SELECT staff || ' ' || detail FROM events WHERE type = 'restored'`); err != nil ||
		!strings.HasPrefix(told, `김점장 {"name":"`+filepath.Base(b.Path)+`","seq":4,"head":"`) ||
		!strings.Contains(told, fmt.Sprintf(`"present":{"events":%d,"file_id":"%s","head":"`, 7, s.fileID)) {
		t.Error(told, err)
	}
	// The gateway knows today's first number.
	if next := approved(t, restored, 5000); next.OrderNumber == newest {
		t.Error("an order number is given twice:", next.OrderNumber)
	}
	// And back again.
	restored.Close()
	c.now = c.now.Add(time.Minute)
	back := examined(t, o, filepath.Join(folder, databaseName))
	if _, err := back.Restore(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if n, _ := countRows(t, openTest(t, o)); n != 3 {
		t.Error(n, "rows after the way back")
	}
}

// TestRestoreCutOff stops a restore at each of its steps: what the next start
// finds is the one or the other, whole.
func TestRestoreCutOff(t *testing.T) {
	for name, c := range map[string]struct {
		until func(t *testing.T, candidate *Candidate, present string)
		rows  int
	}{
		"copied":   {func(*testing.T, *Candidate, string) {}, 3},
		"finished": {func(t *testing.T, c *Candidate, present string) { finishFor(t, c, present) }, 3},
		"kept": {func(t *testing.T, c *Candidate, present string) {
			finishFor(t, c, present)
			keepFor(t, present)
		}, 3},
		"exchanged": {func(t *testing.T, c *Candidate, present string) {
			finishFor(t, c, present)
			keepFor(t, present)
			if err := os.Rename(c.path(), present); err != nil {
				t.Fatal(err)
			}
		}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			o, _, s, b := shopWithBackup(t)
			candidate := examined(t, o, b.Path)
			s.Close()
			c.until(t, candidate, s.path)
			if candidate.store != nil {
				candidate.store.Close()
			}
			next := openTest(t, o)
			if n, _ := countRows(t, next); n != c.rows {
				t.Errorf("%d rows, not %d", n, c.rows)
			}
			if err := next.VerifyChain(ctx); err != nil {
				t.Error(err)
			}
			if exists(filepath.Join(o.Dir, candidateFolder)) {
				t.Error("the copy is left behind")
			}
			kept, _ := filepath.Glob(filepath.Join(o.Dir, setAsidePrefix+"*"))
			if len(kept) != 3-c.rows {
				t.Error("set aside:", kept)
			}
			approved(t, next, 9000)
		})
	}
}

func finishFor(t *testing.T, c *Candidate, present string) {
	t.Helper()
	was, err := settleLog(ctx, present)
	if err == nil {
		err = c.finish(ctx, "", was)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func keepFor(t *testing.T, present string) {
	t.Helper()
	if _, err := keepPresent(ctx, present, setAsidePrefix+"20261121-120000"); err != nil {
		t.Fatal(err)
	}
}

func TestExamine(t *testing.T) {
	o, _, s, b := shopWithBackup(t)
	elsewhere := func(name string, content []byte) string {
		path := filepath.Join(quickTemp(t), name)
		writeFile(t, path, content)
		return path
	}
	whole := readFile(t, b.Path)
	t.Run("the_present_history", func(t *testing.T) {
		if _, err := Examine(ctx, o, s.path); !errors.Is(err, ErrPresentFile) {
			t.Error(err)
		}
	})
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"no_database":     {[]byte("a letter to the shop, nothing more than that"), ErrDamaged},
		"cut_off":         {whole[:20*pageBytes], ErrDamaged},
		"nothing":         {nil, ErrForeignFile},
		"another_program": {otherDatabase(t, `PRAGMA application_id = 7`), ErrForeignFile},
		"no_program":      {otherDatabase(t, `PRAGMA application_id = 0`), ErrForeignFile},
		"a_newer_program": {otherDatabase(t, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID), `PRAGMA user_version = 99`), ErrNewerFile},
	} {
		t.Run(name, func(t *testing.T) {
			path := elsewhere("file.db", c.content)
			if _, err := Examine(ctx, o, path); !errors.Is(err, c.want) {
				t.Error(err)
			}
			if !bytes.Equal(readFile(t, path), c.content) || exists(filepath.Join(o.Dir, candidateFolder)) {
				t.Error("it was changed, or a copy is left behind")
			}
		})
	}
	t.Run("not_there", func(t *testing.T) {
		if _, err := Examine(ctx, o, filepath.Join(o.Dir, "nowhere.db")); !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	})
	t.Run("another_environment", func(t *testing.T) {
		live := o
		live.Dir, live.Environment = quickTemp(t), "live"
		c, err := Examine(ctx, live, b.Path)
		if !errors.Is(err, ErrOtherEnvironment) || c == nil || c.Environment != "practice" || c.Operations != 2 {
			t.Errorf("%+v %v", c, err)
		}
	})
	t.Run("altered", func(t *testing.T) {
		path := elsewhere("altered.db", whole)
		db := freeHand(t, path)
		db.MustExec(`UPDATE operations SET amount_krw = 1 WHERE id = 1`)
		db.MustExec(`PRAGMA wal_checkpoint(TRUNCATE)`)
		db.Close()
		c := examined(t, o, path)
		defer c.Discard()
		if !errors.Is(c.Altered, ErrTampered) {
			t.Error(c.Altered)
		}
	})
	t.Run("with_its_log", func(t *testing.T) {
		path := elsewhere("history.db", readFile(t, s.path))
		writeFile(t, path+"-wal", readFile(t, s.path+"-wal"))
		c := examined(t, o, path)
		defer c.Discard()
		if c.Operations != 3 || c.Altered != nil {
			t.Errorf("%+v", c.Info)
		}
	})
	for _, version := range olderVersions {
		t.Run(fmt.Sprintf("version_%d", version), func(t *testing.T) {
			old := olderHistory(t, quickTemp(t), version)
			c := examined(t, o, filepath.Join(old.Dir, databaseName))
			defer c.Discard()
			if c.Altered != nil || c.Operations == 0 {
				t.Errorf("%+v", c.Info)
			}
			d, err := s.Compare(ctx, c)
			if err != nil || d.Same || d.Operations != 3 || d.FirstDay != "2026-11-20" || d.LastDay != "2026-11-21" {
				t.Errorf("%+v %v", d, err)
			}
		})
	}
	t.Run("erased_since", func(t *testing.T) {
		c := examined(t, o, b.Path)
		defer c.Discard()
		if err := s.Erase(ctx, "2026-11-21", ""); err != nil {
			t.Fatal(err)
		}
		if d, err := s.Compare(ctx, c); err != nil || !d.Erased || !d.Same {
			t.Errorf("%+v %v", d, err)
		}
	})
}

func otherDatabase(t *testing.T, statements ...string) []byte {
	t.Helper()
	path := filepath.Join(quickTemp(t), "other.db")
	db := anotherProgram(t, path)
	defer db.Close()
	db.MustExec(`CREATE TABLE notes (text TEXT)`)
	for _, statement := range statements {
		db.MustExec(statement)
	}
	return readFile(t, path)
}

// TestRestoreOnNewPC: there was nothing before.
func TestRestoreOnNewPC(t *testing.T) {
	o, _, _, b := shopWithBackup(t)
	o.Dir = filepath.Join(quickTemp(t), "practice")
	folder, err := examined(t, o, b.Path).Restore(ctx, "")
	if err != nil || folder != "" {
		t.Fatal(folder, err)
	}
	if n, _ := countRows(t, openTest(t, o)); n != 2 {
		t.Error(n)
	}
}
