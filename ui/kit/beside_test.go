package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestBeside is a system that composes although the program does: no syllable is doubled, lost or put elsewhere.
func TestBeside(t *testing.T) {
	newApp(t)
	for _, c := range []struct {
		rule               string
		korean             bool // the system, at first
		do                 func(h *hands, f besideFields)
		item, buyer, phone string
	}{
		{"a system in English", false, func(h *hands, _ besideFields) { h.keys("gksrmf") }, "한글", "", ""},
		{"a system in Korean", true, func(h *hands, _ besideFields) { h.keys("gksrmf") }, "한글", "", ""},
		{"a system that sends each jamo at once", true, func(h *hands, _ besideFields) {
			h.down("G")
			h.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: "G"})
			h.rune('ㅎ')
		}, "ㅎ", "", ""},
		{"its syllable comes with the next letter", true, func(h *hands, _ besideFields) { h.keys("rksk") }, "가나", "", ""},
		{"its syllable comes with Tab, in the next entry", true, func(h *hands, _ besideFields) { h.keys("gks\trk") }, "한", "가", ""},
		{"its syllable comes after a click, in the next entry", true, func(h *hands, f besideFields) {
			h.keys("gks")
			h.click(f.buyer, 0)
			h.keys("rk")
		}, "한", "가", ""},
		{"it goes on with what was completed here", true, func(h *hands, f besideFields) { // the system makes 한가 of it
			h.keys("gk")
			h.click(f.buyer, 0)
			h.keys("srk ")
		}, "하", "ㄴ가 ", ""},
		{"its syllable comes in an entry for figures", true, func(h *hands, f besideFields) {
			h.keys("gks")
			h.click(f.phone, 0)
			h.keys("010")
		}, "한", "", "010"},
		{"letters in an entry for figures", true, func(h *hands, f besideFields) {
			h.click(f.phone, 0)
			h.keys("r1k2")
			h.click(f.buyer, 0)
			h.keys("sk")
		}, "", "나", "12"},
		{"a space", true, func(h *hands, _ besideFields) { h.keys("gks rk") }, "한 가", "", ""},
		{"figures and marks", true, func(h *hands, _ besideFields) { h.keys("gks10rk,") }, "한10가,", "", ""},
		{"backspace by jamo", true, func(h *hands, _ besideFields) { h.keys("gks<r") }, "학", "", ""},
		{"backspace over a syllable, and on", true, func(h *hands, _ besideFields) { h.keys("rkgks<<<<sk") }, "나", "", ""},
		{"enter", true, func(h *hands, _ besideFields) { h.keys("gks"); h.press(fyne.KeyReturn); h.keys("rk") }, "한", "가", ""},
		{"a shortcut", true, func(h *hands, _ besideFields) { h.keys("gk"); h.ctrl(fyne.KeyS); h.keys("s") }, "하ㄴ", "", ""},
		{"another window, and the system completes", true, func(h *hands, _ besideFields) {
			h.keys("gks")
			h.leave()
			for _, r := range h.system.composer.Complete() {
				h.rune(r)
			}
			h.comeBack()
			h.keys("rk")
		}, "한가", "", ""},

		{"the system goes to Korean, where the entry is already", false, func(h *hands, _ besideFields) {
			h.keys("gk")
			h.system.korean = true
			h.keys("sS ")
		}, "한ㄴ ", "", ""},
		{"and back", false, func(h *hands, _ besideFields) {
			h.keys("gk")
			h.system.korean = true
			h.keys("s")
			h.switchSystem()
			h.keys("gks")
		}, "한gks", "", ""},
		{"the system goes to English, the entry as well", true, func(h *hands, _ besideFields) {
			h.keys("gk")
			h.switchSystem()
			h.keys("sS ")
		}, "하sS ", "", ""},
		{"the key that tells of it counts once, undone as well", true, func(h *hands, f besideFields) {
			h.keys("gk ")
			h.switchSystem()
			h.keys("s")
			h.shortcut(&fyne.ShortcutUndo{})
			if f.item.Value() != "하 " {
				f.item.SetValue("undone to " + f.item.Value())
			}
			h.shortcut(&fyne.ShortcutRedo{})
		}, "하 s", "", ""},
		{"switched in an entry for codes, it switches none", false, func(h *hands, f besideFields) {
			h.keys("gk")
			h.click(f.code, 0)
			h.keys("ab")
			h.system.korean = true
			h.keys("cd")
			h.click(f.item, 1)
			h.keys("s")
			if f.code.Value() != "abcd" {
				t.Errorf("the code is %q", f.code.Value())
			}
		}, "하ㄴ", "", ""},
		{"an English entry under a system in Korean", true, func(h *hands, f besideFields) {
			h.click(f.mail, 0)
			if h.keys("aB"); f.mail.Value() != "aB" { // the second as well, with no other key behind it
				t.Errorf("the address is %q", f.mail.Value())
			}
		}, "", "", ""},
		{"its last letter, when a click comes at once", true, func(h *hands, f besideFields) {
			h.click(f.mail, 0)
			h.down("A")
			h.act("A")
			if h.away(); f.mail.Value() != "a" {
				t.Errorf("the address is %q", f.mail.Value())
			}
		}, "", "", ""},
		{"its last letter, when the focus moves on at once", true, func(h *hands, f besideFields) {
			h.click(f.mail, 0)
			h.down("A")
			h.act("A")
			h.down(fyne.KeyTab)
			h.act(fyne.KeyTab)
			h.soon()
			if f.mail.Value() != "a" {
				t.Errorf("the address is %q", f.mail.Value())
			}
		}, "", "", ""},

		{"Hangul that no key was pressed for", false, func(h *hands, _ besideFields) {
			for _, r := range "받아쓰기" {
				h.rune(r)
			}
			h.keys(" gk")
		}, "받아쓰기 하", "", ""},
		{"Hangul without a key after some typing", true, func(h *hands, _ besideFields) {
			h.keys("gks ")
			for _, r := range "받아쓰기" {
				h.rune(r)
			}
		}, "한 받아쓰기", "", ""},
		{"Hangul once the system's own is chosen", true, func(h *hands, _ besideFields) {
			h.keys("gk")
			h.window.Keyboard.System = true
			h.rune('한')
		}, "하한", "", ""},
		{"Hangul without a key after all was taken off", true, func(h *hands, _ besideFields) {
			h.keys("gks<<< ")
			for _, r := range "받아쓰기" {
				h.rune(r)
			}
		}, " 받아쓰기", "", ""},
	} {
		t.Run(c.rule, func(t *testing.T) {
			h, f := openBeside(t, c.korean)
			c.do(h, f)
			if f.item.Value() != c.item || f.buyer.Value() != c.buyer || f.phone.Value() != c.phone {
				t.Errorf("item %q, buyer %q, phone %q; want %q, %q, %q", f.item.Value(), f.buyer.Value(), f.phone.Value(), c.item, c.buyer, c.phone)
			}
		})
	}
}

