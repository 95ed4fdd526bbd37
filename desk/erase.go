package desk

import (
	"context"
	"slices"

	"keyindesk/store"
)

// Erasable is what would be erased, and what would stay although it is as old.
type Erasable = store.Erasable

// RetentionYears are how long names can be kept before they are erased; records
// of payments are to be kept for five years by most rules.
var RetentionYears = []int{1, 3, 5}

// eraseBefore is the day before which names are older than some years.
func (o *Office) eraseBefore(years int) string {
	return store.BusinessDay(o.config.Now().AddDate(-years, 0, 0))
}

// Erasable counts what Erase would erase of the open history, and says before
// which day it lies.
func (o *Office) Erasable(ctx context.Context, years int) (found Erasable, before string, err error) {
	open, done, err := o.hold()
	if err != nil {
		return Erasable{}, "", err
	}
	defer done()
	before = o.eraseBefore(years)
	found, err = open.history.Erasable(ctx, before)
	return found, before, err
}

// Erased is what is left to do after an Erase.
type Erased struct {
	// Older are the backups that still hold what was erased; see
	// DeleteOlderBackups.
	Older []Backup
	// BackedUp: a newer backup without it was made.
	BackedUp bool
}

// Erase erases the names, phones, e-mails and card fingerprints of the open
// history that are older than some years, and makes a new backup. It can't be
// undone, and it can be called again. Open the desk anew afterwards: what the
// search knows is still in memory.
func (o *Office) Erase(ctx context.Context, years int, staff string) (Erased, error) {
	open, done, err := o.hold()
	if err != nil {
		return Erased{}, err
	}
	defer done()
	before := o.eraseBefore(years)
	if err := open.history.Erase(ctx, before, staff); err != nil {
		return Erased{}, err
	}
	o.config.Log.Info("erased", "before", before)
	b, err := o.backupsOf(open.env)
	if err != nil {
		return Erased{}, err
	}
	out := Erased{Older: open.history.OfThisHistory(ctx, b.Kept)}
	if made, err := o.backUp(ctx, open, staff); err == nil {
		out.BackedUp = true // in the place of an older one, if the clock says the same second once more
		out.Older = slices.DeleteFunc(out.Older, func(b Backup) bool { return b.Path == made.Path })
	}
	return out, nil
}

// DeleteOlderBackups deletes the backups that an Erase left, if there is a newer
// one that does without. ErrNotReady if there is none.
func (o *Office) DeleteOlderBackups(e Erased) error {
	if !e.BackedUp {
		return ErrNotReady
	}
	return store.DeleteBackups(e.Older)
}
