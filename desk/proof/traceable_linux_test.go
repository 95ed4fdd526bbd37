package proof

import "syscall"

// PR_SET_PTRACER and PR_SET_PTRACER_ANY, see prctl(2).
const (
	setPtracer = 0x59616d61
	ptracerAny = ^uintptr(0)
)

// allowTracing lets strace take hold of this process although it is no child
// of strace. Where the kernel does not ask for it (Yama), it is no loss that
// the call fails.
func allowTracing() { _, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, setPtracer, ptracerAny, 0) }
