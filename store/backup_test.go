package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func backedUp(tb testing.TB, s *Store, folder string) Backup {
	tb.Helper()
	b, err := s.Backup(ctx, folder, "김직원")
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestBackup(t *testing.T) {
	for _, name := range []string{"백업 폴더", "with ? and # and %41", "plain/deeper", "half [of it"} {
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			s, c := newStore(t)
			folder := filepath.Join(t.TempDir(), filepath.FromSlash(name))
			k := NewKeys(c.Now())
			if err := s.KeepKeys(ctx, EventKeysMade, "", wrapped(t, k, ByKeyring, 1, c.Now())); err != nil {
				t.Fatal(err)
			}
			first := approved(t, s, 1000)
			b := backedUp(t, s, folder)
			want := Backup{
				Path:        filepath.Join(folder, "keyindesk-practice-7Q-20261121-120000.db"),
				Environment: "practice", Terminal: "7Q", MadeAt: c.Now(), Bytes: b.Bytes,
			}
			if diff := cmp.Diff(want, b, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" || b.Bytes == 0 {
				t.Error(diff)
			}
			if files := filesIn(t, folder); !slices.Equal(files, []string{filepath.Base(b.Path)}) {
				t.Error("left behind:", files)
			}
			for _, secret := range []string{"홍길동", "01012345678", "hong@example.kr", string(k.Data[:]), string(k.Signing[:])} {
				if bytes.Contains(readFile(t, b.Path), []byte(secret)) {
					t.Error("in plain:", secret)
				}
			}
			approved(t, s, 2000)

			o, _ := testOptions(t, filepath.Join(t.TempDir(), "practice"))
			mkdir(t, o.Dir)
			writeFile(t, filepath.Join(o.Dir, databaseName), readFile(t, b.Path))
			copied := openTest(t, o)
			if got, err := copied.Operation(ctx, first.ID); err != nil || got.Buyer.Name != "홍길동" || got.State != Approved {
				t.Error(got, err)
			}
			if n, _ := countRows(t, copied); n != 1 {
				t.Error(n, "rows")
			}
			if err := copied.VerifyChain(ctx); err != nil {
				t.Error(err)
			}
			if keys, err := copied.WrappedKeys(ctx); err != nil || len(keys) != 1 {
				t.Error(keys, err)
			}
			var told string
			if err := s.writer.Get(&told, `SELECT staff || ' ' || json_extract(detail, '$.seq') || ' ' || (hex(e.hash) = upper(json_extract(detail, '$.head')))
				FROM events b JOIN (SELECT seq, hash FROM events) e ON e.seq = json_extract(b.detail, '$.seq') WHERE b.type = 'backed-up'`); err != nil || told != "김직원 3 1" {
				t.Error(told, err)
			}
		})
	}
}

func filesIn(tb testing.TB, folder string) (all []string) {
	tb.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func mkdir(tb testing.TB, dir string) {
	tb.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		tb.Fatal(err)
	}
}

func TestBackups(t *testing.T) {
	folder := t.TempDir()
	if all, err := Backups(filepath.Join(folder, "not there"), "practice", ""); err != nil || all != nil {
		t.Error(all, err)
	}
	for _, name := range []string{
		"keyindesk-practice-7Q-20261120-090000.db", "keyindesk-practice-7Q-20261121-090000.db", "keyindesk-practice-8Z-20261119-090000.db",
		"keyindesk-live-7Q-20261121-090000.db", "keyindesk-practice-7Q-20261121-090000.db.part", "keyindesk-practice-7Q-2026.db",
		"history.db", "keyindesk-practice-7Q-20261121-090000.db (1)", "keyindesk-practice-20261121-090000.db",
	} {
		writeFile(t, filepath.Join(folder, name), []byte("x"))
	}
	mkdir(t, filepath.Join(folder, "keyindesk-practice-7Q-20261101-090000.db"))
	days := func(terminal string) (days []string) {
		all, err := Backups(folder, "practice", terminal)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range all {
			days = append(days, b.Terminal+" "+BusinessDay(b.MadeAt))
		}
		return days
	}
	if got := days("7Q"); !slices.Equal(got, []string{"7Q 2026-11-21", "7Q 2026-11-20"}) {
		t.Error(got)
	}
	if got := days(""); !slices.Equal(got, []string{"7Q 2026-11-21", "7Q 2026-11-20", "8Z 2026-11-19"}) {
		t.Error(got)
	}
}

// TestBackupAfterOthers: what an earlier one left half done goes, what others
// have there stays.
func TestBackupAfterOthers(t *testing.T) {
	s, _ := newStore(t)
	folder := t.TempDir()
	stay := []string{"keyindesk-practice-8Z-20261120-090000.db.part", "notes.txt", "keyindesk-practice-7Q-20261120-090000.db.parted by me"}
	for _, name := range append(stay, "keyindesk-practice-7Q-20261120-090000.db.part", "keyindesk-practice-7Q-20261121-120000.db.part-journal") {
		writeFile(t, filepath.Join(folder, name), []byte("half"))
	}
	b := backedUp(t, s, folder)
	want := append(stay, filepath.Base(b.Path))
	slices.Sort(want)
	if got := filesIn(t, folder); !slices.Equal(got, want) {
		t.Error(got)
	}
}

