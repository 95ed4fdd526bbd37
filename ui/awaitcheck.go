package ui

import (
	"context"

	"keyindesk/desk"
)

// awaitCheck opens the desk anew, which says what became of its history, if
// that turns out to be damaged while it is in use.
func (w *Window) awaitCheck(d *desk.Desk) {
	background(w, func() error { return w.Office.Checked(context.Background(), d) }, func(err error) {
		if err != nil && w.desk == d {
			w.log.Error("look the history over", "error", err)
			w.openDesk(d.Environment)
		}
	})
}
