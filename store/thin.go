package store

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
)

// How many backups are kept: the last one of each of the newest days and
// months, and of every year.
const (
	keptDays   = 14
	keptMonths = 12
)

// OwnBackups are those of all that this history tells of, the last made first,
// whatever the clock said then. A history that was begun anew in the place of a
// lost one has its backups in the same folder and does not know those of the
// other, which may be all that is left of it; nor does one that was restored
// know what was made of the newer one.
func (s *Store) OwnBackups(ctx context.Context, all []Backup) ([]Backup, error) {
	own, _, err := s.toldBackups(ctx, all)
	return own, err
}

// toldBackups are OwnBackups, and how many of them, the newest, were made after
// the newest erasing; all of them if there was none.
func (s *Store) toldBackups(ctx context.Context, all []Backup) (own []Backup, since int, err error) {
	var events []struct{ Type, Detail string }
	err = sqlx.SelectContext(ctx, s.readers, &events, s.readers.Rebind(
		`SELECT type, detail FROM events WHERE operation_id IS NULL AND type IN (?, ?) ORDER BY seq DESC`), EventBackedUp, EventErased)
	if err != nil {
		return nil, 0, disk(err)
	}
	byName := map[string]Backup{}
	for _, b := range all {
		byName[filepath.Base(b.Path)] = b
	}
	since = -1
	for _, e := range events {
		var told backedUpDetail
		if e.Type == string(EventErased) && since < 0 {
			since = len(own)
		}
		if e.Type == string(EventBackedUp) {
			_ = json.Unmarshal([]byte(e.Detail), &told) // one that can't be read names nothing
		}
		if b, ok := byName[told.Name]; ok {
			own = append(own, b)
			delete(byName, told.Name)
		}
	}
	if since < 0 {
		since = len(own)
	}
	return own, since, nil
}

// BeforeErasing are those of all that still hold what this history has erased
// since, also such as were made before an older one was restored; none if
// nothing was ever erased. newer says that there is one without it.
func (s *Store) BeforeErasing(ctx context.Context, all []Backup) (older []Backup, newer bool, err error) {
	var erased bool
	err = s.readers.GetContext(ctx, &erased, s.readers.Rebind(
		`SELECT EXISTS (SELECT 1 FROM events WHERE operation_id IS NULL AND type = ?)`), EventErased)
	if err != nil || !erased {
		return nil, false, disk(err)
	}
	own, since, err := s.toldBackups(ctx, all)
	if err != nil {
		return nil, false, err
	}
	for _, b := range all {
		if !slices.Contains(own[:since], b) && s.isCopy(ctx, b.Path) {
			older = append(older, b)
		}
	}
	return older, since > 0, nil
}

// isCopy says whether a file says that it is a copy of this history.
func (s *Store) isCopy(ctx context.Context, path string) bool {
	db, err := openPool(ctx, fileURL(path, append(append([]string{"immutable=1"}, shared...), readerOnly...)), 1)
	if err != nil {
		return false
	}
	var fileID string
	err = db.GetContext(ctx, &fileID, `SELECT file_id FROM file`)
	return errors.Join(err, db.Close()) == nil && fileID == s.fileID
}

// CopiesAside counts the copies of a history that lie in its folder beside it:
// what a restore replaced, what was damaged, and what it was before it was
// brought up to date. An erasing leaves them as they are.
func CopiesAside(dir string) (n int, err error) {
	damaged, err1 := DamagedFolders(dir)
	replaced, err2 := ReplacedFolders(dir)
	entries, err3 := os.ReadDir(dir)
	for _, e := range entries {
		if !e.IsDir() && strings.HasPrefix(e.Name(), beforeVersion) {
			n++
		}
	}
	return n + len(damaged) + len(replaced), errors.Join(err1, err2, disk(ignoreMissing(err3)))
}

// Surplus are the backups that need not be kept, of one history; all of them,
// the last made first, which is always kept.
func Surplus(all []Backup) (surplus []Backup) {
	keep := make([]bool, len(all))
	for _, rule := range []struct {
		layout string
		most   int
	}{{time.DateOnly, keptDays}, {"2006-01", keptMonths}, {"2006", len(all)}} {
		seen := map[string]bool{}
		for i, b := range all {
			period := b.MadeAt.In(korea).Format(rule.layout)
			if !seen[period] && len(seen) < rule.most {
				keep[i] = true
			}
			seen[period] = true
		}
	}
	for i, b := range all {
		if !keep[i] {
			surplus = append(surplus, b)
		}
	}
	return surplus
}

// DeleteBackups deletes backup files.
func DeleteBackups(all []Backup) error {
	var failed error
	for _, b := range all {
		failed = errors.Join(failed, ignoreMissing(os.Remove(b.Path)))
	}
	return disk(failed)
}

func newestFirst(all []Backup) {
	slices.SortStableFunc(all, func(a, b Backup) int { return b.MadeAt.Compare(a.MadeAt) })
}
