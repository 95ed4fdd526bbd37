package desk

import (
	"context"
	"strings"
	"unicode/utf8"

	"keyindesk/store"
)

// Export is what is kept of rows that leave the program as a file.
type Export = store.Export

// MinExportReason is how many letters a reason for an export has at least.
const MinExportReason = 2

// RecordExport keeps who takes which rows out of the program and why: once
// before the file is begun, and once more, with its SHA256, before it gets its
// name. ErrReason without a reason of MinExportReason to MaxReasonRunes letters,
// ErrClosing, and the history's own; nothing may leave then.
func (d *Desk) RecordExport(ctx context.Context, e Export) error {
	e.Reason = strings.TrimSpace(e.Reason)
	if n := utf8.RuneCountInString(e.Reason); n < MinExportReason || n > MaxReasonRunes {
		return ErrReason
	}
	e.Reason = withoutStray(e.Reason)
	if !d.flight.begin() {
		return ErrClosing
	}
	defer d.flight.end()
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), writeTimeout)
	defer stop()
	if err := d.Book.RecordExport(ctx, e); err != nil {
		return err
	}
	d.Log.Info("export", "format", e.Format, "rows", e.Rows, "columns", strings.Join(e.Columns, ","), "done", e.SHA256 != "")
	return nil
}
