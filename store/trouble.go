package store

import (
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
)

// TroubleKind names what is wrong with the disk, so that a screen can turn it
// into words.
type TroubleKind string

// The kinds of trouble.
const (
	TroubleFull       TroubleKind = "full"        // no room left
	TroubleReadOnly   TroubleKind = "read-only"   // the file or the disk can't be written
	TroubleBusy       TroubleKind = "busy"        // another program holds the file
	TroubleIO         TroubleKind = "io"          // reading or writing failed
	TroubleCorrupt    TroubleKind = "corrupt"     // what was read is no history
	TroubleCannotOpen TroubleKind = "cannot-open" // the file can't be opened
	TroubleForbidden  TroubleKind = "forbidden"   // this user may not
)

// Trouble is an error of the disk rather than of the request. Find it with
// errors.As; the technical cause is inside.
type Trouble struct {
	Kind  TroubleKind
	Cause error
}

// Error is for the log.
func (t *Trouble) Error() string { return "disk " + string(t.Kind) + ": " + t.Cause.Error() }

// Unwrap gives the cause.
func (t *Trouble) Unwrap() error { return t.Cause }

// sqliteTrouble maps primary result codes, see https://sqlite.org/rescode.html.
var sqliteTrouble = map[int]TroubleKind{
	3:  TroubleForbidden,  // PERM
	5:  TroubleBusy,       // BUSY
	6:  TroubleBusy,       // LOCKED
	8:  TroubleReadOnly,   // READONLY
	10: TroubleIO,         // IOERR
	11: TroubleCorrupt,    // CORRUPT
	13: TroubleFull,       // FULL
	14: TroubleCannotOpen, // CANTOPEN
	15: TroubleBusy,       // PROTOCOL
	26: TroubleCorrupt,    // NOTADB
}

// Disk turns an error of a file that is no history into a *Trouble, as the
// store does with its own, and leaves any other as it is.
func Disk(err error) error { return disk(err) }

// disk turns an error of the disk into a *Trouble and leaves any other as it
// is.
func disk(err error) error {
	if err == nil || isTrouble(err) {
		return err
	}
	if kind, ok := troubleKind(err); ok {
		return &Trouble{Kind: kind, Cause: err}
	}
	return err
}

func troubleKind(err error) (TroubleKind, bool) {
	var fromSQLite *sqlite.Error
	var errno syscall.Errno
	switch {
	case errors.As(err, &fromSQLite):
		kind, ok := sqliteTrouble[fromSQLite.Code()&0xff]
		return kind, ok
	case errors.As(err, &errno) && diskFull(errno):
		return TroubleFull, true
	case errors.As(err, &errno) && diskReadOnly(errno):
		return TroubleReadOnly, true
	case errors.As(err, &errno) && fileHeld(errno):
		return TroubleBusy, true
	case errors.Is(err, fs.ErrPermission):
		return TroubleForbidden, true
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return TroubleIO, true
	}
	return "", false
}

func isTrouble(err error) bool {
	var t *Trouble
	return errors.As(err, &t)
}

// isTroubleKind says whether err is trouble of this kind.
func isTroubleKind(err error, kind TroubleKind) bool {
	var t *Trouble
	return errors.As(err, &t) && t.Kind == kind
}
