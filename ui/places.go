package ui

import (
	"os"
	"path/filepath"
)

// place is a folder that people know by a name.
type place struct {
	key  string // of its name
	name string // of a disk, which has none of the program's
	dir  string
}

// places are where a file can go without anybody typing a path: a folder of the
// program's own among the documents, what this user sees first, and disks that
// were plugged in. Only those that are there, or else the data folder. It looks at disks, so no screen
// calls it on its own thread.
func (w *Window) places() []place {
	documents, downloads, desktop := knownFolders()
	var found []place
	add := func(p place) {
		if info, err := os.Stat(p.dir); p.dir != "" && err == nil && info.IsDir() {
			found = append(found, p)
		}
	}
	add(place{key: "place.documents", dir: documents})
	if len(found) > 0 {
		found[0].dir = filepath.Join(documents, "KeyinDesk") // made when it is used
	}
	add(place{key: "place.downloads", dir: downloads})
	add(place{key: "place.desktop", dir: desktop})
	for _, disk := range pluggedIn() {
		add(place{key: "place.disk", name: diskName(disk), dir: disk})
	}
	if len(found) == 0 {
		found = []place{{key: "place.data", dir: filepath.Join(w.DataDir, "exports")}}
	}
	return found
}

// homeFolders are where they are unless somebody moved them.
func homeFolders() (documents, downloads, desktop string) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", "", ""
	}
	return filepath.Join(home, "Documents"), filepath.Join(home, "Downloads"), filepath.Join(home, "Desktop")
}
