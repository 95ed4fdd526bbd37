package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// olderVersions are the schemas that a shop may have.
var olderVersions = []int{1, 2}

// olderHistory lays a history of an older schema into a folder: written by the
// program that knew no newer, with rows in every state, cancels, findings, a
// contradiction and a charge that was cut off; the second with customers too.
func olderHistory(tb testing.TB, dir string, version int) Options {
	tb.Helper()
	packed, err := gzip.NewReader(bytes.NewReader(readFile(tb, filepath.Join("testdata", fmt.Sprintf("history-v%d.db.gz", version)))))
	if err != nil {
		tb.Fatal(err)
	}
	content, err := io.ReadAll(packed)
	if err != nil {
		tb.Fatal(err)
	}
	writeFile(tb, filepath.Join(dir, databaseName), content)
	o, c := testOptions(tb, dir)
	c.set("2026-11-24 12:00:00")
	return o
}

// tableRows reads a whole table, column by name.
func tableRows(tb testing.TB, path, query string) []map[string]any {
	tb.Helper()
	db := anotherProgram(tb, path)
	defer db.Close()
	rows, err := db.Queryx(query)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	var all []map[string]any
	for rows.Next() {
		row := map[string]any{}
		if err := rows.MapScan(row); err != nil {
			tb.Fatal(err)
		}
		all = append(all, row)
	}
	return all
}

// schemaOf is every table, index and trigger with its text.
func schemaOf(tb testing.TB, path string) []map[string]any {
	tb.Helper()
	return tableRows(tb, path, `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`)
}

// checkMigrated opens an old file and compares every row and event with what
// they were.
func checkMigrated(tb testing.TB, o Options, operations, events []map[string]any) {
	tb.Helper()
	path := filepath.Join(o.Dir, databaseName)
	s, err := Open(ctx, o)
	if err != nil {
		tb.Fatal(err)
	}
	defer s.Close()
	if err := s.VerifyChain(ctx); err != nil {
		tb.Error("chain:", err)
	}
	if len(s.Recovered()) != 1 {
		tb.Error("recovered", len(s.Recovered()))
	}
	last := len(operations) - 1 // the one that was cut off
	now := tableRows(tb, path, `SELECT * FROM operations ORDER BY id`)
	if len(now) != len(operations) || now[last]["state"] != "in-doubt" {
		tb.Fatalf("%d rows of %d", len(now), len(operations))
	}
	for i, was := range operations {
		for column, value := range was {
			if column == "state" && i == last || column == "finished_at" && i == last {
				continue
			}
			if diff := cmp.Diff(value, now[i][column]); diff != "" {
				tb.Errorf("row %d, %s: %s", i+1, column, diff)
			}
		}
	}
	if diff := cmp.Diff(events, tableRows(tb, path, `SELECT * FROM events ORDER BY seq`)[:len(events)]); diff != "" {
		tb.Error(diff)
	}
}

func TestMigrateOlder(t *testing.T) {
	for _, version := range olderVersions {
		t.Run(fmt.Sprintf("from_%d", version), func(t *testing.T) { migrateFrom(t, version) })
	}
}

