package ui

import (
	"path/filepath"
	"strings"

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
	asks   folderAsk
	dirs   []string // of the choices, the usual one first; the last choice has none and is typed
	choice *kit.Choice
	place  *kit.Field
	typed  *kit.Entry
	field  *kit.Field
	sheet  *kit.Sheet
}

func newFolderSheet(w *Window, a folderAsk, places []place) *folderSheet {
	t := w.words.T
	f := &folderSheet{Window: w, asks: a, dirs: []string{""}}
	names, now := []string{a.usual}, 0
	for _, p := range places {
		dir := p.dir
		if filepath.Base(dir) != a.inside {
			dir = filepath.Join(dir, a.inside)
		}
		if dir == a.usualDir {
			continue
		}
		if dir == a.chosen {
			now = len(names)
		}
		names, f.dirs = append(names, t(p.key, "name", p.name)), append(f.dirs, dir)
	}
	names = append(names, t("place.other"))
	f.typed = kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 200, Placeholder: t("export.folder.example")})
	if a.chosen != "" && now == 0 {
		now = len(f.dirs)
		f.typed.SetValue(a.chosen)
	}
	f.choice = kit.NewChoice(names, now)
	f.place = kit.NewField(t("export.place"), f.choice).ReserveLine()
	f.field = kit.NewField(t("export.folder"), f.typed).ReserveLine()
	f.choice.OnChanged = func(int) { f.follow() }
	f.typed.OnChanged = func(string) { f.field.SetProblem("") }
	f.typed.OnEnter = f.save
	back := kit.NewButton(kit.Plain, t("common.cancel"), func() { f.sheet.Close() }).Big().Key("Esc")
	f.sheet = kit.NewSheet(560, kit.Column(14, kit.NewStrong(kit.Title, a.title), kit.NewParagraph(kit.Body, kit.ColorInk, a.text), f.place, f.field)).
		Foot(kit.Row(12, kit.NewButton(kit.Primary, t("common.save"), f.save).Big().Key("Ctrl ↵"), kit.Grow(nil), back))
	f.sheet.OnEscape, f.sheet.OnCtrlEnter = f.sheet.Close, f.save
	f.sheet.FocusFirst(f.choice)
	return f
}

func (f *folderSheet) open() {
	f.openSheet(f.sheet)
	f.follow()
	f.seen(f.asks.name)
}

// elsewhere says whether the folder is typed.
func (f *folderSheet) elsewhere() bool { return f.choice.Selected() == len(f.dirs) }

// follow shows where the chosen place is, or the entry for another one.
func (f *folderSheet) follow() {
	setVisible(f.field, f.elsewhere())
	f.place.SetProblem("")
	where := f.asks.usualDir
	switch n := f.choice.Selected(); {
	case f.elsewhere():
		where = f.words.T("folder.typed")
	case n > 0:
		where = f.dirs[n]
	}
	f.place.SetSub(where)
	f.sheet.Refresh()
}

// save keeps the folder, unless it can't be used.
func (f *folderSheet) save() {
	if !f.sheet.IsOpen() {
		return
	}
	at, dir := f.field, strings.TrimSpace(f.typed.Value())
	if !f.elsewhere() {
		at, dir = f.place, f.dirs[f.choice.Selected()]
	} else if !filepath.IsAbs(dir) {
		f.field.SetProblem(f.words.T("export.folder.wrong"))
		f.field.Focus()
		return
	}
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
			at.SetProblem(f.words.T("folder.unusable"))
			at.Focus()
		default:
			f.sheet.Close()
			f.asks.keep(dir)
		}
	})
}
