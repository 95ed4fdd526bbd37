package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// erasedLeft says in which older backups and copies erased names still are, as
// long as they are there.
type erasedLeft struct {
	*settingsScreen
	told *kit.Paragraph
	drop *kit.Button // of backups only; the copies a person looks at first
	left desk.Erased
	view fyne.CanvasObject
}

func newErasedLeft(s *settingsScreen) *erasedLeft {
	l := &erasedLeft{settingsScreen: s, told: kit.NewParagraph(kit.Body, kit.ColorInk, "")}
	t := s.words.T
	l.drop = kit.NewButton(kit.Plain, t("erase.older.delete"), func() {
		left := l.left
		s.askFirst(t("erase.older.sure"), s.words.erasedLeft(left), t("erase.older.delete"), func() { s.dropBackups(left, l.look) })
	})
	l.view = kit.Column(10, l.told, kit.Row(0, l.drop))
	l.view.Hide()
	return l
}

// look asks how things stand.
func (l *erasedLeft) look() {
	background(l.Window, func() answerOf[desk.Erased] {
		left, err := l.Office.ErasedLeft(context.Background())
		return answerOf[desk.Erased]{left, err}
	}, func(a answerOf[desk.Erased]) {
		if a.err != nil {
			l.log.Warn("look for what was erased in backups", "error", a.err)
			return
		}
		l.left = a.got
		l.told.Set(l.words.erasedLeft(a.got))
		setVisible(l.drop, len(a.got.Older) > 0 && a.got.BackedUp)
		setVisible(l.view, len(a.got.Older) > 0)
		l.relay()
	})
}

// erasedLeft says where erased names still are; "" for nowhere.
func (w *Words) erasedLeft(e desk.Erased) (text string) {
	switch {
	case len(e.Older) > 0 && e.BackedUp:
		text = w.T("erase.older", "count", itoa(len(e.Older)))
	case len(e.Older) > 0:
		text = w.T("erase.older.keep", "count", itoa(len(e.Older)))
	}
	if e.Aside > 0 {
		if text != "" {
			text += " "
		}
		text += w.T("erase.aside", "count", itoa(e.Aside), "folder", e.Folder)
	}
	return text
}

// dropBackups deletes the backups that still have erased names.
func (w *Window) dropBackups(e desk.Erased, then func()) {
	t := w.words.T
	background(w, func() error { return w.Office.DeleteOlderBackups(e) }, func(err error) {
		if err != nil {
			w.log.Error("delete older backups", "error", err)
			w.say(Said{t("erase.older.failed"), w.words.troubleText(err)}, kit.Declined, func() {})
			return
		}
		w.toastFor(t("erase.older.deleted"), 2*toastTime)
		then()
	})
}
