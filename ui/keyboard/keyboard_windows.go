package keyboard

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

var (
	imm32  = windows.NewLazySystemDLL("imm32.dll")
	user32 = windows.NewLazySystemDLL("user32.dll")

	immAssociateContextEx = imm32.NewProc("ImmAssociateContextEx")
	immGetContext         = imm32.NewProc("ImmGetContext")
	immReleaseContext     = imm32.NewProc("ImmReleaseContext")
	immNotifyIME          = imm32.NewProc("ImmNotifyIME")
	getKeyboardType       = user32.NewProc("GetKeyboardType")
	mapVirtualKey         = user32.NewProc("MapVirtualKeyW")
)

// What imm.h and winuser.h call by these names.
const (
	iaceDefault          = 0x10 // IACE_DEFAULT: the context that every window starts with
	niCompositionString  = 0x15 // NI_COMPOSITIONSTR
	cpsComplete          = 0x01 // CPS_COMPLETE
	mapScanToKeyExtended = 3    // MAPVK_VSC_TO_VK_EX
)

// own completes what the input method is composing, then detaches it. It is not
// closed as well: that would put every other program into English, where Windows
// keeps one state for all.
func own(w fyne.Window) error {
	return onHandle(w, func(window uintptr) error {
		if context, _, _ := immGetContext.Call(window); context != 0 {
			_, _, _ = immNotifyIME.Call(context, niCompositionString, cpsComplete, 0)
			_, _, _ = immReleaseContext.Call(window, context)
		}
		return associate(window, 0)
	})
}

func system(w fyne.Window) error {
	return onHandle(w, func(window uintptr) error { return associate(window, iaceDefault) })
}

func owned(w fyne.Window) bool {
	none := false
	err := onHandle(w, func(window uintptr) error {
		context, _, _ := immGetContext.Call(window)
		none = context == 0
		if context != 0 {
			_, _, _ = immReleaseContext.Call(window, context)
		}
		return nil
	})
	return err == nil && none
}

// associate gives a window no context, or with iaceDefault the first one.
func associate(window, flags uintptr) error {
	if done, _, err := immAssociateContextEx.Call(window, 0, flags); done == 0 {
		return fmt.Errorf("associate the window with an input context: %w", err)
	}
	return nil
}

// onHandle calls act with the window's handle.
func onHandle(w fyne.Window, act func(window uintptr) error) error {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return ErrNoWindow
	}
	if err := immAssociateContextEx.Find(); err != nil {
		return err // a Windows without text input
	}
	err := ErrNoWindow
	native.RunNative(func(context any) {
		if c, ok := context.(driver.WindowsWindowContext); ok && c.HWND != 0 {
			err = act(c.HWND)
		}
	})
	return err
}

func switches(ev *fyne.KeyEvent, shift bool) bool {
	return windowsSwitch(ev.Physical.ScanCode, shift, virtualKey, koreanWithoutHangulKey)
}

// virtualKey is what the keyboard layout in use makes of a scan code with the
// prefix E0 in its high byte, or zero.
func virtualKey(scan uint16) uint16 {
	key, _, _ := mapVirtualKey.Call(uintptr(scan), mapScanToKeyExtended)
	return uint16(key)
}

// koreanWithoutHangulKey tells whether the keyboard is Korea's 101 keys of type
// 3, where Shift+Space plays the part of 한/영.
func koreanWithoutHangulKey() bool {
	kind, _, _ := getKeyboardType.Call(0)
	subtype, _, _ := getKeyboardType.Call(1)
	return kind == 8 && subtype == 5
}
