package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"
)

// atOnceBytes is how large a file may be to be looked over whole before Open
// returns: as much as takes no longer than a blink. Ten years of a busy shop
// take seconds, from a cold disk many, and meanwhile staff can key in a card.
const atOnceBytes = 16 << 20

// check is the look over the whole of a file that Open did not take the time
// for. Nothing is written before it has ended well: a damaged history gets no
// row more, whoever reads in it meanwhile.
type check struct {
	stop  context.CancelFunc
	hurry func() // it is waited for
	ended chan struct{}
	err   error // once ended
}

// checkPause leaves the processor and the disk to the window that opens
// meanwhile. Whatever is to be written ends it.
const checkPause = 1500 * time.Millisecond

// Checked waits until the whole file has been looked over; a look at what a
// person does meanwhile needs no such wait. A *Damaged says that nothing will be
// written to this history: after Close, an Open with CheckFirst sets it aside.
func (s *Store) Checked(ctx context.Context) error {
	if s.check == nil {
		return nil
	}
	select {
	case <-s.check.ended:
		return s.check.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// beginCheck looks the file over in the background, with a connection of its
// own.
func (s *Store) beginCheck() {
	ctx, stop := context.WithCancel(context.Background())
	wanted := make(chan struct{})
	c := &check{stop: stop, hurry: sync.OnceFunc(func() { close(wanted) }), ended: make(chan struct{})}
	s.check = c
	go func() {
		defer close(c.ended)
		select {
		case <-wanted:
		case <-time.After(checkPause):
		case <-ctx.Done():
		}
		if c.err = checkFile(ctx, s.path); ctx.Err() != nil {
			c.err = ctx.Err() // rather than how SQLite says it
		}
	}()
}

// endCheck ends it, whether it has come to an end or not.
func (s *Store) endCheck() {
	if s.check != nil {
		s.check.stop()
		<-s.check.ended
	}
}

// checkFile looks the whole file over; what it finds is a *Damaged.
func checkFile(ctx context.Context, path string) error {
	db, err := openPool(ctx, fileURL(path, append(append([]string{}, shared...), readerOnly...)), 1)
	if err != nil {
		return err
	}
	err = errors.Join(quickCheck(ctx, db), db.Close())
	if damaging(err) {
		return &Damaged{Cause: err}
	}
	return err
}

// damaging says whether an error means that the file can't be trusted.
func damaging(err error) bool {
	return errors.Is(err, ErrDamaged) || isTroubleKind(err, TroubleCorrupt)
}

// mayWait says whether the file can be looked over later: it is large, it was
// closed in good order, and nothing has to be done to it first.
func mayWait(path string, version int) bool {
	info, err := os.Stat(path)
	if err != nil || info.Size() <= atOnceBytes || version != latestVersion() {
		return false
	}
	for _, left := range []string{"-wal", "-journal"} { // what the last program left if it was cut off
		if info, err := os.Stat(path + left); !errors.Is(err, fs.ErrNotExist) && (err != nil || info.Size() > 0) {
			return false
		}
	}
	return true
}

// hasPrepared says whether there is anything to recover.
func hasPrepared(ctx context.Context, readers *sqlx.DB) (bool, error) {
	var any bool
	err := readers.GetContext(ctx, &any, `SELECT EXISTS (SELECT 1 FROM operations o WHERE `+anOpen+` AND o.state = 'prepared')`)
	return any, disk(err)
}
