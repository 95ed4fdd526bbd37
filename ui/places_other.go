//go:build !windows

package ui

import (
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// knownFolders are those of the home folder, or where the desktop of Linux says
// that they are: a Korean one calls them 문서, 다운로드 and 바탕화면.
func knownFolders() (documents, downloads, desktop string) {
	documents, downloads, desktop = homeFolders()
	home, err := os.UserHomeDir()
	if err != nil || runtime.GOOS == "darwin" {
		return documents, downloads, desktop
	}
	config := os.Getenv("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(home, ".config")
	}
	content, err := os.ReadFile(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return documents, downloads, desktop
	}
	known := map[string]*string{"XDG_DOCUMENTS_DIR": &documents, "XDG_DOWNLOAD_DIR": &downloads, "XDG_DESKTOP_DIR": &desktop}
	for line := range strings.Lines(string(content)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		dir := strings.Replace(strings.Trim(value, `"`), "$HOME", home, 1)
		if at, ok := known[name]; ok && filepath.IsAbs(dir) && filepath.Clean(dir) != filepath.Clean(home) { // home itself means none
			*at = dir
		}
	}
	return documents, downloads, desktop
}

// pluggedIn are the disks that were plugged in, where the system shows them.
func pluggedIn() []string {
	pattern := "/Volumes/*"
	if runtime.GOOS != "darwin" {
		who, err := user.Current()
		if err != nil {
			return nil
		}
		pattern = filepath.Join("/media", who.Username, "*")
	}
	disks, err := filepath.Glob(pattern)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(disks, func(dir string) bool { // the system's own is there too, as a link
		to, err := filepath.EvalSymlinks(dir)
		return err != nil || to == "/"
	})
}

// diskName is the disk's own.
func diskName(dir string) string { return filepath.Base(dir) }
