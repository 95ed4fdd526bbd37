// Package keyboard is what differs between operating systems while Korean is
// typed: which key is 한/영, and how a window is freed of the system's input
// method, so that the keys themselves reach the entries, which compose.
//
//   - Windows: the input method is detached from the window (Own) and given
//     back (System). Keys that it would have eaten then arrive, 한/영 included.
//   - X11: the input method is left out before the toolkit starts (LeaveOut);
//     a window has no say in it later. A Windows program under wine is on X11
//     as well and needs both.
//   - macOS: the system composes beside us, whatever we do (ComposesBeside).
//     Keys arrive before it sees them, so its late characters can be told apart.
//
// It knows nothing of entries and syllables. It needs no cgo and does not start
// the toolkit.
package keyboard

import (
	"errors"
	"runtime"

	"fyne.io/fyne/v2"
)

// ErrNoWindow says that the window is not on the screen: it has no handle yet,
// or no longer.
var ErrNoWindow = errors.New("the window is not on the screen")

// Own takes the system's input method away from a window that is shown, so that
// the keys themselves arrive. What the method was composing is completed and arrives
// as characters soon after. It lasts until System or the window's end; calling it
// again is harmless. Nothing happens on X11 and macOS. It returns ErrNoWindow if
// the window is not shown. UI thread only.
func Own(w fyne.Window) error { return own(w) }

// System gives the system's input method back to a window; what Own did is
// undone. Nothing happens on X11 and macOS. It returns ErrNoWindow if the
// window is not shown. UI thread only.
func System(w fyne.Window) error { return system(w) }

// Owned tells whether a window has no input method of the system now. Only
// Windows can be asked: on X11 and macOS the answer is false. UI thread only.
func Owned(w fyne.Window) bool { return owned(w) }

// Switches tells whether a key that went down is the one that switches between
// Korean and English: 한/영, or what plays its part on this system's keyboard;
// shift says whether a Shift key is held. To be asked once a press, not when
// the key repeats. Nothing switches by key on macOS, where the system's own
// keys do.
func Switches(ev *fyne.KeyEvent, shift bool) bool { return switches(ev, shift) }

// ComposesBeside tells whether the system's input method goes on composing
// although the entries do, so that characters of its own arrive late: macOS.
func ComposesBeside() bool { return runtime.GOOS == "darwin" }

// LeaveOut keeps X input methods out of this program; nothing happens on Windows
// and macOS. It has to be called before the toolkit makes its first window, which
// is when the input method is chosen, and before other threads read the
// environment. putBack, never nil, undoes it for the programs that this one
// opens; it has to be called once that window is made.
func LeaveOut() (putBack func()) { return leaveOut() }
