package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Kept is a history that was moved into a folder of its own, out of the way of
// another, and is never deleted.
type Kept struct {
	Folder string
	At     time.Time // when it was moved; zero if somebody has renamed the folder
}

// File is the history itself.
func (k Kept) File() string { return filepath.Join(k.Folder, databaseName) }

// DamagedFolders are the damaged histories that were set aside in an
// environment's folder, the newest first.
func DamagedFolders(dir string) ([]Kept, error) { return keptIn(dir, damagedPrefix) }

// ReplacedFolders are the histories whose place a restored one took, the newest
// first.
func ReplacedFolders(dir string) ([]Kept, error) { return keptIn(dir, setAsidePrefix) }

// keptIn looks for folders with a history whose name begins so.
func keptIn(dir, prefix string) ([]Kept, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, disk(ignoreMissing(err))
	}
	var all []Kept
	for _, e := range slices.Backward(entries) { // sorted by name, and so by time
		rest, ok := strings.CutPrefix(e.Name(), prefix)
		k := Kept{Folder: filepath.Join(dir, e.Name())}
		if !ok || !e.IsDir() || sizeOf(k.File()) < 0 {
			continue
		}
		if len(rest) >= len(backupLayout) { // a number may follow
			k.At, _ = time.ParseInLocation(backupLayout, rest[:len(backupLayout)], korea)
		}
		all = append(all, k)
	}
	return all, nil
}
