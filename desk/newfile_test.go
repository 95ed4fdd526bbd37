package desk_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"keyindesk/desk"
)

func TestSaveNew(t *testing.T) {
	t.Run("the_same_page_once_another_beside_it", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "Documents", "KeyinDesk")
		for _, step := range []struct{ page, file string }{
			{"approved", "전표 1.pdf"}, {"approved", "전표 1.pdf"}, {"cancelled", "전표 1 (2).pdf"}, {"cancelled", "전표 1 (2).pdf"}, {"approved", "전표 1.pdf"},
		} {
			path, err := desk.SaveNew(dir, "전표 1.pdf", []byte(step.page))
			if err != nil || path != filepath.Join(dir, step.file) {
				t.Fatal(path, err)
			}
			if kept, err := os.ReadFile(path); err != nil || string(kept) != step.page {
				t.Errorf("%s holds %q: %v", path, kept, err)
			}
		}
		if runtime.GOOS != "windows" {
			info, err := os.Stat(filepath.Join(dir, "전표 1.pdf"))
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Error(info.Mode(), err)
			}
		}
	})
	t.Run("a_folder_that_can't_be_made", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := desk.SaveNew(filepath.Join(file, "in it"), "a.pdf", []byte("x")); err == nil {
			t.Error("no error")
		}
	})
	t.Run("a_name_full_of_others", func(t *testing.T) {
		dir := t.TempDir()
		for n := range 99 {
			if _, err := desk.SaveNew(dir, "a.pdf", []byte{byte(n)}); err != nil {
				t.Fatal(err)
			}
		}
		if path, err := desk.SaveNew(dir, "a.pdf", []byte("one more")); err == nil {
			t.Error(path)
		}
	})
}
