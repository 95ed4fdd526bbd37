package desk_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"keyindesk/desk"
)

// TestChecked damages a history that is too large to be looked over before it
// is open.
func TestChecked(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	office, d := openOffice(t, dir, newLocker())
	if err := office.Checked(ctx, d); err != nil {
		t.Fatal(err)
	}
	office.Close()
	path := filepath.Join(dir, string(desk.Practice), "history.db")
	fill(t, path)
	damage(t, path)

	d, err := office.OpenDesk(ctx, desk.Practice)
	if err != nil {
		t.Fatalf("looked over before it was open: %v", err)
	}
	if _, err := d.History(ctx, desk.Query{}); err != nil {
		t.Error(err)
	}
	if err := office.Checked(ctx, d); !errors.Is(err, desk.ErrDamaged) {
		t.Fatalf("not found damaged: %v", err)
	}
	_, err = office.OpenDesk(ctx, desk.Practice)
	if desk.SetAside(err) == "" {
		t.Fatalf("not set aside: %v", err)
	}
	if d, err = office.OpenDesk(ctx, desk.Practice); err != nil {
		t.Fatal(err)
	}
	if err := office.Checked(ctx, d); err != nil {
		t.Errorf("the new one is damaged too: %v", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if err := office.Checked(stopped, d); err != nil {
		t.Errorf("who waits no longer hears of damage: %v", err)
	}
}

// fill makes a history of more than 16 MiB, as ten years do.
func fill(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		`CREATE TABLE years (id INTEGER PRIMARY KEY, text TEXT)`,
		`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
			INSERT INTO years SELECT i, printf('year %05d %3000s', i, '') FROM n`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// damage writes over a page in the middle.
func damage(t *testing.T, path string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(content, []byte("year 03000"))
	copy(content[at-at%4096:][:4096], bytes.Repeat([]byte{0xff}, 4096))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
