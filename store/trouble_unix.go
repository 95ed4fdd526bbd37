//go:build !windows

package store

import "syscall"

func diskFull(e syscall.Errno) bool     { return e == syscall.ENOSPC || e == syscall.EDQUOT }
func diskReadOnly(e syscall.Errno) bool { return e == syscall.EROFS }

// fileHeld is about Windows alone: elsewhere an open file can be replaced.
func fileHeld(syscall.Errno) bool { return false }
