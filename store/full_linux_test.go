package store

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullDisk does what TestFull does on a disk that is really full.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=6m,mode=0700"); err != nil {
		t.Skip("no right to mount a small disk:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	o, _ := testOptions(t, filepath.Join(dir, "practice"))
	s := openTest(t, o)
	defer s.Close()
	op := prepared(t, s, chargeIntent(1000))
	filler := filepath.Join(dir, "filler")
	fillDisk(t, filler)

	done, refused := 0, false // as long as the log has room it goes on
	for ; done < 50 && !refused; done++ {
		next, err := s.Prepare(ctx, chargeIntent(1000))
		if refused = isTroubleKind(err, TroubleFull); refused {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		finished(t, s, next.ID, approval(next.OrderNumber)) // what was begun always has room to end
	}
	if !refused {
		t.Error("intents on a full disk:", done)
	}
	if o, e := countRows(t, s); o != 1+done || e != 1+2*done {
		t.Error("left behind", o, e, done)
	}
	big := approval("1")
	big.Trace = `{"body":"` + filled(200_000) + `"}`
	if got := finished(t, s, op.ID, big); got.State != Approved {
		t.Error(got.State)
	}
	if exists(s.ballast.path) {
		t.Error("how was there room?")
	}
	if _, err := s.Prepare(ctx, chargeIntent(1000)); !isTroubleKind(err, TroubleFull) {
		t.Error("intent without ballast:", err)
	}
	if err := s.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	approved(t, s, 1000)
	if !exists(s.ballast.path) {
		t.Error("the ballast did not come back")
	}
}

// TestClosingOnFullDisk holds that a day is closed whole or not at all, and once,
// where there is no room.
func TestClosingOnFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=6m,mode=0700"); err != nil {
		t.Skip("no right to mount a small disk:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	o, _ := testOptions(t, filepath.Join(dir, "practice"))
	s := openTest(t, o)
	defer s.Close()
	approved(t, s, 1_000)
	draft, err := s.DraftClosing(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(s.ballast.path); err != nil { // with it there would be room
		t.Fatal(err)
	}
	filler := filepath.Join(dir, "filler")
	if _, err := s.writer.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil { // in the log there would be, too
		t.Fatal(err)
	}
	fillDisk(t, filler)
	if _, err := s.CloseDay(ctx, "", draft.ToSeq, closingKey); !isTroubleKind(err, TroubleFull) {
		t.Error("closed on a full disk:", err)
	}
	if all, err := s.Closings(ctx, 0, 0); err != nil || len(all) != 0 {
		t.Error(len(all), err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CloseDay(ctx, "", draft.ToSeq, closingKey); err != nil {
		t.Error("with room again:", err)
	}
	if _, err := s.CloseDay(ctx, "", draft.ToSeq, closingKey); !errors.Is(err, ErrMoved) {
		t.Error("twice:", err)
	}
	secondOpinion(t, s)
}

// fillDisk writes until not one more byte fits.
func fillDisk(tb testing.TB, path string) {
	tb.Helper()
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 16; size > 0; {
		if _, err := f.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 2
		} else if err != nil {
			tb.Fatal(err)
		}
	}
}

// TestReadOnlyDisk opens a history on a disk that can't be written.
func TestReadOnlyDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=6m,mode=0700"); err != nil {
		t.Skip("no right to mount a small disk:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	o, _ := testOptions(t, filepath.Join(dir, "practice"))
	openTest(t, o).Close()
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("remount:", err)
	}
	if _, err := Open(ctx, o); !isTroubleKind(err, TroubleReadOnly) {
		t.Error(err)
	}
	if s := (Settings{}); !isTroubleKind(s.Save(dir), TroubleReadOnly) {
		t.Error("settings")
	}
}
