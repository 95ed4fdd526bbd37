package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

const (
	driverName  = "sqlite"
	readerCount = 3
)

// setUpDriver makes the process-wide choices of the driver, once, before the
// first file is opened.
var setUpDriver = sync.OnceValue(func() error {
	// With POSIX locks, any other reading of the file in this process would
	// drop SQLite's own locks. Only Linux has the better kind.
	if _, err := sqlite.OFDLocking(true); err != nil && !errors.Is(err, sqlite.ErrOFDLockingUnavailable) {
		return err
	}
	sqlite.StrictPragmas(true)
	sqlx.BindDriver(driverName, sqlx.QUESTION)
	return nil
})

// fileURL names a file to SQLite whatever characters are in it.
func fileURL(path string, query []string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // a Windows drive
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: strings.Join(query, "&")}
	return u.String()
}

// shared are the settings of every connection. The first keep a damaged or
// hostile file from doing harm.
var shared = []string{
	"_defensive=1", "_dqs=0", "_error_rc=1", "_busy_timeout=5000", "_foreign_keys=1",
	"_pragma=trusted_schema(0)", "_pragma=cell_size_check(1)", "_pragma=cache_size(-8000)",
}

// writerOnly makes a commit survive a power cut (macOS needs fullfsync for
// that), takes the write lock at the beginning of a transaction, and makes the
// triggers see what REPLACE would delete. The log is cleared at 64 pages, every few
// charges: to write over it again takes half as long as to let it grow.
var writerOnly = []string{
	"_txlock=immediate", "_journal_mode=WAL", "_synchronous=FULL",
	"_pragma=fullfsync(1)", "_pragma=checkpoint_fullfsync(1)", "_pragma=recursive_triggers(1)",
	"_pragma=secure_delete(1)", "_pragma=wal_autocheckpoint(64)", "_pragma=journal_size_limit(67108864)",
}

var readerOnly = []string{"mode=ro", "_query_only=1"}

// openWriter opens the one connection that writes. The file is made first, for
// its owner only: SQLite gives its other files the same mode.
func openWriter(ctx context.Context, path string) (*sqlx.DB, error) {
	if err := privateFile(path); err != nil {
		return nil, err
	}
	db, err := openPool(ctx, fileURL(path, append(append([]string{}, shared...), writerOnly...)), 1)
	if err != nil {
		return nil, err
	}
	return db, checked(ctx, db, map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1",
		"trusted_schema": "0", "busy_timeout": "5000", "cell_size_check": "1", "secure_delete": "1",
		"fullfsync": "1", "checkpoint_fullfsync": "1", "wal_autocheckpoint": "64",
	})
}

// openReaders opens the connections that read beside the writer.
func openReaders(ctx context.Context, path string) (*sqlx.DB, error) {
	db, err := openPool(ctx, fileURL(path, append(append([]string{}, shared...), readerOnly...)), readerCount)
	if err != nil {
		return nil, err
	}
	return db, checked(ctx, db, map[string]string{"query_only": "1", "foreign_keys": "1", "busy_timeout": "5000"})
}

func openPool(ctx context.Context, dsn string, size int) (*sqlx.DB, error) {
	driver, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	db := sqlx.NewDb(sql.OpenDB(connector{driver}), driverName)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(disk(err), db.Close())
	}
	return db, nil
}

// checked reads pragmas back: SQLite ignores one that it does not know or
// can't grant. The pool is closed if one differs.
func checked(ctx context.Context, db *sqlx.DB, want map[string]string) error {
	for name, value := range want {
		var got string
		if err := db.GetContext(ctx, &got, "PRAGMA "+name); err != nil {
			return errors.Join(err, db.Close())
		}
		if got != value {
			return errors.Join(fmt.Errorf("pragma %s is %s, not %s", name, got, value), db.Close())
		}
	}
	return nil
}

// privateFolder makes a folder for its owner only and returns its full path.
func privateFolder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	syncFolder(filepath.Dir(dir))
	return dir, os.Chmod(dir, 0o700)
}

// privateFile makes a file for its owner only, or takes it from the others if
// it is there. It never opens an existing file.
func privateFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return os.Chmod(path, 0o600)
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// syncFolder makes new names in a folder survive a power cut, where the system
// allows asking for it.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails, see crypto/rand
	return hex.EncodeToString(b)
}
