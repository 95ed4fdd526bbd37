package ui

import (
	"path/filepath"
	"strings"

	"keyindesk/ui/kit"
)

// whereto is the part of a sheet that asks where a file shall lie and what it
// is called.
type whereto struct {
	*folderPick
	ext string // of the file, without its point

	name      *kit.Entry
	nameField *kit.Field
}

// newWhereto asks for a file of a name; changed is called when another place is
// chosen, and has to call follow.
func newWhereto(words *Words, places []place, name string, changed func()) *whereto {
	var folders []namedFolder
	first := "" // typed, where there is no place
	for i, one := range places {
		if i == 0 {
			first = one.dir
		}
		folders = append(folders, words.named(one, one.dir))
	}
	p := &whereto{folderPick: newFolderPick(words, folders, first, changed)}
	p.name = kit.NewEntry(kit.EntryOptions{Max: 60})
	p.name.SetValue(name)
	p.name.OnChanged = func(string) { p.nameField.SetProblem("") }
	p.nameField = kit.NewField(words.T("export.name"), p.name).ReserveLine()
	return p
}

// fileName is the name as written, whole.
func (p *whereto) fileName() string { return strings.TrimSpace(p.name.Value()) + "." + p.ext }

// path is the file.
func (p *whereto) path() string { return filepath.Join(p.dir(), p.fileName()) }

// follow shows what belongs to the chosen place and to files of an extension.
func (p *whereto) follow(ext string) {
	p.ext = ext
	p.nameField.SetChip("."+ext, kit.Neutral)
	p.folderPick.follow()
}

// askName says that the name can't be one.
func (p *whereto) askName() {
	p.nameField.SetProblem(p.words.T("export.name.wrong"))
	p.name.Focus()
}
