package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
)

// Options says which history to open.
type Options struct {
	Dir         string // the environment's folder; made if missing
	Environment string // "practice", "test", "live"; a file belongs to one for good
	Terminal    string // which PC: two characters of every order number
	OrderPrefix string // one letter in front of every order number: "P", "T", "K"
	// Sealer encrypts personal data. Without one the history still opens, with
	// every buyer Unreadable and none accepted.
	Sealer Sealer
	// Unlock makes the Sealer of the keys that the history holds, none in a new
	// one; a nil Sealer if they can't be opened. Open calls it once, in place of
	// Options.Sealer; nil if that is given.
	Unlock func(all []WrappedKeys) (Sealer, error)
	// AnchorFile is where the store notes, outside Dir, how far the history
	// goes, so that an older copy put in its place is seen; "" for nowhere.
	AnchorFile string
	// Witness is an Anchor as JSON that was kept elsewhere; nil for none.
	Witness []byte
	// CheckFirst looks the whole file over before anything else, whatever its
	// size; see Checked.
	CheckFirst bool
	// Building is called before what searches look through is built, which may be
	// more than once, and then what it returns, with how many operations that is
	// made of; nil if nobody wants to know.
	Building func() (built func(rows int))
	Now      func() time.Time // the clock; time.Now if nil
}

// databaseName is the history's file in Options.Dir.
const databaseName = "history.db"

// Store is one open history. Its methods may be called from several
// goroutines: they write one after the other and read beside the writing.
//
// A method that writes does not stop half way when its context ends: a context
// bounds the wait for the other writers only. An error means that nothing was
// written, except where a method says otherwise.
type Store struct {
	options   Options
	path      string
	writer    *sqlx.DB // one connection
	readers   *sqlx.DB
	fileID    string
	genesis   []byte
	ballast   ballast
	begun     begun
	search    *search
	check     *check // nil if Open looked the whole file over
	anchoring anchoring
	recovered []Operation
	orderBase int64
}

