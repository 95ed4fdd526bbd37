package ui

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// knownFolders asks Windows, where OneDrive and people move them.
func knownFolders() (documents, downloads, desktop string) {
	documents, downloads, desktop = homeFolders()
	for id, dir := range map[*windows.KNOWNFOLDERID]*string{
		windows.FOLDERID_Documents: &documents, windows.FOLDERID_Downloads: &downloads, windows.FOLDERID_Desktop: &desktop,
	} {
		if known, err := windows.KnownFolderPath(id, windows.KF_FLAG_DEFAULT); err == nil {
			*dir = known
		}
	}
	return documents, downloads, desktop
}

// pluggedIn are the disks that can be taken out.
func pluggedIn() []string {
	there, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var disks []string
	for i := range 26 {
		root := string(rune('A'+i)) + `:\`
		name, err := windows.UTF16PtrFromString(root)
		if there&(1<<i) != 0 && err == nil && windows.GetDriveType(name) == windows.DRIVE_REMOVABLE {
			disks = append(disks, root)
		}
	}
	return disks
}

// diskName is a disk's letter: E:
func diskName(dir string) string { return filepath.VolumeName(dir) }
