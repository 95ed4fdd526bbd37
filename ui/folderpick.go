package ui

import (
	"path/filepath"
	"strings"

	"keyindesk/ui/kit"
)

// folderPick is the part of a sheet that asks for a folder: one of those that
// people know by a name, or any that is typed.
type folderPick struct {
	words   *Words
	folders []namedFolder // of the choices; the last choice has none and is typed

	place  *kit.Choice
	folder *kit.Entry // where the place is another

	placeField, folderField *kit.Field
}

// namedFolder is a choice of a folder.
type namedFolder struct {
	name string
	dir  string // "" where whoever asks knows it
	says string // what stands below the choice: where it is
}

// named is a place as a choice, with the folder that it gets.
func (w *Words) named(p place, dir string) namedFolder {
	return namedFolder{name: w.T(p.key, "name", p.name), dir: dir, says: dir}
}

// newFolderPick asks with the given choices. chosen is the folder as it is now,
// one of theirs or else typed; changed is called when another place is chosen,
// and has to call follow.
func newFolderPick(words *Words, folders []namedFolder, chosen string, changed func()) *folderPick {
	p := &folderPick{words: words, folders: folders}
	p.folder = kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 200, Placeholder: words.T("export.folder.example")})
	var names []string
	now := -1
	for i, f := range folders {
		names = append(names, f.name)
		if f.dir == chosen {
			now = i
		}
	}
	if now < 0 {
		now = p.other()
		p.folder.SetValue(chosen)
	}
	p.place = kit.NewChoice(append(names, words.T("place.other")), now)
	p.place.OnChanged = func(int) { changed() }
	p.placeField = kit.NewField(words.T("export.place"), p.place).ReserveLine()
	p.folderField = kit.NewField(words.T("export.folder"), p.folder).ReserveLine()
	p.folder.OnChanged = func(string) { p.folderField.SetProblem("") }
	return p
}

// other is the choice of a folder that is typed.
func (p *folderPick) other() int { return len(p.folders) }

// elsewhere says whether the folder is typed.
func (p *folderPick) elsewhere() bool { return p.place.Selected() == p.other() }

// dir is the folder as chosen.
func (p *folderPick) dir() string {
	if p.elsewhere() {
		return strings.TrimSpace(p.folder.Value())
	}
	return p.folders[max(p.place.Selected(), 0)].dir
}

// follow shows where the chosen place is, or the entry for another one.
func (p *folderPick) follow() {
	setVisible(p.folderField, p.elsewhere())
	p.placeField.SetProblem("")
	where := p.words.T("folder.typed")
	if !p.elsewhere() {
		where = p.folders[max(p.place.Selected(), 0)].says
	}
	p.placeField.SetSub(where)
}

// missing says whether there is no folder yet, and asks for it.
func (p *folderPick) missing() bool {
	if !p.elsewhere() || filepath.IsAbs(p.dir()) {
		return false
	}
	p.folderField.SetProblem(p.words.T("export.folder.wrong"))
	p.folder.Focus()
	return true
}

// askPlace gives the keyboard to what chose the folder.
func (p *folderPick) askPlace() {
	if p.elsewhere() {
		p.folder.Focus()
	} else {
		p.place.Focus()
	}
}

// refuse says at what chose the folder that it can't be used.
func (p *folderPick) refuse() {
	at := p.placeField
	if p.elsewhere() {
		at = p.folderField
	}
	at.SetProblem(p.words.T("folder.unusable"))
	p.askPlace()
}
