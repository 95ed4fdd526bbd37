package verify

import (
	"fmt"
)

// tableRows goes through the rows of a table.
type tableRows struct {
	cursor *cursor
	id     int64
	values []cellValue // in the order of the table
	places []int       // of the columns that were asked for
}

// open begins before the first row of a table, to read some columns. The id of
// a row is none of them: it lies beside.
func (d *database) open(table string, columns ...string) (*tableRows, error) {
	t, known := d.defined[table]
	if !known {
		return nil, fmt.Errorf("%w: it has no table %s", ErrNotHistory, table)
	}
	r := &tableRows{values: make([]cellValue, len(t.columns))}
	for _, name := range columns {
		place, known := t.columns[name]
		if !known {
			return nil, fmt.Errorf("%w: its %s have no %s", ErrNotHistory, table, name)
		}
		r.places = append(r.places, place)
	}
	var err error
	r.cursor, err = d.pages.table(t.root)
	return r, err
}

// next goes to the next row; false at the end.
func (r *tableRows) next() (bool, error) {
	id, record, ok, err := r.cursor.next()
	if err != nil || !ok {
		return false, err
	}
	if !readRecord(record, r.values) {
		return false, ErrDamaged
	}
	r.id = id
	return true, nil
}

// value is one of the columns that were asked for.
func (r *tableRows) value(i int) cellValue { return r.values[r.places[i]] }