// TestBeside_where_no_text_is_typed: a choice is not chosen by a syllable that comes late, and what the system composes of
// a letter that a button had does not come out in the next entry.
func TestBeside_where_no_text_is_typed(t *testing.T) {
	newApp(t)
	item, buyer := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
	quota := NewChoice([]string{"2개월", "일시불"}, 0)
	h := openHands(t, NewField("상품", item), NewField("할부", quota), NewField("구매자", buyer)).beside(true)
	var left []rune
	h.window.OnRune = func(r rune) { left = append(left, r) }
	h.keys("dlf\t")
	if item.Value() != "일" || quota.Selected() != 0 || len(left) > 0 {
		t.Errorf("item %q, chosen %d, left over %q", item.Value(), quota.Selected(), left)
	}
	if h.keys("rk\t"); buyer.Value() != "" || len(left) > 0 {
		t.Errorf("buyer %q, left over %q", buyer.Value(), left)
	}
	h.keys("sk")
	h.away()
	if h.canvas.OnTypedRune()('나'); buyer.Value() != "나" || len(left) > 0 {
		t.Errorf("buyer %q, left over %q", buyer.Value(), left)
	}
	h.system.korean = false
	quota.Focus()
	if h.keys("1x"); quota.Selected() != 0 || string(left) != "1x" {
		t.Errorf("left over %q of two characters that nobody took", left)
	}
}

type besideFields struct{ item, buyer, mail, code, phone *Entry }

func (f besideFields) all() []*Entry { return []*Entry{f.item, f.buyer, f.mail, f.code, f.phone} }

func openBeside(t testing.TB, korean bool) (*hands, besideFields) {
	f := besideFields{
		NewEntry(EntryOptions{}), NewEntry(EntryOptions{}), NewEntry(EntryOptions{Script: Latin}),
		NewEntry(EntryOptions{Script: Code}), NewEntry(EntryOptions{Mode: Digits}),
	}
	h := openHands(t, NewField("상품", f.item), NewField("구매자", f.buyer), NewField("이메일", f.mail), NewField("번호", f.code), NewField("휴대폰", f.phone))
	return h.beside(korean), f
}

// switchSystem presses the system's own key for Korean and English, of which nobody is told.
func (h *hands) switchSystem() {
	for _, r := range h.system.composer.Complete() {
		h.rune(r)
	}
	h.system.korean = !h.system.korean
}
