package desk_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"keyindesk/desk"
)

// soldAt is an office over a new folder whose clock can be set, and its desk in
// practice after one sale.
func soldAt(t *testing.T, now *time.Time) (office *desk.Office, d *desk.Desk, dir string) {
	t.Helper()
	dir = t.TempDir()
	office = desk.NewOffice(desk.OfficeConfig{
		DataDir: dir, Ring: newLocker(), Now: func() time.Time { return *now },
		Wire: func(desk.Environment, string, desk.Credentials) (desk.Wired, error) {
			return desk.Wired{KeyIn: &gateway{}}, nil
		},
	})
	t.Cleanup(office.Close)
	d, err := office.OpenDesk(t.Context(), desk.Practice)
	if err != nil {
		t.Fatal(err)
	}
	chargeAt(t, d)
	return office, d, dir
}

func backUp(t *testing.T, office *desk.Office) desk.Backup {
	t.Helper()
	made, err := office.BackUp(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestThinAfterLoss: the history is lost and begun anew. What thins its backups
// leaves those of the lost one alone, and erasing offers none of them.
func TestThinAfterLoss(t *testing.T) {
	now := noon()
	office, _, dir := soldAt(t, &now)
	last := backUp(t, office)
	office.Close()
	if err := os.RemoveAll(filepath.Join(dir, "practice")); err != nil {
		t.Fatal(err)
	}
	now = now.Add(9 * time.Hour)
	d, err := office.OpenDesk(t.Context(), desk.Practice)
	if err != nil {
		t.Fatal(err)
	}
	chargeAt(t, d)
	backUp(t, office)
	now = now.Add(time.Hour)
	chargeAt(t, d)
	newest := backUp(t, office)
	if !there(last.Path) {
		t.Error("the last backup of the lost history was deleted")
	}
	if b, err := office.Backups(); err != nil || len(b.Kept) != 2 || b.Kept[0].Path != newest.Path {
		t.Errorf("%+v %v", b.Kept, err)
	}
	now = now.AddDate(6, 0, 0)
	if e, err := office.Erase(t.Context(), 5, ""); err != nil || len(e.Older) != 1 || e.Older[0].Path != newest.Path {
		t.Errorf("%+v %v", e, err)
	}
}

// TestThinClockBack: the clock was ahead and was set right. What is made now is
// the newest, whatever its name says.
func TestThinClockBack(t *testing.T) {
	now := noon()
	office, d, _ := soldAt(t, &now)
	backUp(t, office)
	now = now.Add(-3 * time.Hour)
	chargeAt(t, d)
	if made := backUp(t, office); !there(made.Path) {
		t.Error("the backup that was just made was deleted")
	}
}

// TestEraseSameSecond: the backup that an erasing makes is not taken for an older
// one of the same second, which goes as every other of the day does.
func TestEraseSameSecond(t *testing.T) {
	now := noon().AddDate(-6, 0, 0)
	office, _, _ := soldAt(t, &now)
	now = noon()
	backUp(t, office)
	if e, err := office.Erase(t.Context(), 1, ""); err != nil || !e.BackedUp || len(e.Older) != 0 {
		t.Errorf("%+v %v", e, err)
	}
}

// TestErasedLeft: what was erased is still in older backups and copies, and that
// is said until they are gone, also when nobody answered the first time.
func TestErasedLeft(t *testing.T) {
	now := time.Date(2020, 3, 2, 3, 0, 0, 0, time.UTC)
	office, _, dir := soldAt(t, &now)
	first := backUp(t, office)
	now = now.AddDate(0, 0, 1)
	second := backUp(t, office)
	e, err := office.Examine(t.Context(), desk.Practice, first.Path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := office.Restore(t.Context(), desk.Practice, e, ""); err != nil {
		t.Fatal(err)
	}
	now = noon()
	if _, err := office.OpenDesk(t.Context(), desk.Practice); err != nil {
		t.Fatal(err)
	}
	if left, err := office.ErasedLeft(t.Context()); err != nil || len(left.Older) != 0 {
		t.Errorf("nothing was erased yet: %+v %v", left, err)
	}
	erased, err := office.Erase(t.Context(), 5, "")
	if err != nil || len(erased.Older) != 2 || !erased.BackedUp || erased.Aside != 1 || erased.Folder != filepath.Join(dir, "practice") {
		t.Errorf("%+v %v", erased, err)
	}
	now = now.AddDate(0, 0, 1)
	backUp(t, office)
	left, err := office.ErasedLeft(t.Context())
	if err != nil || len(left.Older) != 2 || left.Older[0].Path != second.Path || left.Older[1].Path != first.Path || !left.BackedUp {
		t.Errorf("%+v %v", left, err)
	}
	if err := office.DeleteOlderBackups(left); err != nil {
		t.Fatal(err)
	}
	if left, err = office.ErasedLeft(t.Context()); err != nil || len(left.Older) != 0 || !left.BackedUp {
		t.Errorf("%+v %v", left, err)
	}
}
