package ui

// watchBackups says once on a day that the daily backup could not be made, and
// nothing when it was.
func (w *Window) watchBackups() {
	w.Office.OnBackup(func(err error) {
		if err == nil {
			return
		}
		w.runner.Do(func() {
			if w.desk != nil {
				w.toastFor(w.words.T("backup.failed")+" "+w.words.T("backup.see"), 3*toastTime)
			}
		})
	})
}
