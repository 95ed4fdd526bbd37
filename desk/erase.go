package desk

import (
	"context"
	"path/filepath"

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
	// BackedUp: there is a newer backup without it.
	BackedUp bool
	// Aside is how many older copies of the history lie in Folder: what was
	// replaced by a restore, what was damaged, and what an older program had. The
	// program deletes none of them.
	Aside  int
	Folder string
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
	if _, err := o.backUp(ctx, open, staff); err != nil {
		o.config.Log.Warn("back up what was erased", "error", err) // Erased says it
	}
	return o.leftOf(ctx, open)
}

// ErasedLeft says where what was ever erased of the open history is still left.
func (o *Office) ErasedLeft(ctx context.Context) (Erased, error) {
	open, done, err := o.hold()
	if err != nil {
		return Erased{}, err
	}
	defer done()
	return o.leftOf(ctx, open)
}

func (o *Office) leftOf(ctx context.Context, open *opened) (e Erased, err error) {
	b, err := o.backupsOf(open.env)
	if err != nil {
		return Erased{}, err
	}
	if e.Older, e.BackedUp, err = open.history.BeforeErasing(ctx, b.Kept); err != nil {
		return Erased{}, err
	}
	e.Folder = filepath.Join(o.config.DataDir, string(open.env))
	e.Aside, err = store.CopiesAside(e.Folder)
	return e, err
}

// DeleteOlderBackups deletes the backups that an Erase left, if there is a newer
// one that does without. ErrNotReady if there is none.
func (o *Office) DeleteOlderBackups(e Erased) error {
	if !e.BackedUp {
		return ErrNotReady
	}
	return store.DeleteBackups(e.Older)
}
