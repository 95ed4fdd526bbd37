package desk_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"keyindesk/desk"
)

// TestSaveNewBesideAPipe: what is no file is not read, as that may never end.
func TestSaveNewBesideAPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "a.pdf"), 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	saved := make(chan string, 1)
	go func() {
		path, err := desk.SaveNew(dir, "a.pdf", []byte("page"))
		if err != nil {
			t.Error(err)
		}
		saved <- path
	}()
	select {
	case path := <-saved:
		if path != filepath.Join(dir, "a (2).pdf") {
			t.Error(path)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it waits for the pipe")
	}
}
