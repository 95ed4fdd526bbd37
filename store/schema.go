package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
)

// migrations are the steps from an empty file to the newest schema:
// migrations/NNNN_what.sql, numbered from 1 without gaps.
//
//go:embed migrations/*.sql
var migrations embed.FS

// latestVersion is the schema version that this program writes.
func latestVersion() int {
	steps, _ := fs.Glob(migrations, "migrations/*.sql") // the pattern is right
	return len(steps)
}

// beforeVersion begins the name of a copy that was made before a migration.
const beforeVersion = "history-before-v"

// migrate takes the file from version to the newest, each step in a
// transaction of its own together with its number. A file with a history in it
// is copied first, to history-before-vN-*.db beside it.
func migrate(ctx context.Context, db *sqlx.DB, path string, steps fs.FS, version int, now time.Time) error {
	files, err := fs.Glob(steps, "migrations/*.sql") // sorted by name
	if err != nil {
		return err
	}
	if version == len(files) {
		return nil
	}
	if version > 0 {
		copied := fmt.Sprintf(beforeVersion+"%d-%s.db", len(files), now.In(korea).Format("20060102-150405"))
		if err := copyTo(ctx, db, filepath.Join(filepath.Dir(path), copied)); err != nil {
			return fmt.Errorf("backup before version %d: %w", len(files), err)
		}
	}
	for i := version; i < len(files); i++ {
		text, err := fs.ReadFile(steps, files[i])
		if err != nil {
			return err
		}
		if err := migrateStep(ctx, db, string(text), i+1); err != nil {
			return fmt.Errorf("%s: %w", files[i], err)
		}
	}
	return nil
}

// migrateStep takes one step, on a connection that does not enforce foreign
// keys meanwhile: a step may build a table anew that others point to
// (https://sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema
// Changes"). They are looked over before the commit.
func migrateStep(ctx context.Context, db *sqlx.DB, text string, version int) (err error) {
	conn, err := db.Connx(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// Inside a transaction the pragma does nothing.
	if err := enforceForeignKeys(ctx, conn, false); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, enforceForeignKeys(context.WithoutCancel(ctx), conn, true)) }()
	tx, err := conn.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, version)); err != nil {
		return err
	}
	rows, err := tx.QueryxContext(ctx, `PRAGMA foreign_key_check`)
	if err != nil {
		return err
	}
	broken := rows.Next()
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	if broken {
		return errors.New("a row points to one that does not exist")
	}
	return tx.Commit()
}

// enforceForeignKeys switches them for one connection and reads them back.
func enforceForeignKeys(ctx context.Context, conn *sqlx.Conn, on bool) error {
	if _, err := conn.ExecContext(ctx, fmt.Sprintf(`PRAGMA foreign_keys = %d`, truth(on))); err != nil {
		return err
	}
	var now bool
	if err := conn.GetContext(ctx, &now, `PRAGMA foreign_keys`); err != nil {
		return err
	}
	if now != on {
		return fmt.Errorf("foreign keys could not be switched to %v", on)
	}
	return nil
}

// copyTo writes a consistent copy of the open database, looks it over, and only
// then gives it its name: a program that was killed leaves no half copy behind
// that looks whole or stands in the way.
func copyTo(ctx context.Context, db *sqlx.DB, path string) (err error) {
	part := filepath.Join(filepath.Dir(path), "history-copy.part")
	if err := ignoreMissing(os.Remove(part)); err != nil {
		return err
	}
	if err := privateFile(part); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(os.Remove(part)))
		}
	}()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return err
	}
	check, err := openPool(ctx, fileURL(part, append([]string{"immutable=1"}, readerOnly...)), 1)
	if err != nil {
		return err
	}
	if err := errors.Join(quickCheck(ctx, check), check.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}
