package ui

import (
	"path/filepath"
	"strings"

	"keyindesk/ui/kit"
)

// whereto is the part of a sheet that asks where a file shall lie and what it
// is called.
type whereto struct {
	words  *Words
	places []place
	ext    string // of the file, without its point

	place        *kit.Choice
	folder, name *kit.Entry // folder where the place is another

	placeField, folderField, nameField *kit.Field
}

// newWhereto asks for a file of a name; changed is called when another place is
// chosen, and has to call follow.
func newWhereto(words *Words, places []place, name string, changed func()) *whereto {
	t := words.T
	p := &whereto{words: words, places: places}
	var names []string
	for _, one := range places {
		names = append(names, t(one.key, "name", one.name))
	}
	p.place = kit.NewChoice(append(names, t("place.other")), 0)
	p.place.OnChanged = func(int) { changed() }
	p.folder = kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 200, Placeholder: t("export.folder.example")})
	p.folder.OnChanged = func(string) { p.folderField.SetProblem("") }
	p.name = kit.NewEntry(kit.EntryOptions{Max: 60})
	p.name.SetValue(name)
	p.name.OnChanged = func(string) { p.nameField.SetProblem("") }
	p.placeField, p.folderField = kit.NewField(t("export.place"), p.place).ReserveLine(), kit.NewField(t("export.folder"), p.folder)
	p.nameField = kit.NewField(t("export.name"), p.name).ReserveLine()
	return p
}

// elsewhere says whether the folder is typed.
func (p *whereto) elsewhere() bool { return p.place.Selected() == len(p.places) }

// dir is the folder as chosen.
func (p *whereto) dir() string {
	if p.elsewhere() {
		return strings.TrimSpace(p.folder.Value())
	}
	return p.places[max(p.place.Selected(), 0)].dir
}

// fileName is the name as written, whole.
func (p *whereto) fileName() string { return strings.TrimSpace(p.name.Value()) + "." + p.ext }

// path is the file.
func (p *whereto) path() string { return filepath.Join(p.dir(), p.fileName()) }

// follow shows what belongs to the chosen place and to files of an extension.
func (p *whereto) follow(ext string) {
	p.ext = ext
	p.nameField.SetChip("."+ext, kit.Neutral)
	setVisible(p.folderField, p.elsewhere())
	p.placeField.SetProblem("")
	where := ""
	if !p.elsewhere() {
		where = p.dir()
	}
	p.placeField.SetSub(where)
}

// missing says whether there is no folder yet, and asks for it.
func (p *whereto) missing() bool {
	if !p.elsewhere() || filepath.IsAbs(p.dir()) {
		return false
	}
	p.folderField.SetProblem(p.words.T("export.folder.wrong"))
	p.folder.Focus()
	return true
}

// askPlace gives the keyboard to what chose the folder.
func (p *whereto) askPlace() {
	if p.elsewhere() {
		p.folder.Focus()
	} else {
		p.place.Focus()
	}
}

// askName says that the name can't be one.
func (p *whereto) askName() {
	p.nameField.SetProblem(p.words.T("export.name.wrong"))
	p.name.Focus()
}
