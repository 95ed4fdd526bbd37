package ui

import (
	"path/filepath"

	"keyindesk/ui/kit"
)

// folderAsk asks for a folder: the usual one, one of the places that people know
// by a name, or any that is typed.
type folderAsk struct {
	title, text string
	usual       string                 // what the usual folder is called
	usualDir    string                 // where it is
	inside      string                 // the folder of the program's own that a place gets
	chosen      string                 // the folder as it is now; "" is the usual
	usable      func(dir string) error // says whether it can be used; nil leaves that to keep
	keep        func(dir string)
	name        string // of the screen
}

// askFolder looks for the places and asks.
func (w *Window) askFolder(a folderAsk) {
	background(w, w.places, func(places []place) {
		if w.canvas().Overlays().Top() == nil {
			newFolderSheet(w, a, places).open()
		}
	})
}

// folderSheet is the sheet of such a question.
type folderSheet struct {
	*Window
	asks  folderAsk
	at    *folderPick
	sheet *kit.Sheet
}

func newFolderSheet(w *Window, a folderAsk, places []place) *folderSheet {
	t := w.words.T
	f := &folderSheet{Window: w, asks: a}
	folders := []namedFolder{{name: a.usual, says: a.usualDir}}
	for _, p := range places {
		dir := p.dir
		if filepath.Base(dir) != a.inside {
			dir = filepath.Join(dir, a.inside)
		}
		if dir != a.usualDir {
			folders = append(folders, w.words.named(p, dir))
		}
	}
	f.at = newFolderPick(w.words, folders, a.chosen, f.follow)
	f.at.folder.OnEnter = f.save
	back := kit.NewButton(kit.Plain, t("common.cancel"), func() { f.sheet.Close() }).Big().Key("Esc")
	f.sheet = kit.NewSheet(560, kit.Column(14, kit.NewStrong(kit.Title, a.title), kit.NewParagraph(kit.Body, kit.ColorInk, a.text), f.at.placeField, f.at.folderField)).
		Foot(kit.Row(12, kit.NewButton(kit.Primary, t("common.save"), f.save).Big().Key("Ctrl ↵"), kit.Grow(nil), back))
	f.sheet.OnEscape, f.sheet.OnCtrlEnter = f.sheet.Close, f.save
	f.sheet.FocusFirst(f.at.place)
	return f
}

func (f *folderSheet) open() {
	f.openSheet(f.sheet)
	f.follow()
	f.seen(f.asks.name)
}

// follow shows what belongs to the chosen place.
func (f *folderSheet) follow() {
	f.at.follow()
	f.sheet.Refresh()
}

// save keeps the folder, unless it can't be used.
func (f *folderSheet) save() {
	if !f.sheet.IsOpen() || f.at.missing() {
		return
	}
	dir := f.at.dir()
	background(f.Window, func() error {
		if f.asks.usable == nil {
			return nil
		}
		return f.asks.usable(dir)
	}, func(err error) {
		switch {
		case !f.sheet.IsOpen():
		case err != nil:
			f.log.Warn("a chosen folder", "error", err)
			f.at.refuse()
		default:
			f.sheet.Close()
			f.asks.keep(dir)
		}
	})
}
