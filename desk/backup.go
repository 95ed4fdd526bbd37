package desk

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"keyindesk/store"
)

// Backup is one backup file.
type Backup = store.Backup

const (
	// backupFolder is where backups go if the shop chose no folder, in the data
	// folder.
	backupFolder = "backups"
	// backupAfter is how long after the start the first look is, so that it
	// delays nobody; backupPause is between two looks whether today has one.
	backupAfter = 2 * time.Minute
	backupPause = 10 * time.Minute
)

// Backups says how the open history is backed up.
type Backups struct {
	Folder string
	// Own: the shop chose the folder. Otherwise it is in the data folder.
	Own bool
	// SameDisk: what breaks the disk of the history breaks its backups.
	SameDisk bool
	Kept     []Backup // of this PC, the newest first
	// Trouble is what kept the newest attempt from a backup, as TroubleOf names it
	// or "other"; "" if it went well or none was made.
	Trouble string
}

// BackupFolder is where backups go.
func (o *Office) BackupFolder() string {
	if folder := o.Settings().Backup.Folder; folder != "" {
		return folder
	}
	return o.UsualBackupFolder()
}

// UsualBackupFolder is where backups go unless the shop chose another folder.
func (o *Office) UsualBackupFolder() string { return filepath.Join(o.config.DataDir, backupFolder) }

// backing is how backups went.
type backing struct {
	one     sync.Mutex // held for each
	mu      sync.Mutex
	trouble string
	tell    func(error)
}

// Backups looks how the open history is backed up. An error means that the
// folder can't be read.
func (o *Office) Backups() (Backups, error) {
	open, done, err := o.hold()
	if err != nil {
		return Backups{}, err
	}
	defer done()
	return o.backupsOf(open.env)
}

func (o *Office) backupsOf(env Environment) (b Backups, err error) {
	b = Backups{Folder: o.BackupFolder(), Own: o.Settings().Backup.Folder != ""}
	b.SameDisk = store.SameDisk(o.config.DataDir, b.Folder)
	o.backing.mu.Lock()
	b.Trouble = o.backing.trouble
	o.backing.mu.Unlock()
	b.Kept, err = store.Backups(b.Folder, string(env), o.Settings().Terminal)
	return b, err
}

// BackUp makes a backup of the open history now, while charges go on, and
// thins the older ones of this PC. Call it after a closing too. It ends when the
// desk closes. ErrNothingOpen; *Trouble.
func (o *Office) BackUp(ctx context.Context, staff string) (Backup, error) {
	open, done, err := o.hold()
	if err != nil {
		return Backup{}, err
	}
	defer done()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(open.ctx, stop)()
	return o.backUp(ctx, open, staff)
}

func (o *Office) backUp(ctx context.Context, open *opened, staff string) (Backup, error) {
	o.backing.one.Lock()
	defer o.backing.one.Unlock()
	made, err := open.history.Backup(ctx, o.BackupFolder(), staff)
	if err == nil {
		own, thin := o.ownBackups(ctx, open)
		if thin == nil {
			thin = store.DeleteBackups(store.Surplus(own))
		}
		if thin != nil { // too many backups are no reason for alarm
			o.config.Log.Warn("thin the backups", "error", thin)
		}
	}
	if err == nil || ctx.Err() == nil {
		o.noteBackup(err)
	}
	return made, err
}

// ownBackups are those that the open history made itself and that are still
// there, the last made first.
func (o *Office) ownBackups(ctx context.Context, open *opened) ([]Backup, error) {
	b, err := o.backupsOf(open.env)
	if err != nil {
		return nil, err
	}
	return open.history.OwnBackups(ctx, b.Kept)
}

// noteBackup remembers how the newest attempt ended.
func (o *Office) noteBackup(err error) {
	trouble := ""
	if err != nil {
		o.config.Log.Error("back up", "error", err)
		if trouble = TroubleOf(err); trouble == "" {
			trouble = "other"
		}
	}
	o.backing.mu.Lock()
	o.backing.trouble = trouble
	o.backing.mu.Unlock()
}

// OnBackup lets tell be called, away from every screen's thread, when the
// daily backup was made (nil), and once on each day on which it was not.
func (o *Office) OnBackup(tell func(err error)) {
	o.backing.mu.Lock()
	defer o.backing.mu.Unlock()
	o.backing.tell = tell
}

// backUpDaily makes a backup on every day on which there is something new, until
// the desk closes. Practice is not backed up by itself.
func (o *Office) backUpDaily(open *opened) {
	told := ""
	for wait := o.config.BackupAfter; ; wait = backupPause {
		select {
		case <-open.ctx.Done():
			return
		case <-time.After(wait):
		}
		due, err := o.backupDue(open)
		if err == nil && due {
			_, err = o.backUp(open.ctx, open, "")
		}
		today := store.BusinessDay(o.config.Now())
		switch {
		case open.ctx.Err() != nil:
			return
		case err == nil && !due, err != nil && told == today:
			continue
		case err != nil:
			told = today
		}
		o.backing.mu.Lock()
		tell := o.backing.tell
		o.backing.mu.Unlock()
		if tell != nil {
			tell(err)
		}
	}
}

// backupDue says whether something happened since the last backup, and none was
// made today.
func (o *Office) backupDue(open *opened) (bool, error) {
	own, err := o.ownBackups(open.ctx, open)
	if err != nil {
		if open.ctx.Err() == nil {
			o.noteBackup(err)
		}
		return false, err
	}
	today := store.BusinessDay(o.config.Now())
	if slices.ContainsFunc(own, func(b Backup) bool { return store.BusinessDay(b.MadeAt) == today }) {
		return false, nil
	}
	unsaved, err := open.history.Unsaved(open.ctx)
	return unsaved || len(own) == 0, err
}
