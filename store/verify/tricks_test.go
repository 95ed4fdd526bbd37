package verify

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestFarEvent holds that a long event that was changed is named at once: it is
// not looked for under ten thousand other numbers.
func TestFarEvent(t *testing.T) {
	s := newShop(t)
	s.attackFile(s.file, sqlOf(`UPDATE events SET detail = detail || printf('%.20000000c', ' ') WHERE seq = 5`))
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	done := make(chan Report, 1)
	go func() {
		r, _ := File(ctx, s.file, Options{})
		done <- r
	}()
	select {
	case r := <-done:
		if r.Verdict != Altered || r.Findings[0].Kind != EventEdited {
			t.Errorf("%s %+v", r.Verdict, r.Findings)
		}
	case <-ctx.Done():
		t.Error("it is still looking")
	}
}

// TestLogs holds that what lies beside a history counts as SQLite will count it
// when the program opens it: a log with newer pages, and a journal that puts old
// ones back.
func TestLogs(t *testing.T) {
	const edit = `UPDATE operations SET amount_krw = `
	for _, c := range []struct{ mode, suffix, before, then string }{
		{"wal", "-wal", "10000", "5"},        // the true page in the file, the forged one in the log
		{"delete", "-journal", "5", "10000"}, // a change to the true page, with the forged one in its journal
	} {
		t.Run(c.mode, func(t *testing.T) {
			s := newShop(t)
			s.attackFile(s.file, sqlOf(edit+c.before+` WHERE id = 1`))
			db := s.sqlite(s.file)
			defer db.Close()
			th := &thief{t, db}
			trigger := th.text(`SELECT sql FROM sqlite_schema WHERE name = 'operations_intent_stays'`)
			th.do(`PRAGMA journal_mode = ` + c.mode)
			th.do(`PRAGMA cache_size = 1`)
			th.do(`BEGIN`)
			for _, statement := range []string{`DROP TRIGGER operations_intent_stays`, edit + c.then + ` WHERE id = 1`, trigger,
				`CREATE TABLE filler (a)`, `INSERT INTO filler SELECT randomblob(4000) FROM events, operations`, `DROP TABLE filler`} {
				th.do(statement)
			}
			aside := filepath.Join(t.TempDir(), "history.db")
			if c.mode == "delete" {
				s.must(copyFile(s.file+c.suffix, aside+c.suffix))
			}
			th.do(`COMMIT`)
			if c.mode == "wal" {
				s.must(copyFile(s.file+c.suffix, aside+c.suffix))
			}
			s.must(copyFile(s.file, aside))
			r, err := File(ctx, aside, Options{})
			if err != nil || r.Verdict != Altered || findingPlace(r.Findings[0]) != "operation 1" || r.Findings[0].Detail != "amount_krw" {
				t.Errorf("%s %+v %v", r.Verdict, r.Findings, err)
			}
			if _, err := os.Stat(aside + c.suffix); err != nil {
				t.Error("the log was not left alone", err)
			}
		})
	}
}

// TestMisplacedValues puts into columns what they can't hold, and what an event
// would have told as 0 or "".
func TestMisplacedValues(t *testing.T) {
	for column, value := range map[string]string{"supply_krw": "NULL", "vat_krw": "0.5", "exempt_krw": "x'30'", "fault": "x''", "advice": "NULL"} {
		t.Run(column, func(t *testing.T) {
			s := newShop(t)
			s.attackFile(s.file, func(th *thief) {
				strict := th.text(`SELECT sql FROM sqlite_schema WHERE name = 'operations'`)
				loose := strings.NewReplacer(") STRICT", ")", "INTEGER NOT NULL DEFAULT", "DEFAULT", "TEXT NOT NULL DEFAULT", "DEFAULT").Replace(strict)
				for _, step := range []struct{ schema, do string }{{loose, `UPDATE operations SET ` + column + ` = ` + value + ` WHERE id = 1`}, {strict, ``}} {
					th.do(`PRAGMA writable_schema = 1`)
					th.do(`UPDATE sqlite_schema SET sql = ? WHERE name = 'operations'`, step.schema)
					th.do(`PRAGMA writable_schema = RESET`)
					if step.do != "" {
						th.do(step.do)
					}
				}
			})
			r, err := File(ctx, s.file, Options{})
			if err != nil || r.Verdict != Altered || len(r.Findings) != 2 || r.Findings[0].Kind != RowEdited || r.Findings[0].Detail != column {
				t.Errorf("%s %+v %v", r.Verdict, r.Findings, err)
			}
		})
	}
}

