package verify

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// The SQLite file format, as https://sqlite.org/fileformat2.html describes it
// and as far as reading tables needs it. A mistake of SQLite itself, or a file
// that was made to deceive it, is not repeated here, and it takes a third of
// the time.

// ErrDamaged: the file's pages are not what they should be.
var ErrDamaged = errors.New("the database file is damaged")

// pages are the pages of a database.
type pages struct {
	file   *os.File
	size   int   // of a page
	usable int   // what of it is used
	count  int64 // how many there are
	header [100]byte
}

// Offsets in the header of the file (1.3).
const (
	atPageSize      = 16
	atReserved      = 20
	atEncoding      = 56
	atUserVersion   = 60
	atApplicationID = 68
)

func openPages(path string) (*pages, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	p := &pages{file: file}
	info, err := file.Stat()
	if err == nil {
		_, err = file.ReadAt(p.header[:], 0)
	}
	if err != nil {
		return nil, errors.Join(ErrNotHistory, err, file.Close())
	}
	p.size = int(binary.BigEndian.Uint16(p.header[atPageSize:]))
	if p.size == 1 {
		p.size = 1 << 16
	}
	p.usable = p.size - int(p.header[atReserved])
	if p.size < 512 || p.size&(p.size-1) != 0 || p.usable < 480 || p.word(atEncoding) != 1 {
		return nil, errors.Join(ErrNotHistory, file.Close())
	}
	p.count = info.Size() / int64(p.size)
	return p, nil
}

// word is a number of four bytes in the header.
func (p *pages) word(at int) uint32 { return binary.BigEndian.Uint32(p.header[at:]) }

// read reads a page, numbered from 1, into a buffer of a page's size.
func (p *pages) read(number uint32, into []byte) error {
	if number == 0 || int64(number) > p.count {
		return fmt.Errorf("%w: there is no page %d", ErrDamaged, number)
	}
	if _, err := p.file.ReadAt(into, int64(number-1)*int64(p.size)); err != nil {
		return fmt.Errorf("page %d: %w", number, err)
	}
	return nil
}

// The kinds of pages of a table (1.6).
const (
	interiorPage = 5
	leafPage     = 13
	deepest      = 32 // no table of this size is deeper; one that is runs in a circle
)

// cursor goes through the rows of a table in the order of their ids.
type cursor struct {
	pages *pages
	stack []level
	depth int
	spill []byte // a payload that goes over several pages
	link  []byte // a page that goes on with it
	left  int64  // pages that may still be read: none is read twice
}

// level is a page that is open, and the next cell in it.
type level struct {
	page  []byte
	kind  byte
	cells int
	next  int
	first int // where the list of cells begins
}

// table begins before the first row of the table with this root page.
func (p *pages) table(root uint32) (*cursor, error) {
	c := &cursor{pages: p, left: p.count}
	return c, c.push(root)
}

func (c *cursor) push(number uint32) error {
	if c.depth == deepest || c.left == 0 {
		return fmt.Errorf("%w: a table runs in a circle", ErrDamaged)
	}
	c.left--
	if c.depth == len(c.stack) {
		c.stack = append(c.stack, level{page: make([]byte, c.pages.size)})
	}
	l := &c.stack[c.depth]
	if err := c.pages.read(number, l.page); err != nil {
		return err
	}
	head := 0
	if number == 1 {
		head = len(c.pages.header)
	}
	l.kind, l.cells, l.next = l.page[head], int(binary.BigEndian.Uint16(l.page[head+3:])), 0
	switch l.kind {
	case leafPage:
		l.first = head + 8
	case interiorPage:
		l.first = head + 12
	default:
		return fmt.Errorf("%w: page %d is of no table", ErrDamaged, number)
	}
	if l.first+2*l.cells > c.pages.usable {
		return fmt.Errorf("%w: page %d", ErrDamaged, number)
	}
	c.depth++
	return nil
}

