//go:build !windows

package store

import "golang.org/x/sys/unix"

// freeBytes is how much this user can still write where a folder is.
func freeBytes(folder string) (free uint64, known bool) {
	var stat unix.Statfs_t
	if unix.Statfs(folder, &stat) != nil {
		return 0, false
	}
	return uint64(stat.Bavail) * uint64(stat.Bsize), true
}

// SameDisk says whether two folders are on one volume, as far as the system
// tells: what breaks the disk of one breaks the other.
func SameDisk(a, b string) bool {
	var atA, atB unix.Stat_t
	if unix.Stat(existing(a), &atA) != nil || unix.Stat(existing(b), &atB) != nil {
		return false
	}
	return atA.Dev == atB.Dev
}
