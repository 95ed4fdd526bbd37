package verify

import (
	"encoding/binary"
	"strconv"
	"strings"
)

// cellValue is a value of a record.
type cellValue struct {
	bytes  []byte // of a text or a blob
	number int64
	isNull bool
	isText bool // or a blob; else a number
	isBlob bool
}

// readRecord takes a record apart (2.1); false if it is none. A column that is
// missing at the end is NULL.
func readRecord(record []byte, into []cellValue) bool {
	size, n := varint(record)
	if n == 0 || size > uint64(len(record)) || size < uint64(n) {
		return false
	}
	types, body := record[n:size], record[size:]
	for i := range into {
		into[i] = cellValue{isNull: true}
		if len(types) == 0 {
			continue
		}
		kind, n := varint(types)
		if n == 0 {
			return false
		}
		types = types[n:]
		length := valueLength(kind)
		if length > uint64(len(body)) {
			return false
		}
		into[i] = readValue(kind, body[:length])
		body = body[length:]
	}
	return true
}

func valueLength(kind uint64) uint64 {
	switch {
	case kind >= 12:
		return (kind - 12) / 2
	case kind >= 8 || kind == 0:
		return 0
	case kind == 5:
		return 6
	case kind >= 6:
		return 8
	}
	return kind
}

func readValue(kind uint64, value []byte) cellValue {
	switch {
	case kind >= 12:
		return cellValue{bytes: value, isText: true, isBlob: kind%2 == 0}
	case kind == 8 || kind == 9:
		return cellValue{number: int64(kind - 8)}
	case kind >= 1 && kind <= 6:
		var wide [8]byte
		if value[0] >= 0x80 { // negative
			wide = [8]byte{255, 255, 255, 255, 255, 255, 255, 255}
		}
		copy(wide[8-len(value):], value)
		return cellValue{number: int64(binary.BigEndian.Uint64(wide[:]))}
	}
	if kind == 7 {
		return fraction
	}
	return cellValue{isNull: true}
}

// fraction stands for any: no column holds one.
var fraction = cellValue{bytes: misplaced, number: -1, isText: true, isBlob: true}

// misplaced stands for a value that its column can't hold: no event tells such
// a one.
var misplaced = []byte{0xff}

// blob is the value of a column of sealed data; nil for NULL.
func (v cellValue) blob() []byte {
	if v.isText && v.bytes == nil {
		return []byte{}
	}
	return v.bytes
}

// text is the value of a column of texts.
func (v cellValue) text() []byte {
	if !v.isText || v.isBlob {
		return misplaced
	}
	return v.bytes
}

// digits are the value of a column of numbers, which go to scratch.
func (v cellValue) digits(scratch *[]byte) []byte {
	if v.isText || v.isNull {
		return misplaced
	}
	begin := len(*scratch)
	*scratch = strconv.AppendInt(*scratch, v.number, 10)
	return (*scratch)[begin:]
}

// columnsOf are the names of a table's columns, from the statement that made
// it.
func columnsOf(statement string) []string {
	var names []string
	depth, word, fresh := 0, "", true
	for i := 0; i < len(statement); i++ {
		c := statement[i]
		switch {
		case strings.HasPrefix(statement[i:], "--"):
			if end := strings.IndexByte(statement[i:], '\n'); end >= 0 {
				i += end
			} else {
				i = len(statement)
			}
			continue
		case c == '\'':
			if end := strings.IndexByte(statement[i+1:], '\''); end >= 0 {
				i += end + 1
			}
			continue
		case c == '(':
			if depth++; depth == 1 {
				word, fresh = "", true
				continue
			}
		case c == ')':
			depth--
		case c == ',' && depth == 1:
			word, fresh = "", true
			continue
		}
		if depth != 1 || !fresh {
			continue
		}
		switch {
		case c != ' ' && c != '\n' && c != '\t' && c != '(':
			word += string(c)
		case word != "":
			fresh = false
			switch strings.ToUpper(word) {
			case "CHECK", "UNIQUE", "PRIMARY", "FOREIGN", "CONSTRAINT":
			default:
				names = append(names, strings.Trim(word, `"`))
			}
		}
	}
	return names
}
