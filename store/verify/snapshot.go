package verify

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // reads the write-ahead log, by the rules that keep the program's own reading right
)

// snapshot copies a history that may be open in the program, as it is at one
// moment, without writing to it. Where SQLite can't even make the small file
// beside it by which readers and writers agree, as on a disk that can't be
// written, nobody can be writing either; nor where a journal waits to be played
// back: the files are copied, and the copy is read.
func snapshot(ctx context.Context, path, to string) error {
	err := vacuumInto(ctx, path, "ro", to)
	if err == nil || ctx.Err() != nil {
		return err
	}
	plain := filepath.Join(filepath.Dir(to), "plain.db")
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	for _, suffix := range append(logs, "") {
		if err := copyFile(path+suffix, plain+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	err = vacuumInto(ctx, plain, "rw", to)
	for _, suffix := range append(logs, "", "-shm") {
		err = errors.Join(err, os.RemoveAll(plain+suffix))
	}
	return err
}

func vacuumInto(ctx context.Context, path, mode, to string) error {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // a Windows drive
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: "mode=" + mode + "&_busy_timeout=5000&_defensive=1&_dqs=0&_pragma=trusted_schema(0)"}
	db, err := sql.Open("sqlite", u.String())
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
