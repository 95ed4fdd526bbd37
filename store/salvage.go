package store

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx/reflectx"
)

// salvaged is what reads of a damaged file, right or wrong. Of operations and
// events, of which there may be millions, it knows only where they lie.
type salvaged struct {
	fileID, environment string            // "" if the file's row does not read
	events              []eventAt         // by their numbers, each once
	rows                map[int64][]place // more than one where an older page still lies about
	customers           map[int64][]customerRow
	closings            map[int64]closingRow
	wrapped             []WrappedKeys

	pages   *leaves
	layouts []layout
}

// eventAt is an event that reads and fits its hash.
type eventAt struct {
	seq, operation int64
	at             place
}

// salvage reads a damaged file page by page. The file is a copy: what lies in a
// log beside it is settled first. Close what comes back.
func salvage(ctx context.Context, path string) (_ *salvaged, err error) {
	if err := applyLog(path); err != nil {
		return nil, err
	}
	found := &salvaged{rows: map[int64][]place{}, customers: map[int64][]customerRow{}, closings: map[int64]closingRow{}}
	if found.layouts, err = tableLayouts(ctx); err != nil {
		return nil, err
	}
	if found.pages, err = openLeaves(path); err != nil {
		return nil, err
	}
	found.pages.walk(func(at place, id int64, values []cellValue) bool {
		for _, l := range found.layouts {
			if l.fits(values) {
				found.take(l, at, id, values)
			}
		}
		return ctx.Err() == nil
	})
	if ctx.Err() != nil {
		return nil, errors.Join(ctx.Err(), found.close())
	}
	slices.SortStableFunc(found.events, func(a, b eventAt) int { return cmp.Compare(a.seq, b.seq) })
	found.events = slices.CompactFunc(found.events, func(a, b eventAt) bool { return a.seq == b.seq })
	return found, nil
}

func (f *salvaged) close() error { return f.pages.Close() }

// event reads an event again; false if it does not read any more.
func (f *salvaged) event(e eventAt) (found eventRow, ok bool) {
	return found, f.scan("events", e.at, &found)
}

// row reads an operation's row again.
func (f *salvaged) row(at place) (found row, ok bool) {
	return found, f.scan("operations", at, &found)
}

// scan reads a row of a table into a struct.
func (f *salvaged) scan(table string, at place, into any) bool {
	id, values, ok := f.pages.row(at)
	for _, l := range f.layouts {
		if ok && l.table == table && l.fits(values) && l.scan(into, id, values) {
			return true
		}
	}
	return false
}

// take puts a row of a table where it belongs. An event is right by its own
// hash; what the others are worth, the events will tell.
func (f *salvaged) take(l layout, at place, id int64, values []cellValue) {
	switch l.table {
	case "file":
		var r struct {
			FileID      string `db:"file_id"`
			Environment string `db:"environment"`
		}
		if id == 1 && l.scan(&r, id, values) {
			f.fileID, f.environment = r.FileID, r.Environment
		}
	case "events":
		var e eventRow
		if l.scan(&e, id, values) && string(e.Hash) == string(e.sum()) {
			f.events = append(f.events, eventAt{e.Seq, e.OperationID, at})
		}
	case "operations":
		var r row
		if l.scan(&r, id, values) {
			f.rows[id] = append(f.rows[id], at)
		}
	case "customers":
		var c customerRow
		if l.scan(&c, id, values) {
			f.customers[id] = append(f.customers[id], c)
		}
	case "closings":
		var c closingRow
		if l.scan(&c, id, values) {
			f.closings[id] = c
		}
	case "wrapped_keys":
		var w WrappedKeys
		if l.scan(&w, id, values) && (w.Way == ByKeyring || w.Way == ByPhrase) && len(w.KeysID) == 16 && len(w.Wrapped) > 0 {
			f.wrapped = append(f.wrapped, w)
		}
	}
}

// layout is what the rows of one table of one version look like.
type layout struct {
	table   string
	columns []column
}

// column is one of a table's, in the words of SQLite.
type column struct {
	Name    string `db:"name"`
	Type    string `db:"type"`
	NotNull bool   `db:"notnull"`
	Key     int    `db:"pk"`
}

// tableLayouts are those of every version: the migrations themselves say them.
func tableLayouts(ctx context.Context) ([]layout, error) {
	db, err := openPool(ctx, "file::memory:", 1)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var all []layout
	known := map[string]bool{}
	for version := 1; version <= latestVersion(); version++ {
		text, err := migrationText(migrations, version)
		if err != nil {
			return nil, err
		}
		if err := migrateStep(ctx, db, text, version); err != nil {
			return nil, err
		}
		for _, table := range []string{"file", "events", "operations", "customers", "closings", "wrapped_keys"} {
			l := layout{table: table}
			if err := db.SelectContext(ctx, &l.columns, `SELECT name, type, "notnull", pk FROM pragma_table_info(?)`, table); err != nil {
				return nil, err
			}
			if text := fmt.Sprint(l); len(l.columns) > 0 && !known[text] {
				known[text] = true
				all = append(all, l)
			}
		}
	}
	return all, nil
}

func migrationText(steps embed.FS, version int) (string, error) {
	entries, err := steps.ReadDir("migrations")
	if err != nil {
		return "", err
	}
	text, err := steps.ReadFile("migrations/" + entries[version-1].Name())
	return string(text), err
}

// fits says whether values can be a row of the table.
func (l layout) fits(values []cellValue) bool {
	if len(values) != len(l.columns) {
		return false
	}
	for i, c := range l.columns {
		ok := false
		switch values[i].(type) {
		case nil:
			ok = !c.NotNull || c.isRowID()
		case int64:
			ok = c.Type == "INTEGER"
		case string:
			ok = c.Type == "TEXT"
		case []byte:
			ok = c.Type == "BLOB"
		}
		if !ok {
			return false
		}
	}
	return true
}

// isRowID says that the row's own number stands for the column, which is NULL
// in the file.
func (c column) isRowID() bool { return c.Key == 1 && c.Type == "INTEGER" }

// mapper finds the field of a column as sqlx does.
var mapper = reflectx.NewMapperFunc("db", strings.ToLower)

// scan puts values into the fields of a struct. What the table has not stays
// zero, and so does what is NULL.
func (l layout) scan(into any, id int64, values []cellValue) bool {
	fields := mapper.TypeMap(reflect.TypeOf(into).Elem())
	for i, c := range l.columns {
		info := fields.GetByPath(c.Name)
		v := values[i]
		if c.isRowID() {
			v = id
		}
		if info == nil || v == nil {
			continue
		}
		field := reflectx.FieldByIndexes(reflect.ValueOf(into).Elem(), info.Index)
		got := reflect.ValueOf(v)
		if !got.CanConvert(field.Type()) || field.Kind() == reflect.String && got.Kind() != reflect.String {
			return false
		}
		field.Set(got.Convert(field.Type()))
	}
	return true
}
