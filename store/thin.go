package store

import (
	"errors"
	"os"
	"slices"
	"time"
)

// How many backups are kept: the last one of each of the newest days and
// months, and of every year.
const (
	keptDays   = 14
	keptMonths = 12
)

// Surplus are the backups that need not be kept, of one environment and one PC.
// The newest is always kept.
func Surplus(all []Backup) (surplus []Backup) {
	all = slices.Clone(all)
	newestFirst(all)
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
