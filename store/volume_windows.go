package store

import (
	"strings"

	"golang.org/x/sys/windows"
)

// freeBytes is how much this user can still write where a folder is.
func freeBytes(folder string) (free uint64, known bool) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil || windows.GetDiskFreeSpaceEx(name, &free, nil, nil) != nil {
		return 0, false
	}
	return free, true
}

// SameDisk says whether two folders are on one volume, as far as the system
// tells: what breaks the disk of one breaks the other.
func SameDisk(a, b string) bool {
	atA, atB := volume(existing(a)), volume(existing(b))
	return atA != "" && strings.EqualFold(atA, atB)
}

// volume is where the volume of a folder is mounted, such as "C:\".
func volume(folder string) string {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return ""
	}
	mounted := make([]uint16, windows.MAX_PATH+1)
	if windows.GetVolumePathName(name, &mounted[0], uint32(len(mounted))) != nil {
		return ""
	}
	return windows.UTF16ToString(mounted)
}
