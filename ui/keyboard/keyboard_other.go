//go:build !windows

package keyboard

import (
	"runtime"

	"fyne.io/fyne/v2"
)

func own(fyne.Window) error { return nil }

func system(fyne.Window) error { return nil }

func owned(fyne.Window) bool { return false }

func switches(ev *fyne.KeyEvent, _ bool) bool { return runtime.GOOS != "darwin" && x11Switch(ev) }
