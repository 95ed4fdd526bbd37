package proof

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

// slower is the variable by which TestSlowerDisk knows that it is a child.
const slower = "SLOWER_DISK"

// onSlowerDisk is how long a page takes, and how many times as long a charge, in
// a process whose every sync takes longer.
func onSlowerDisk(t *testing.T, longer time.Duration) (pageMillis, ratio float64) {
	t.Helper()
	const syncs = "fsync,fdatasync"
	program := exec.Command("strace", "-f", "--seccomp-bpf", "-o", os.DevNull, "-e", "trace="+syncs,
		"-e", fmt.Sprintf("inject=%s:delay_exit=%d", syncs, longer.Microseconds()), os.Args[0], "-test.run=^TestSlowerDisk$")
	program.Env = append(os.Environ(), slower+"=1")
	said, err := program.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if _, err := fmt.Sscan(string(said), &pageMillis, &ratio); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return pageMillis, ratio
}

// TestSlowerDisk is onSlowerDisk's process.
func TestSlowerDisk(t *testing.T) {
	if os.Getenv(slower) == "" {
		t.Skip("the child of TestCostOfSafety")
	}
	folder := benchFolder(t)
	s := compare(t, folder, newPage(t, folder), 3, 40)
	fmt.Println(middle(s.pages), middle(s.ratios))
}
