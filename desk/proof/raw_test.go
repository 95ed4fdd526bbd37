package proof

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// settleDriver lets the store make its choices about SQLite's driver, which it
// can make only before anybody opens a file.
var settleDriver = sync.OnceValue(func() error {
	dir, err := os.MkdirTemp("", "desk-first")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	history, err := openHistory(context.Background(), dir)
	if err != nil {
		return err
	}
	return history.Close()
})

// openRaw opens a database as it is, without the store.
func openRaw(path string) (*sql.DB, error) {
	if err := settleDriver(); err != nil {
		return nil, err
	}
	return sql.Open("sqlite", "file:"+filepath.ToSlash(path))
}

// quickCheck asks SQLite itself, beside the store's own check.
func quickCheck(path string) error {
	db, err := openRaw(path)
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRow("PRAGMA quick_check").Scan(&said); err != nil {
		return fmt.Errorf("quick_check: %w", err)
	}
	if said != "ok" {
		return fmt.Errorf("quick_check: %s", said)
	}
	return nil
}

// readRows writes out every value of every table of a database, one a line. It
// reads a copy, so that looking changes nothing.
func readRows(path string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "desk-rows")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	target := filepath.Join(dir, "copy.db")
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(path + suffix)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(target+suffix, content, 0o600); err != nil {
			return nil, err
		}
	}
	db, err := openRaw(target)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	tables, err := columnOf(db, `SELECT name FROM sqlite_master WHERE type = 'table'`)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, table := range tables {
		if err := writeTable(&out, db, table); err != nil {
			return nil, fmt.Errorf("table %s: %w", table, err)
		}
	}
	return out.Bytes(), nil
}

func columnOf(db *sql.DB, query string) (all []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

func writeTable(out *bytes.Buffer, db *sql.DB, table string) error {
	rows, err := db.Query(`SELECT * FROM "` + table + `"`)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, value := range values {
			fmt.Fprintf(out, "%s.%s: %s;\n", table, columns[i], value)
		}
	}
	return rows.Err()
}
