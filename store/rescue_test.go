package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const pageBytes = 4096

// richHistory is a closed history with one of everything, and many charges, in
// one file; and its operations.
func richHistory(tb testing.TB, o Options, c *clock) []Operation {
	tb.Helper()
	s := openTest(tb, o)
	yearsOfBuyers(tb, s, c)
	if err := s.KeepKeys(ctx, EventKeysMade, "", wrapped(tb, NewKeys(c.Now()), ByKeyring, 1, c.Now())); err != nil {
		tb.Fatal(err)
	}
	walletHistory(tb, s)
	for n := range int64(40) {
		sale := approved(tb, s, 1000+n)
		if n%5 == 0 {
			finished(tb, s, prepared(tb, s, cancelIntent(sale)).ID, Answer{State: Approved})
		}
		if n%15 == 10 {
			closed(tb, s)
		}
		if n == 20 {
			if err := s.Erase(ctx, fiveYearsAgo, ""); err != nil {
				tb.Fatal(err)
			}
		}
	}
	doubt := finished(tb, s, prepared(tb, s, chargeIntent(77)).ID, Answer{State: InDoubt})
	if _, err := s.Resolve(ctx, doubt.ID, Resolution{Staff: "김직원", Evidence: "관리자에서 보았음"}); err != nil {
		tb.Fatal(err)
	}
	approved(tb, s, 5000)
	all := everything(tb, s)
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	return all
}

// everything is every operation by its id.
func everything(tb testing.TB, s *Store) (all []Operation) {
	tb.Helper()
	var ids []int64
	if err := s.readers.Select(&ids, `SELECT id FROM operations ORDER BY id`); err != nil {
		tb.Fatal(err)
	}
	for _, id := range ids {
		op, err := s.Operation(ctx, id)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, op)
	}
	return all
}

// rescued rescues content as a damaged file, puts the result in place and opens
// it.
func rescued(tb testing.TB, content []byte) (*Rescued, *Store, error) {
	tb.Helper()
	o, c := testOptions(tb, quickTemp(tb))
	c.set("2026-11-21 20:00:00")
	folder := filepath.Join(o.Dir, "damaged-20261121-120000")
	mkdir(tb, folder)
	writeFile(tb, filepath.Join(folder, databaseName), content)
	candidate, err := Rescue(ctx, o, folder, "김직원")
	if err != nil {
		if _, err := os.Stat(filepath.Join(o.Dir, candidateFolder)); !errors.Is(err, os.ErrNotExist) {
			tb.Error("half a rescue is left behind")
		}
		return nil, nil, err
	}
	if candidate.Altered != nil {
		tb.Error("what was rescued does not fit together:", candidate.Altered)
	}
	if string(readFile(tb, filepath.Join(folder, databaseName))) != string(content) {
		tb.Error("the damaged file was changed")
	}
	if _, err := candidate.Restore(ctx, "김직원"); err != nil {
		tb.Fatal(err)
	}
	s := openTest(tb, o)
	if err := s.VerifyChain(ctx); err != nil {
		tb.Error("opened:", err)
	}
	return candidate.Rescued, s, nil
}

