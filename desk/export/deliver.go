package export

import (
	"context"
	"errors"

	"keyindesk/desk"
)

// place is where a file will lie.
type place struct {
	path, spool string
	replace     bool
}

// recorder keeps what leaves.
type recorder interface {
	RecordExport(context.Context, desk.Export) error
}

// deliver has a file written and gives it its name, and keeps in the history
// that it was begun, before anything is written, and that it was done, with its
// SHA-256, before it has its name. Whatever goes wrong, nothing of it is left.
// write returns how many rows there are in the file.
func deliver(ctx context.Context, book recorder, at place, record desk.Export, write func(*file) (rows int, err error)) (Result, error) {
	if err := lookAt(at.path, at.replace); err != nil {
		return Result{}, err
	}
	if err := book.RecordExport(ctx, record); err != nil {
		return Result{}, err
	}
	file, err := create(ctx, at.path, at.spool)
	if err != nil {
		return Result{}, err
	}
	defer file.discard()
	if record.Rows, err = write(file); err != nil {
		return Result{}, err
	}
	if record.SHA256, err = file.finish(); err != nil {
		return Result{}, err
	}
	if err := errors.Join(ctx.Err(), lookAt(at.path, at.replace)); err != nil {
		return Result{}, err
	}
	if err := book.RecordExport(ctx, record); err != nil {
		return Result{}, err
	}
	if err := file.name(at.path, at.replace); err != nil {
		return Result{}, err
	}
	return Result{Path: at.path, Rows: record.Rows}, nil
}
