package verify

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// sqliteURL opens a database for reading it as it lies there: nothing in its
// schema is trusted.
func sqliteURL(path, mode string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // a Windows drive
		slashed = "/" + slashed
	}
	query := mode + "&_busy_timeout=5000&_defensive=1&_dqs=0&_pragma=trusted_schema(0)"
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: query}
	return u.String()
}

// How a database is opened.
const (
	asItLies  = "immutable=1" // nobody writes to it
	whileUsed = "mode=ro"     // the program may
	ownCopy   = "mode=rw"
)

const (
	// indexFindings is how many places SQLite looks for.
	indexFindings = 5
	// smallFile is up to how many bytes the indexes are looked at unasked.
	smallFile = 16 << 20
)

// indexes holds the indexes against the tables. The walk reads tables alone, but
// the program finds rows by their indexes, and takes some values from them: an
// index that leaves a sale out, or has another amount, makes it show what is not
// so. Only SQLite's own check looks at that; quick_check does not.
func indexes(ctx context.Context, path, mode string) ([]Finding, error) {
	db, err := sql.Open("sqlite", sqliteURL(path, mode))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `PRAGMA integrity_check(`+strconv.Itoa(indexFindings)+`)`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Finding
	for rows.Next() {
		var said string
		if err := rows.Scan(&said); err != nil {
			return nil, err
		}
		if said != "ok" {
			found = append(found, Finding{Kind: StructureOther, Detail: said})
		}
	}
	return found, rows.Err()
}

// lookingAt is a look at the indexes beside the walk, on another core if there
// is one.
type lookingAt struct {
	stop  context.CancelFunc
	done  chan struct{}
	found []Finding
	err   error
}

func lookAtIndexes(ctx context.Context, path, mode string) *lookingAt {
	ctx, stop := context.WithCancel(ctx)
	l := &lookingAt{stop: stop, done: make(chan struct{})}
	go func() {
		defer close(l.done)
		l.found, l.err = indexes(ctx, path, mode)
	}()
	return l
}

// wait is what it found.
func (l *lookingAt) wait() ([]Finding, error) {
	<-l.done
	return l.found, l.err
}

// end gives it up.
func (l *lookingAt) end() {
	l.stop()
	<-l.done
}