// compare holds what was rescued against what there was: nothing is invented,
// what is missing is counted, and what is not known any more is in doubt.
func compareRescued(tb testing.TB, was []Operation, report *Rescued, s *Store) {
	tb.Helper()
	now := map[int64]Operation{}
	for _, op := range everything(tb, s) {
		now[op.ID] = op
	}
	lost, uncertain, nameless := 0, 0, 0
	for _, old := range was {
		op, ok := now[old.ID]
		if !ok {
			lost++
			continue
		}
		delete(now, old.ID)
		if old.Buyer != op.Buyer && op.Buyer == (Buyer{}) {
			nameless++
			op.Buyer, op.Fingerprint = old.Buyer, old.Fingerprint
		}
		if op.State == InDoubt && old.State != InDoubt || op.State == NoAnswer && old.State != NoAnswer {
			uncertain++
			continue
		}
		// What other rows say about it may be lost with them.
		op.CancelledKRW, op.CancelledBy, op.CancelState = old.CancelledKRW, old.CancelledBy, old.CancelState
		op.Settled, op.Contradicted = old.Settled, old.Contradicted
		if op.Kind.registers() { // a return may be lost
			op.Returned, op.ReturnCode = old.Returned, old.ReturnCode
		}
		if diff := cmp.Diff(old, op); diff != "" {
			tb.Errorf("operation %d is another: %s", old.ID, diff)
		}
	}
	for id := range now {
		tb.Errorf("operation %d was never there", id)
	}
	// The newest may be lost without a trace; everything before is counted.
	if report.Lost > lost || report.Operations+lost != len(was) || report.Uncertain > uncertain || report.Nameless < nameless {
		tb.Errorf("lost %d, uncertain %d, nameless %d, but the report says %+v", lost, uncertain, nameless, *report)
	}
}

func TestRescue(t *testing.T) {
	o, c := testOptions(t, filepath.Join(quickTemp(t), "practice"))
	was := richHistory(t, o, c)
	content := readFile(t, filepath.Join(o.Dir, databaseName))
	pages := len(content) / pageBytes
	if pages < 40 {
		t.Fatal("too small to be damaged in many ways:", pages)
	}
	t.Run("nothing_damaged", func(t *testing.T) {
		report, s, err := rescued(t, content)
		if err != nil {
			t.Fatal(err)
		}
		compareRescued(t, was, report, s)
		want := Rescued{Operations: len(was), LastAt: report.LastAt}
		if diff := cmp.Diff(want, *report); diff != "" {
			t.Error(diff)
		}
		if keys, err := s.WrappedKeys(ctx); err != nil || len(keys) != 1 {
			t.Error(len(keys), err)
		}
		if closings, err := s.Closings(ctx, 0, 0); err != nil || len(closings) != 2 {
			t.Error(closings, err)
		}
	})
	whole, nothing := 0, 0
	damage := func(name string, bend func(content []byte) []byte) {
		t.Run(name, func(t *testing.T) {
			report, s, err := rescued(t, bend(slices.Clone(content)))
			if errors.Is(err, ErrNothingReads) {
				nothing++
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			compareRescued(t, was, report, s)
			if report.Operations == len(was) {
				whole++
			}
			approvedAgain(t, s)
		})
	}
	for page := range pages {
		damage(fmt.Sprintf("page_%d_zeroed", page+1), func(content []byte) []byte {
			clear(content[page*pageBytes : (page+1)*pageBytes])
			return content
		})
	}
	random := rand.New(rand.NewPCG(5, 7))
	for n := range 15 {
		damage(fmt.Sprintf("noise_%d", n), func(content []byte) []byte {
			for range 1 + random.IntN(6) {
				at := pageBytes + random.IntN(len(content)-pageBytes-600)
				for i := range 1 + random.IntN(500) {
					content[at+i] = byte(random.Uint32())
				}
			}
			return content
		})
	}
	for _, left := range []int{pages / 2, pages - 1, 2} {
		damage(fmt.Sprintf("cut_to_%d_pages", left), func(content []byte) []byte { return content[:left*pageBytes] })
	}
	fmt.Printf("pages=%d operations=%d all_rescued=%d nothing_read=%d\n", pages, len(was), whole, nothing)
	if whole < pages/4 || nothing > pages/8 {
		t.Errorf("of %d pages damaged one by one, %d times everything and %d times nothing was rescued", pages, whole, nothing)
	}
}

// approvedAgain: a rescued history goes on, and its day can be closed.
func approvedAgain(t *testing.T, s *Store) {
	t.Helper()
	approved(t, s, 123)
	closed(t, s)
	if err := s.VerifyChain(ctx); err != nil {
		t.Error("after another charge:", err)
	}
}

// TestRescueOlder rescues histories that an older program wrote.
func TestRescueOlder(t *testing.T) {
	for _, version := range olderVersions {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			o := olderHistory(t, t.TempDir(), version)
			content := readFile(t, filepath.Join(o.Dir, databaseName))
			s := openTest(t, o)
			was, _ := countRows(t, s)
			s.Close()
			clear(content[:pageBytes]) // so that SQLite knows nothing of it
			report, s, err := rescued(t, content)
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := countRows(t, s); n != was || report.Lost != 0 {
				t.Errorf("%d of %d operations, %+v", n, was, *report)
			}
		})
	}
}

