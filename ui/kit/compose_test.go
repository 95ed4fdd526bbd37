package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// TestEntry_completes is what ends a composition where it is: 하 grows in the item, something happens, and ㄴ is typed,
// which would make 한 of it.
func TestEntry_completes(t *testing.T) {
	newApp(t)
	for _, c := range []struct {
		by          string
		do          func(h *hands, item, buyer *Entry)
		item, buyer string
	}{
		{"Tab", func(h *hands, _, _ *Entry) { h.press(fyne.KeyTab) }, "하", "ㄴ"},
		{"Shift+Tab", func(h *hands, _, _ *Entry) { h.shifted(func() { h.press(fyne.KeyTab) }) }, "하", "ㄴ"},
		{"Enter", func(h *hands, _, _ *Entry) { h.press(fyne.KeyReturn) }, "하", "ㄴ"},
		{"Enter that submits", func(h *hands, item, _ *Entry) {
			item.OnEnter = func() { item.SetValue("[" + item.Value() + "]") }
			h.press(fyne.KeyReturn)
		}, "[하]ㄴ", ""},
		{"Ctrl+Enter that submits", func(h *hands, item, _ *Entry) {
			item.OnCtrlEnter = func() { item.SetValue("[" + item.Value() + "]") }
			h.ctrl(fyne.KeyReturn)
		}, "[하]ㄴ", ""},
		{"a click elsewhere", func(h *hands, item, _ *Entry) { h.away(); h.keys("r"); item.Focus() }, "하ㄴ", ""},
		{"a click into another field", func(h *hands, _, buyer *Entry) { h.click(buyer, 0) }, "하", "ㄴ"},
		{"a click into its own", func(h *hands, item, _ *Entry) { h.click(item, 1) }, "하ㄴ", ""},
		{"a click before it", func(h *hands, item, _ *Entry) { h.click(item, 0) }, "ㄴ하", ""},
		{"the menu", func(h *hands, item, _ *Entry) {
			h.mouse(item, spot(item, 1), desktop.MouseButtonSecondary)
			h.canvas.Overlays().Remove(h.canvas.Overlays().Top())
		}, "하ㄴ", ""},
		{"Esc", func(h *hands, _, _ *Entry) { h.press(fyne.KeyEscape) }, "하ㄴ", ""},
		{"Left", func(h *hands, _, _ *Entry) { h.press(fyne.KeyLeft) }, "ㄴ하", ""},
		{"Right", func(h *hands, _, _ *Entry) { h.press(fyne.KeyRight) }, "하ㄴ", ""},
		{"Shift+Left", func(h *hands, _, _ *Entry) { h.shifted(func() { h.press(fyne.KeyLeft) }) }, "ㄴ", ""},
		{"Home", func(h *hands, _, _ *Entry) { h.press(fyne.KeyHome) }, "ㄴ하", ""},
		{"End", func(h *hands, _, _ *Entry) { h.press(fyne.KeyEnd) }, "하ㄴ", ""},
		{"Up", func(h *hands, _, _ *Entry) { h.press(fyne.KeyUp) }, "ㄴ하", ""},
		{"Down", func(h *hands, _, _ *Entry) { h.press(fyne.KeyDown) }, "하ㄴ", ""},
		{"Page Down", func(h *hands, _, _ *Entry) { h.press(fyne.KeyPageDown) }, "하ㄴ", ""},
		{"a function key", func(h *hands, _, _ *Entry) { h.press(fyne.KeyF12) }, "하ㄴ", ""},
		{"Delete", func(h *hands, _, _ *Entry) { h.press(fyne.KeyDelete) }, "하ㄴ", ""},
		{"a space", func(h *hands, _, _ *Entry) { h.keys(" ") }, "하 ㄴ", ""},
		{"a figure", func(h *hands, _, _ *Entry) { h.keys("1") }, "하1ㄴ", ""},
		{"a mark", func(h *hands, _, _ *Entry) { h.keys(",") }, "하,ㄴ", ""},
		{"Ctrl+S", func(h *hands, _, _ *Entry) { h.ctrl(fyne.KeyS) }, "하ㄴ", ""},
		{"Ctrl+Left", func(h *hands, _, _ *Entry) { h.ctrl(fyne.KeyLeft) }, "ㄴ하", ""},
		{"copy", func(h *hands, _, _ *Entry) { h.shortcut(&fyne.ShortcutCopy{Clipboard: test.NewClipboard()}) }, "하ㄴ", ""},
		{"cut", func(h *hands, _, _ *Entry) { h.shortcut(&fyne.ShortcutCut{Clipboard: test.NewClipboard()}) }, "하ㄴ", ""},
		{"paste", func(h *hands, _, _ *Entry) { h.shortcut(&fyne.ShortcutPaste{Clipboard: clipped("쌀")}) }, "하쌀ㄴ", ""},
		{"select all", func(h *hands, _, _ *Entry) { h.shortcut(&fyne.ShortcutSelectAll{}) }, "ㄴ", ""},
		{"undo", func(h *hands, _, _ *Entry) { h.shortcut(&fyne.ShortcutUndo{}) }, "ㄴ", ""},
		{"undo and redo", func(h *hands, _, _ *Entry) {
			h.shortcut(&fyne.ShortcutUndo{})
			h.shortcut(&fyne.ShortcutRedo{})
		}, "하ㄴ", ""},
		{"another window", func(h *hands, _, _ *Entry) { h.leave(); h.comeBack() }, "하ㄴ", ""},
		{"another window, told of ahead of a character", func(h *hands, _, _ *Entry) {
			h.down(fyne.KeyR)
			h.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyR})
			h.leave()
			h.rune('r')
			h.comeBack()
		}, "학ㄴ", ""},
		{"another field, told of ahead of a character", func(h *hands, _, buyer *Entry) {
			h.down(fyne.KeyR)
			h.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyR})
			buyer.Focus()
			h.rune('r')
		}, "학", "ㄴ"},
		{"a sheet that opens", func(h *hands, _, _ *Entry) {
			sheet := NewSheet(200, NewText(Body, "?"))
			sheet.Open(h.canvas)
			h.keys("r")
			sheet.Close()
		}, "하ㄴ", ""},
		{"an entry on a sheet", func(h *hands, _, buyer *Entry) {
			inner := NewEntry(EntryOptions{})
			sheet := NewSheet(200, NewField("x", inner)).FocusFirst(inner)
			sheet.Open(h.canvas)
			h.keys("rk")
			buyer.SetValue(inner.Value())
			sheet.Close()
		}, "하ㄴ", "가"},
		{"한/영, twice", func(h *hands, _, _ *Entry) { h.press(hangulKey, hangulKey) }, "하ㄴ", ""},
		{"a text that is set", func(h *hands, item, _ *Entry) { item.SetValue(item.Value()) }, "하ㄴ", ""},
	} {
		t.Run(c.by, func(t *testing.T) {
			item, buyer := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
			h := openHands(t, NewField("상품", item), NewField("구매자", buyer))
			h.keys("gk")
			c.do(h, item, buyer)
			h.keys("s")
			if item.Value() != c.item || buyer.Value() != c.buyer {
				t.Errorf("item %q, buyer %q; want %q, %q", item.Value(), buyer.Value(), c.item, c.buyer)
			}
		})
	}
}

