package keyboard

import (
	"runtime"

	"fyne.io/fyne/v2"
)

// Letter is the letter of a letter key, 'A' to 'Z'; zero for every other key. The toolkit names a key by what the layout
// in use writes with it. On macOS the Korean layout writes jamo, for which the toolkit has no name: there the key's place
// counts.
func Letter(ev *fyne.KeyEvent) rune {
	if len(ev.Name) == 1 && ev.Name[0] >= 'A' && ev.Name[0] <= 'Z' {
		return rune(ev.Name[0])
	}
	if runtime.GOOS == "darwin" && ev.Name == fyne.KeyUnknown {
		return macLetters[ev.Physical.ScanCode]
	}
	return 0
}

// macLetters are the places of the letter keys on macOS, the virtual key codes kVK_ANSI_A to kVK_ANSI_M of Apple's
// HIToolbox/Events.h, and the Latin letters that are printed on them.
var macLetters = map[int]rune{
	0x00: 'A', 0x01: 'S', 0x02: 'D', 0x03: 'F', 0x04: 'H', 0x05: 'G', 0x06: 'Z', 0x07: 'X', 0x08: 'C', 0x09: 'V',
	0x0B: 'B', 0x0C: 'Q', 0x0D: 'W', 0x0E: 'E', 0x0F: 'R', 0x10: 'Y', 0x11: 'T', 0x1F: 'O', 0x20: 'U', 0x22: 'I',
	0x23: 'P', 0x25: 'L', 0x26: 'J', 0x28: 'K', 0x2D: 'N', 0x2E: 'M',
}
