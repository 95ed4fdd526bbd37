package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// cannotOpen says why the history can't be opened, with the ways on.
func (w *Window) cannotOpen(env desk.Environment, err error) {
	t := w.words.T
	reason, retry := w.words.explain(err).Hint, t("start.retry")
	if folder := desk.SetAside(err); folder != "" {
		reason, retry = t("start.damaged", "folder", folder), t("start.anew")
	}
	again := kit.NewButton(kit.Primary, retry, func() { w.openDesk(env) })
	buttons := kit.Row(12, again)
	safest := again
	if env != desk.Practice {
		practice := kit.NewButton(kit.Plain, t("start.to_practice"), func() { w.openDesk(desk.Practice) })
		buttons.Add(practice)
		if desk.SetAside(err) != "" {
			safest = practice // an empty history is begun on purpose, not by the next Enter
		}
	}
	body := kit.Column(12, kit.NewStrong(kit.Title, t("start.failed")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("start.failed.hint")),
		kit.NewParagraph(kit.Body, kit.ColorSoft, reason), buttons)
	w.stage.Objects = []fyne.CanvasObject{kit.Inset(48, 48, body)}
	w.stage.Refresh()
	safest.Focus()
	w.seen("cannot-open")
}
