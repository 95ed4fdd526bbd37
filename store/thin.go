package store

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
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
	var details []string
	err := sqlx.SelectContext(ctx, s.readers, &details, s.readers.Rebind(
		`SELECT detail FROM events WHERE operation_id IS NULL AND type = ? ORDER BY seq DESC`), EventBackedUp)
	if err != nil {
		return nil, disk(err)
	}
	byName := map[string]Backup{}
	for _, b := range all {
		byName[filepath.Base(b.Path)] = b
	}
	var own []Backup
	for _, text := range details {
		var told backedUpDetail
		_ = json.Unmarshal([]byte(text), &told) // one that can't be read names nothing
		if b, ok := byName[told.Name]; ok {
			own = append(own, b)
			delete(byName, told.Name)
		}
	}
	return own, nil
}

// OfThisHistory are those of all that are copies of this history, as they say
// themselves: also what was made before an older one was restored.
func (s *Store) OfThisHistory(ctx context.Context, all []Backup) (same []Backup) {
	for _, b := range all {
		db, err := openPool(ctx, fileURL(b.Path, append(append([]string{"immutable=1"}, shared...), readerOnly...)), 1)
		if err != nil {
			continue
		}
		var fileID string
		err = db.GetContext(ctx, &fileID, `SELECT file_id FROM file`)
		if errors.Join(err, db.Close()) == nil && fileID == s.fileID {
			same = append(same, b)
		}
	}
	return same
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
