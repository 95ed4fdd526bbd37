package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestLockFolder runs this test program again as the other KeyinDesk.
func TestLockFolder(t *testing.T) {
	if dir := os.Getenv("KEYINDESK_TEST_LOCK"); dir != "" {
		lock, err := LockFolder(dir)
		switch {
		case errors.Is(err, ErrFolderInUse):
			os.Exit(3)
		case err != nil:
			os.Exit(4)
		}
		_ = lock
		os.Exit(0) // without giving it back, as a crash would
	}
	dir := filepath.Join(t.TempDir(), "데이터 #1")
	other := func() int {
		cmd := exec.Command(os.Args[0], "-test.run=^TestLockFolder$")
		cmd.Env = append(os.Environ(), "KEYINDESK_TEST_LOCK="+dir)
		err := cmd.Run()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode()
	}
	lock, err := LockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if code := other(); code != 3 {
		t.Errorf("another process got %d", code)
	}
	if _, err := LockFolder(dir); !errors.Is(err, ErrFolderInUse) {
		t.Error("twice in one process:", err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	if code := other(); code != 0 {
		t.Errorf("after giving it back: %d", code)
	}
	again, err := LockFolder(dir)
	if err != nil {
		t.Fatal("after a crash of the other:", err)
	}
	again.Close()
}

func TestDataFolder(t *testing.T) {
	root := t.TempDir() // absolute on every system
	for _, c := range []struct {
		system, home string
		env          map[string]string
		want         string
	}{
		{"linux", root, nil, filepath.Join(root, ".local", "share", "keyindesk")},
		{"linux", "", map[string]string{"XDG_DATA_HOME": root}, filepath.Join(root, "keyindesk")},
		{"linux", root, map[string]string{"XDG_DATA_HOME": "relative"}, filepath.Join(root, ".local", "share", "keyindesk")},
		{"linux", "", nil, ""},
		{"windows", root, map[string]string{"LOCALAPPDATA": root}, filepath.Join(root, "KeyinDesk")},
		{"windows", root, nil, filepath.Join(root, "AppData", "Local", "KeyinDesk")},
		{"darwin", root, map[string]string{"XDG_DATA_HOME": root}, filepath.Join(root, "Library", "Application Support", "KeyinDesk")},
	} {
		got, err := dataFolder(c.system, func(name string) string { return c.env[name] }, c.home)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%+v: %q %v", c, got, err)
		}
	}
}
