//go:build !windows

package keyboard

import (
	"os"
	"runtime"
	"testing"
)

// TestLeaveOut_ends: the programs that this one opens have their input method.
func TestLeaveOut_ends(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("there is no X input method here")
	}
	for _, before := range []string{"@im=nabi", ""} {
		t.Setenv(modifiers, before)
		if before == "" {
			os.Unsetenv(modifiers)
		}
		putBack := LeaveOut()
		if got := os.Getenv(modifiers); got != "@im=none" {
			t.Errorf("the toolkit starts with %q", got)
		}
		putBack()
		if got, set := os.LookupEnv(modifiers); got != before || set != (before != "") {
			t.Errorf("afterwards %q (%t), before %q", got, set, before)
		}
	}
}
