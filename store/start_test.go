package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"keyindesk/store/keys"
)

// TestStartFolder makes, for make start, a data folder (START) whose practice
// history has a million operations, which the program opens as its own: the key
// that opens the history's keys goes into the keyring of this session, where the
// program looks for it.
func TestStartFolder(t *testing.T) {
	folder := os.Getenv("START")
	if folder == "" {
		t.Skip("START names no data folder to make")
	}
	wrapping := testKey(2)
	if err := keys.System("KeyinDesk").Set("practice/wrapping-key", wrapping); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(folder, "practice")
	if exists(filepath.Join(dir, databaseName)) {
		return
	}
	o := decade(t, 1_000_000)
	made := o
	made.Dir = dir + ".part"
	if err := os.RemoveAll(made.Dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(made.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := copyFile(ctx, filepath.Join(o.Dir, databaseName), filepath.Join(made.Dir, databaseName)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, made)
	if err != nil {
		t.Fatal(err)
	}
	k := NewKeys(made.Now())
	copy(k.Data[:], testKey(1)) // what its buyers are sealed with
	w, err := k.Wrap(made.Environment, ByKeyring, wrapping, nil, made.Now())
	if err == nil {
		err = s.KeepKeys(ctx, EventKeysMade, "", w)
	}
	if err := errors.Join(err, s.Close(), os.Rename(made.Dir, dir)); err != nil {
		t.Fatal(err)
	}
}
