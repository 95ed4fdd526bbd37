package export

import (
	"context"
	"io"

	"keyindesk/desk"
)

// AuditSource is the desk whose history is to be checked by others; *desk.Desk
// is one.
type AuditSource interface {
	ExportAudit(ctx context.Context, to io.Writer, progress func(done, all int64)) (events int64, err error)
	RecordExport(context.Context, desk.Export) error
}

// AuditJob is the export of an audit file: every event and every closing, as
// lines of JSON (docs/history-format.md). `keyindesk verify` reads it.
type AuditJob struct {
	Path    string // of the file
	Replace bool   // a file that is there already
	Spool   string // as a Job's
	Reason  string // as a Job's
	Staff   string
	// Progress is told now and then, on RunAudit's own goroutine; may be nil. Its
	// rows are events.
	Progress func(Progress)
}

// AuditExtension is how the name of an audit file ends.
const AuditExtension = "jsonl"

// What the history keeps of an audit file in the place of format and columns.
const auditFormat = "audit"

var auditColumns = []string{"events", "closings"}

// RunAudit writes an audit file as Run writes rows: recorded, synced to disk,
// readable by this user alone, whole or not there. The file holds the event of
// its own beginning; that of its end is behind it. Errors are ErrName,
// ErrExists, desk.ErrReason, ctx's own, *FileError, and the history's.
func RunAudit(ctx context.Context, from AuditSource, j AuditJob) (Result, error) {
	record := desk.Export{Staff: j.Staff, Reason: j.Reason, Format: auditFormat, Columns: auditColumns}
	return deliver(ctx, from, place{j.Path, j.Spool, j.Replace}, record, func(file *file) (int, error) {
		events, err := from.ExportAudit(ctx, file, func(done, all int64) {
			if j.Progress != nil {
				j.Progress(Progress{Rows: int(done), Of: int(all), Share: float64(done) / float64(max(all, 1))})
			}
		})
		switch {
		case file.failed != nil:
			err = fileError(file.failed) // the history knows no folder but its own
		case ctx.Err() != nil:
			err = ctx.Err()
		}
		return int(events), err
	})
}
