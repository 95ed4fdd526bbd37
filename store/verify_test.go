package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
)

// freeHand opens the file as an attacker with an SQLite tool would: no
// triggers stand in the way.
func freeHand(tb testing.TB, path string) *sqlx.DB {
	tb.Helper()
	db := anotherProgram(tb, path)
	var triggers []string
	if err := db.Select(&triggers, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`); err != nil {
		tb.Fatal(err)
	}
	for _, name := range triggers {
		db.MustExec(`DROP TRIGGER ` + name)
	}
	return db
}

func TestVerifyChain(t *testing.T) {
	for name, c := range map[string]struct {
		attack []string
		want   Tampering // Seq and OperationID 0: any
	}{
		"untouched":              {nil, Tampering{}},
		"a detail":               {[]string{`UPDATE events SET detail = replace(detail, '1000', '9000') WHERE seq = 1`}, Tampering{ProblemHash, 1, 1, 0, 0}},
		"a time":                 {[]string{`UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2`}, Tampering{ProblemHash, 2, 1, 0, 0}},
		"a name in the story":    {[]string{`UPDATE events SET staff = 'other' WHERE seq = 2`}, Tampering{ProblemHash, 2, 1, 0, 0}},
		"an outcome turned":      {[]string{`UPDATE events SET type = 'declined' WHERE seq = 2`}, Tampering{ProblemHash, 2, 1, 0, 0}},
		"a hash":                 {[]string{`UPDATE events SET hash = prev_hash WHERE seq = 2`}, Tampering{ProblemHash, 2, 1, 0, 0}},
		"an event moved":         {[]string{`UPDATE events SET operation_id = 2 WHERE seq = 2`}, Tampering{ProblemHash, 2, 2, 0, 0}},
		"an event gone":          {[]string{`DELETE FROM events WHERE seq = 3`}, Tampering{ProblemGap, 4, 0, 0, 0}},
		"the first gone":         {[]string{`DELETE FROM events WHERE seq = 1`}, Tampering{ProblemGap, 2, 1, 0, 0}},
		"two exchanged":          {[]string{`UPDATE events SET seq = 99 WHERE seq = 2`, `UPDATE events SET seq = 2 WHERE seq = 3`, `UPDATE events SET seq = 3 WHERE seq = 99`}, Tampering{ProblemLink, 2, 0, 0, 0}},
		"the newest event gone":  {[]string{`DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)`}, Tampering{ProblemRow, 0, 4, 0, 0}},
		"another beginning":      {[]string{`UPDATE file SET environment = 'live'`}, Tampering{ProblemLink, 1, 1, 0, 0}},
		"another file":           {[]string{`UPDATE file SET file_id = 'x'`}, Tampering{ProblemLink, 1, 1, 0, 0}},
		"a row's state":          {[]string{`UPDATE operations SET state = 'declined' WHERE id = 1`}, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a row's amount":         {[]string{`UPDATE operations SET amount_krw = 9 WHERE id = 1`}, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a row's mask":           {[]string{`UPDATE operations SET masked_card = '' WHERE id = 1`}, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a row's staff":          {[]string{`UPDATE operations SET staff = 'other' WHERE id = 1`}, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a row's time":           {[]string{`UPDATE operations SET prepared_at = '2020-01-01T00:00:00.000Z' WHERE id = 1`}, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a row's id":             {[]string{`UPDATE operations SET transaction_id = 'mine' WHERE id = 1`}, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a row's VAT":            {[]string{`UPDATE operations SET vat_krw = 1 WHERE id = 1`}, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a parent":               {[]string{`UPDATE operations SET parent_id = 2 WHERE id = 4`}, Tampering{ProblemRow, 0, 4, 0, 0}},
		"a buyer exchanged":      {[]string{`UPDATE operations SET buyer_name = (SELECT buyer_name FROM operations WHERE id = 2) WHERE id = 1`}, Tampering{ProblemPersonal, 0, 1, 0, 0}},
		"a buyer gone":           {[]string{`UPDATE operations SET buyer_phone = NULL WHERE id = 1`}, Tampering{ProblemPersonal, 0, 1, 0, 0}},
		"a fingerprint":          {[]string{`UPDATE operations SET fingerprint = x'00' WHERE id = 1`}, Tampering{ProblemPersonal, 0, 1, 0, 0}},
		"a row gone":             {[]string{`DELETE FROM operations WHERE id = 2`}, Tampering{ProblemOrphan, 0, 2, 0, 0}},
		"the last row gone":      {[]string{`DELETE FROM operations WHERE id = 4`}, Tampering{ProblemOrphan, 0, 4, 0, 0}},
		"a row without a story":  {[]string{insertCopy(1, map[string]string{"id": "9", "order_number": "'x'"})}, Tampering{ProblemNoStory, 0, 9, 0, 0}},
		"the chain cut entirely": {[]string{`DELETE FROM events`}, Tampering{ProblemNoStory, 0, 1, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			o, _ := testOptions(t, t.TempDir())
			s := openTest(t, o)
			charge := approved(t, s, 1000)                                                   // 1: events 1, 2
			charged(t, s, Declined)                                                          // 2: events 3, 4
			resolved(t, s, charged(t, s, InDoubt).ID, happened("R1"))                        // 3: events 5, 6, 7
			finished(t, s, prepared(t, s, cancelIntent(charge)).ID, Answer{State: Declined}) // 4: events 8, 9
			s.Close()
			db := freeHand(t, filepath.Join(o.Dir, databaseName))
			db.MustExec(`PRAGMA foreign_keys = OFF`)
			for _, statement := range c.attack {
				db.MustExec(statement)
			}
			db.Close()
			o.Environment = environmentOf(name)
			s = openTest(t, o)
			err := s.VerifyChain(ctx)
			var found *Tampering
			switch {
			case c.want.Problem == "" && err != nil:
				t.Error(err)
			case c.want.Problem == "":
			case !errors.As(err, &found) || !errors.Is(err, ErrTampered):
				t.Errorf("not seen: %v", err)
			case found.Problem != c.want.Problem, c.want.Seq != 0 && found.Seq != c.want.Seq,
				c.want.OperationID != 0 && found.OperationID != c.want.OperationID:
				t.Errorf("found %+v, want %+v", *found, c.want)
			}
		})
	}
}

// insertCopy is a statement that inserts a copy of an operation with some
// columns, by name, changed to other expressions.
func insertCopy(id int64, changed map[string]string) string {
	var into, from []string
	for _, field := range strings.Split(strings.ReplaceAll(storedColumns, "\n", " "), ",") {
		name := field[strings.LastIndexAny(field, " .")+1:]
		if strings.HasSuffix(name, "0)") || slices.Contains(into, name) { // the inside of a COALESCE
			continue
		}
		into = append(into, name)
		if expression, ok := changed[name]; ok {
			name = expression
		}
		from = append(from, name)
	}
	return fmt.Sprintf(`INSERT INTO operations (%s) SELECT %s FROM operations WHERE id = %d`,
		strings.Join(into, ", "), strings.Join(from, ", "), id)
}

func environmentOf(attack string) string {
	if attack == "another beginning" {
		return "live"
	}
	return "practice"
}

// TestHash pins the encoding: another program must be able to compute it. The
// wanted value was computed by one, from the comments alone.
func TestHash(t *testing.T) {
	e := eventRow{Seq: 1, OperationID: 2, At: "2026-11-21T03:00:00.000Z", Type: "prepared", Staff: "김", Detail: "{}", PrevHash: genesis("practice", "id")}
	if got, want := hex.EncodeToString(e.sum()), "f969e5a0382c79e35e33655b047f03cf877336a9f779887cf3bc7ac9fa1cb440"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	shifted := e
	shifted.Staff, shifted.Detail = "김{", "}"
	if string(e.sum()) == string(shifted.sum()) {
		t.Error("two events with one hash")
	}
	if string(genesis("practice", "id")) == string(genesis("practicei", "d")) {
		t.Error("two files with one beginning")
	}
}

// anotherProgram is another program on the same file.
func anotherProgram(tb testing.TB, path string) *sqlx.DB {
	tb.Helper()
	db, err := sqlx.Open(driverName, fileURL(path, nil))
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	tb.Cleanup(func() { _ = db.Close() })
	return db
}
