package keyboard

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// TestWindowsSwitch holds the keys that are 한/영 on Korea's keyboards against
// the layouts kbd101a (right Alt), kbd101b (right Ctrl), kbd101c (Shift+Space)
// and one from elsewhere.
func TestWindowsSwitch(t *testing.T) {
	layout := func(hangul uint16) func(uint16) uint16 {
		return func(scan uint16) uint16 {
			if scan == hangul {
				return vkHangul
			}
			return 0x41
		}
	}
	const rightAlt, rightCtrl, leftAlt, h = 0x138, 0x11D, 0x38, 0x23
	for _, c := range []struct {
		name   string
		scan   int
		shift  bool
		hangul uint16 // what the layout has 한/영 on
		type3  bool
		want   bool
	}{
		{"the key of a laptop", 0xF2, false, 0, false, true},
		{"the same, with the prefix", 0x1F2, false, 0, false, true},
		{"the key of 103 keys", 0x72, false, 0, false, true},
		{"the same, with the prefix", 0x172, false, 0, false, true},
		{"한자", 0xF1, false, 0xE038, false, false},
		{"한자 of 103 keys", 0x71, false, 0xE038, false, false},
		{"right Alt of type 1", rightAlt, false, 0xE038, false, true},
		{"left Alt of type 1", leftAlt, false, 0xE038, false, false},
		{"right Ctrl of type 1", rightCtrl, false, 0xE038, false, false},
		{"right Ctrl of type 2", rightCtrl, false, 0xE01D, false, true},
		{"right Alt of type 2", rightAlt, false, 0xE01D, false, false},
		{"right Alt elsewhere", rightAlt, false, 0, false, false},
		{"Shift+Space of type 3", scanSpace, true, 0, true, true},
		{"Space of type 3", scanSpace, false, 0, true, false},
		{"Shift+Space elsewhere", scanSpace, true, 0xE038, false, false},
		{"a letter", h, false, 0xE038, true, false},
		{"a letter with Shift", h, true, 0xE038, true, false},
	} {
		if got := windowsSwitch(c.scan, c.shift, layout(c.hangul), func() bool { return c.type3 }); got != c.want {
			t.Errorf("%s (%#x): %t, want %t", c.name, c.scan, got, c.want)
		}
	}
}

func TestX11Switch(t *testing.T) {
	for _, c := range []struct {
		name fyne.KeyName
		scan int
		want bool
	}{
		{fyne.KeyUnknown, 130, true},
		{desktop.KeyAltRight, 108, true},
		{desktop.KeyAltLeft, 64, false},
		{desktop.KeyControlRight, 105, false},
		{fyne.KeyUnknown, 131, false}, // 한자
		{fyne.KeySpace, 65, false},
		{fyne.KeyH, 43, false},
	} {
		if got := x11Switch(&fyne.KeyEvent{Name: c.name, Physical: fyne.HardwareKey{ScanCode: c.scan}}); got != c.want {
			t.Errorf("%q (%d): %t, want %t", c.name, c.scan, got, c.want)
		}
	}
}

// TestOwn_elsewhere: a window without a native one is never a reason to crash.
func TestOwn_elsewhere(t *testing.T) {
	w := test.NewTempWindow(t, nil)
	want := error(nil)
	if runtime.GOOS == "windows" {
		want = ErrNoWindow
	}
	if err := Own(w); err != want {
		t.Errorf("Own: %v", err)
	}
	if err := System(w); err != want {
		t.Errorf("System: %v", err)
	}
	if Owned(w) {
		t.Error("a window that is not there has no input method of ours")
	}
}
