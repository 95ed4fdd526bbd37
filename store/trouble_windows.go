package store

import "syscall"

// Windows' own numbers: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL and
// ERROR_WRITE_PROTECT.
func diskFull(e syscall.Errno) bool     { return e == 39 || e == 112 }
func diskReadOnly(e syscall.Errno) bool { return e == 19 }

// fileHeld: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, as when Excel has
// the file open.
func fileHeld(e syscall.Errno) bool { return e == 32 || e == 33 }
