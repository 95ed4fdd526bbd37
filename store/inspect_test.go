package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// crashed is a folder with a history whose program died: the newest rows are
// in the write-ahead log only.
func crashed(tb testing.TB) Options {
	tb.Helper()
	o, _ := testOptions(tb, tb.TempDir())
	s := openTest(tb, o)
	for range 30 {
		approved(tb, s, 1000)
	}
	if _, err := s.writer.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		tb.Fatal(err)
	}
	approved(tb, s, 2000)
	left := o
	left.Dir = tb.TempDir()
	for _, suffix := range []string{"", "-wal"} { // copied while open, as a crash leaves them
		content, err := os.ReadFile(filepath.Join(o.Dir, databaseName+suffix))
		if err != nil {
			tb.Fatal(err)
		}
		writeFile(tb, filepath.Join(left.Dir, databaseName+suffix), content)
	}
	return left
}

func writeFile(tb testing.TB, path string, content []byte) {
	tb.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		tb.Fatal(err)
	}
}

func readFile(tb testing.TB, path string) []byte {
	tb.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}

func TestDamage(t *testing.T) {
	for name, harm := range map[string]func([]byte) []byte{
		"header":  func(b []byte) []byte { copy(b, bytes.Repeat([]byte("not a database!!"), len(b)/16)); return b },
		"pages":   func(b []byte) []byte { copy(b[4*4096:], bytes.Repeat([]byte{0xff}, 14*4096)); return b },
		"cut off": func(b []byte) []byte { return b[:len(b)/2+100] },
		"garbage": func([]byte) []byte { return bytes.Repeat([]byte("garbage "), 4096) },
		"emptied": func([]byte) []byte { return nil }, // the log is not
	} {
		t.Run(name, func(t *testing.T) {
			o := crashed(t)
			path := filepath.Join(o.Dir, databaseName)
			harmed := harm(readFile(t, path))
			wal := readFile(t, path+"-wal")
			writeFile(t, path, harmed)
			_, err := Open(ctx, o)
			var damaged *Damaged
			if !errors.Is(err, ErrDamaged) || !errors.As(err, &damaged) || damaged.SetAside == "" {
				t.Fatalf("opened: %v", err)
			}
			if !bytes.Equal(readFile(t, filepath.Join(damaged.SetAside, databaseName)), harmed) {
				t.Error("the database was changed")
			}
			if !bytes.Equal(readFile(t, filepath.Join(damaged.SetAside, databaseName+"-wal")), wal) {
				t.Error("the log was changed")
			}
			s := openTest(t, o) // a new one
			if n, _ := countRows(t, s); n != 0 {
				t.Error(n)
			}
			approved(t, s, 1000)
			if !exists(filepath.Join(damaged.SetAside, databaseName)) {
				t.Error("the damaged file is gone")
			}
		})
	}
	t.Run("a_crash_is_no_damage", func(t *testing.T) {
		s := openTest(t, crashed(t))
		if n, _ := countRows(t, s); n != 31 {
			t.Error(n)
		}
		if err := s.VerifyChain(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Run("killed_while_the_file_was_made", func(t *testing.T) {
		o, _ := testOptions(t, t.TempDir())
		path := filepath.Join(t.TempDir(), "half-made.db")
		db := anotherProgram(t, path)
		// A page that leaves the cache before the commit makes the journal count.
		for _, statement := range []string{
			`PRAGMA cache_size = 1`, `BEGIN`, `CREATE TABLE half (made BLOB)`, `INSERT INTO half VALUES (randomblob(100000))`,
		} {
			db.MustExec(statement)
		}
		for _, suffix := range []string{"", "-journal"} { // copied while open, as a kill leaves them
			writeFile(t, filepath.Join(o.Dir, databaseName+suffix), readFile(t, path+suffix))
		}
		approved(t, openTest(t, o), 1000)
	})
	t.Run("damaged_twice_in_a_second", func(t *testing.T) {
		o, _ := testOptions(t, t.TempDir())
		seen := map[string]bool{}
		for range 3 {
			writeFile(t, filepath.Join(o.Dir, databaseName), []byte("garbage garbage garbage garbage"))
			_, err := Open(ctx, o)
			var damaged *Damaged
			if !errors.As(err, &damaged) || seen[damaged.SetAside] {
				t.Fatal(err)
			}
			seen[damaged.SetAside] = true
		}
	})
}

func TestForeignAndNewer(t *testing.T) {
	for name, c := range map[string]struct {
		statements []string
		want       error
	}{
		"a newer version":         {[]string{`PRAGMA user_version = 99`}, ErrNewerFile},
		"another program's":       {[]string{`PRAGMA application_id = 7`}, ErrForeignFile},
		"another newer program's": {[]string{`PRAGMA application_id = 7`, `PRAGMA user_version = 99`}, ErrForeignFile},
	} {
		t.Run(name, func(t *testing.T) {
			o, _ := testOptions(t, t.TempDir())
			openTest(t, o).Close()
			path := filepath.Join(o.Dir, databaseName)
			db := anotherProgram(t, path)
			for _, statement := range c.statements {
				db.MustExec(statement)
			}
			db.Close()
			before := readFile(t, path)
			if _, err := Open(ctx, o); !errors.Is(err, c.want) {
				t.Error(err)
			}
			if !bytes.Equal(before, readFile(t, path)) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestMigrate(t *testing.T) {
	latest := latestVersion()
	next := latest + 1
	// steps are the program's own and one more, at the version after the newest.
	steps := func(more string) fs.FS {
		all := fstest.MapFS{fmt.Sprintf("migrations/%04d_more.sql", next): {Data: []byte(more)}}
		names, err := fs.Glob(migrations, "migrations/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := migrations.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = &fstest.MapFile{Data: text}
		}
		return all
	}
	copied := fmt.Sprintf("history-before-v%d-20261121-120000.db", next)
	version := func(t *testing.T, s *Store) (v int) {
		t.Helper()
		if err := s.writer.Get(&v, `PRAGMA user_version`); err != nil {
			t.Fatal(err)
		}
		return v
	}
	t.Run("an_older_file_is_copied_first", func(t *testing.T) {
		s, c := newStore(t)
		approved(t, s, 1000)
		if err := migrate(ctx, s.writer, s.path, steps(`CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;`), latest, c.Now()); err != nil {
			t.Fatal(err)
		}
		if v := version(t, s); v != next {
			t.Error(v)
		}
		o, _ := testOptions(t, t.TempDir())
		writeFile(t, filepath.Join(o.Dir, databaseName), readFile(t, filepath.Join(filepath.Dir(s.path), copied)))
		old := openTest(t, o)
		if n, _ := countRows(t, old); n != 1 || version(t, old) != latest {
			t.Error("the copy is not the old file")
		}
	})
	t.Run("a_step_that_fails_changes_nothing", func(t *testing.T) {
		for name, step := range map[string]string{
			"wrong at the end":   `CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; SELECT nonsense;`,
			"a row left hanging": `CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; INSERT INTO events SELECT 2, 77, at, type, staff, detail, hash, hash FROM events WHERE seq = 1;`,
		} {
			s, c := newStore(t)
			prepared(t, s, chargeIntent(1000))
			if err := migrate(ctx, s.writer, s.path, steps(step), latest, c.Now()); err == nil {
				t.Error(name)
			}
			if v := version(t, s); v != latest {
				t.Error(name, v)
			}
			var tables int
			if err := s.writer.Get(&tables, `SELECT COUNT(*) FROM sqlite_schema WHERE name = 'more'`); err != nil || tables != 0 {
				t.Error(name, tables, err)
			}
			var enforced bool
			if err := s.writer.Get(&enforced, `PRAGMA foreign_keys`); err != nil || !enforced {
				t.Error(name, "foreign keys stay off", err)
			}
		}
	})
	t.Run("half_a_copy_stands_in_nobody's_way", func(t *testing.T) {
		s, c := newStore(t)
		half := filepath.Join(filepath.Dir(s.path), "history-copy.part")
		writeFile(t, half, []byte("SQLite format 3\x00 and no more"))
		if err := migrate(ctx, s.writer, s.path, steps(`SELECT 1;`), latest, c.Now()); err != nil || exists(half) {
			t.Error(err)
		}
	})
	t.Run("without_a_copy_there_is_no_step", func(t *testing.T) {
		s, c := newStore(t)
		if err := os.Mkdir(filepath.Join(filepath.Dir(s.path), copied), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := migrate(ctx, s.writer, s.path, steps(`SELECT 1;`), latest, c.Now()); err == nil || version(t, s) != latest {
			t.Error(err)
		}
	})
}
