package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
)

// ErrPresentFile means that the file to be restored is the open history
// itself.
var ErrPresentFile = errors.New("this file is the present history")

// Candidate is a history that could take the place of the present one: a
// backup, or what was rescued of a damaged file. It lies as a copy in a folder
// beside the history; what it was made from is never changed. Either Restore or
// Discard it.
type Candidate struct {
	Info
	// Rescued says what of a damaged history is in it; nil for a backup.
	Rescued *Rescued

	store   *Store
	options Options // of the history whose place it would take
	name    string  // of the file it was made from
}

// Info is what a history file tells about itself.
type Info struct {
	Environment string
	FileID      string
	Operations  int
	FirstDay    string // business days; "" if there are no operations
	LastDay     string
	LastAt      time.Time // of the newest event; zero if there is none
	Seq         int64     // its number
	// Altered is what VerifyChain found; nil if all is as it was written.
	Altered error

	head []byte // the hash of the newest event
}

// candidateFolder is where a candidate lies, in the environment's folder.
const candidateFolder = "restore"

// Examine copies a history file and opens the copy to see what is in it. path
// is a backup, or any history of this program, of this or another PC; what of
// it lies in a log beside it is taken along. o is the history whose place it
// could take, which may be open.
//
// ErrPresentFile, ErrForeignFile, ErrNewerFile, an ErrDamaged if SQLite itself
// can't make sense of it, ErrOtherEnvironment with the Info of the candidate
// filled; *Trouble, as of a full disk.
func Examine(ctx context.Context, o Options, path string) (_ *Candidate, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := setUpDriver(); err != nil {
		return nil, err
	}
	c := &Candidate{options: o, name: filepath.Base(path)}
	if same(path, filepath.Join(o.Dir, databaseName)) {
		return nil, ErrPresentFile
	}
	defer func() {
		if err != nil {
			err = errors.Join(disk(err), c.Discard())
		}
	}()
	if err := c.clear(); err != nil {
		return nil, err
	}
	for _, companion := range []string{"-wal", "-journal", ""} {
		if err := copyFile(ctx, path+companion, c.path()+companion); err != nil && (companion == "" || !errors.Is(err, fs.ErrNotExist)) {
			return nil, err
		}
	}
	if err := c.look(ctx); err != nil {
		return c, err
	}
	return c, c.open(ctx)
}

func (c *Candidate) folder() string { return filepath.Join(c.options.Dir, candidateFolder) }
func (c *Candidate) path() string   { return filepath.Join(c.folder(), databaseName) }

// clear makes the folder anew.
func (c *Candidate) clear() error {
	if _, err := privateFolder(c.options.Dir); err != nil {
		return err
	}
	if err := os.RemoveAll(c.folder()); err != nil {
		return err
	}
	_, err := privateFolder(c.folder())
	return err
}

// look reads what the file says, before anything is done to it.
func (c *Candidate) look(ctx context.Context) error {
	version, err := inspectFile(ctx, c.path())
	if rollbackPending(err) {
		if err = rollBack(ctx, c.path()); err == nil {
			version, err = inspectFile(ctx, c.path())
		}
	}
	switch {
	case isTroubleKind(err, TroubleCorrupt):
		err = &Damaged{Cause: err}
	case err == nil && version == 0: // an empty file
		err = ErrForeignFile
	}
	if err != nil {
		return err
	}
	db, err := openPool(ctx, fileURL(c.path(), append(append([]string{}, shared...), readerOnly...)), 1)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := c.read(ctx, db); err != nil {
		return err
	}
	if c.Environment != c.options.Environment {
		return fmt.Errorf("%w: %s", ErrOtherEnvironment, c.Environment)
	}
	return wholly(ctx, db)
}

