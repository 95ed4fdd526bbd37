package store

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

// largeHistory is a folder with a history that is looked over while it is in
// use.
func largeHistory(tb testing.TB) Options {
	tb.Helper()
	o := decade(tb, 14_000)
	if size := len(readFile(tb, filepath.Join(o.Dir, databaseName))); size <= atOnceBytes {
		tb.Fatalf("%d bytes are no large history", size)
	}
	return o
}

// harm writes over the page of the file in which a text stands first.
func harm(tb testing.TB, o Options, text string) []byte {
	tb.Helper()
	path := filepath.Join(o.Dir, databaseName)
	content := readFile(tb, path)
	at := bytes.Index(content, []byte(text))
	if at < 4096 {
		tb.Fatalf("%q stands at %d", text, at)
	}
	at -= at % 4096
	copy(content[at:at+4096], bytes.Repeat([]byte{0xff}, 4096))
	writeFile(tb, path, content)
	return content
}

// inAnEvent stands in the middle of the history, where Open does not look.
const inAnEvent = `"business_day":"2026-11-01"`

func TestCheck(t *testing.T) {
	t.Setenv("BENCH", "") // harmed files are not kept
	t.Run("what_is_written_waits_for_it", func(t *testing.T) {
		s := openTest(t, largeHistory(t))
		if s.check == nil {
			t.Fatal("looked over before it was open")
		}
		op := prepared(t, s, chargeIntent(1000))
		select {
		case <-s.check.ended:
		default:
			t.Error("did not wait")
		}
		if finished(t, s, op.ID, approval("1")); s.Checked(ctx) != nil {
			t.Error(s.Checked(ctx))
		}
	})
	t.Run("a_damaged_history_gets_no_row_and_is_set_aside_untouched", func(t *testing.T) {
		o := largeHistory(t)
		harmed := harm(t, o, inAnEvent)
		s := openTest(t, o)
		if page, err := s.History(ctx, Query{Limit: 5}); err != nil || len(page.Operations) != 5 {
			t.Error("not read meanwhile", err)
		}
		_, err := s.Prepare(ctx, chargeIntent(1000))
		if !errors.Is(err, ErrDamaged) || !errors.Is(s.Checked(ctx), ErrDamaged) {
			t.Error("written to a damaged history", err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		o.CheckFirst = true
		_, err = Open(ctx, o)
		var damaged *Damaged
		if !errors.As(err, &damaged) || damaged.SetAside == "" {
			t.Fatal(err)
		}
		if !bytes.Equal(readFile(t, filepath.Join(damaged.SetAside, databaseName)), harmed) {
			t.Error("the damaged history was changed")
		}
	})
	t.Run("damage_that_opening_meets_is_set_aside_at_once", func(t *testing.T) {
		o := largeHistory(t)
		harm(t, o, o.Environment) // the row that says which file it is
		_, err := Open(ctx, o)
		var damaged *Damaged
		if !errors.As(err, &damaged) || damaged.SetAside == "" {
			t.Error(err)
		}
	})
	t.Run("after_a_crash_it_comes_first", func(t *testing.T) {
		o := largeHistory(t)
		harm(t, o, inAnEvent)
		writeFile(t, filepath.Join(o.Dir, databaseName+"-wal"), []byte("left over"))
		if _, err := Open(ctx, o); !errors.Is(err, ErrDamaged) {
			t.Error(err)
		}
	})
	t.Run("a_small_history_is_looked_over_at_once", func(t *testing.T) {
		o, _ := testOptions(t, t.TempDir())
		s := openTest(t, o)
		approved(t, s, 1000)
		s.Close()
		if s = openTest(t, o); s.check != nil {
			t.Error("put off")
		}
	})
	t.Run("who_can_wait_no_longer_wrote_nothing", func(t *testing.T) {
		s, _ := newStore(t)
		s.check = &check{ended: make(chan struct{}), stop: func() {}, hurry: func() {}}
		short, stop := context.WithTimeout(ctx, time.Millisecond)
		defer stop()
		if _, err := s.Prepare(short, chargeIntent(1000)); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		close(s.check.ended)
		if n, _ := countRows(t, s); n != 0 {
			t.Error("wrote a row")
		}
	})
	t.Run("closing_does_not_wait_for_it", func(t *testing.T) {
		s := openTest(t, largeHistory(t))
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Checked(ctx); err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}