// TestIndexes lies in an index alone: the program would not list a sale any
// more, or show a cancel of another amount, and the tables are as they were.
func TestIndexes(t *testing.T) {
	for name, beside := range map[string]bool{"closed": false, "beside_a_log": true} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			s.attackFile(s.file, func(th *thief) {
				// The index is written as if the amount were another one, and then has its
				// true statement again.
				statement := th.text(`SELECT sql FROM sqlite_schema WHERE name = 'operations_cancels'`)
				th.do(`DROP INDEX operations_cancels`)
				th.do(`CREATE INDEX operations_cancels ON operations (parent_id, id, state, amount_krw + 1) WHERE kind = 'cancel'`)
				th.do(`PRAGMA writable_schema = 1`)
				th.do(`UPDATE sqlite_schema SET sql = ? WHERE name = 'operations_cancels'`, statement)
				th.do(`PRAGMA writable_schema = RESET`)
				th.do(`PRAGMA wal_checkpoint(TRUNCATE)`)
			})
			file := s.file
			if beside {
				db := s.sqlite(file)
				defer db.Close()
				th := &thief{t, db}
				th.do(`PRAGMA journal_mode = wal`)
				th.do(`CREATE TABLE filler (a)`)
				th.do(`DROP TABLE filler`)
				if !hasLog(file) {
					t.Fatal("there is no log")
				}
			}
			r, err := File(ctx, file, Options{})
			if err != nil || r.Verdict != Altered || len(r.Findings) == 0 || !strings.Contains(r.Findings[0].Detail, "operations_cancels") || r.NoIndexes {
				t.Errorf("%s %+v %v", r.Verdict, r.Findings, err)
			}
		})
	}
}

// TestStructure holds that what this package knows of a history's tables is what
// the program makes. After a change of the migrations structure.txt is
// `version type name SHA-256` of each row of sqlite_schema.
func TestStructure(t *testing.T) {
	s := newShop(t)
	db := s.sqlite(s.file)
	defer db.Close()
	rows, err := db.Query(`SELECT type, name, COALESCE(sql, '') FROM sqlite_schema ORDER BY type, name`)
	s.must(err)
	defer rows.Close()
	var parts [][3]string
	for rows.Next() {
		var p [3]string
		s.must(rows.Scan(&p[0], &p[1], &p[2]))
		parts = append(parts, p)
	}
	if strange := strangeParts(parts, strconv.Itoa(newestVersion)); len(strange) > 0 {
		t.Errorf("%q are not as structure.txt says; now it is", strange)
		for _, p := range parts {
			t.Logf("%d %s %s %x", newestVersion, p[0], p[1], sha256.Sum256([]byte(p[2])))
		}
	}
}

// TestToldLine holds that nothing in a file can break a line of the report.
func TestToldLine(t *testing.T) {
	var out strings.Builder
	r := Report{Verdict: Altered, Environment: "live\nIntact.\x1b[2J\u202e", Findings: []Finding{{Kind: RowEdited, Order: "1\r\n2"}}}
	if err := r.Tell(&out, English); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.Count(got, "\n") != 3 || strings.ContainsAny(got, "\r\x1b\u202e") {
		t.Errorf("%q", got)
	}
}