// read fills in what a file of any version tells.
func (i *Info) read(ctx context.Context, q queryer) error {
	err := q.QueryRowxContext(ctx, `SELECT file_id, environment FROM file`).Scan(&i.FileID, &i.Environment)
	if err != nil {
		return err
	}
	err = q.QueryRowxContext(ctx, `SELECT COUNT(*), COALESCE(MIN(business_day), ''), COALESCE(MAX(business_day), '') FROM operations`).
		Scan(&i.Operations, &i.FirstDay, &i.LastDay)
	if err != nil {
		return err
	}
	var at string
	err = q.QueryRowxContext(ctx, `SELECT seq, hash, at FROM events ORDER BY seq DESC LIMIT 1`).Scan(&i.Seq, &i.head, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	i.LastAt, err = parseStamp(at)
	return err
}

// wholly lets SQLite look at every page and index.
func wholly(ctx context.Context, db *sqlx.DB) error {
	var verdict string
	if err := db.GetContext(ctx, &verdict, `PRAGMA integrity_check(1)`); err != nil {
		return disk(err)
	}
	if verdict != "ok" {
		return &Damaged{Cause: fmt.Errorf("%w: %s", ErrDamaged, verdict)}
	}
	return nil
}

// open opens the copy as the history that it would be, which brings it up to
// date, and walks its chain.
func (c *Candidate) open(ctx context.Context) (err error) {
	o := c.options
	o.Dir, o.Sealer, o.Unlock, o.AnchorFile, o.Witness = c.folder(), nil, nil, "", nil
	if c.store, err = Open(ctx, o); err != nil {
		return err
	}
	c.Altered = c.store.VerifyChain(ctx)
	if c.Altered != nil && !errors.Is(c.Altered, ErrTampered) {
		return c.Altered
	}
	return nil
}

// WrappedKeys are the keys that travel with the candidate.
func (c *Candidate) WrappedKeys(ctx context.Context) ([]WrappedKeys, error) {
	return c.store.WrappedKeys(ctx)
}

// Discard forgets the candidate and removes the copy.
func (c *Candidate) Discard() error {
	var err error
	if c.store != nil {
		err, c.store = c.store.Close(), nil
	}
	return errors.Join(err, disk(os.RemoveAll(c.folder())))
}

// Difference says what of the present history would be missing after a
// restore, and what would come back.
type Difference struct {
	// Same: the candidate is the present history at an earlier time, or at this.
	// Otherwise it is another one, and all of the present would be missing.
	Same       bool
	Operations int    // that only the present history has
	FirstDay   string // of those; "" if there are none
	LastDay    string
	InDoubt    int  // of these, nobody knows yet what became of the money
	Erased     bool // names that were erased since are in the candidate
}

// Compare holds a candidate against the open history.
func (s *Store) Compare(ctx context.Context, c *Candidate) (Difference, error) {
	var d Difference
	err := s.read(ctx, func(tx *sqlx.Tx) error {
		var hash []byte
		err := tx.GetContext(ctx, &hash, tx.Rebind(`SELECT hash FROM events WHERE seq = ?`), c.Seq)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		d.Same = c.FileID == s.fileID && (c.Seq == 0 || string(hash) == string(c.head))
		after := c.Seq
		if !d.Same {
			after = 0
		}
		err = tx.QueryRowxContext(ctx, tx.Rebind(`SELECT COUNT(*), COALESCE(MIN(business_day), ''), COALESCE(MAX(business_day), ''),
				COALESCE(SUM(state IN ('prepared', 'in-doubt')), 0)
			FROM operations WHERE id IN (SELECT operation_id FROM events WHERE seq > ? AND type = 'prepared')`), after).
			Scan(&d.Operations, &d.FirstDay, &d.LastDay, &d.InDoubt)
		if err != nil {
			return err
		}
		return tx.GetContext(ctx, &d.Erased, tx.Rebind(`SELECT EXISTS (SELECT 1 FROM events
			WHERE operation_id IS NULL AND type = 'erased' AND seq > ?)`), after)
	})
	return d, err
}

// same says whether both are one file.
func same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// copyFile copies a file to a new one, for its owner only, down to the disk.
func copyFile(ctx context.Context, from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := io.CopyN(out, in, 8<<20)
		if errors.Is(err, io.EOF) {
			return out.Sync()
		}
		if err != nil {
			return err
		}
	}
}

// hexOf writes a hash; "" for none.
func hexOf(hash []byte) string { return hex.EncodeToString(hash) }