// Open opens the history of an environment, makes it if there is none, brings
// an older one up to date after a backup beside it, and puts in doubt whatever
// was cut off; see Recovered. The caller holds the data folder's lock.
//
// Errors: ErrNewerFile, *Damaged, ErrOtherEnvironment, ErrForeignFile and
// *Trouble. Apart from a damaged file, which is moved aside as it is, nothing
// is changed by a failing Open that an older program could not read. A large
// file that was closed in good order is looked over while it is read already;
// what is written waits for that, see Checked.
func Open(ctx context.Context, o Options) (_ *Store, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Dir == "" || o.Environment == "" || len(o.Terminal) != 2 || len(o.OrderPrefix) != 1 {
		return nil, fmt.Errorf("%w: folder, environment, a terminal of 2 and an order prefix of 1 character are needed", ErrInvalid)
	}
	if err := setUpDriver(); err != nil {
		return nil, err
	}
	dir, err := privateFolder(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("make the folder: %w", disk(err))
	}
	s := &Store{options: o, path: filepath.Join(dir, databaseName), search: newSearch(), ballast: ballast{path: filepath.Join(dir, ballastName)}}
	whole := false
	defer func() {
		if err == nil {
			return
		}
		err = errors.Join(disk(err), s.Close())
		if !whole && isTroubleKind(err, TroubleCorrupt) { // it came upon what the look over it would have found
			if _, _, damaged := inspect(ctx, s.path, o.Now(), true); damaged != nil {
				err = damaged
			}
		}
	}()
	tidyRestore(dir)
	if s.orderBase, err = orderBase(dir); err != nil {
		return nil, disk(err)
	}
	var version int
	if version, whole, err = inspect(ctx, s.path, o.Now(), o.CheckFirst); err != nil {
		return nil, err
	}
	if err := s.open(ctx, version); err != nil {
		return nil, err
	}
	if !whole {
		s.beginCheck()
	}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// open opens the file and brings it up to date.
func (s *Store) open(ctx context.Context, version int) (err error) {
	if s.writer, err = openWriter(ctx, s.path); err != nil {
		return fmt.Errorf("open for writing: %w", err)
	}
	if err := migrate(ctx, s.writer, s.path, migrations, version, s.options.Now()); err != nil {
		return fmt.Errorf("bring the history up to date: %w", err)
	}
	if err := s.identify(ctx); err != nil {
		return err
	}
	if s.readers, err = openReaders(ctx, s.path); err != nil {
		return fmt.Errorf("open for reading: %w", err)
	}
	return nil
}

// begin does what comes before anything else is done with the history. What it
// writes waits for the look over the file.
func (s *Store) begin(ctx context.Context) (err error) {
	if err := s.checkAnchors(ctx); err != nil {
		return fmt.Errorf("compare with the anchor: %w", err)
	}
	if err := s.unlock(ctx); err != nil {
		return err
	}
	if s.recovered, err = s.recover(ctx); err != nil {
		return fmt.Errorf("put cut-off operations in doubt: %w", err)
	}
	// No room for the ballast is no reason to hide the history: it can be read,
	// and Prepare asks again.
	_ = s.ballast.hold()
	s.anchor(true)
	return nil
}

// Recovered are the operations that Open found cut off, in doubt now.
func (s *Store) Recovered() []Operation { return s.recovered }

// Close closes the history. Nothing may be in progress.
func (s *Store) Close() error {
	s.endCheck()
	s.anchor(true)
	var readers, writer error
	if s.readers != nil {
		readers = s.readers.Close()
	}
	if s.writer != nil { // last, so that it can tidy up the write-ahead log
		writer = s.writer.Close()
	}
	return errors.Join(readers, writer)
}

// identify reads which file this is, or says so in a new one.
func (s *Store) identify(ctx context.Context) error {
	return s.write(ctx, func(tx *sqlx.Tx) error {
		var id, environment string
		err := tx.QueryRowxContext(ctx, `SELECT file_id, environment FROM file`).Scan(&id, &environment)
		if errors.Is(err, sql.ErrNoRows) {
			id, environment = randomHex(16), s.options.Environment
			_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO file (id, file_id, environment, created_at) VALUES (1, ?, ?, ?)`),
				id, environment, stamp(s.options.Now()))
		}
		if err != nil {
			return err
		}
		if environment != s.options.Environment {
			return fmt.Errorf("%w: %s", ErrOtherEnvironment, environment)
		}
		s.fileID, s.genesis = id, genesis(environment, id)
		return nil
	})
}

// uncertain marks an error of the commit itself: only reading the row again
// tells whether it was written.
type uncertain struct{ error }

// Unwrap gives the error of the commit.
func (u uncertain) Unwrap() error { return u.error }

// write runs do in one transaction that holds the file's write lock from its
// beginning. When write returns nil the result survives a power cut. ctx
// bounds the wait for the connection only.
func (s *Store) write(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	return s.writing(ctx, func(conn *sqlx.Conn) error { return transact(ctx, conn, do) })
}

// writing runs do while nobody else can write.
func (s *Store) writing(ctx context.Context, do func(conn *sqlx.Conn) error) error {
	if s.check != nil {
		s.check.hurry()
	}
	if err := s.Checked(ctx); err != nil {
		return err
	}
	conn, err := s.writer.Connx(ctx)
	if err != nil {
		return disk(err)
	}
	return errors.Join(do(conn), conn.Close())
}

func transact(ctx context.Context, conn *sqlx.Conn, do func(tx *sqlx.Tx) error) error {
	tx, err := conn.BeginTxx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return disk(err)
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback() // SQLite may have rolled back by itself
		return disk(err)
	}
	if err := tx.Commit(); err != nil {
		return uncertain{fmt.Errorf("commit: %w", disk(err))}
	}
	return nil
}

// record is write for what must not be lost because the disk is full: it gives
// up the ballast and tries once more.
func (s *Store) record(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	err := s.write(ctx, do)
	if isTroubleKind(err, TroubleFull) && s.ballast.release() {
		err = s.write(ctx, do)
	}
	if err == nil {
		s.anchor(false)
	}
	return err
}

// read runs do on one unchanging view of the history.
func (s *Store) read(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	tx, err := s.readers.BeginTxx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return disk(err)
	}
	defer tx.Rollback()
	return disk(do(tx))
}