// TestBackupBeside: no file that is there is changed or removed, whatever it is
// called.
func TestBackupBeside(t *testing.T) {
	s, c := newStore(t)
	folder := t.TempDir()
	first := backedUp(t, s, folder)
	made := readFile(t, first.Path)
	approved(t, s, 1000)
	second := backedUp(t, s, folder) // within the same second
	if second.Path == first.Path || !bytes.Equal(readFile(t, first.Path), made) {
		t.Error("the earlier one was replaced:", second.Path)
	}
	if want := c.Now().Add(time.Second); !second.MadeAt.Equal(want) {
		t.Error(second.MadeAt, want)
	}
	// A folder of that name stays as well.
	mine := first.Path + partSuffix
	mkdir(t, mine)
	backedUp(t, s, folder)
	if info, err := os.Stat(mine); err != nil || !info.IsDir() {
		t.Error(info, err)
	}
	// One that came since the look stays, and nothing is left behind.
	next := s.freeBackup(folder, c.Now()).Path + partSuffix
	mkdir(t, next)
	if _, err := s.Backup(ctx, folder, ""); err == nil {
		t.Error("no error")
	}
	if info, err := os.Stat(next); err != nil || !info.IsDir() {
		t.Error("removed:", err)
	}
}

func newFile(tb testing.TB, path string) *os.File {
	tb.Helper()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		tb.Fatal(err)
	}
	return file
}

func TestBackupRefused(t *testing.T) {
	s, _ := newStore(t)
	approved(t, s, 1000)
	t.Run("where_a_file_stands", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "file")
		writeFile(t, path, nil)
		_, err := s.Backup(ctx, path, "")
		if !isTrouble(err) {
			t.Error(err)
		}
	})
	t.Run("when_it_was_stopped", func(t *testing.T) {
		stopped, stop := context.WithCancel(ctx)
		stop()
		folder := t.TempDir()
		if _, err := s.Backup(stopped, folder, ""); !errors.Is(err, context.Canceled) || len(filesIn(t, folder)) != 0 {
			t.Error(err, filesIn(t, folder))
		}
	})
	var events int
	if err := s.writer.Get(&events, `SELECT COUNT(*) FROM events WHERE type = 'backed-up'`); err != nil || events != 0 {
		t.Error("told of a backup that is none:", events, err)
	}
	// What the look at the copy must notice.
	whole := filepath.Join(t.TempDir(), "whole.db")
	if err := s.copyOnline(ctx, newFile(t, whole)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.proveCopy(ctx, whole); err != nil {
		t.Error("a good copy:", err)
	}
	other, _ := newStore(t)
	approved(t, other, 1000)
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	if err := other.copyOnline(ctx, newFile(t, foreign)); err != nil {
		t.Fatal(err)
	}
	for name, bend := range map[string]func(path string){
		"another_history": func(path string) { writeFile(t, path, readFile(t, foreign)) },
		"cut_off":         func(path string) { writeFile(t, path, readFile(t, whole)[:40_000]) },
		"a_page_lost": func(path string) {
			content := readFile(t, whole)
			clear(content[len(content)-4096:])
			writeFile(t, path, content)
		},
		"another_end": func(path string) {
			writeFile(t, path, readFile(t, whole))
			db := freeHand(t, path)
			db.MustExec(`DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)`)
			db.MustExec(`UPDATE events SET hash = x'` + strings.Repeat("00", 32) + `' WHERE seq = 1`)
			db.MustExec(`PRAGMA wal_checkpoint(TRUNCATE)`)
			db.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bent.db")
			bend(path)
			if _, err := s.proveCopy(ctx, path); err == nil {
				t.Error("taken for a good copy")
			}
		})
	}
}

func TestSurplus(t *testing.T) {
	var all []Backup
	for day := time.Date(2023, 6, 1, 12, 0, 0, 0, time.UTC); day.Before(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)); day = day.AddDate(0, 0, 1) {
		all = append(all, Backup{MadeAt: day}, Backup{MadeAt: day.Add(2 * time.Hour)})
	}
	slices.Reverse(all) // the last made first
	var kept []string
	surplus := Surplus(all)
	for _, b := range slices.Backward(all) {
		if !slices.Contains(surplus, b) {
			kept = append(kept, b.MadeAt.In(korea).Format("2006-01-02 15h"))
		}
	}
	want := []string{"2023-12-31 23h", "2024-12-31 23h", "2025-12-31 23h"}
	for month := 1; month <= 10; month++ {
		last := time.Date(2026, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC)
		want = append(want, last.Format("2006-01-02")+" 23h")
	}
	for day := 7; day <= 20; day++ {
		want = append(want, fmt.Sprintf("2026-11-%02d 23h", day))
	}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Error(diff)
	}
	if got := Surplus(all[:1]); got != nil {
		t.Error("the only one:", got)
	}
	if got := Surplus(nil); got != nil {
		t.Error(got)
	}
}

func TestSameDisk(t *testing.T) {
	dir := t.TempDir()
	if !SameDisk(dir, filepath.Join(dir, "not", "there", "yet")) {
		t.Error("a folder and one in it")
	}
	if _, err := os.Stat("/proc/self"); err == nil && SameDisk(dir, "/proc") {
		t.Error("a disk and none")
	}
	if free, known := freeBytes(dir); !known || free == 0 {
		t.Error(free, known)
	}
}
