package export

import (
	"context"
	"errors"
	"io/fs"

	"keyindesk/store"
)

// Trouble names what kept a file from being written, as the last part of a
// text's key.
type Trouble string

// The troubles.
const (
	Full      Trouble = "full"      // no room left
	Gone      Trouble = "gone"      // the folder is not there, or not any more
	Held      Trouble = "held"      // another program, Excel most likely, has the file open
	Forbidden Trouble = "forbidden" // this user may not write there
	ReadOnly  Trouble = "read-only" // nobody may
	Broken    Trouble = "broken"    // reading or writing failed
)

// FileError says why the file is not there. Nothing of it is left.
type FileError struct {
	Trouble Trouble
	Cause   error
}

// Error is for the log.
func (e *FileError) Error() string {
	return "export file, " + string(e.Trouble) + ": " + e.Cause.Error()
}

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.Cause }

var troubles = map[store.TroubleKind]Trouble{
	store.TroubleFull: Full, store.TroubleBusy: Held, store.TroubleForbidden: Forbidden, store.TroubleReadOnly: ReadOnly,
}

// fileError puts an error of a file into one of the troubles. One that ended
// the export stays as it is.
func fileError(err error) error {
	var known *FileError
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return &FileError{Trouble: Gone, Cause: err}
	}
	var disk *store.Trouble
	if errors.As(store.Disk(err), &disk) {
		if trouble, ok := troubles[disk.Kind]; ok {
			return &FileError{Trouble: trouble, Cause: err}
		}
	}
	return &FileError{Trouble: Broken, Cause: err}
}
