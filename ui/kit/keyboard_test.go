package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestKeyboard_starts_in_the_fields_script(t *testing.T) {
	for _, c := range []struct {
		field string
		o     EntryOptions
		keys  string
		want  string
	}{
		{"a name", EntryOptions{}, "gkS2", "한2"},
		{"an e-mail address", EntryOptions{Script: Latin}, "gkS2", "gkS2"},
		{"a code", EntryOptions{Script: Code}, "gkS2", "gkS2"},
		{"a secret", EntryOptions{Secret: true}, "gkS2", "gkS2"},
		{"a card number", EntryOptions{Group: GroupCard}, "gk4S9", "49"},
		{"an amount", EntryOptions{Group: GroupAmount}, "gk4S900", "4900"},
		{"a password", EntryOptions{Masked: true, Max: 2}, "gk1S2", "12"},
	} {
		t.Run(c.field, func(t *testing.T) {
			e := NewEntry(c.o)
			h := newHands(t, NewField(c.field, e))
			h.keys(c.keys)
			if e.Value() != c.want {
				t.Errorf("%s gives %q, want %q", c.keys, e.Value(), c.want)
			}
			if from, to := e.buffer.Growing(); c.o.Script+Script(c.o.Mode) != Korean && from != to {
				t.Error("it composes")
			}
		})
	}
}

// TestKeyboard_figures_whatever_the_state: a system that sends Korean letters or full-width figures does not matter.
func TestKeyboard_figures_whatever_the_state(t *testing.T) {
	number := NewEntry(EntryOptions{Group: GroupCard})
	h := newHands(t, NewField("카드번호", number))
	h.press(hangulKey)
	for _, r := range "４가9ㅎ-0a" {
		h.rune(r)
	}
	if number.Value() != "490" || number.buffer.Text() != "490" || number.Script() != Code {
		t.Errorf("%q, script %d", number.buffer.Text(), number.Script())
	}
}

// TestKeyboard_held_key_switches_once: the toolkit says of a key that it has no name for that it is pressed each time
// that it repeats.
func TestKeyboard_held_key_switches_once(t *testing.T) {
	item := NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", item))
	for range 4 {
		h.down(hangulKey)
	}
	if item.Script() != Latin {
		t.Errorf("held, it leaves script %d", item.Script())
	}
	h.up(hangulKey)
	h.press(hangulKey)
	if item.Script() != Korean {
		t.Errorf("pressed again, it leaves script %d", item.Script())
	}
}

// TestKeyboard_letter_by_its_place: a key that the toolkit has no name for is a letter if the system says so.
func TestKeyboard_letter_by_its_place(t *testing.T) {
	item := NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", item))
	h.window.Keyboard.Letter = func(ev *fyne.KeyEvent) rune { return map[fyne.KeyName]rune{"": 'G', "[": 'K'}[ev.Name] }
	for _, name := range []fyne.KeyName{fyne.KeyUnknown, "["} {
		item.TypedKey(&fyne.KeyEvent{Name: name})
	}
	if item.Value() != "하" {
		t.Errorf("%q", item.Value())
	}
}

func TestKeyboard_switches(t *testing.T) {
	item := NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", item))
	h.keys("gk")
	h.press(hangulKey)
	h.keys("sA")
	h.press(hangulKey)
	h.keys("gks")
	if item.Value() != "하sA한" {
		t.Errorf("%q", item.Value())
	}
}

// TestKeyboard_remembers what a field was left in, also for the entry of a form that is built anew.
func TestKeyboard_remembers(t *testing.T) {
	item, buyer, search := NewEntry(EntryOptions{}), NewEntry(EntryOptions{}), NewEntry(EntryOptions{Placeholder: "찾기"})
	code := NewEntry(EntryOptions{Script: Code})
	h := newHands(t, NewField("상품", item), NewField("구매자", buyer), NewField("", search), NewField("상품", code))
	h.press(hangulKey, fyne.KeyTab)
	if item.Script() != Latin || buyer.Script() != Korean {
		t.Errorf("item %d, buyer %d", item.Script(), buyer.Script())
	}
	h.press(fyne.KeyTab)
	if search.Script() != Korean {
		t.Error("an entry without a label")
	}
	h.press(hangulKey, fyne.KeyTab, hangulKey)
	if code.Script() != Code {
		t.Error("an entry for codes switched")
	}

	again, other, note := NewEntry(EntryOptions{}), NewEntry(EntryOptions{}), NewEntry(EntryOptions{Placeholder: "메모"})
	keyboard := h.window.Keyboard
	h = openHands(t, NewField("구매자", other), NewField("상품", again), NewField("", note))
	h.window.Keyboard = keyboard
	h.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	if again.Script() != Latin || other.Script() != Korean || note.Script() != Korean {
		t.Errorf("anew: item %d, buyer %d, note %d", again.Script(), other.Script(), note.Script())
	}
}