func migrateFrom(t *testing.T, version int) {
	dir := t.TempDir()
	o := olderHistory(t, dir, version)
	path := filepath.Join(dir, databaseName)
	operations := tableRows(t, path, `SELECT * FROM operations ORDER BY id`)
	events := tableRows(t, path, `SELECT * FROM events ORDER BY seq`)
	if len(operations) < 60 || len(events) < 120 {
		t.Fatal("the old history is thin", len(operations), len(events))
	}

	t.Run("keeps_every_row_and_the_chain", func(t *testing.T) {
		before := readFile(t, path)
		checkMigrated(t, o, operations, events)
		copies, err := filepath.Glob(filepath.Join(dir, fmt.Sprintf("history-before-v%d-*.db", latestVersion())))
		if err != nil || len(copies) != 1 {
			t.Fatal(copies, err)
		}
		if diff := cmp.Diff(operations, tableRows(t, copies[0], `SELECT * FROM operations ORDER BY id`)); diff != "" {
			t.Error("the copy is not the old file", diff)
		}
		if bytes.Equal(before, readFile(t, path)) {
			t.Error("nothing was done")
		}
	})
	t.Run("is_the_schema_of_a_new_file", func(t *testing.T) {
		fresh, _ := testOptions(t, t.TempDir())
		openTest(t, fresh).Close()
		if diff := cmp.Diff(schemaOf(t, filepath.Join(fresh.Dir, databaseName)), schemaOf(t, path)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("goes_on_as_any_other", func(t *testing.T) {
		s := openTest(t, o)
		page, err := s.History(ctx, Query{Text: "ㅎㄱㄷ", States: []State{Approved}, Kinds: []Kind{KindCharge}})
		if err != nil || len(page.Operations) == 0 {
			t.Fatal("no name found", err)
		}
		for _, op := range page.Operations {
			if op.CancelState != "" {
				continue
			}
			finished(t, s, prepared(t, s, partIntent(op, 1)).ID, Answer{State: Approved})
			got, err := s.Operation(ctx, op.ID)
			if err != nil || got.RemainKRW() != op.AmountKRW-1 {
				t.Error(got.RemainKRW(), err)
			}
			if _, err := s.writer.Exec(`DELETE FROM operations WHERE id = ?`, op.ID); err == nil {
				t.Error("the triggers are gone")
			}
			break
		}
		if err := s.VerifyChain(ctx); err != nil {
			t.Error(err)
		}
	})
}

// TestMigrateCut copies the files in the middle of each migration's
// transaction, as a power cut would leave them.
func TestMigrateCut(t *testing.T) {
	for version, step := range map[int]string{1: "0002_gateways.sql", 2: "0003_day.sql"} {
		t.Run(step, func(t *testing.T) { cutMigration(t, version, step) })
	}
}

func cutMigration(t *testing.T, version int, step string) {
	o := olderHistory(t, t.TempDir(), version)
	path := filepath.Join(o.Dir, databaseName)
	operations := tableRows(t, path, `SELECT * FROM operations ORDER BY id`)
	events := tableRows(t, path, `SELECT * FROM events ORDER BY seq`)
	text, err := migrations.ReadFile("migrations/" + step)
	if err != nil {
		t.Fatal(err)
	}
	writer, err := openWriter(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	writer.MustExec(`PRAGMA cache_size = 1`) // so that pages reach the disk before the commit
	writer.MustExec(`PRAGMA foreign_keys = OFF`)
	tx := writer.MustBegin()
	tx.MustExec(string(text))
	cut := o
	cut.Dir = t.TempDir()
	for _, suffix := range []string{"", "-wal"} {
		writeFile(t, filepath.Join(cut.Dir, databaseName+suffix), readFile(t, path+suffix))
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if len(readFile(t, filepath.Join(cut.Dir, databaseName+"-wal"))) < 100_000 {
		t.Error("nothing of the migration had reached the disk")
	}
	if found, _, err := inspect(ctx, filepath.Join(cut.Dir, databaseName), o.Now(), false); found != version || err != nil {
		t.Error("a half migration counts", found, err)
	}
	checkMigrated(t, cut, operations, events)
}

// migratingFolder is set for the child that TestMigrateKilled kills.
const migratingFolder = "KEYINDESK_TEST_MIGRATING"

// TestMigrateKilled kills a process that opens an old history, at many moments.
// What it leaves is the old file or the new one.
func TestMigrateKilled(t *testing.T) {
	if dir := os.Getenv(migratingFolder); dir != "" {
		o, c := testOptions(t, dir)
		c.set("2026-11-24 12:00:00")
		fmt.Println("ready")
		if _, err := Open(ctx, o); err != nil {
			t.Fatal(err)
		}
		fmt.Println("open")
		time.Sleep(time.Minute)
	}
	o := olderHistory(t, quickTemp(t), 1)
	operations := tableRows(t, filepath.Join(o.Dir, databaseName), `SELECT * FROM operations ORDER BY id`)
	events := tableRows(t, filepath.Join(o.Dir, databaseName), `SELECT * FROM events ORDER BY seq`)
	left := map[int]int{}
	whole := 60 * time.Millisecond
	for i := range 14 {
		o := olderHistory(t, quickTemp(t), 1)
		child := exec.Command(os.Args[0], "-test.run=^TestMigrateKilled$", "-test.v")
		child.Env = append(os.Environ(), migratingFolder+"="+o.Dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		await(lines, "ready")
		if i == 0 { // how long it takes, and a kill after the end
			began := time.Now()
			await(lines, "open")
			whole = time.Since(began)
		} else {
			time.Sleep(rand.N(whole))
		}
		_ = child.Process.Kill()
		_ = child.Wait()
		version, _, err := inspect(ctx, filepath.Join(o.Dir, databaseName), o.Now(), false)
		if err != nil || version < 1 || version > latestVersion() {
			t.Fatal(version, err)
		}
		left[version]++
		if version < latestVersion() {
			checkMigrated(t, o, operations, events)
			continue
		}
		s := openTest(t, o)
		if n, _ := countRows(t, s); n != len(operations) || s.VerifyChain(ctx) != nil {
			t.Error("not whole", n, s.VerifyChain(ctx))
		}
	}
	t.Logf("killed in %v: left each version so many times: %v", whole, left)
}

func await(lines *bufio.Scanner, word string) {
	for lines.Scan() && lines.Text() != word {
	}
}