// next is the next row: its id and its record, which is overwritten by the one
// after; false at the end.
func (c *cursor) next() (id int64, record []byte, ok bool, err error) {
	for c.depth > 0 {
		l := &c.stack[c.depth-1]
		if l.kind == leafPage && l.next < l.cells {
			id, record, err = c.cell(l.page, c.place(l))
			return id, record, err == nil, err
		}
		var child uint32
		switch {
		case l.kind == leafPage || l.next > l.cells:
			c.depth--
			continue
		case l.next == l.cells: // the rightmost child
			child = binary.BigEndian.Uint32(l.page[l.first-4:])
			l.next++
		default:
			at := c.place(l)
			if at+4 > c.pages.usable {
				return 0, nil, false, ErrDamaged
			}
			child = binary.BigEndian.Uint32(l.page[at:])
		}
		if err := c.push(child); err != nil {
			return 0, nil, false, err
		}
	}
	return 0, nil, false, nil
}

// seek goes to before the first row whose id is not below this one.
func (c *cursor) seek(id int64) error {
	for {
		l := &c.stack[c.depth-1]
		for ; l.next < l.cells; l.next++ {
			at := int(binary.BigEndian.Uint16(l.page[l.first+2*l.next:]))
			if l.kind == interiorPage {
				at += 4 // the child
			}
			if at >= c.pages.usable {
				return ErrDamaged
			}
			key, n := varint(l.page[at:c.pages.usable])
			if l.kind == leafPage { // that was the length
				key, _ = varint(l.page[min(at+n, c.pages.usable):c.pages.usable])
			}
			if int64(key) >= id {
				break
			}
		}
		if l.kind == leafPage {
			return nil
		}
		child := binary.BigEndian.Uint32(l.page[l.first-4:])
		if l.next < l.cells {
			at := int(binary.BigEndian.Uint16(l.page[l.first+2*l.next:]))
			child = binary.BigEndian.Uint32(l.page[at:])
		}
		l.next++
		if err := c.push(child); err != nil {
			return err
		}
	}
}

// place is where the next cell of a page begins.
func (c *cursor) place(l *level) int {
	at := int(binary.BigEndian.Uint16(l.page[l.first+2*l.next:]))
	l.next++
	return at
}

// cell reads a cell of a leaf (1.6): the length of the record, the id, the
// record or its beginning.
func (c *cursor) cell(page []byte, at int) (id int64, record []byte, err error) {
	if at >= c.pages.usable {
		return 0, nil, ErrDamaged
	}
	rest := page[at:c.pages.usable]
	length, n := varint(rest)
	key, m := varint(rest[n:])
	if n == 0 || m == 0 {
		return 0, nil, ErrDamaged
	}
	rest = rest[n+m:]
	here, whole := c.local(length)
	if here < 0 || here > int64(len(rest)) {
		return 0, nil, ErrDamaged
	}
	if whole {
		return int64(key), rest[:here], nil
	}
	if here+4 > int64(len(rest)) || int64(length) > c.pages.count*int64(c.pages.size) {
		return 0, nil, ErrDamaged
	}
	c.spill = append(c.spill[:0], rest[:here]...)
	return int64(key), c.spill, c.goOn(binary.BigEndian.Uint32(rest[here:]), int64(length))
}

// local is how much of a record lies in the cell, and whether that is all
// (1.6, "the amount of payload that spills").
func (c *cursor) local(length uint64) (int64, bool) {
	usable := int64(c.pages.usable)
	most := usable - 35
	if length <= uint64(most) {
		return int64(length), true
	}
	if length > 1<<40 {
		return -1, false
	}
	least := (usable-12)*32/255 - 23
	here := least + (int64(length)-least)%(usable-4)
	if here > most {
		here = least
	}
	return here, false
}

// goOn adds the pages that a record goes over to.
func (c *cursor) goOn(number uint32, length int64) error {
	if c.link == nil {
		c.link = make([]byte, c.pages.size)
	}
	for int64(len(c.spill)) < length {
		if c.left == 0 {
			return fmt.Errorf("%w: a record runs in a circle", ErrDamaged)
		}
		c.left--
		if err := c.pages.read(number, c.link); err != nil {
			return err
		}
		more := min(length-int64(len(c.spill)), int64(c.pages.usable-4))
		c.spill = append(c.spill, c.link[4:4+more]...)
		number = binary.BigEndian.Uint32(c.link)
	}
	return nil
}

// varint reads a number of one to nine bytes (1.6); its length is 0 if it
// breaks off.
func varint(b []byte) (value uint64, length int) {
	for i := 0; i < len(b) && i < 9; i++ {
		if i == 8 {
			return value<<8 | uint64(b[i]), 9
		}
		value = value<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return value, i + 1
		}
	}
	return 0, 0
}
