package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// cannotOpen says why the history can't be opened, with the ways on.
func (w *Window) cannotOpen(env desk.Environment, err error) {
	t := w.words.T
	told := kit.Column(12, kit.NewStrong(kit.Title, t("start.failed")))
	again := kit.NewButton(kit.Primary, t("start.retry"), func() { w.openDesk(env) })
	buttons := []*kit.Button{again}
	if folder := desk.SetAside(err); folder != "" {
		told.Add(kit.NewParagraph(kit.Body, kit.ColorInk, t("start.damaged")))
		told.Add(kit.Column(2, kit.NewSoft(kit.Note, t("start.damaged.folder")), kit.NewParagraph(kit.Body, kit.ColorInk, folder)))
		// An empty history is begun on purpose, not by the next Enter.
		buttons = []*kit.Button{
			kit.NewButton(kit.Primary, t("rescue.start"), func() { w.rescue(env, folder) }),
			kit.NewButton(kit.Plain, t("settings.backup.restore"), func() { newRestoreSheet(w, env).open() }),
			kit.NewButton(kit.Plain, t("start.anew"), func() { w.askAnew(env) }),
		}
	} else {
		told.Add(kit.NewParagraph(kit.Body, kit.ColorInk, w.words.explain(err).Hint))
		told.Add(kit.NewParagraph(kit.Body, kit.ColorSoft, t("start.failed.hint")))
	}
	if env != desk.Practice {
		buttons = append(buttons, kit.NewButton(kit.Plain, t("start.to_practice"), func() { w.openDesk(desk.Practice) }))
	}
	told.Add(kit.Inset(4, 0, buttonRow(buttons...)))
	w.stage.Objects = []fyne.CanvasObject{page(kit.Narrow(720, kit.NewCard(told)))}
	w.stage.Refresh()
	buttons[0].Focus()
	w.seen("cannot-open")
}

// askAnew asks before an empty history is begun beside a damaged one.
func (w *Window) askAnew(env desk.Environment) {
	t := w.words.T
	w.askFirst(t("start.anew.title"), t("start.anew.text"), t("start.anew"), func() {
		staff := w.settings.Staff
		background(w, func() error { w.Office.BeginAnew(env, staff); return nil }, func(error) { w.openDesk(env) })
	})
}

// rescue reads what reads of a damaged history that was set aside, and asks
// whether that shall be the history.
func (w *Window) rescue(env desk.Environment, folder string) {
	staff := w.settings.Staff
	done := w.waitingFor(w.words.T("rescue.working"), w.words.T("rescue.working.text"), w.words.T("restore.looking.long"))
	background(w, func() answerOf[desk.Examined] {
		e, err := w.Office.Rescue(context.Background(), env, folder, staff)
		return answerOf[desk.Examined]{e, err}
	}, func(a answerOf[desk.Examined]) {
		done()
		if a.err != nil {
			w.log.Error("rescue a damaged history", "error", a.err)
			w.say(Said{w.words.T("rescue.failed"), w.words.notExamined(a.got, a.err)}, kit.Declined, func() {})
			return
		}
		w.confirmRestore(env, a.got)
	})
}
