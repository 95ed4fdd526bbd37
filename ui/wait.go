package ui

import (
	"fmt"
	"time"

	"keyindesk/ui/kit"
)

// waitingSheet covers the window while a call is in flight: what was sent, what
// will happen, and the seconds. It takes no key. The returned function closes
// it.
func (w *Window) waitingSheet(lead, hint string) (done func()) {
	return w.waitingFor(lead, hint, w.words.T("working.long"))
}

// waitingFor is waitingSheet with a sentence of its own about how long it may
// take and what then.
func (w *Window) waitingFor(lead, hint, long string) (done func()) {
	seconds := kit.NewStrong(kit.Amount, w.words.T("common.seconds", "seconds", "0"))
	seconds.Color = kit.ColorAccent
	sheet := kit.NewSheet(520, kit.Column(12, kit.NewStrong(kit.Title, lead), seconds,
		kit.NewParagraph(kit.Body, kit.ColorInk, hint), kit.NewParagraph(kit.Note, kit.ColorSoft, long)))
	w.openSheet(sheet)
	w.seen("working")

	begun := time.Now()
	stop := every(w, time.Second, func() {
		seconds.Set(w.words.T("common.seconds", "seconds", fmt.Sprint(int(time.Since(begun).Seconds()))))
	})
	return func() {
		stop()
		sheet.Close()
	}
}
