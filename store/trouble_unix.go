//go:build !windows

package store

import "syscall"

func diskFull(e syscall.Errno) bool     { return e == syscall.ENOSPC || e == syscall.EDQUOT }
func diskReadOnly(e syscall.Errno) bool { return e == syscall.EROFS }
