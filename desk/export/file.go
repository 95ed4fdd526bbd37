package export

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	// unfinished ends the name of a file that is not whole yet, after its own name
	// and a random part; markLength is how much longer a name is by both.
	unfinished = ".part"
	markLength = 1 + randomLength + len(unfinished)
	// randomLength is 40 bits, in letters and digits.
	randomLength = 8
	// claimName holds, in the spool, where the unfinished file lies.
	claimName   = "unfinished"
	spoolPrefix = "export-"
)

// file is the file of one export: unfinished beside the place where it will lie,
// because only there a rename is all or nothing. It is readable by this user
// alone and belongs to one goroutine.
type file struct {
	ctx     context.Context
	part    *os.File
	hash    hash.Hash
	spool   string         // a folder of its own
	closers []func() error // of what reads and writes in the spool
	failed  error          // the first error, which stays
	named   bool
}

// lookAt refuses a name that no file can have, one that is taken, and one that
// could not be replaced.
func lookAt(path string, replace bool) error {
	if err := goodName(filepath.Base(path)); err != nil {
		return err
	}
	if err := folder(filepath.Dir(path)); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fileError(err)
	case !info.Mode().IsRegular():
		return ErrName
	case !replace:
		return ErrExists
	}
	held, err := os.OpenFile(path, os.O_RDWR, 0) // who has it open in Excel hears it now, not at the end
	if err != nil {
		return fileError(err)
	}
	return fileError(held.Close())
}

// folder looks for the folder of a file; one in a folder that is there may yet
// be made.
func folder(dir string) error {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		info, err = os.Stat(filepath.Dir(dir))
	}
	if err == nil && !info.IsDir() {
		err = fs.ErrNotExist
	}
	return fileError(err)
}

// goodName refuses what Windows would not take, wherever this is: the file will
// be sent on.
func goodName(name string) error {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch {
	case strings.Trim(name, ". ") != name || name == "", len(name)+markLength > 255,
		strings.ContainsAny(name, `<>:"/\|?*`), strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		return ErrName
	case stem == "CON", stem == "PRN", stem == "AUX", stem == "NUL",
		len(stem) == 4 && (stem[:3] == "COM" || stem[:3] == "LPT") && stem[3] >= '0' && stem[3] <= '9':
		return ErrName
	}
	return nil
}

// partName is what the file that will be called path is called until it is whole:
// a name that nobody's file has, so that Sweep may trust a claim.
func partName(path string) string {
	return path + "." + strings.ToLower(rand.Text()[:randomLength]) + unfinished
}

// create begins the file that will be called path. ctx ends every write. Where
// its unfinished name is taken, nothing is touched.
func create(ctx context.Context, path, spool string) (*file, error) {
	if err := os.MkdirAll(spool, 0o700); err != nil {
		return nil, fileError(err)
	}
	dir, err := os.MkdirTemp(spool, spoolPrefix)
	if err != nil {
		return nil, fileError(err)
	}
	f := &file{ctx: ctx, hash: sha256.New(), spool: dir}
	part, err := filepath.Abs(partName(path))
	if made := os.Mkdir(filepath.Dir(part), 0o700); err == nil && !errors.Is(made, fs.ErrExist) {
		err = made
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, claimName), []byte(part), 0o600)
	}
	if err == nil {
		f.part, err = os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	}
	if err != nil {
		f.discard()
		return nil, fileError(err)
	}
	return f, nil
}

// Write writes on, unless an earlier write went wrong or the export was given
// up.
func (f *file) Write(b []byte) (int, error) {
	if f.failed == nil {
		f.failed = f.ctx.Err()
	}
	if f.failed != nil {
		return 0, f.failed
	}
	f.hash.Write(b)
	n, err := f.part.Write(b)
	f.failed = err
	return n, err
}

// spooled is how many bytes wait in the spool.
func (f *file) spooled() int64 {
	waiting, err := os.ReadDir(f.spool)
	if err != nil {
		return 0
	}
	total := int64(0)
	for _, entry := range waiting {
		if info, err := entry.Info(); err == nil {
			total += info.Size()
		}
	}
	return total
}

// finish syncs what was written and closes it, and returns its SHA-256. A file
// that somebody removed meanwhile is Gone.
func (f *file) finish() (string, error) {
	if err := errors.Join(f.part.Sync(), f.part.Close()); err != nil {
		return "", fileError(err)
	}
	if _, err := os.Lstat(f.part.Name()); err != nil {
		return "", fileError(err)
	}
	return hex.EncodeToString(f.hash.Sum(nil)), nil
}

// name gives the finished file its name. One that must not replace another takes
// the name first: a rename alone would go over a file that came this moment.
func (f *file) name(path string, replace bool) error {
	if !replace {
		taken, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			return ErrExists
		}
		if err == nil {
			err = taken.Close()
		}
		if err != nil {
			return fileError(err)
		}
	}
	if err := os.Rename(f.part.Name(), path); err != nil {
		if !replace {
			err = errors.Join(err, remove(path))
		}
		return fileError(err)
	}
	f.named = true
	return nil
}

// onDiscard is called before the spool goes.
func (f *file) onDiscard(do func() error) { f.closers = append(f.closers, do) }

// discard removes what is half done. Of a file that has its name that is the
// spool alone. What can't be removed now, Sweep will find.
func (f *file) discard() {
	for _, do := range f.closers {
		_ = do()
	}
	gone := true
	if f.part != nil && !f.named {
		_ = f.part.Close() // may be closed
		gone = remove(f.part.Name()) == nil
	}
	if gone {
		_ = empty(f.spool)
	}
}

// remove is os.Remove of what need not be there.
func remove(path string) error {
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// empty removes a folder of the spool, in which there are files alone, and the
// claim last: as long as it is there, Sweep knows what is left.
func empty(dir string) error {
	left, err := os.ReadDir(dir)
	for _, entry := range left {
		if entry.Name() != claimName {
			err = errors.Join(err, remove(filepath.Join(dir, entry.Name())))
		}
	}
	if err != nil {
		return err
	}
	return errors.Join(remove(filepath.Join(dir, claimName)), remove(dir))
}

// Sweep removes what exports left that were broken off with the program: what
// waited in the spool, and the unfinished files wherever they lie. No export may
// be under way.
func Sweep(spool string) error {
	left, err := os.ReadDir(spool)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range left {
		if !entry.IsDir() || !strings.HasPrefix(entry.Name(), spoolPrefix) {
			continue
		}
		dir := filepath.Join(spool, entry.Name())
		failed := sweepPart(filepath.Join(dir, claimName))
		if failed == nil {
			failed = empty(dir)
		}
		err = errors.Join(err, failed)
	}
	return fileError(err)
}

// sweepPart removes the file that a claim names, if it is an unfinished one.
func sweepPart(claim string) error {
	path, err := os.ReadFile(claim)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !strings.HasSuffix(string(path), unfinished) || !filepath.IsAbs(string(path)):
		return nil // cut off as it was written, and then nothing else was
	}
	return remove(string(path))
}

// FreeName is a name like the wanted one under which no file lies in a folder
// yet: "name (2).xlsx".
func FreeName(dir, name string) string {
	extension := filepath.Ext(name)
	stem := strings.TrimSuffix(name, extension)
	for n := 2; ; n++ {
		if _, err := os.Lstat(filepath.Join(dir, name)); err != nil {
			return name
		}
		name = stem + " (" + strconv.Itoa(n) + ")" + extension
	}
}
