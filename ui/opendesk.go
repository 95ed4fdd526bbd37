package ui

import (
	"context"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// openDesk opens the desk of an environment and shows the charge screen.
func (w *Window) openDesk(env desk.Environment) {
	w.openDeskThen(env, func() { w.show(screenCharge) })
}

// openDeskThen opens the desk of an environment in the background and goes on,
// or says why it can't be opened. What is half typed stays if it is the same
// environment.
func (w *Window) openDeskThen(env desk.Environment, then func()) {
	putBack := w.halfTyped()
	w.desk = nil
	w.build()
	type opened struct {
		desk *desk.Desk
		err  error
	}
	background(w, func() opened {
		d, err := w.Office.OpenDesk(context.Background(), env)
		return opened{d, err}
	}, func(o opened) {
		if o.err != nil {
			w.log.Error("open the desk", "environment", env, "error", o.err)
			w.cannotOpen(env, o.err)
			return
		}
		w.desk = o.desk
		w.build()
		putBack()
		then()
		w.tellSettingsLost()
		w.tellBehind()
		w.inquireAll()
		w.awaitCheck(o.desk)
	})
}

// tellSettingsLost says once that the settings could not be read.
func (w *Window) tellSettingsLost() {
	if w.Office.SettingsLost {
		w.Office.SettingsLost = false
		w.say(Said{w.words.T("refused.nothing_moved"), w.words.T("start.settings_damaged")}, kit.Neutral, func() { w.show(w.on) })
	}
}

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
