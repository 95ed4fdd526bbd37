package keyboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// scanHNGL is the key code of the key that X11's keyboards name HNGL.
const scanHNGL = 130

// x11Switch tells whether a key of X11 is 한/영: the key of its own that Korean
// keyboards have, or right Alt, which stands in its place on all others and
// sends what right Alt sends elsewhere.
func x11Switch(ev *fyne.KeyEvent) bool {
	return ev.Physical.ScanCode == scanHNGL || ev.Name == desktop.KeyAltRight
}

// The scan codes of Windows, as GLFW gives them.
const (
	extended  = 0x100 // the bit of a key that sends the prefix E0
	scanSpace = 0x39
)

// vkHangul is what Windows calls 한/영, whatever key plays its part: VK_HANGUL.
const vkHangul = 0x15

// windowsSwitch tells whether a key of Windows is 한/영: the key of its own that
// Korean keyboards have (72 or F2, with or without the prefix); right Alt or
// right Ctrl where the layout in use says so; Shift+Space on the keyboard that
// has neither. virtualKey maps a scan code, its prefix in the high byte;
// noHangulKey tells that keyboard.
func windowsSwitch(scan int, shift bool, virtualKey func(uint16) uint16, noHangulKey func() bool) bool {
	code := uint16(scan &^ extended)
	if code == 0x72 || code == 0xF2 {
		return true
	}
	if scan == scanSpace {
		return shift && noHangulKey()
	}
	if scan&extended != 0 {
		code |= 0xE000
	}
	return virtualKey(code) == vkHangul
}
