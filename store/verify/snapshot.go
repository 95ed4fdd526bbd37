package verify

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // reads the write-ahead log, by the rules that keep the program's own reading right
)

// snapshot copies a history that may be open in the program, as it is at one
// moment, without writing to it. Where SQLite can't even make the small file
// beside it by which readers and writers agree, as on a disk that can't be
// written, nobody can be writing either; nor where a journal waits to be played
// back: the files are copied, and the copy is read.
//
// A copy that SQLite makes has indexes of its own: those of the file are to be
// looked at where it says.
func snapshot(ctx context.Context, path, to string) (look opening, err error) {
	err = vacuumInto(ctx, path, whileUsed, to)
	if err == nil || ctx.Err() != nil {
		return opening{path, whileUsed}, err
	}
	plain := filepath.Join(filepath.Dir(to), "plain.db")
	if err := os.RemoveAll(to); err != nil {
		return opening{}, err
	}
	for _, suffix := range append(logs, "") {
		if err := copyFile(path+suffix, plain+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return opening{}, err
		}
	}
	return opening{plain, ownCopy}, vacuumInto(ctx, plain, ownCopy, to)
}

// opening is a database and how it is opened.
type opening struct{ path, mode string }

func vacuumInto(ctx context.Context, path, mode, to string) error {
	db, err := sql.Open("sqlite", sqliteURL(path, mode))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, to)
	return errors.Join(err, db.Close())
}

func copyFile(from, to string) error {
	content, err := os.Open(from)
	if err != nil {
		return err
	}
	defer content.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = out.ReadFrom(content)
	return errors.Join(err, out.Close())
}
