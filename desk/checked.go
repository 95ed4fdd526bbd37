package desk

import (
	"context"
	"errors"
)

// Checked waits until the whole history of a desk has been looked over, which
// goes on while a large one is in use already. Nothing can be written to a
// damaged one; OpenDesk, called once more, then sets it aside and says so. nil
// for a desk that was closed meanwhile.
func (o *Office) Checked(ctx context.Context, d *Desk) error {
	err := d.Book.Checked(ctx)
	if err == nil || errors.Is(err, context.Canceled) {
		return nil
	}
	o.settingsMu.Lock()
	defer o.settingsMu.Unlock()
	o.suspect = d.Environment
	return err
}

// suspected says, once, whether the history of an environment was found
// damaged while it was in use.
func (o *Office) suspected(env Environment) bool {
	o.settingsMu.Lock()
	defer o.settingsMu.Unlock()
	if o.suspect == "" || o.suspect != env {
		return false
	}
	o.suspect = ""
	return true
}
