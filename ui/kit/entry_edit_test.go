package kit

import (
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// TestEntry_edits is what keys do to 하나 둘셋 다섯 with the caret behind 둘. The text must be want, with the caret at | and
// the selection in brackets.
func TestEntry_edits(t *testing.T) {
	newApp(t)
	for _, c := range []struct {
		by   string
		do   func(h *hands)
		want string
	}{
		{"Left", func(h *hands) { h.press(fyne.KeyLeft) }, "하나 |둘셋 다섯"},
		{"Right", func(h *hands) { h.press(fyne.KeyRight) }, "하나 둘셋| 다섯"},
		{"Home", func(h *hands) { h.press(fyne.KeyHome) }, "|하나 둘셋 다섯"},
		{"End", func(h *hands) { h.press(fyne.KeyEnd) }, "하나 둘셋 다섯|"},
		{"Up", func(h *hands) { h.press(fyne.KeyUp) }, "|하나 둘셋 다섯"},
		{"Down", func(h *hands) { h.press(fyne.KeyDown) }, "하나 둘셋 다섯|"},
		{"Shift+Right", func(h *hands) { h.shifted(func() { h.press(fyne.KeyRight, fyne.KeyRight) }) }, "하나 둘[셋 ]|다섯"},
		{"Shift+Home", func(h *hands) { h.shifted(func() { h.press(fyne.KeyHome) }) }, "|[하나 둘]셋 다섯"},
		{"Shift+End", func(h *hands) { h.shifted(func() { h.press(fyne.KeyEnd) }) }, "하나 둘[셋 다섯]|"},
		{"Ctrl+Left", func(h *hands) { h.ctrl(fyne.KeyLeft) }, "하나 |둘셋 다섯"},
		{"Ctrl+Right", func(h *hands) { h.ctrl(fyne.KeyRight) }, "하나 둘셋| 다섯"},
		{"Ctrl+Home", func(h *hands) { h.ctrl(fyne.KeyHome) }, "|하나 둘셋 다섯"},
		{"Ctrl+End", func(h *hands) { h.ctrl(fyne.KeyEnd) }, "하나 둘셋 다섯|"},
		{"Ctrl+Shift+Right", func(h *hands) { h.shifted(func() { h.ctrl(fyne.KeyRight) }) }, "하나 둘[셋]| 다섯"},
		{"Ctrl+Backspace", func(h *hands) { h.ctrl(fyne.KeyBackspace) }, "하나 |셋 다섯"},
		{"Ctrl+Delete", func(h *hands) { h.ctrl(fyne.KeyDelete) }, "하나 둘| 다섯"},
		{"Backspace", func(h *hands) { h.press(fyne.KeyBackspace) }, "하나 |셋 다섯"},
		{"Delete", func(h *hands) { h.press(fyne.KeyDelete) }, "하나 둘| 다섯"},
		{"typing over a selection", func(h *hands) { h.shifted(func() { h.press(fyne.KeyRight) }); h.keys("tka") }, "하나 둘삼| 다섯"},
		{"select all", func(h *hands) { h.shortcut(&fyne.ShortcutSelectAll{}) }, "[하나 둘셋 다섯]|"},
		{"cut and paste", func(h *hands) {
			clip := test.NewClipboard()
			h.shifted(func() { h.press(fyne.KeyHome) })
			h.shortcut(&fyne.ShortcutCut{Clipboard: clip})
			h.press(fyne.KeyEnd)
			h.shortcut(&fyne.ShortcutPaste{Clipboard: clip})
		}, "셋 다섯하나 둘|"},
		{"nothing to cut", func(h *hands) { h.shortcut(&fyne.ShortcutCut{Clipboard: clipped("x")}) }, "하나 둘|셋 다섯"},
		{"a paste of several lines", func(h *hands) {
			h.shortcut(&fyne.ShortcutPaste{Clipboard: clipped("\r\n가\t나\n\n다\n")})
		}, "하나 둘가 나 다|셋 다섯"},
		{"a paste of what can't be seen", func(h *hands) {
			h.shortcut(&fyne.ShortcutPaste{Clipboard: clipped("a\x07b\u200bc\u2028d\u202ee\u0085f\ufeff")})
		}, "하나 둘abc de f|셋 다섯"},
		{"a paste in parts, as macOS names files", func(h *hands) {
			h.shortcut(&fyne.ShortcutPaste{Clipboard: clipped("\u1112\u1161\u11ab")})
		}, "하나 둘한|셋 다섯"},
		{"undo", func(h *hands) { h.keys("tka"); h.shortcut(&fyne.ShortcutUndo{}) }, "하나 둘|셋 다섯"},
		{"redo", func(h *hands) {
			h.keys("tka")
			h.shortcut(&fyne.ShortcutUndo{})
			h.shortcut(&fyne.ShortcutRedo{})
		}, "하나 둘삼|셋 다섯"},
		{"redo, as on a Mac", func(h *hands) {
			h.keys("tka")
			h.shortcut(&fyne.ShortcutUndo{})
			h.shifted(func() { h.ctrl(fyne.KeyZ) })
		}, "하나 둘삼|셋 다섯"},
	} {
		t.Run(c.by, func(t *testing.T) {
			if strings.HasPrefix(c.by, "Ctrl") && runtime.GOOS == "darwin" {
				t.Skip("there it is another key")
			}
			e := NewEntry(EntryOptions{})
			e.SetValue("하나 둘셋 다섯")
			h := openHands(t, NewField("상품", e))
			e.buffer.MoveTo(4, false)
			c.do(h)
			if got := drawnOut(e); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// drawnOut is an entry's text with the caret and the selection.
func drawnOut(e *Entry) string {
	b := &e.buffer
	from, to := b.Selection()
	text := b.Slice(0, from)
	switch {
	case from == to:
		text += "|"
	case b.Caret() == from:
		text += "|[" + b.Selected() + "]"
	default:
		text += "[" + b.Selected() + "]|"
	}
	return text + b.Slice(to, b.Len())
}

// TestEntry_disabled can be copied from and is not changed by anything.
func TestEntry_disabled(t *testing.T) {
	e := NewEntry(EntryOptions{})
	h := newHands(t, NewField("고객", e))
	h.shortcut(&fyne.ShortcutPaste{Clipboard: clipped("고객-0042")})
	e.Disable()
	h.click(e, 2)
	h.keys("rk1 <")
	h.press(fyne.KeyDelete)
	clip := clipped("붙인 말")
	h.shortcut(&fyne.ShortcutPaste{Clipboard: clip})
	h.shortcut(&fyne.ShortcutUndo{})
	h.ctrl(fyne.KeyBackspace)
	if e.Value() != "고객-0042" || !e.focused {
		t.Errorf("%q, with the keyboard: %t", e.Value(), e.focused)
	}
	if !e.view.caret.line.Hidden {
		t.Error("a caret says that it can be typed in")
	}
	h.click(e, 3)
	h.shifted(func() { h.press(fyne.KeyEnd) })
	h.shortcut(&fyne.ShortcutCut{Clipboard: clip})
	if clip.Content() != "0042" || e.Value() != "고객-0042" || e.view.bands[0].Hidden {
		t.Errorf("copied %q, left %q, the selection hidden: %t", clip.Content(), e.Value(), e.view.bands[0].Hidden)
	}
	if words := menuOf(e); words != "Copy, Select all" {
		t.Errorf("the menu has %s", words)
	}
	e.Enable()
	if e.view.caret.line.Hidden {
		t.Error("no caret although it can be typed in")
	}
}

// TestEntry_menu has what can be done now, in the window's words.
func TestEntry_menu(t *testing.T) {
	e := NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", e))
	h.window.Keyboard.Words = func() EntryWords {
		return EntryWords{Undo: "되돌리기", Redo: "다시 하기", Cut: "잘라내기", Copy: "복사", Paste: "붙여넣기", SelectAll: "모두 선택"}
	}
	if words := menuOf(e); words != "잘라내기, 복사, 붙여넣기, 모두 선택" {
		t.Errorf("at first %s", words)
	}
	h.keys("rk")
	if words := menuOf(e); words != "되돌리기, |, 잘라내기, 복사, 붙여넣기, 모두 선택" {
		t.Errorf("after typing %s", words)
	}
	e.offers(nil)[0].Action()
	if words := menuOf(e); e.Value() != "" || words != "다시 하기, |, 잘라내기, 복사, 붙여넣기, 모두 선택" {
		t.Errorf("undone to %q, then %s", e.Value(), words)
	}
	h.mouse(e, spot(e, 0), desktop.MouseButtonSecondary)
	if h.canvas.Overlays().Top() == nil {
		t.Error("no menu opens")
	}
}

func menuOf(e *Entry) string {
	var words []string
	for _, item := range e.offers(nil) {
		if item.IsSeparator {
			item.Label = "|"
		}
		words = append(words, item.Label)
	}
	return strings.Join(words, ", ")
}

// TestEntry_full takes no more than Max runes, whichever way they come, and tells of no change that there was not.
func TestEntry_full(t *testing.T) {
	e := NewEntry(EntryOptions{Max: 3})
	told := 0
	e.OnChanged = func(string) { told++ }
	h := newHands(t, NewField("상품", e))
	h.keys("rkskek") // 가나다
	was := told
	h.keys("fk") // ㄹ goes beneath 다, ㅏ would take it off again
	if e.Value() != "가나달" || told != was+1 {
		t.Errorf("%q, told %d times more", e.Value(), told-was)
	}
	h.keys("1 ")
	h.shortcut(&fyne.ShortcutPaste{Clipboard: clipped("라마")})
	if e.Value() != "가나달" || told != was+1 {
		t.Errorf("%q, told %d times more", e.Value(), told-was)
	}
	h.shortcut(&fyne.ShortcutSelectAll{})
	h.keys("gksrmfdlfrr")
	if e.Value() != "한글읽" {
		t.Errorf("%q in place of all", e.Value())
	}
}
