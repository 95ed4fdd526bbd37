package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

// What Open finds out about an existing file.
var (
	ErrNewerFile        = errors.New("the history was written by a newer version of this program")
	ErrOtherEnvironment = errors.New("the history belongs to another environment")
	ErrForeignFile      = errors.New("the file is another program's database")
	ErrDamaged          = errors.New("the history is damaged")
)

// applicationID marks our files; the first migration writes it.
const applicationID = 1264141395

// Damaged says that the history could not be trusted and was moved, untouched,
// to SetAside; the next Open begins a new one. If moving it failed too,
// SetAside is empty and the file is where it was. It is an ErrDamaged.
type Damaged struct {
	SetAside string // the folder with the database and its companions
	Cause    error
}

// Error is for the log.
func (d *Damaged) Error() string {
	return fmt.Sprintf("%v, set aside in %q: %v", ErrDamaged, d.SetAside, d.Cause)
}

// Unwrap gives ErrDamaged and the cause.
func (d *Damaged) Unwrap() []error { return []error{ErrDamaged, d.Cause} }

// inspect looks at the file through a connection that can't change it, and
// returns its schema version, 0 for a file that is still to be made, and whether
// all of it was looked over. A damaged file is set aside.
func inspect(ctx context.Context, path string, now time.Time, first bool) (version int, whole bool, err error) {
	info, err := os.Stat(path)
	emptied := err == nil && info.Size() == 0
	if errors.Is(err, fs.ErrNotExist) || emptied && sizeOf(path+"-wal") <= 0 {
		return 0, true, nil
	}
	if err != nil {
		return 0, false, disk(err)
	}
	if emptied { // SQLite would throw the log away
		return 0, false, aside(path, now, fmt.Errorf("%w: the file is empty, its log is not", ErrDamaged))
	}
	version, err = inspectHead(ctx, path)
	if rollbackPending(err) {
		if err = rollBack(ctx, path); err == nil {
			version, err = inspectHead(ctx, path)
		}
	}
	if whole = first || !mayWait(path, version); err == nil && whole {
		err = checkFile(ctx, path)
	}
	if !damaging(err) {
		return version, whole, err
	}
	return 0, false, aside(path, now, err)
}

// aside moves a damaged history away and says so.
func aside(path string, now time.Time, cause error) *Damaged {
	folder, err := setAside(path, now)
	return &Damaged{SetAside: folder, Cause: errors.Join(cause, err)}
}

// sizeOf is how large a file is; -1 if there is none, or it can't be told.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return info.Size()
}

// inspectFile is inspectHead and a look over the whole file.
func inspectFile(ctx context.Context, path string) (version int, err error) {
	if version, err = inspectHead(ctx, path); err != nil {
		return 0, err
	}
	return version, checkFile(ctx, path)
}

// inspectHead reads what kind of file it is.
func inspectHead(ctx context.Context, path string) (version int, err error) {
	db, err := openPool(ctx, fileURL(path, append(append([]string{}, shared...), readerOnly...)), 1)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.GetContext(ctx, &version, `PRAGMA user_version`); err != nil {
		return 0, disk(err)
	}
	var id, tables int
	if err := db.GetContext(ctx, &id, `PRAGMA application_id`); err != nil {
		return 0, disk(err)
	}
	if err := db.GetContext(ctx, &tables, `SELECT COUNT(*) FROM sqlite_schema`); err != nil {
		return 0, disk(err)
	}
	switch {
	case tables > 0 && id != applicationID:
		return 0, ErrForeignFile
	case version > latestVersion():
		return 0, fmt.Errorf("%w: version %d, this program knows %d", ErrNewerFile, version, latestVersion())
	}
	return version, nil
}

// readOnlyRollback is SQLITE_READONLY_ROLLBACK: a transaction was cut off that
// only a connection that writes can take back.
const readOnlyRollback = 776

// rollbackPending says whether a program was killed in the short while before
// its new file had a write-ahead log, while SQLite still used a journal.
func rollbackPending(err error) bool {
	var fromSQLite *sqlite.Error
	return errors.As(err, &fromSQLite) && fromSQLite.Code() == readOnlyRollback
}

// rollBack lets SQLite take the cut-off transaction back, as it does at any
// first reading.
func rollBack(ctx context.Context, path string) error {
	db, err := openPool(ctx, fileURL(path, append([]string{"mode=rw"}, shared...)), 1)
	if err != nil {
		return err
	}
	var version int
	return errors.Join(disk(db.GetContext(ctx, &version, `PRAGMA user_version`)), db.Close())
}

// quickCheck lets SQLite look the whole file over; what it finds is
// ErrDamaged.
func quickCheck(ctx context.Context, db *sqlx.DB) error {
	var verdict string
	if err := db.GetContext(ctx, &verdict, `PRAGMA quick_check(1)`); err != nil {
		return disk(err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, verdict)
	}
	return nil
}

// damagedPrefix begins the name of a folder with a damaged history.
const damagedPrefix = "damaged-"

// setAside moves the database and its companions into a new folder beside it.
// A kill in the middle leaves them together in one of both places: the logs get
// a second name there before the database goes, and lose their first one after
// it. Left alone with no database they are thrown away at the next start; a
// folder with logs alone is only waste.
func setAside(path string, now time.Time) (string, error) {
	folder, err := newFolder(filepath.Dir(path), damagedPrefix+now.In(korea).Format("20060102-150405"))
	if err != nil {
		return "", err
	}
	companions := []string{"-wal", "-shm", "-journal"}
	for _, companion := range companions {
		err := secondName(context.Background(), path+companion, filepath.Join(folder, databaseName+companion))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", errors.Join(err, os.RemoveAll(folder))
		}
	}
	syncFolder(folder)
	if err := os.Rename(path, filepath.Join(folder, databaseName)); err != nil {
		return "", errors.Join(err, os.RemoveAll(folder))
	}
	syncFolder(folder)
	syncFolder(filepath.Dir(path))
	for _, companion := range companions {
		if err := ignoreMissing(os.Remove(path + companion)); err != nil {
			return folder, err
		}
	}
	return folder, nil
}

// secondName gives a file a second name, or copies it where the file system has
// no second names.
func secondName(ctx context.Context, from, to string) error {
	err := os.Link(from, to)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = copyFile(ctx, from, to)
	}
	return err
}

// newFolder makes a folder that did not exist, with a number behind its name
// if it must.
func newFolder(dir, name string) (string, error) {
	folder := filepath.Join(dir, name)
	for n := 2; ; n++ {
		err := os.Mkdir(folder, 0o700)
		if !errors.Is(err, fs.ErrExist) {
			return folder, err
		}
		folder = filepath.Join(dir, fmt.Sprintf("%s-%d", name, n))
	}
}