// TestKeyboard_the_space_that_switches is no space, however long it is held; the next one is.
func TestKeyboard_the_space_that_switches(t *testing.T) {
	e := NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", e))
	h.window.Keyboard.Switches = func(ev *fyne.KeyEvent, shift bool) bool { return ev.Name == fyne.KeySpace && shift }
	h.keys("gk")
	h.shifted(func() { h.hold(fyne.KeySpace, 2) })
	h.rune(' ')
	if e.Value() != "하 " {
		t.Errorf("%q: a space that comes without the key", e.Value())
	}
	if h.keys("s s"); e.Value() != "하 s s" {
		t.Errorf("%q", e.Value())
	}
}

// TestMark is the 가 or A: there while it can be switched, and a switch itself.
func TestMark(t *testing.T) {
	item, mail, code := NewEntry(EntryOptions{}), NewEntry(EntryOptions{Script: Latin}), NewEntry(EntryOptions{Script: Code})
	number, off := NewEntry(EntryOptions{Group: GroupCard}), NewEntry(EntryOptions{})
	off.Disable()
	h := newHands(t, NewField("상품", item), NewField("이메일", mail), NewField("번호", code), NewField("카드번호", number), NewField("고객", off))
	says := func(e *Entry, want string) {
		t.Helper()
		if m := e.view.mark; m.text.Text != want || m.cap.Hidden != (want == "") {
			t.Errorf("the mark says %q, want %q", m.text.Text, want)
		}
	}
	says(item, "가")
	says(mail, "")
	h.keys("gk")
	onMark := item.view.mark.cap.Position().AddXY(5, 5)
	h.mouse(item, onMark, desktop.MouseButtonSecondary)
	says(item, "가")
	h.canvas.Overlays().Remove(h.canvas.Overlays().Top())
	item.SetValue("")
	h.keys("gk")
	h.mouse(item, onMark, desktop.MouseButtonPrimary)
	says(item, "A")
	if from, to := item.buffer.Growing(); from != to {
		t.Error("하 still grows")
	}
	if h.keys("s"); item.Value() != "하s" || !item.focused {
		t.Errorf("%q, with the keyboard: %t", item.Value(), item.focused)
	}
	h.mouse(item, onMark, desktop.MouseButtonPrimary)
	h.again(item, onMark, desktop.MouseButtonPrimary)
	says(item, "A")
	h.again(item, onMark, desktop.MouseButtonPrimary)
	item.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(0, onMark.Y)}})
	says(item, "가")
	if item.SelectedText() != "" {
		t.Errorf("a hand that shook on the mark selected %q", item.SelectedText())
	}
	h.press(hangulKey)
	says(item, "A")
	h.press(fyne.KeyTab)
	says(item, "")
	says(mail, "A")
	h.press(fyne.KeyTab)
	says(code, "")
	h.press(fyne.KeyTab)
	says(number, "")
	off.Focus()
	says(off, "")
	item.Focus()
	h.window.Keyboard.System = true
	item.Refresh()
	says(item, "")
}

// TestKeyboard_the_systems_own composes nothing here and takes what comes, where it comes.
func TestKeyboard_the_systems_own(t *testing.T) {
	item, mail, code := NewEntry(EntryOptions{}), NewEntry(EntryOptions{Script: Latin}), NewEntry(EntryOptions{Script: Code})
	h := newHands(t, NewField("상품", item), NewField("이메일", mail), NewField("번호", code))
	var lent []bool
	k := h.window.Keyboard
	k.System, k.Lend = true, func(system bool) { lent = append(lent, system) }
	h.system = &inputMethod{korean: true}
	h.keys("gksrmf\t")
	if item.Value() != "한" || mail.Value() != "글" { // the method is late with 글: who wants it gets that
		t.Errorf("item %q, e-mail %q", item.Value(), mail.Value())
	}
	if h.press(hangulKey); mail.Script() != Latin {
		t.Error("the key that switches the system switched the entry")
	}
	if h.keys("gk "); mail.Value() != "글하 " {
		t.Errorf("e-mail %q", mail.Value())
	}
	if from, to := mail.buffer.Growing(); from != to {
		t.Error("the entry composes as well")
	}
	h.system.korean = false
	h.keys("\tgk")
	h.leave()
	h.comeBack()
	h.canvas.Focus(item)
	k.System = false
	h.canvas.Focus(mail)
	if want := []bool{true, false, false, true, false}; !slices.Equal(lent, want) || code.Value() != "gk" {
		t.Errorf("lent %v, want %v; code %q", lent, want, code.Value())
	}
}
