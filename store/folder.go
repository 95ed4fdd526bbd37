package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofrs/flock"
)

// lockName is the file whose lock means that the folder is in use. It is not
// one of SQLite's, whose own locks would be lost.
const lockName = "keyindesk.lock"

// ErrFolderInUse means that another KeyinDesk has this data folder open.
var ErrFolderInUse = errors.New("the data folder is in use by another KeyinDesk")

// DataFolder is where this user's data belong: $XDG_DATA_HOME/keyindesk on
// Linux, %LOCALAPPDATA%\KeyinDesk on Windows, ~/Library/Application
// Support/KeyinDesk on macOS. It makes nothing.
func DataFolder() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return dataFolder(runtime.GOOS, os.Getenv, home)
}

func dataFolder(system string, getenv func(string) string, home string) (string, error) {
	parts := []string{home, ".local", "share", "keyindesk"}
	needsHome := true
	switch system {
	case "windows":
		parts = []string{home, "AppData", "Local", "KeyinDesk"}
		if local := getenv("LOCALAPPDATA"); local != "" {
			parts, needsHome = []string{local, "KeyinDesk"}, false
		}
	case "darwin":
		parts = []string{home, "Library", "Application Support", "KeyinDesk"}
	default:
		// The XDG specification says to ignore a relative path.
		if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			parts, needsHome = []string{data, "keyindesk"}, false
		}
	}
	if needsHome && home == "" {
		return "", errors.New("this user has no home folder")
	}
	return filepath.Join(parts...), nil
}

// FolderLock is held while the program runs.
type FolderLock struct{ lock *flock.Flock }

// LockFolder makes the data folder, for its owner only, and takes it for this
// process. ErrFolderInUse means that another has it. The system gives the lock
// back when the process ends, however it ends.
func LockFolder(dir string) (*FolderLock, error) {
	dir, err := privateFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("make the data folder: %w", disk(err))
	}
	lock := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", disk(err))
	}
	if !held {
		return nil, errors.Join(ErrFolderInUse, lock.Close())
	}
	return &FolderLock{lock: lock}, nil
}

// Close gives the folder back.
func (l *FolderLock) Close() error { return l.lock.Close() }
