package ui

import (
	"time"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// farewellTime is how long a window that waited for a call still waits for its
// outcome to be shown.
const farewellTime = 400 * time.Millisecond

// farewell is how far a closing window has come.
type farewell struct {
	begun, told bool
	stopWaiting func() // closes the sheet that says what is waited for; nil if there is none
}

// quit leaves once every call in flight has been recorded; until then it says
// what it waits for. The outcome of such a call is shown before the window
// goes: somebody must see it.
func (w *Window) quit() {
	if w.farewell.begun || w.stopExport(w.quit) {
		return
	}
	w.farewell.begun = true
	w.clearSecret()
	if w.desk != nil && w.desk.InFlight() > 0 {
		w.farewell.stopWaiting = w.waitingSheet(w.words.T("quit.waiting"), w.words.T("quit.waiting.hint"))
	}
	kept, size := w.settings, w.canvas().Size()
	kept.Window = desk.WindowSize{Width: int(size.Width), Height: int(size.Height)}
	background(w, func() error {
		w.Office.Close()
		return w.Office.SaveSettings(kept)
	}, func(err error) {
		if err != nil {
			w.log.Error("keep the window's size", "error", err)
		}
		if w.farewell.stopWaiting == nil {
			w.app.Quit()
			return
		}
		w.runner.After(farewellTime, func() {
			if !w.farewell.told {
				w.app.Quit()
			}
		})
	})
}

// outcomeTold shows how a call ended to somebody who is already leaving, and
// leaves when they have seen it. It says whether it did.
func (w *Window) outcomeTold(said Said, tone kit.Tone) bool {
	if !w.farewell.begun {
		return false
	}
	w.farewell.told = true
	if w.farewell.stopWaiting != nil {
		w.farewell.stopWaiting()
	}
	w.say(said, tone, w.app.Quit)
	return true
}

// startOver builds the window anew after something broke in the background, so
// that no sheet and no button waits for an answer that will not come. What was
// sent is in the history, or in doubt at the next start.
func (w *Window) startOver() {
	for overlay := w.canvas().Overlays().Top(); overlay != nil; overlay = w.canvas().Overlays().Top() {
		w.canvas().Overlays().Remove(overlay)
	}
	w.build()
	w.show(screenHistory)
	w.say(Said{w.words.T("trouble.broke"), w.words.T("trouble.broke.hint")}, kit.Declined, func() { w.show(screenHistory) })
}
