package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
)

// setAsidePrefix begins the name of a folder with a history whose place a
// restored one took.
const setAsidePrefix = "before-restore-"

// restoredDetail is the detail of an EventRestored: what the restored history
// was made from and how far it went, and what was there before.
type restoredDetail struct {
	Name    string          `json:"name"`
	Seq     int64           `json:"seq"`
	Head    string          `json:"head,omitempty"`
	Present *acceptedDetail `json:"present,omitempty"` // nil if there was none
}

// Restore puts the candidate in the place of the history, which must be closed
// by now, and returns the folder in which that is kept as it was; "" if there
// was none. The next Open opens the candidate: an EventRestored in it tells of
// this.
//
// A kill or a power cut in the middle leaves either of them in place, whole. An
// error, which is a *Trouble, means that the present history is where it was;
// the candidate is discarded.
func (c *Candidate) Restore(ctx context.Context, staff string) (setAside string, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(disk(err), c.Discard())
		}
	}()
	ctx = context.WithoutCancel(ctx)
	present := filepath.Join(c.options.Dir, databaseName)
	was, err := settleLog(ctx, present)
	if err != nil {
		return "", fmt.Errorf("look at the present history: %w", err)
	}
	if err := c.finish(ctx, staff, was); err != nil {
		return "", fmt.Errorf("finish the restored history: %w", err)
	}
	if was != nil {
		if setAside, err = keepPresent(ctx, present, setAsidePrefix+c.options.Now().In(korea).Format(backupLayout)); err != nil {
			return "", fmt.Errorf("keep the present history: %w", err)
		}
	}
	if err := os.Rename(c.path(), present); err != nil {
		return "", err // what was kept stays: tidyRestore can tell whether it is a mere second name
	}
	syncFolder(c.options.Dir)
	_ = os.RemoveAll(c.folder()) // else the next Open does it
	return setAside, nil
}

// finish writes down what the candidate is and closes it, so that its file has
// everything in it.
func (c *Candidate) finish(ctx context.Context, staff string, was *Info) error {
	cleanAll(&staff)
	about := restoredDetail{Name: c.name, Seq: c.Seq, Head: hexOf(c.head)}
	if was != nil {
		about.Present = &acceptedDetail{FileID: was.FileID, Events: was.Seq, Head: hexOf(was.head)}
	}
	s := c.store
	err := s.record(ctx, func(tx *sqlx.Tx) error {
		return s.appendFileEvent(ctx, tx, EventRestored, staff, stamp(s.options.Now()), about)
	})
	if err == nil {
		err = s.writing(ctx, func(conn *sqlx.Conn) error { return emptyLog(ctx, conn) })
	}
	if err == nil {
		err, c.store = s.Close(), nil
	}
	if err == nil {
		err = noLog(c.path())
	}
	return err
}

// settleLog makes sure that a closed history is in its file alone, and reads
// how far it goes; nil if there is none.
func settleLog(ctx context.Context, path string) (*Info, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil, noLog(path)
	}
	if err != nil {
		return nil, err
	}
	db, err := openWriter(ctx, path)
	if err != nil {
		return nil, err
	}
	var was Info
	err = was.read(ctx, db)
	if err == nil {
		err = (&Store{writer: db}).writing(ctx, func(conn *sqlx.Conn) error { return emptyLog(ctx, conn) })
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return nil, err
	}
	return &was, noLog(path)
}

// noLog makes sure that nothing lies beside a database that would be taken for
// a part of the file that comes in its place.
func noLog(path string) error {
	for _, companion := range []string{"-wal", "-journal"} {
		info, err := os.Stat(path + companion)
		if err == nil && info.Size() > 0 {
			return &Trouble{Kind: TroubleBusy, Cause: fmt.Errorf("%s was not settled", filepath.Base(path+companion))}
		}
	}
	for _, companion := range []string{"-wal", "-shm", "-journal"} {
		if err := ignoreMissing(os.Remove(path + companion)); err != nil {
			return err
		}
	}
	return nil
}

// keepPresent gives the present file a second name in a new folder, or copies
// it where the file system has no second names. It stays in its place.
func keepPresent(ctx context.Context, present, name string) (folder string, err error) {
	if folder, err = newFolder(filepath.Dir(present), name); err != nil {
		return "", err
	}
	if err = secondName(ctx, present, filepath.Join(folder, databaseName)); err != nil {
		return "", errors.Join(err, os.RemoveAll(folder))
	}
	syncFolder(folder)
	return folder, nil
}

// tidyRestore removes what a restore that was cut off left behind: the
// candidate, and a second name of the history that is still in its place.
// What can't be removed is only waste.
func tidyRestore(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		folder := filepath.Join(dir, e.Name())
		left := e.Name() == candidateFolder ||
			strings.HasPrefix(e.Name(), setAsidePrefix) && same(filepath.Join(folder, databaseName), filepath.Join(dir, databaseName))
		if left {
			_ = os.RemoveAll(folder)
		}
	}
}
