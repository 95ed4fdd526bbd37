//go:build !windows

package store

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestModes holds even where every new file would be open to all.
func TestModes(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	data := filepath.Join(t.TempDir(), "data")
	lock, err := LockFolder(data)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if _, err := LoadSettings(data); err != nil {
		t.Fatal(err)
	}
	o, _ := testOptions(t, filepath.Join(data, "practice"))
	s := openTest(t, o)
	approved(t, s, 1000)
	if err := copyTo(ctx, s.writer, filepath.Join(o.Dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	seen := 0
	err = filepath.WalkDir(data, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		seen++
		want := os.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return nil
	})
	if err != nil || seen < 9 {
		t.Errorf("%d files, %v", seen, err)
	}
}

func TestModesAreTakenBack(t *testing.T) {
	o, _ := testOptions(t, filepath.Join(t.TempDir(), "practice"))
	openTest(t, o).Close()
	path := filepath.Join(o.Dir, databaseName)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	openTest(t, o)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}
