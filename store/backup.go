package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

// ErrBackupWrong means that a copy was made and is not the history: it was
// thrown away.
var ErrBackupWrong = errors.New("the backup is not what was to be copied")

// Backup is one backup file, known by its name:
// keyindesk-ENVIRONMENT-TERMINAL-YYYYMMDD-hhmmss.db, the time in Korea. PCs that
// share a folder keep to their own.
type Backup struct {
	Path        string
	Environment string
	Terminal    string
	MadeAt      time.Time
	Bytes       int64
}

const (
	backupPrefix = "keyindesk-"
	backupSuffix = ".db"
	backupLayout = "20060102-150405"
	partSuffix   = ".part" // of a backup that is not whole yet
)

func backupName(environment, terminal string, at time.Time) string {
	return backupPrefix + environment + "-" + terminal + "-" + at.In(korea).Format(backupLayout) + backupSuffix
}

// parseBackup reads the name of a backup; false for any other file.
func parseBackup(folder, name string) (Backup, bool) {
	inner, ok1 := strings.CutPrefix(name, backupPrefix)
	inner, ok2 := strings.CutSuffix(inner, backupSuffix)
	environment, inner, ok3 := strings.Cut(inner, "-")
	terminal, at, ok4 := strings.Cut(inner, "-")
	made, err := time.ParseInLocation(backupLayout, at, korea)
	return Backup{Path: filepath.Join(folder, name), Environment: environment, Terminal: terminal, MadeAt: made},
		ok1 && ok2 && ok3 && ok4 && err == nil && environment != "" && len(terminal) == 2
}

// Backups are the backups of an environment in a folder, the newest first;
// terminal "" takes those of every PC. A folder that is not there has none.
func Backups(folder, environment, terminal string) ([]Backup, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, disk(ignoreMissing(err))
	}
	var all []Backup
	for _, e := range entries {
		b, ok := parseBackup(folder, e.Name())
		info, err := e.Info()
		if ok && err == nil && info.Mode().IsRegular() && b.Environment == environment && (terminal == "" || b.Terminal == terminal) {
			b.Bytes = info.Size()
			all = append(all, b)
		}
	}
	newestFirst(all)
	return all, nil
}

// backedUpDetail is the detail of an EventBackedUp: how far the copy goes.
type backedUpDetail struct {
	Name string `json:"name"`
	Seq  int64  `json:"seq"`
	Head string `json:"head"` // the hash of that event, in hex
}

// Backup copies the history to a new file in a folder, while charges go on, and
// opens the copy to see that it is whole and continues as the history does.
// Only then it gets its name, and an EventBackedUp tells of it. The folder is
// made if it is missing.
//
// When ctx ends the backup stops. Each call makes another backup. ErrBackupWrong; *Trouble, with TroubleFull also
// before anything is written if the disk has not the room.
func (s *Store) Backup(ctx context.Context, folder, staff string) (_ Backup, err error) {
	now := s.options.Now()
	if err := s.makeRoom(folder); err != nil {
		return Backup{}, err
	}
	b := s.freeBackup(folder, now)
	part := b.Path + partSuffix
	file, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return Backup{}, disk(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(disk(err), ignoreMissing(os.Remove(part)))
		}
	}()
	if err := s.copyOnline(ctx, file); err != nil {
		return Backup{}, err
	}
	end, err := s.proveCopy(ctx, part)
	if err != nil {
		return Backup{}, err
	}
	b = s.freeBackup(folder, b.MadeAt) // somebody may have taken the name
	if err := os.Rename(part, b.Path); err != nil {
		return Backup{}, err
	}
	syncFolder(folder)
	if info, err := os.Stat(b.Path); err == nil {
		b.Bytes = info.Size()
	}
	cleanAll(&staff)
	about := backedUpDetail{Name: filepath.Base(b.Path), Seq: end.seq, Head: hex.EncodeToString(end.hash)}
	return b, s.record(ctx, func(tx *sqlx.Tx) error {
		return s.appendFileEvent(context.WithoutCancel(ctx), tx, EventBackedUp, staff, stamp(now), about)
	})
}

// Unsaved says whether anything happened since the last backup was made,
// wherever that is.
func (s *Store) Unsaved(ctx context.Context) (bool, error) {
	var newest string
	err := s.readers.GetContext(ctx, &newest, s.readers.Rebind(`SELECT type FROM events ORDER BY seq DESC LIMIT 1`))
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return newest != string(EventBackedUp), disk(err)
}

