package proof

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
)

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
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(target))
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
