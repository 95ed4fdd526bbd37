package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"keyindesk/desk"
)

// settle waits until something is so.
func settle(t *testing.T, what string, so func() bool) {
	t.Helper()
	for begun := time.Now(); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > 10*time.Second {
			t.Fatal("never:", what)
		}
	}
}

func TestBackUp(t *testing.T) {
	dir := t.TempDir()
	office, d := openOffice(t, dir, newLocker())
	chargeAt(t, d)
	made, err := office.BackUp(t.Context(), "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	b, err := office.Backups()
	if err != nil || len(b.Kept) != 1 || b.Kept[0].Path != made.Path || b.Folder != filepath.Join(dir, "backups") || b.Own ||
		!b.SameDisk || b.Trouble != "" {
		t.Errorf("%+v %v", b, err)
	}
	// Where a file stands there can be no folder.
	s := office.Settings()
	s.Backup.Folder = filepath.Join(dir, "settings.json")
	if err := office.SaveSettings(s); err != nil {
		t.Fatal(err)
	}
	if _, err := office.BackUp(t.Context(), ""); desk.TroubleOf(err) == "" {
		t.Error(err)
	}
	if b, _ := office.Backups(); b.Trouble == "" || !b.Own {
		t.Errorf("%+v", b)
	}
	s.Backup.Folder = ""
	if err := office.SaveSettings(s); err != nil {
		t.Fatal(err)
	}
	if _, err := office.BackUp(t.Context(), ""); err != nil {
		t.Error(err)
	}
	if b, _ := office.Backups(); b.Trouble != "" {
		t.Errorf("%+v", b)
	}
	office.Close()
	if _, err := office.BackUp(t.Context(), ""); !errors.Is(err, desk.ErrNothingOpen) {
		t.Error(err)
	}
}

// TestDailyBackup: each day with something new gets a backup, practice none; a
// failure is told once.
func TestDailyBackup(t *testing.T) {
	dir := t.TempDir()
	var mu sync.Mutex
	var told []error
	office := desk.NewOffice(desk.OfficeConfig{
		DataDir: dir, Ring: newLocker(), Now: noon, BackupAfter: time.Millisecond,
		Wire: func(desk.Environment, string, desk.Credentials) (desk.Wired, error) {
			return desk.Wired{KeyIn: &gateway{}}, nil
		},
	})
	defer office.Close()
	office.OnBackup(func(err error) { mu.Lock(); told = append(told, err); mu.Unlock() })
	count := func() int { mu.Lock(); defer mu.Unlock(); return len(told) }
	if _, err := office.OpenDesk(t.Context(), desk.Test); err != nil {
		t.Fatal(err)
	}
	settle(t, "a backup", func() bool { return count() == 1 })
	b, err := office.Backups()
	if err != nil || len(b.Kept) != 1 || told[0] != nil {
		t.Error(b, err, told)
	}
	for _, env := range []desk.Environment{desk.Practice, desk.Test} { // today has one; practice needs none
		if _, err := office.OpenDesk(t.Context(), env); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	if count() != 1 {
		t.Error(told)
	}
	office.Close()
	if err := os.RemoveAll(filepath.Join(dir, "backups")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "backups"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := office.OpenDesk(t.Context(), desk.Test); err != nil {
		t.Fatal(err)
	}
	settle(t, "the failure", func() bool { return count() == 2 })
	if mu.Lock(); desk.TroubleOf(told[1]) == "" {
		t.Error(told[1])
	}
	mu.Unlock()
}

// TestRestoreBackup goes back to a backup by the office, and forward again.
func TestRestoreBackup(t *testing.T) {
	dir := t.TempDir()
	ring := newLocker()
	office, d := openOffice(t, dir, ring)
	chargeAt(t, d)
	made, err := office.BackUp(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	chargeAt(t, d)
	e, err := office.Examine(t.Context(), desk.Practice, made.Path)
	if err != nil {
		t.Fatal(err)
	}
	if !e.Present || !e.Difference.Same || e.Difference.Operations != 1 || !e.Readable || e.HasPhrase || e.Operations != 1 || e.Altered != nil {
		t.Errorf("%+v %+v", e, e.Info)
	}
	folder, err := office.Restore(t.Context(), desk.Practice, e, "김점장")
	if err != nil || folder == "" {
		t.Fatal(folder, err)
	}
	if d, err = office.OpenDesk(t.Context(), desk.Practice); err != nil {
		t.Fatal(err)
	}
	want(t, "names", buyers(t, d), []string{"홍길동"})
	if d.Behind() != nil {
		t.Error("what was wanted is an alarm")
	}
	chargeAt(t, d)
	// On another PC.
	other, d2 := openOffice(t, t.TempDir(), newLocker())
	want(t, "names", buyers(t, d2), nil)
	if e, err = other.Examine(t.Context(), desk.Practice, filepath.Join(folder, "history.db")); err != nil {
		t.Fatal(err)
	}
	if !e.Present || e.Difference.Same || e.Difference.Operations != 0 || e.Readable || e.Operations != 2 {
		t.Errorf("%+v %+v", e, e.Info)
	}
	if err := e.Discard(); err != nil {
		t.Error(err)
	}
	if _, err := other.Examine(t.Context(), desk.Live, made.Path); !errors.Is(err, desk.ErrOtherEnvironment) {
		t.Error(err)
	}
}

// TestRescueDamaged: the file is damaged at the start; what reads is rescued,
// and its names open with the keys that lie beside it.
func TestRescueDamaged(t *testing.T) {
	dir := t.TempDir()
	ring := newLocker()
	office, d := openOffice(t, dir, ring)
	for range 3 {
		chargeAt(t, d)
	}
	office.Close()
	path := filepath.Join(dir, "practice", "history.db")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(content[:4096])
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = office.OpenDesk(t.Context(), desk.Practice)
	folder := desk.SetAside(err)
	if folder == "" {
		t.Fatal(err)
	}
	if all, err := office.Damaged(desk.Practice); err != nil || len(all) != 1 || all[0].Folder != folder || all[0].At.IsZero() {
		t.Error(all, err)
	}
	e, err := office.Rescue(t.Context(), desk.Practice, folder, "김점장")
	if err != nil {
		t.Fatal(err)
	}
	if e.Rescued.Operations != 3 || e.Rescued.Lost != 0 || !e.Readable || e.Present || e.Altered != nil {
		t.Errorf("%+v %+v", e, e.Rescued)
	}
	if _, err := office.Restore(t.Context(), desk.Practice, e, "김점장"); err != nil {
		t.Fatal(err)
	}
	if d, err = office.OpenDesk(t.Context(), desk.Practice); err != nil {
		t.Fatal(err)
	}
	want(t, "names", buyers(t, d), []string{"홍길동", "홍길동", "홍길동"})
	chargeAt(t, d)
}

// TestErase: old names go, with the backups that still have them.
func TestErase(t *testing.T) {
	dir := t.TempDir()
	now := time.Date(2020, 3, 2, 3, 0, 0, 0, time.UTC)
	office := desk.NewOffice(desk.OfficeConfig{
		DataDir: dir, Ring: newLocker(), Now: func() time.Time { return now },
		Wire: func(desk.Environment, string, desk.Credentials) (desk.Wired, error) {
			return desk.Wired{KeyIn: &gateway{}}, nil
		},
	})
	defer office.Close()
	d, err := office.OpenDesk(t.Context(), desk.Practice)
	if err != nil {
		t.Fatal(err)
	}
	chargeAt(t, d)
	if _, err := office.BackUp(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	now = noon()
	chargeAt(t, d)
	found, before, err := office.Erasable(t.Context(), 5)
	if err != nil || before != "2021-11-21" || found.Operations != 1 || found.OldestDay != "2020-03-02" {
		t.Fatal(found, before, err)
	}
	erased, err := office.Erase(t.Context(), 5, "김점장")
	if err != nil || len(erased.Older) != 1 || !erased.BackedUp {
		t.Fatal(erased, err)
	}
	if d, err = office.OpenDesk(t.Context(), desk.Practice); err != nil {
		t.Fatal(err)
	}
	want(t, "names", buyers(t, d), []string{"", "홍길동"})
	if err := office.DeleteOlderBackups(erased); err != nil {
		t.Fatal(err)
	}
	if b, err := office.Backups(); err != nil || len(b.Kept) != 1 || b.Kept[0].Path == erased.Older[0].Path {
		t.Error(b, err)
	}
	if err := office.DeleteOlderBackups(desk.Erased{}); !errors.Is(err, desk.ErrNotReady) {
		t.Error(err)
	}
}
