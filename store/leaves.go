package store

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
)

// leaves reads the rows of a SQLite file from its pages alone, whatever became
// of the schema, of the indexes and of the pages that point to others
// (https://sqlite.org/fileformat2.html, sections 1.6 and 2). It finds rows in no
// order, of all tables, and may find nonsense: who asks has to tell.
type leaves struct {
	file  *os.File
	pages int64
	page  []byte // room for one
	held  int64  // the number of the page in it; 0 for none
}

// place is where a row lies: the offset of its cell in the file.
type place int64

// cellValue is a value of a row: nil, int64, float64, string or []byte.
type cellValue any

const (
	leafPage      = 0x0d // a b-tree page with rows of a table
	fileHeader    = 100  // bytes before the first page's own header
	maxCellBytes  = 64 << 20
	maxCellValues = 200
)

// sqlitePage is the page size of every history: SQLite's default.
const sqlitePage = 4096

func openLeaves(path string) (*leaves, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &leaves{file: file, pages: (info.Size() + sqlitePage - 1) / sqlitePage, page: make([]byte, sqlitePage)}, nil
}

// Close closes the file.
func (l *leaves) Close() error { return l.file.Close() }

// read reads one page, the first being 1; what is cut off is zero.
func (l *leaves) read(number int64, into []byte) bool {
	if number < 1 || number > l.pages {
		return false
	}
	n, err := l.file.ReadAt(into, (number-1)*sqlitePage)
	clear(into[n:])
	return err == nil || errors.Is(err, io.EOF)
}

// hold reads a page, the first being 1, to look at several rows of it.
func (l *leaves) hold(number int64) bool {
	if l.held == number {
		return true
	}
	if l.held = 0; l.read(number, l.page) {
		l.held = number
	}
	return l.held == number
}

// row reads a row that walk has visited once more.
func (l *leaves) row(at place) (id int64, values []cellValue, ok bool) {
	if !l.hold(int64(at)/sqlitePage + 1) {
		return 0, nil, false
	}
	id, payload, ok := l.cell(l.page, int(at)%sqlitePage)
	if !ok {
		return 0, nil, false
	}
	values, ok = record(payload)
	return id, values, ok
}

// walk visits every row that a page of rows has, until visit says stop.
func (l *leaves) walk(visit func(at place, id int64, values []cellValue) (more bool)) {
	for number := int64(1); number <= l.pages; number++ {
		if !l.hold(number) {
			continue
		}
		head := 0
		if number == 1 {
			head = fileHeader
		}
		if l.page[head] != leafPage {
			continue
		}
		for i := range int(binary.BigEndian.Uint16(l.page[head+3:])) {
			at := head + 8 + 2*i
			if at+2 > len(l.page) {
				break
			}
			cell := place((number-1)*sqlitePage) + place(binary.BigEndian.Uint16(l.page[at:]))
			if cell/sqlitePage != place(number-1) {
				continue
			}
			if id, values, ok := l.row(cell); ok && !visit(cell, id, values) {
				return
			}
		}
	}
}

// cell reads one row's id and bytes, the part on overflow pages too.
func (l *leaves) cell(page []byte, at int) (id int64, payload []byte, ok bool) {
	if at < 8 || at >= len(page) {
		return 0, nil, false
	}
	size, n := varint(page[at:])
	number, m := varint(page[at+n:])
	at += n + m
	if n == 0 || m == 0 || size < 2 || size > maxCellBytes {
		return 0, nil, false
	}
	local := localBytes(int(size))
	if at+local > len(page) {
		return 0, nil, false
	}
	payload = append(payload, page[at:at+local]...)
	if local == int(size) {
		return number, payload, true
	}
	if at+local+4 > len(page) {
		return 0, nil, false
	}
	next := int64(binary.BigEndian.Uint32(page[at+local:]))
	over := make([]byte, sqlitePage)
	for len(payload) < int(size) {
		if !l.read(next, over) {
			return 0, nil, false
		}
		take := min(sqlitePage-4, int(size)-len(payload))
		payload = append(payload, over[4:4+take]...)
		next = int64(binary.BigEndian.Uint32(over))
	}
	return number, payload, true
}

// localBytes is how much of a row lies on its own page (section 1.6).
func localBytes(size int) int {
	const most, least = sqlitePage - 35, (sqlitePage-12)*32/255 - 23
	if size <= most {
		return size
	}
	if local := least + (size-least)%(sqlitePage-4); local <= most {
		return local
	}
	return least
}

// record reads the values of a row (section 2.1).
func record(payload []byte) (values []cellValue, ok bool) {
	head, at := varint(payload)
	if at == 0 || head < int64(at) || head > int64(len(payload)) {
		return nil, false
	}
	types, body := payload[at:head], payload[head:]
	for len(types) > 0 {
		kind, n := varint(types)
		if n == 0 || kind < 0 || len(values) == maxCellValues {
			return nil, false
		}
		types = types[n:]
		value, used, ok := value(kind, body)
		if !ok {
			return nil, false
		}
		values, body = append(values, value), body[used:]
	}
	return values, len(body) == 0
}

// value reads one value of a serial type.
func value(kind int64, body []byte) (v cellValue, used int, ok bool) {
	sizes := [...]int{0, 1, 2, 3, 4, 6, 8, 8, 0, 0}
	if kind >= 12 {
		size := (kind - 12) / 2
		if size > int64(len(body)) {
			return nil, 0, false
		}
		if kind%2 == 1 {
			return string(body[:size]), int(size), true
		}
		return append([]byte{}, body[:size]...), int(size), true
	}
	if kind >= int64(len(sizes)) || sizes[kind] > len(body) {
		return nil, 0, false
	}
	used = sizes[kind]
	var bits int64
	for i, b := range body[:used] {
		if i == 0 {
			bits = int64(int8(b))
			continue
		}
		bits = bits<<8 | int64(b)
	}
	switch kind {
	case 0:
		return nil, 0, true
	case 7:
		return math.Float64frombits(uint64(bits)), used, true
	case 8, 9:
		return kind - 8, 0, true
	}
	return bits, used, true
}

// varint reads a number of one to nine bytes; n is 0 if it is cut off.
func varint(b []byte) (v int64, n int) {
	for n = 0; n < 8; n++ {
		if n >= len(b) {
			return 0, 0
		}
		v = v<<7 | int64(b[n]&0x7f)
		if b[n] < 0x80 {
			return v, n + 1
		}
	}
	if len(b) < 9 {
		return 0, 0
	}
	return v<<8 | int64(b[8]), 9
}
