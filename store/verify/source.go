package verify

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// What keeps a file from being read at all.
var (
	ErrNotHistory = errors.New("neither a history nor an audit file of one")
	ErrVersion    = errors.New("of a version that this program does not know")
)

// event is one event as it lies in the file. What its slices hold is
// overwritten by the next one.
type event struct {
	seq       int64
	operation int64 // 0: of the file as a whole
	at        []byte
	kind      []byte
	staff     []byte
	detail    []byte
	prev      []byte
	hash      []byte
}

// storedClosing is a closing as it lies in the file.
type storedClosing struct {
	number    int64
	record    []byte
	hash      []byte
	signature []byte
}

// source is a file that can be checked.
type source interface {
	// who says which history it is of.
	who() (environment, fileID string)
	// events gives every event, in the order of the file.
	events(ctx context.Context, do func(*event) error) error
	closings(ctx context.Context) ([]storedClosing, error)
	// closingList is the list of a closing; nil if there is none.
	closingList(ctx context.Context, number int64) ([]byte, error)
	// hashAt is the hash of an event; nil if there is none.
	hashAt(ctx context.Context, seq int64) ([]byte, error)
	// orderOf is the order number of an operation; "" if it is not known.
	orderOf(ctx context.Context, operation int64) string
	// tables are the operations and customers; nil in an audit file.
	tables() tables
	// endMark is what the file itself says it has, and whether it says so.
	endMark() (auditEnd, bool)
	// strange is what is in the file and was never written there, once the events
	// were read; whole says whether all of it was looked at.
	strange() (all []Finding, whole bool, err error)
	close() error
}

// tables are what a database holds beside its events.
type tables interface {
	// operations are the rows by id, one after the other: nil at the end.
	operations(ctx context.Context) (next func() (*row, error), err error)
	customers(ctx context.Context, do func(customer) error) error
}

// sqliteHeader begins every SQLite database.
const sqliteHeader = "SQLite format 3\x00"

// open opens a database or an audit file.
func open(ctx context.Context, path string, indexes bool) (source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head := make([]byte, len(sqliteHeader))
	n, err := io.ReadFull(bufio.NewReader(file), head)
	switch {
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF):
		return nil, err
	case string(head[:n]) == sqliteHeader:
		return openDatabase(ctx, path, indexes)
	case n > 0 && head[0] == '{':
		return openAudit(path)
	}
	return nil, fmt.Errorf("%s: %w", path, ErrNotHistory)
}
