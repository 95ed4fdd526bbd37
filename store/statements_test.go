package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// TestStatements uses kept statements in the ways in which a kept one could be
// wrong.
func TestStatements(t *testing.T) {
	if err := setUpDriver(); err != nil {
		t.Fatal(err)
	}
	db, err := openPool(ctx, fileURL(filepath.Join(t.TempDir(), "kept.db"), nil), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.MustExec(`CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, 'one'); INSERT INTO t VALUES (2, 'two')`)
	conn, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const ask = `SELECT b FROM t WHERE a >= ? ORDER BY a`
	t.Run("again", func(t *testing.T) {
		for range 3 {
			for a, want := range map[int]string{1: "[one two]", 2: "[two]", 3: "[]"} {
				if got := answers(t, conn, ask, a); got != want {
					t.Errorf("from %d: %s", a, got)
				}
			}
		}
		if n := keptOf(t, conn, ask); n != 1 {
			t.Errorf("kept %d times", n)
		}
	})
	t.Run("within_itself", func(t *testing.T) {
		outer, err := conn.QueryContext(ctx, ask, 1)
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		for outer.Next() && len(seen) < 9 { // reading anew would never end
			var b string
			if err := outer.Scan(&b); err != nil {
				t.Fatal(err)
			}
			seen = append(seen, b, answers(t, conn, ask, 2))
		}
		if got := fmt.Sprint(seen, outer.Err(), outer.Close()); got != "[one [two] two [two]] <nil> <nil>" {
			t.Error(got)
		}
	})
	t.Run("left_early", func(t *testing.T) {
		for range 2 {
			var b string
			if err := conn.QueryRowContext(ctx, ask, 1).Scan(&b); err != nil || b != "one" {
				t.Error(b, err)
			}
		}
	})
	t.Run("after_an_error", func(t *testing.T) {
		over, stop := context.WithCancel(ctx)
		stop()
		if rows, err := conn.QueryContext(over, ask, 1); err == nil {
			rows.Close()
			t.Error("answered one who has gone")
		}
		if got := answers(t, conn, ask, 2); got != "[two]" {
			t.Error(got)
		}
	})
	t.Run("under_another_schema", func(t *testing.T) {
		if _, err := conn.ExecContext(ctx, `ALTER TABLE t RENAME COLUMN b TO c`); err != nil {
			t.Fatal(err)
		}
		if rows, err := conn.QueryContext(ctx, ask, 1); err == nil {
			rows.Close()
			t.Error("still knows the column")
		}
		if _, err := conn.ExecContext(ctx, `ALTER TABLE t RENAME COLUMN c TO b`); err != nil {
			t.Fatal(err)
		}
		if got := answers(t, conn, ask, 2); got != "[two]" {
			t.Error(got)
		}
	})
	t.Run("no_more_than_some", func(t *testing.T) {
		for i := range 3 * keptStatements {
			if got := answers(t, conn, fmt.Sprintf(`SELECT b FROM t WHERE a >= ? AND %d`, 1+i), 2); got != "[two]" {
				t.Fatal(i, got)
			}
		}
		if n := keptOf(t, conn, ""); n != keptStatements {
			t.Errorf("%d are kept", n)
		}
		if n := keptOf(t, conn, ask); n != 0 {
			t.Error("the oldest is kept")
		}
	})
}

func answers(t *testing.T, conn *sql.Conn, text string, args ...any) string {
	t.Helper()
	rows, err := conn.QueryContext(ctx, text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := []string{}
	for rows.Next() {
		var b string
		if err := rows.Scan(&b); err != nil {
			t.Fatal(err)
		}
		found = append(found, b)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(found)
}

// keptOf counts what a connection keeps of a text, "" for all.
func keptOf(t *testing.T, conn *sql.Conn, text string) (n int) {
	t.Helper()
	for _, kept := range textsOf(t, conn) {
		if text == "" || kept == text {
			n++
		}
	}
	return n
}

// textsOf are the statements that a connection keeps.
func textsOf(t *testing.T, conn *sql.Conn) (texts []string) {
	t.Helper()
	err := conn.Raw(func(driver any) error {
		for _, s := range driver.(*connection).used {
			texts = append(texts, s.text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}
