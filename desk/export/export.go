// Package export writes what the history shows into a file for a spreadsheet:
// the one place where personal data leaves the program, on request and on
// record. It also writes the audit file, in which there are none.
//
// It knows operations, columns and files. It must not know a screen, SQL, a
// gateway or a language: the words come from whoever asks. Start reading at Job
// and Run; column.go says what a column is, cell.go what may stand in a cell,
// audit.go what an audit file is, and file.go and deliver.go how a file comes
// about that is never half there.
package export

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"keyindesk/desk"
)

// Source is the desk whose rows leave; *desk.Desk is one.
type Source interface {
	History(context.Context, desk.Query) (desk.Page, error)
	Totals(context.Context, desk.Query) (desk.Totals, error)
	Operation(context.Context, int64) (desk.Operation, error)
	WithParts(ctx context.Context, cancel, sale desk.Operation) (desk.Operation, error)
	RecordExport(context.Context, desk.Export) error
}

// Words are the texts of one language, and the sentences of rows in it.
type Words interface {
	T(key string, pairs ...string) string
	State(desk.Operation) string
	Quota(months int) string
}

// Format is what kind of file is made.
type Format string

// The formats. Both hold the same cells; a workbook has a row of sums below
// them, and knows a number from a text that looks like one.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// Job is one export.
type Job struct {
	Query   desk.Query // as on screen; Before and Limit do not matter
	Columns []Column   // in this order
	Format  Format
	Path    string // of the file
	Replace bool   // a file that is there already
	// Spool is a folder of the program's own for what is half done; see Sweep.
	Spool       string
	Environment desk.Environment // of the rows: outside live, every row says so
	Reason      string           // desk.MinExportReason letters at least
	Staff       string
	Words       Words
	// Progress is told now and then, on Run's own goroutine; may be nil.
	Progress func(Progress)

	sheetRows int // of one sheet of a workbook; 0 for as many as there can be
}

// Progress is how far an export has come.
type Progress struct {
	Rows  int     // written so far
	Of    int     // as counted at the beginning
	Share float64 // of the whole work, 0 to 1
}

// Result is a file that is there.
type Result struct {
	Path string
	Rows int
}

// pageRows is how many rows are in memory at a time.
const pageRows = 1000

// What Run refuses before it does anything.
var (
	// ErrNoColumns: no column was chosen, or one that is not there.
	ErrNoColumns = errors.New("an export needs columns")
	// ErrNothing: the query finds no rows. An empty file would be taken for a
	// mistake, or for a day without sales.
	ErrNothing = errors.New("nothing to export")
	// ErrName: no system would take this name for a file.
	ErrName = errors.New("not a name for a file")
	// ErrExists: a file of this name is there, and Replace was not asked for.
	ErrExists = errors.New("a file of this name exists")
)

// Run writes the rows of a query, the newest first, and returns when the file
// lies under its name with all of them, synced to disk and readable by this user
// alone. Until then it has a name of its own that ends in .part; whatever goes
// wrong, and whenever ctx ends, nothing of it is left, and no other file changed.
//
// Rows are read a page at a time, so that a million take no more memory than a
// thousand. Those written while it runs are not in the file; those that change
// meanwhile stand in it as they were when their page was read, once each. The
// sums are of what is in the file.
//
// The history keeps that it was begun before the first byte is written, and that
// it was done before the file gets its name. Errors are those above,
// desk.ErrReason, ctx's own, *FileError, and the history's.
func Run(ctx context.Context, from Source, j Job) (Result, error) {
	chosen, err := j.check()
	if err != nil {
		return Result{}, err
	}
	if err := lookAt(j.Path, j.Replace); err != nil { // before a million rows are counted
		return Result{}, err
	}
	totals, err := from.Totals(ctx, j.Query)
	if err != nil {
		return Result{}, err
	}
	if totals.Rows == 0 {
		return Result{}, ErrNothing
	}
	return deliver(ctx, from, place{j.Path, j.Spool, j.Replace}, j.record(totals.Rows), func(file *file) (int, error) {
		run := running{Job: j, from: from, columns: chosen, told: Progress{Of: totals.Rows}}
		err := run.write(ctx, file)
		return run.told.Rows, err
	})
}

// check refuses what can't be written, and returns the columns.
func (j Job) check() ([]column, error) {
	if n := utf8.RuneCountInString(strings.TrimSpace(j.Reason)); n < desk.MinExportReason || n > desk.MaxReasonRunes {
		return nil, desk.ErrReason
	}
	if j.Format != XLSX && j.Format != CSV {
		return nil, ErrName
	}
	return chosenColumns(j.Columns, j.Environment)
}

// record is what the history keeps.
func (j Job) record(rows int) desk.Export {
	e := desk.Export{Staff: j.Staff, Reason: j.Reason, Format: string(j.Format), Filters: j.Query, Rows: rows}
	for _, c := range j.Columns {
		e.Columns = append(e.Columns, string(c))
	}
	return e
}

// running is an export under way.
type running struct {
	Job
	from    Source
	columns []column
	told    Progress
}

// sheet takes the rows of one export.
type sheet interface {
	// row takes one row; its cells are as many as there are columns.
	row(cells []cell) error
	// close ends the file. sums has a cell for each column; progress is told the
	// share of closing, 0 to 1.
	close(sums []cell, progress func(share float64)) error
}

// readingShare is how much of the work is done when all rows are read: a
// workbook has yet to be packed then.
var readingShare = map[Format]float64{XLSX: 0.7, CSV: 1}

// write brings all rows into the file.
func (r *running) write(ctx context.Context, file *file) error {
	to, err := r.open(file)
	if err != nil {
		return err
	}
	sums := newSums(r.columns)
	q := r.Query
	for q.Before, q.Limit = "", pageRows; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		page, err := r.from.History(ctx, q)
		if err != nil {
			return err
		}
		for _, o := range page.Operations {
			cells, err := r.cells(ctx, o)
			if err != nil {
				return err
			}
			sums.add(cells)
			if err := to.row(cells); err != nil {
				return fileError(err)
			}
		}
		r.told.Rows += len(page.Operations)
		r.tell(readingShare[r.Format] * float64(r.told.Rows) / float64(max(r.told.Of, r.told.Rows, 1)))
		if q.Before = page.Next; q.Before == "" {
			break
		}
	}
	reading := readingShare[r.Format]
	err = to.close(sums.cells(r.Words, r.told.Rows), func(share float64) { r.tell(reading + (1-reading)*share) })
	return errors.Join(ctx.Err(), fileError(err))
}

func (r *running) open(file *file) (sheet, error) {
	if r.Format == CSV {
		return newCSV(file, r.columns, r.Words)
	}
	return newWorkbook(file, r.Job, r.columns)
}

// cells are a row of the file.
func (r *running) cells(ctx context.Context, o desk.Operation) ([]cell, error) {
	made := row{op: o, words: r.Words, environment: r.Environment}
	if o.Kind.GivesBack() && needsSale(r.columns) {
		sale, err := r.from.Operation(ctx, o.ParentID)
		if err != nil {
			return nil, err
		}
		if made.op, err = r.from.WithParts(ctx, o, sale); err != nil {
			return nil, err
		}
		made.sale = sale
	}
	made.slip = made.asSlip()
	cells := make([]cell, len(r.columns))
	for i, c := range r.columns {
		cells[i] = c.of(made)
	}
	return cells, nil
}

// tell passes on how far it has come.
func (r *running) tell(share float64) {
	if r.Progress != nil {
		r.told.Share = min(share, 1)
		r.Progress(r.told)
	}
}
