//go:build !windows

package keyboard

import (
	"os"
	"runtime"

	"fyne.io/fyne/v2"
)

func own(fyne.Window) error { return nil }

func system(fyne.Window) error { return nil }

func owned(fyne.Window) bool { return false }

func switches(ev *fyne.KeyEvent, _ bool) bool { return runtime.GOOS != "darwin" && x11Switch(ev) }

// modifiers names a program's X input method, to the program and to what it opens.
const modifiers = "XMODIFIERS"

func leaveOut() (putBack func()) {
	if runtime.GOOS == "darwin" {
		return func() {}
	}
	before, set := os.LookupEnv(modifiers)
	_ = os.Setenv(modifiers, "@im=none") // fails for malformed names only
	return func() {
		if set {
			_ = os.Setenv(modifiers, before)
		} else {
			_ = os.Unsetenv(modifiers)
		}
	}
}