// TestEntry_goes_on is what does not end a composition.
func TestEntry_goes_on(t *testing.T) {
	newApp(t)
	for _, c := range []struct {
		over string
		do   func(h *hands, e *Entry)
		want string
	}{
		{"backspace, which takes a jamo", func(h *hands, _ *Entry) { h.keys("s<") }, "한"},
		{"backspace over all of it", func(h *hands, _ *Entry) { h.keys("<<") }, "ㄴ"},
		{"modifiers alone", func(h *hands, _ *Entry) {
			h.press(desktop.KeyShiftLeft, desktop.KeyControlLeft, desktop.KeyAltLeft, desktop.KeySuperLeft, desktop.KeyCapsLock)
		}, "한"},
		{"being drawn anew", func(h *hands, e *Entry) { h.window.Refresh(); e.Refresh() }, "한"},
		{"a wider window", func(h *hands, e *Entry) { e.Resize(e.Size().AddWidthHeight(40, 0)) }, "한"},
	} {
		t.Run(c.over, func(t *testing.T) {
			e := NewEntry(EntryOptions{})
			h := openHands(t, NewField("상품", e))
			h.keys("gk")
			c.do(h, e)
			if h.keys("s"); e.Value() != c.want {
				t.Errorf("%q, want %q", e.Value(), c.want)
			}
		})
	}
}

// TestEntry_composes types as people do, mistakes included.
func TestEntry_composes(t *testing.T) {
	newApp(t)
	for _, c := range []struct{ keys, want string }{
		{"gksrmf", "한글"},
		{"dkssudgktpdy", "안녕하세요"},
		{"gotQkf 10kg", "햇빨 10ㅏㅎ"},
		{"Qnaqk", "뿜바"},
		{"RhcTdl", "꽃ㅆ이"},
		{"ekfr", "닭"},
		{"ekfrl", "달기"},
		{"gks<<<rk", "가"},
		{"rksk<<<sk", "나"}, // the first two take 나, the third all of 가
	} {
		t.Run(c.want, func(t *testing.T) {
			e := NewEntry(EntryOptions{})
			h := openHands(t, NewField("상품", e))
			if h.keys(c.keys); e.Value() != c.want {
				t.Errorf("%s gives %q, want %q", c.keys, e.Value(), c.want)
			}
		})
	}
}

// TestEntry_repeats: a key that is held repeats as what it is; 한/영 switches once, however long it is held.
func TestEntry_repeats(t *testing.T) {
	e := NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", e))
	h.hold(fyne.KeyR, 2)
	if e.Value() != "ㄱㄱㄱ" {
		t.Errorf("a jamo: %q", e.Value())
	}
	if h.hold(fyne.KeyBackspace, 5); e.Value() != "" {
		t.Errorf("backspace: %q", e.Value())
	}
	if h.hold(hangulKey, 3); e.Script() != Latin {
		t.Error("한/영 switched more than once")
	}
	if h.hold(fyne.KeyR, 2); e.Value() != "rrr" {
		t.Errorf("a letter: %q", e.Value())
	}
}

// TestEntry_tells_of_a_growing_syllable: who listens, and who asks, has it with every jamo.
func TestEntry_tells_of_a_growing_syllable(t *testing.T) {
	e := NewEntry(EntryOptions{})
	var told []string
	e.OnChanged = func(v string) { told = append(told, v+"="+e.Value()) }
	h := newHands(t, NewField("상품", e))
	h.keys("gks<r")
	want := "ㅎ=ㅎ 하=하 한=한 하=하 학=학"
	got := ""
	for i, v := range told {
		if i > 0 {
			got += " "
		}
		got += v
	}
	if got != want {
		t.Errorf("told %s", got)
	}
}

func clipped(text string) fyne.Clipboard {
	c := test.NewClipboard()
	c.SetContent(text)
	return c
}
