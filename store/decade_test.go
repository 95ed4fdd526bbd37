package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/jmoiron/sqlx"
)

// decadeBegins is the first business day of a decade's history; a million
// operations take ten years from there.
const decadeBegins = "2016-11-22"

// decadeShape is to be counted up when what a decade writes changes: histories
// that are kept under another shape are made anew. A shop that is not ten years
// old has its own.
func decadeShape(n int) string {
	if n < 1_000_000 {
		return "2"
	}
	return "1"
}

// decade is a folder with the history of a busy shop after its first n
// operations, made with plain SQL from a fixed seed: the rows, events and chain
// that the store itself would have written. With BENCH=folder it is kept there
// and made once.
func decade(tb testing.TB, n int) Options {
	tb.Helper()
	keep := os.Getenv("BENCH")
	if keep == "" {
		keep = tb.TempDir()
	}
	dir := filepath.Join(keep, fmt.Sprintf("%s-%d", decadeName(tb, n), n))
	o, c := testOptions(tb, dir)
	c.set("2026-11-21 21:30:00")
	if exists(filepath.Join(dir, databaseName)) {
		return o
	}
	part := o
	part.Dir = dir + ".part"
	if err := os.RemoveAll(part.Dir); err != nil {
		tb.Fatal(err)
	}
	if err := writeDecade(part, c, n); err != nil {
		tb.Fatal(err)
	}
	if err := os.Rename(part.Dir, dir); err != nil {
		tb.Fatal(err)
	}
	return o
}

// decadeName changes with the schema.
func decadeName(tb testing.TB, n int) string {
	h := sha256.New()
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(migrations, name)
		if err != nil {
			tb.Fatal(err)
		}
		h.Write(text)
	}
	return "decade-" + decadeShape(n) + "-" + hex.EncodeToString(h.Sum(nil))[:8]
}

// writeDecade makes the file with the store, its customers too, and fills it
// behind the store's back: without indexes, triggers and syncs, which are put
// back at the end.
func writeDecade(o Options, c *clock, n int) (err error) {
	now := c.Now()
	defer func() { c.mu.Lock(); c.now = now; c.mu.Unlock() }()
	c.set(decadeBegins + " 08:00:00")
	s, err := Open(ctx, o)
	if err != nil {
		return err
	}
	shop := newBusyShop(o, n)
	if err := shop.welcome(s, c); err != nil {
		return err
	}
	end, customers, err := whereItEnds(s)
	if err != nil {
		return err
	}
	shop.id, shop.customers, shop.seq, shop.hash = end.OperationID, customers, end.Seq, end.Hash
	if err := s.Close(); err != nil {
		return err
	}
	db, err := openPool(ctx, fileURL(filepath.Join(o.Dir, databaseName), []string{"_pragma=cache_size(-65536)"}), 1)
	if err != nil {
		return err
	}
	defer func() {
		if closed := db.Close(); err == nil {
			err = closed
		}
	}()
	return fill(db, shop, n)
}

// whereItEnds is the last event, with the last operation's id, and the
// customers.
func whereItEnds(s *Store) (end eventRow, customers []Customer, err error) {
	if err = s.readers.Get(&end, `SELECT seq, hash, (SELECT MAX(id) FROM operations) AS operation_id
		FROM events ORDER BY seq DESC LIMIT 1`); err != nil {
		return end, nil, err
	}
	customers, err = s.Customers(ctx, "")
	return end, customers, err
}

// fill writes rows until there are n.
func fill(db *sqlx.DB, shop *shop, n int) error {
	for _, pragma := range []string{`PRAGMA journal_mode = DELETE`, `PRAGMA journal_mode = OFF`, `PRAGMA synchronous = OFF`} {
		if _, err := db.Exec(pragma); err != nil {
			return err
		}
	}
	var guards []struct{ Type, Name, SQL string }
	if err := db.Select(&guards, `SELECT type, name, sql FROM sqlite_schema
		WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN ('operations', 'events')`); err != nil {
		return err
	}
	for _, g := range guards {
		if _, err := db.Exec(`DROP ` + g.Type + ` ` + g.Name); err != nil {
			return err
		}
	}
	if err := pour(db, shop, n); err != nil {
		return err
	}
	for _, g := range guards {
		if _, err := db.Exec(g.SQL); err != nil {
			return err
		}
	}
	_, err := db.Exec(`PRAGMA journal_mode = WAL`)
	return err
}

// pour lets the shop work on one processor and writes on another.
func pour(db *sqlx.DB, shop *shop, n int) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	days := make(chan []told, 16)
	go func() {
		defer close(days)
		for shop.id < int64(n) {
			select {
			case days <- shop.day(n):
			case <-ctx.Done():
				return
			}
		}
	}()
	tx, err := db.Beginx()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	operation, err := tx.PrepareNamed(`INSERT INTO operations (` + decadeColumns + `) VALUES (` + named(decadeColumns) + `)`)
	if err != nil {
		return err
	}
	event, err := tx.Prepare(`INSERT INTO events (` + eventColumns + `) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	for day := range days {
		for _, t := range day {
			if _, err := operation.Exec(t.row); err != nil {
				return err
			}
			for _, e := range t.events {
				if _, err := event.Exec(e.Seq, e.OperationID, e.At, e.Type, e.Staff, e.Detail, e.PrevHash, e.Hash); err != nil {
					return err
				}
			}
		}
	}
	return tx.Commit()
}

// TestDecade holds a generated history against the store's own check.
func TestDecade(t *testing.T) {
	o := decade(t, 3000)
	s := openTest(t, o)
	if err := s.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
	kinds := map[Kind]int{}
	all, err := s.operations(ctx, s.readers, ``)
	if err != nil || len(all) != 3000 {
		t.Fatal(len(all), err)
	}
	for _, op := range all {
		kinds[op.Kind]++
		if op.Buyer.Unreadable {
			t.Fatal("a buyer can't be read")
		}
	}
	for _, k := range []Kind{KindCharge, KindCancel, KindSettle, KindRegisterPayment, KindLookupKey} {
		if kinds[k] < 20 {
			t.Errorf("only %d of %s", kinds[k], k)
		}
	}
}
