package store

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"sync"
)

const (
	ballastName = "ballast"
	ballastSize = 1 << 20
)

// ballast is a file that is there to be deleted: when the disk is full, the
// room it gives back is enough to write down how a charge ended.
type ballast struct {
	path string
	mu   sync.Mutex
}

// hold makes sure that the ballast is there. An error means that there is no
// room for it, and so not for a safe charge either.
func (b *ballast) hold() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if info, err := os.Stat(b.path); err == nil && info.Size() == ballastSize {
		return nil
	}
	filling := make([]byte, ballastSize)
	_, _ = rand.Read(filling) // random, so that no file system packs it away
	return disk(writeWhole(b.path, filling))
}

// release gives the room back and says whether there was any.
func (b *ballast) release() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return os.Remove(b.path) == nil
}

// writeWhole replaces a file in one step, for its owner only: after a power
// cut it is the old one or the new one.
func writeWhole(path string, content []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(os.Remove(temp.Name())))
		}
	}()
	_, err = temp.Write(content)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
