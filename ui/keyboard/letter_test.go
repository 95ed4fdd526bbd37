package keyboard

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestLetter holds that a key is a letter by its name, and that no letter of macOS is on two keys or on none.
func TestLetter(t *testing.T) {
	for name, want := range map[fyne.KeyName]rune{
		fyne.KeyA: 'A', fyne.KeyZ: 'Z', fyne.Key1: 0, fyne.KeyReturn: 0, fyne.KeyF1: 0, fyne.KeySpace: 0, "[": 0,
	} {
		if got := Letter(&fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: 0x0C}}); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	places := map[rune]int{}
	for _, letter := range macLetters {
		places[letter]++
	}
	for letter := 'A'; letter <= 'Z'; letter++ {
		if places[letter] != 1 {
			t.Errorf("%c is on %d keys of a Mac", letter, places[letter])
		}
	}
}