// TestRescueLog: what is in the write-ahead log only is rescued with the rest,
// what was not committed is not.
func TestRescueLog(t *testing.T) {
	o, _ := testOptions(t, quickTemp(t))
	s := openTest(t, o)
	was := []Operation{approved(t, s, 1000), approved(t, s, 2000)}
	s.writer.MustExec(`PRAGMA cache_size = 1`) // so that what is not committed is in the log too
	tx := s.writer.MustBegin()
	for n := range 50 {
		tx.MustExec(`INSERT INTO wrapped_keys VALUES (?, 'keyring', x'', randomblob(10000), '', '')`, fmt.Sprintf("%016d", n))
	}
	folder := filepath.Join(o.Dir, "damaged-1")
	mkdir(t, folder)
	content := readFile(t, s.path)
	clear(content)
	writeFile(t, filepath.Join(folder, databaseName), content)
	writeFile(t, filepath.Join(folder, databaseName)+"-wal", readFile(t, s.path+"-wal"))
	_ = tx.Rollback()
	s.Close()
	candidate, err := Rescue(ctx, o, folder, "")
	if err != nil {
		t.Fatal(err)
	}
	defer candidate.Discard()
	if candidate.Altered != nil || candidate.Operations != len(was) {
		t.Error(candidate.Altered, candidate.Operations)
	}
	if keys, err := candidate.WrappedKeys(ctx); err != nil || len(keys) != 0 {
		t.Error(len(keys), err)
	}
}

func TestNothingReads(t *testing.T) {
	for name, content := range map[string][]byte{"empty": nil, "noise": []byte("garbage garbage"), "zeros": make([]byte, 20*pageBytes)} {
		if _, _, err := rescued(t, content); !errors.Is(err, ErrNothingReads) {
			t.Error(name, err)
		}
	}
}

// TestRescueRefused: the ends of two cancels of one sale are lost, and only one
// of them can be open.
func TestRescueRefused(t *testing.T) {
	o, _ := testOptions(t, quickTemp(t))
	s := openTest(t, o)
	sale := approved(t, s, 1000)
	for range 2 {
		finished(t, s, prepared(t, s, cancelIntent(sale)).ID, Answer{State: Declined})
	}
	s.Close()
	found, err := salvage(ctx, s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer found.close()
	found.events = slices.DeleteFunc(found.events, func(at eventAt) bool {
		e, ok := found.event(at)
		return !ok || e.Type == string(EventDeclined)
	})
	found.rows[1<<60] = found.rows[1] // a number that was damaged is not counted up to
	c := &Candidate{options: o}
	if err := errors.Join(c.clear(), c.rebuild(ctx, found, ""), c.look(ctx), c.open(ctx)); err != nil {
		t.Fatal(err)
	}
	defer c.Discard()
	want := Unproven{OrderNumber: "P261121-7Q-0003C", Kind: KindCancel, State: Declined, BusinessDay: "2026-11-21", AmountKRW: 1000}
	if c.Altered != nil || c.Operations != 2 || c.Rescued.Lost != 1 || c.Rescued.Uncertain != 1 || !slices.Equal(c.Rescued.Unproven, []Unproven{want}) {
		t.Errorf("%v %+v", c.Altered, *c.Rescued)
	}
	if op, err := c.store.Operation(ctx, 2); err != nil || op.State != InDoubt {
		t.Error(op.State, err)
	}
}
