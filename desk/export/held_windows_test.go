package export

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestHeld has the file open as Excel does, which lets others read and no more.
func TestHeld(t *testing.T) {
	hold := func(t *testing.T, path string) (release func()) {
		t.Helper()
		name, err := syscall.UTF16PtrFromString(path)
		if err != nil {
			t.Fatal(err)
		}
		handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		return func() { _ = syscall.CloseHandle(handle) }
	}
	formats(t, func(t *testing.T, f Format) {
		t.Run("before", func(t *testing.T) {
			j := job(t, f)
			j.Replace = true
			writeFile(t, j.Path, "mine")
			release := hold(t, j.Path)
			defer release()
			b := bookOf(sale())
			if _, err := Run(t.Context(), b.desk(), j); troubleOf(err) != Held || len(b.recorded) > 0 {
				t.Error(err, b.recorded)
			}
		})
		t.Run("meanwhile", func(t *testing.T) {
			j := job(t, f)
			j.Replace = true
			writeFile(t, j.Path, "mine")
			b := bookOf(sale())
			release := func() {}
			b.paged = func(int64) { release = hold(t, j.Path) }
			if _, err := Run(t.Context(), b.desk(), j); troubleOf(err) != Held || len(b.recorded) != 1 {
				t.Error(err, b.recorded)
			}
			release()
			if left := leftIn(t, filepath.Dir(j.Path)); len(left) != 1 {
				t.Error(left)
			}
		})
	})
}
