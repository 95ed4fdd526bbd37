package ui

import (
	"context"
	"slices"

	"keyindesk/desk"
)

// watchBackups says once on a day that the daily backup could not be made, and
// nothing when it was.
func (w *Window) watchBackups() {
	w.Office.OnBackup(func(err error) {
		if err != nil {
			w.runner.Do(w.tellNotBackedUp)
		}
	})
}

// tellNotBackedUp says it calmly: charges and records are fine.
func (w *Window) tellNotBackedUp() {
	if w.desk != nil {
		w.toastFor(w.words.T("backup.failed")+" "+w.words.T("backup.see"), 3*toastTime)
	}
}

// backUpClosing makes a backup that has the newest closing in it. Practice is
// not backed up by itself.
func (s *closingScreen) backUpClosing() {
	if s.desk.Environment == desk.Practice {
		return
	}
	staff := s.settings.Staff
	background(s.Window, func() error {
		_, err := s.Office.BackUp(context.Background(), staff)
		return err
	}, func(err error) {
		if err != nil {
			s.tellNotBackedUp()
		}
	})
}

// noPhrase says whether a recovery phrase could be made and was not yet.
// Practice needs none.
func (s *closingScreen) noPhrase(ctx context.Context) bool {
	if s.desk.Environment == desk.Practice || slices.Contains(s.desk.Missing, desk.MissingKeyring) {
		return false
	}
	r, err := s.Office.Recovery(ctx)
	if err != nil {
		s.log.Warn("look for the recovery phrase", "error", err)
		return false
	}
	return !r.Made
}

// toRecovery shows the settings where the recovery phrase is made.
func (w *Window) toRecovery() {
	w.show(screenSettings)
	if s, ok := w.screens[screenSettings].(*settingsScreen); ok {
		s.recovery.focus()
	}
}
