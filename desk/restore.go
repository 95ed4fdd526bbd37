package desk

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"keyindesk/store"
)

type (
	// Candidate is a history that could take the place of the present one.
	Candidate = store.Candidate
	// Difference is what of the present history a restore would leave behind.
	Difference = store.Difference
	// Kept is a history that is kept in a folder of its own.
	Kept = store.Kept
	// Rescued is what of a damaged history could be read.
	Rescued = store.Rescued
)

// What a look into a file can find instead of a history, for errors.Is.
var (
	ErrPresentFile      = store.ErrPresentFile
	ErrForeignFile      = store.ErrForeignFile
	ErrOtherEnvironment = store.ErrOtherEnvironment
	ErrNothingReads     = store.ErrNothingReads
)

// Examined is a candidate, held against the present history.
type Examined struct {
	*Candidate
	// Present: there is a history now, and Difference is about it.
	Present    bool
	Difference Difference
	// Readable: the keyring has the keys to all that is sealed in the candidate.
	// Otherwise it takes the recovery phrase, if HasPhrase.
	Readable, HasPhrase bool
}

// Examine looks into a history file, a backup mostly, that could take the place
// of the history of an environment; see store.Examine for its errors. With
// ErrOtherEnvironment the Candidate says which it belongs to. Restore or Discard
// what comes back.
func (o *Office) Examine(ctx context.Context, env Environment, path string) (Examined, error) {
	c, err := store.Examine(ctx, o.candidateOptions(env), path)
	if err != nil {
		return Examined{Candidate: c}, err
	}
	return o.examine(ctx, env, c)
}

// Rescue reads what reads of a damaged history that was set aside in a folder;
// see store.Rescue for its errors. Restore or Discard what comes back.
func (o *Office) Rescue(ctx context.Context, env Environment, folder, staff string) (Examined, error) {
	c, err := store.Rescue(ctx, o.candidateOptions(env), folder, staff)
	if err != nil {
		return Examined{}, err
	}
	return o.examine(ctx, env, c)
}

func (o *Office) candidateOptions(env Environment) store.Options {
	return store.Options{
		Dir: filepath.Join(o.config.DataDir, string(env)), Environment: string(env), Terminal: o.Settings().Terminal,
		OrderPrefix: orderPrefix(env), Now: o.config.Now,
	}
}

// examine holds a candidate against the open history and the keyring.
func (o *Office) examine(ctx context.Context, env Environment, c *Candidate) (Examined, error) {
	e := Examined{Candidate: c}
	if open, done, err := o.hold(); err == nil {
		defer done()
		if open.env == env {
			e.Present = true
			if e.Difference, err = open.history.Compare(ctx, c); err != nil {
				_ = c.Discard()
				return Examined{}, err
			}
		}
	}
	all, err := c.WrappedKeys(ctx)
	if err != nil {
		_ = c.Discard()
		return Examined{}, err
	}
	h := o.holder(env)
	defer h.done()
	if err := h.open(all); err != nil {
		o.config.Log.Warn("keyring", "error", err)
	}
	e.Readable = true
	for _, w := range all {
		e.Readable = e.Readable && h.has(w.KeysID)
		e.HasPhrase = e.HasPhrase || w.Way == store.ByPhrase
	}
	return e, nil
}

// Restore closes the open desk and puts the candidate in the place of its
// history, which is kept in a folder beside it (setAside; "" if there was
// none). Open the desk anew whatever comes back: after an error the history is
// what it was.
func (o *Office) Restore(ctx context.Context, env Environment, e Examined, staff string) (setAside string, err error) {
	o.deskMu.Lock()
	defer o.deskMu.Unlock()
	o.closeDesk()
	setAside, err = e.Candidate.Restore(ctx, staff)
	if err != nil {
		return "", err
	}
	o.config.Log.Warn("restored", "environment", env, "operations", e.Operations, "set_aside", setAside)
	o.restored[env] = staff
	return setAside, nil
}

// BeginAnew lets the next OpenDesk of an environment begin an empty history
// although there was one: its file is damaged and set aside, and staff know it.
func (o *Office) BeginAnew(env Environment, staff string) {
	o.deskMu.Lock()
	defer o.deskMu.Unlock()
	o.restored[env] = staff
}

// acceptRestored writes down that the history is older than it was because
// somebody wanted it so: who restored it has seen what that means.
func (o *Office) acceptRestored(ctx context.Context, env Environment, history *store.Store) error {
	staff, ok := o.restored[env]
	if !ok {
		return nil
	}
	delete(o.restored, env)
	return history.AcceptHistory(ctx, staff)
}

// Damaged are the damaged histories of an environment that were set aside, the
// newest first.
func (o *Office) Damaged(env Environment) ([]Kept, error) {
	return store.DamagedFolders(filepath.Join(o.config.DataDir, string(env)))
}

// Replaced are the histories of an environment whose place a restored one took,
// the newest first. Examine looks into their files.
func (o *Office) Replaced(env Environment) ([]Kept, error) {
	return store.ReplacedFolders(filepath.Join(o.config.DataDir, string(env)))
}

// BackupsOf are all backups of an environment, of other PCs as well, the newest
// first: those in the folder for backups, in the usual one, and in any of the
// others, which may not be there or not be readable.
func (o *Office) BackupsOf(env Environment, others ...string) ([]Backup, error) {
	all, failed := store.Backups(o.BackupFolder(), string(env), "")
	for _, folder := range append([]string{o.UsualBackupFolder()}, others...) {
		more, err := store.Backups(folder, string(env), "")
		if err != nil {
			o.config.Log.Warn("look for backups elsewhere", "error", err)
		}
		for _, b := range more {
			if !slices.ContainsFunc(all, func(have Backup) bool { return have.Path == b.Path }) {
				all = append(all, b)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Backup) int { return b.MadeAt.Compare(a.MadeAt) })
	return all, failed
}

// BackupName is how a backup is called on the screen: the file's name.
func BackupName(b Backup) string { return strings.TrimSuffix(filepath.Base(b.Path), ".db") }
