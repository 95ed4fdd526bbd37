package proof

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// runtimeCalls are the system calls by which Go's scheduler and memory manager
// keep house. They come and go by chance and leave nothing behind, so no
// boundary is counted at them.
var runtimeCalls = []string{
	"futex", "nanosleep", "clock_nanosleep", "sched_yield", "rt_sigreturn", "rt_sigprocmask", "sigaltstack", "tgkill",
	"getpid", "gettid", "mmap", "munmap", "mprotect", "madvise", "epoll_ctl", "epoll_pwait", "epoll_wait", "clone",
	"clone3", "restart_syscall",
}

// effects are the system calls after which the disk, or the gateway, may be
// another than before.
var effects = map[string]bool{
	"write": true, "pwrite64": true, "fsync": true, "fdatasync": true, "ftruncate": true, "unlink": true, "unlinkat": true,
	"rename": true, "renameat": true, "renameat2": true, "mkdirat": true, "openat": true, "fchmod": true, "fchmodat": true,
	"fchmodat2": true, "connect": true, "sendto": true, "sendmsg": true, "shutdown": true, "flock": true,
}

// tracer is a strace on one child.
type tracer struct {
	command *exec.Cmd
	output  string
}

// trace attaches strace to a child that is waiting, with more options, and
// returns when it has hold of it. The error says why it has not.
func trace(t testing.TB, c *child, options ...string) (*tracer, error) {
	t.Helper()
	output := filepath.Join(shortFolder(t), "calls")
	all := append([]string{"-y", "-o", output, "-p", fmt.Sprint(c.command.Process.Pid)}, options...)
	s := &tracer{command: exec.Command("strace", all...), output: output}
	said, err := s.command.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	scanner, heard := bufio.NewScanner(said), ""
	for scanner.Scan() {
		heard += scanner.Text() + " "
		if strings.Contains(heard, " attached") {
			go func() { _, _ = io.Copy(io.Discard, said) }() // so that it never waits for a reader
			return s, nil
		}
	}
	_ = s.command.Wait() // what it said says more
	return nil, fmt.Errorf("strace: %s", heard)
}

// lines waits for strace to end, which it does with the child, and returns
// what it wrote.
func (s *tracer) lines() ([]string, error) {
	_ = s.command.Wait() // strace ends as its tracee did
	content, err := os.ReadFile(s.output)
	return strings.Split(strings.TrimSpace(string(content)), "\n"), err
}

// callNames are the names of the calls in a trace of one thread, each once.
func callNames(lines []string) (names []string) {
	for _, line := range lines {
		name, _, isCall := strings.Cut(line, "(")
		if isCall && !strings.ContainsAny(name, " +-") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// completed counts the effects in a trace of one thread. A call whose result
// is "?" was killed before it began.
func completed(lines []string) (n int) {
	for _, line := range lines {
		if isEffect(line) && !strings.HasSuffix(line, "= ?") {
			n++
		}
	}
	return n
}

// isEffect reads one line of a trace without a thread's number. The scheduler
// wakes itself by an eventfd; that is no effect.
func isEffect(line string) bool {
	name, _, isCall := strings.Cut(line, "(")
	return isCall && effects[name] && !strings.Contains(line, "[eventfd]")
}

// noTracing says why strace can't be used here; "" if it can.
func noTracing() string {
	if runtime.GOOS != "linux" {
		return "strace is for Linux only"
	}
	if _, err := exec.LookPath("strace"); err != nil {
		return "strace is not installed (Debian: apt-get install strace)"
	}
	said, err := exec.Command("strace", "-qq", "-o", os.DevNull, "-e", "trace=none", "true").CombinedOutput()
	if err != nil {
		return "ptrace is not permitted: " + strings.TrimSpace(string(said))
	}
	return ""
}
