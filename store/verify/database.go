package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// What marks a history, and the versions of it that are known.
const (
	applicationID = 1264141395
	oldestVersion = 2 // has no closings
	newestVersion = 3
)

// database is a history's file, of which nobody writes a page while it is read.
type database struct {
	pages       *pages
	temporary   string // a folder to remove; "" for none
	version     uint32
	environment string
	fileID      string
	defined     map[string]definition
	odd         []Finding
	looking     *lookingAt // at the indexes; nil if nobody does
}

// definition is a table: where it begins, and the place of each column.
type definition struct {
	root    uint32
	columns map[string]int
}

// openDatabase opens a history without ever writing to it.
//
// Without a log beside it the file is the whole history and is read as it is.
// With one it may be open in the program, which goes on writing: then SQLite
// copies it first, as it is at one moment, into a folder that is removed at the
// end. What is read is never the file itself and half of what is new.
func openDatabase(ctx context.Context, path string, everyIndex bool) (source, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if !hasLog(path) {
		d, err := openHistory(path)
		if err != nil {
			return nil, err
		}
		if !hasLog(path) {
			if everyIndex || d.small() {
				d.looking = lookAtIndexes(ctx, path, asItLies)
			}
			return d, nil
		}
		_ = d.close() // the program has begun to write
	}
	folder, err := os.MkdirTemp("", "keyindesk-verify-")
	if err != nil {
		return nil, err
	}
	copied := filepath.Join(folder, "history.db")
	var d *database
	look, err := snapshot(ctx, path, copied)
	if err == nil {
		d, err = openHistory(copied)
	}
	if err == nil && (everyIndex || d.small()) {
		d.looking = lookAtIndexes(ctx, look.path, look.mode)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	d.temporary = folder
	return d, nil
}

// logs are what SQLite puts beside a database: the write-ahead log, and the
// journal of a change that was broken off, which takes it back wherever the file
// is opened. The program leaves none, but anybody can put one there.
var logs = []string{"-wal", "-journal"}

// hasLog says whether there is a log with something in it.
func hasLog(path string) bool {
	return slices.ContainsFunc(logs, func(suffix string) bool {
		info, err := os.Stat(path + suffix)
		return err == nil && info.Size() > 0
	})
}

func openHistory(path string) (*database, error) {
	p, err := openPages(path)
	if err != nil {
		return nil, err
	}
	d := &database{pages: p, version: p.word(atUserVersion)}
	switch {
	case p.word(atApplicationID) != applicationID:
		err = ErrNotHistory
	case d.version < oldestVersion || d.version > newestVersion:
		err = fmt.Errorf("%w: %d", ErrVersion, d.version)
	default:
		err = d.define()
	}
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

// define reads which tables there are, and which file this is.
func (d *database) define() error {
	d.defined = map[string]definition{}
	schema, err := d.pages.table(1)
	if err != nil {
		return err
	}
	values := make([]cellValue, 5) // type, name, table, root page, statement
	var parts [][3]string
	for {
		_, record, ok, err := schema.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if !readRecord(record, values) {
			return ErrDamaged
		}
		parts = append(parts, [3]string{string(values[0].bytes), string(values[1].bytes), string(values[4].bytes)})
		if string(values[0].bytes) != "table" {
			continue
		}
		t := definition{root: uint32(values[3].number), columns: map[string]int{}}
		for i, name := range columnsOf(string(values[4].bytes)) {
			t.columns[name] = i
		}
		d.defined[string(values[1].bytes)] = t
	}
	file, err := d.open("file", "file_id", "environment")
	if err != nil {
		return err
	}
	ok, err := file.next()
	if err == nil && !ok {
		err = ErrNotHistory
	}
	if err != nil {
		return err
	}
	d.fileID, d.environment = string(file.value(0).bytes), string(file.value(1).bytes)
	first := file.id
	more, err := file.next()
	if first != 1 || more {
		d.odd = append(d.odd, Finding{Kind: StructureOther, Detail: "file"})
	}
	for _, part := range strangeParts(parts, strconv.FormatUint(uint64(d.version), 10)) {
		d.odd = append(d.odd, Finding{Kind: StructureOther, Detail: part})
	}
	return err
}

func (d *database) close() error {
	if d.looking != nil {
		d.looking.end()
	}
	err := d.pages.file.Close()
	if d.temporary != "" {
		err = errors.Join(err, os.RemoveAll(d.temporary))
	}
	return err
}

func (d *database) who() (environment, fileID string) { return d.environment, d.fileID }
func (d *database) tables() tables                    { return d }
func (d *database) endMark() (auditEnd, bool)         { return auditEnd{}, false }

func (d *database) strange() (all []Finding, whole bool, err error) {
	if d.looking == nil {
		return d.odd, false, nil
	}
	found, err := d.looking.wait()
	return append(found, d.odd...), true, err
}

// small says whether SQLite takes no longer than a blink for all of it.
func (d *database) small() bool { return d.pages.count*int64(d.pages.size) <= smallFile }

// eventBatch are some events, with copies of what they say.
type eventBatch struct {
	events []event
	copies copies
}

func (d *database) events(ctx context.Context, do func(*event) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	rows, err := d.open("events", "operation_id", "at", "type", "staff", "detail", "prev_hash", "hash")
	if err != nil {
		return err
	}
	next := ahead(ctx, func(b *eventBatch) (bool, error) {
		b.events, b.copies.bytes = b.events[:0], b.copies.bytes[:0]
		for len(b.events) < batchRows {
			ok, err := rows.next()
			if err != nil || !ok {
				return false, err
			}
			value := func(i int) []byte { return b.copies.add(rows.value(i).bytes) }
			b.events = append(b.events, event{
				seq: rows.id, operation: rows.value(0).number, at: value(1), kind: value(2), staff: value(3), detail: value(4),
				prev: value(5), hash: value(6),
			})
		}
		return true, nil
	})
	for {
		b, err := next()
		if err != nil || b == nil {
			return err
		}
		for i := range b.events {
			if err := do(&b.events[i]); err != nil {
				return err
			}
		}
	}
}

func (d *database) closings(context.Context) ([]storedClosing, error) {
	if d.version < newestVersion {
		return nil, nil
	}
	rows, err := d.open("closings", "record", "hash", "signature")
	if err != nil {
		return nil, err
	}
	var all []storedClosing
	for {
		ok, err := rows.next()
		if err != nil || !ok {
			return all, err
		}
		all = append(all, storedClosing{
			number: rows.id, record: cloned(rows.value(0)), hash: cloned(rows.value(1)), signature: cloned(rows.value(2)),
		})
	}
}

func (d *database) closingList(_ context.Context, number int64) ([]byte, error) {
	return d.find("closings", "list", number)
}

func (d *database) hashAt(_ context.Context, seq int64) ([]byte, error) {
	return d.find("events", "hash", seq)
}

func (d *database) orderOf(_ context.Context, operation int64) string {
	order, _ := d.find("operations", "order_number", operation)
	return string(order)
}

// find looks for a column of one row; nil if it is not there.
func (d *database) find(table, column string, id int64) ([]byte, error) {
	rows, err := d.open(table, column)
	if err != nil {
		return nil, err
	}
	if err := rows.cursor.seek(id); err != nil {
		return nil, err
	}
	ok, err := rows.next()
	if err != nil || !ok || rows.id != id {
		return nil, err
	}
	return cloned(rows.value(0)), nil
}

func cloned(v cellValue) []byte { return bytes.Clone(v.bytes) }
