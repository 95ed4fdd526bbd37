package ui

import (
	"path/filepath"
	"testing"
)

// TestFolderPick: wherever a folder is asked for, the same is shown, taken and
// refused.
func TestFolderPick(t *testing.T) {
	c := openCounter(t, nil)
	documents, own := filepath.Join(t.TempDir(), "Documents"), filepath.Join(t.TempDir(), "mine")
	folders := []namedFolder{{name: "usual", says: "usually here"}, c.words.named(place{key: "place.documents"}, documents)}
	for _, at := range []struct {
		chosen      string
		choice      int
		dir, says   string
		typed, gone bool
	}{
		{"", 0, "", "usually here", false, false},
		{documents, 1, documents, documents, false, false},
		{own, 2, own, c.words.T("folder.typed"), true, false},
		{"mine", 2, "mine", c.words.T("folder.typed"), true, true},
	} {
		p := newFolderPick(c.words, folders, at.chosen, func() {})
		p.follow()
		if p.place.Selected() != at.choice || p.dir() != at.dir || !says(p.placeField, at.says) || p.folderField.Visible() != at.typed {
			t.Errorf("%q: choice %d, %q, typed %v", at.chosen, p.place.Selected(), p.dir(), p.folderField.Visible())
		}
		if p.missing() != at.gone || (p.folderField.Problem() != "") != at.gone {
			t.Errorf("%q: %q", at.chosen, p.folderField.Problem())
		}
		p.refuse()
		if at.typed && p.folderField.Problem() == "" || !at.typed && p.placeField.Problem() == "" {
			t.Errorf("%q is not refused where it was chosen", at.chosen)
		}
	}
}