// freeBackup is a backup under a name that no file in a folder has.
func (s *Store) freeBackup(folder string, at time.Time) Backup {
	for ; ; at = at.Add(time.Second) {
		b, _ := parseBackup(folder, backupName(s.options.Environment, s.options.Terminal, at))
		if _, err := os.Lstat(b.Path); err != nil {
			return b
		}
	}
}

// spareBytes is what a backup leaves free on its disk, which may be the one
// that charges are written to.
const spareBytes = 64 << 20

// makeRoom makes the folder, removes what an earlier backup left half done, and
// looks whether the disk has the room.
func (s *Store) makeRoom(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return disk(err)
	}
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		name, rest, part := strings.Cut(e.Name(), partSuffix)
		left, ok := parseBackup(folder, name)
		ok = ok && part && e.Type().IsRegular() && slices.Contains([]string{"", "-journal", "-wal", "-shm"}, rest)
		if ok && left.Environment == s.options.Environment && left.Terminal == s.options.Terminal {
			err = errors.Join(err, ignoreMissing(os.Remove(filepath.Join(folder, e.Name()))))
		}
	}
	if err != nil {
		return disk(err)
	}
	info, err := os.Stat(s.path)
	if err != nil {
		return disk(err)
	}
	if free, known := freeBytes(folder); known && free < uint64(info.Size())+spareBytes {
		return &Trouble{Kind: TroubleFull, Cause: fmt.Errorf("%d bytes free for a backup of %d", free, info.Size())}
	}
	return nil
}

// copyStep is how many pages are copied and put to disk at a time: what a charge
// syncs must not wait behind more.
const copyStep = 256

// copyOnline copies the whole database into an empty file, as it was at one
// moment, and closes it: the connection keeps to one view meanwhile, or the
// copying would begin anew whenever something is written.
func (s *Store) copyOnline(ctx context.Context, file *os.File) (err error) {
	defer func() { err = errors.Join(err, file.Close()) }()
	conn, err := s.readers.Connx(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	tx, err := conn.BeginTxx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var version int // reading begins the view
	if err := tx.GetContext(ctx, &version, `SELECT COUNT(*) FROM sqlite_schema`); err != nil {
		return err
	}
	return conn.Raw(func(driver any) error {
		source, ok := driver.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the driver makes no backups")
		}
		backup, err := source.NewBackup(fileURL(file.Name(), []string{"mode=rw", "_synchronous=FULL", "_pragma=fullfsync(1)"}))
		if err != nil {
			return err
		}
		err = copyPages(ctx, backup, file)
		return errors.Join(err, backup.Finish())
	})
}

func copyPages(ctx context.Context, backup *sqlite.Backup, file *os.File) error {
	for {
		begun := time.Now()
		more, err := backup.Step(copyStep)
		if err == nil {
			err = file.Sync()
		}
		if err != nil || !more {
			return err
		}
		select { // half of the time the disk is for the charges
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Since(begun)):
		}
	}
}

// proveCopy opens a copy, looks it over as a whole, and finds its last event in
// the history.
func (s *Store) proveCopy(ctx context.Context, path string) (chainEnd, error) {
	db, err := openPool(ctx, fileURL(path, append(append([]string{"immutable=1"}, shared...), readerOnly...)), 1)
	if err != nil {
		return chainEnd{}, err
	}
	defer db.Close()
	var verdict, fileID string
	if err := db.GetContext(ctx, &verdict, `PRAGMA integrity_check(1)`); err != nil {
		return chainEnd{}, err
	}
	if err := db.GetContext(ctx, &fileID, `SELECT file_id FROM file`); err != nil {
		return chainEnd{}, err
	}
	end, err := s.chainEnd(ctx, db)
	if err != nil {
		return chainEnd{}, err
	}
	here := chainEnd{hash: s.genesis}
	if end.seq > 0 {
		here.seq = end.seq
		if err := s.readers.GetContext(ctx, &here.hash, s.readers.Rebind(`SELECT hash FROM events WHERE seq = ?`), end.seq); err != nil {
			return chainEnd{}, fmt.Errorf("%w: event %d: %w", ErrBackupWrong, end.seq, err)
		}
	}
	if verdict != "ok" || fileID != s.fileID || string(end.hash) != string(here.hash) {
		return chainEnd{}, fmt.Errorf("%w: %s", ErrBackupWrong, verdict)
	}
	return end, nil
}

// existing is the folder, or the nearest above it that exists.
func existing(folder string) string {
	for {
		if _, err := os.Stat(folder); err == nil || filepath.Dir(folder) == folder {
			return folder
		}
		folder = filepath.Dir(folder)
	}
}
