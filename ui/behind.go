package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// behind says that the history is not as far as it was, and what that means.
func (w *Words) behind(b *desk.Behind) Said {
	switch {
	case b.OtherFile:
		return Said{w.T("behind.other"), w.T("behind.other.text")}
	case b.Forked:
		return Said{w.T("behind.forked"), w.T("behind.forked.text")}
	default:
		return Said{w.T("behind.older"), w.T("behind.older.text", "count", desk.Grouped(b.Events), "limit", desk.Grouped(b.Known.Events))}
	}
}

// tellBehind says once, when the desk opens, that the history is an older or
// another one. It is said again on the closing screen until staff accept it.
func (w *Window) tellBehind() {
	if b := w.desk.Behind(); b != nil {
		w.say(w.words.behind(b), kit.Declined, func() { w.show(w.on) })
	}
}

// behindBanner says it on the closing screen, where it can be accepted.
func (s *closingScreen) behindBanner(b *desk.Behind) fyne.CanvasObject {
	said := s.words.behind(b)
	return kit.NewBanner(kit.Declined, said.Money, said.Hint).SetAction(s.words.T("behind.accept"), func() {
		s.askFirst(said.Money, said.Hint, s.words.T("behind.accept"), s.acceptHistory)
	})
}

func (s *closingScreen) acceptHistory() {
	staff := s.settings.Staff
	background(s.Window, func() error { return s.desk.AcceptHistory(context.Background(), staff) }, func(err error) {
		if err != nil {
			s.log.Error("accept the history", "error", err)
			s.say(s.words.explain(err), kit.Declined, func() {})
			return
		}
		s.reload(func() { s.toast(s.words.T("behind.accepted")) })
	})
}
