package desk_test

import (
	"runtime/debug"
	"testing"
	"time"

	"keyindesk/desk"
)

// gcPercent is how much of what is in memory, in percent, the collector keeps in
// reserve.
func gcPercent() int {
	percent := debug.SetGCPercent(100)
	debug.SetGCPercent(percent)
	return percent
}

// TestReserve: memory is kept scarce while a large history is open, and no
// longer.
func TestReserve(t *testing.T) {
	dir, before := t.TempDir(), gcPercent()
	office, d := openOffice(t, dir, newLocker())
	chargeAt(t, d)
	office.Close()
	if gcPercent() != before {
		t.Fatalf("%d after a small history, not %d", gcPercent(), before)
	}
	for _, c := range []struct{ large, want int }{{1, 15}, {2, before}} {
		office := desk.NewOffice(desk.OfficeConfig{DataDir: dir, Ring: newLocker(), Now: noon, LargeHistory: c.large,
			Wire: func(desk.Environment, string, desk.Credentials) (desk.Wired, error) {
				return desk.Wired{KeyIn: &gateway{}}, nil
			}})
		d, err := office.OpenDesk(t.Context(), desk.Practice)
		if err != nil {
			t.Fatal(err)
		}
		if err := office.Checked(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(10 * time.Second); !(d.SearchReady() && gcPercent() == c.want) && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		if got := gcPercent(); got != c.want {
			t.Errorf("%d beside one operation where %d are many, not %d", got, c.large, c.want)
		}
		office.Close()
		if gcPercent() != before {
			t.Errorf("%d when it was closed, not %d", gcPercent(), before)
		}
	}
}
