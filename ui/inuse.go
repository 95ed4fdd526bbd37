package ui

import (
	"io/fs"

	"fyne.io/fyne/v2"

	"keyindesk/ui/kit"
)

// SayInUse tells that another window works on the same data folder, and
// returns when this one is closed.
func SayInUse(a fyne.App, files fs.FS) error {
	words, err := ReadWords(files, Languages()[0])
	if err != nil {
		return err
	}
	kit.Wear(a, kit.Options{Variant: kit.Light, TextScale: 1})
	window := a.NewWindow(words.T("app.title"))
	window.Resize(fyne.NewSize(560, 220))
	shut := kit.NewButton(kit.Primary, words.T("common.close"), window.Close)
	window.SetContent(kit.Inset(28, 28, kit.Column(14, kit.NewStrong(kit.Title, words.T("start.in_use")),
		kit.NewParagraph(kit.Body, kit.ColorInk, words.T("start.in_use.hint")), kit.Row(0, shut, kit.Grow(nil)))))
	window.Canvas().Focus(shut)
	window.ShowAndRun()
	return nil
}
