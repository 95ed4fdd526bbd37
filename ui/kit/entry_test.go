package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// shown puts an entry in a field in a window, focused.
func shown(t testing.TB, o EntryOptions) (*Entry, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Options{Variant: Light}))
	e := NewEntry(o)
	w := test.NewTempWindow(t, NewField("label", e))
	w.Resize(fyne.NewSize(400, 100))
	e.Focus()
	return e, w
}

func press(e fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		e.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestGroup(t *testing.T) {
	for _, c := range []struct {
		group        Group
		digits, want string
	}{
		{GroupCard, "9490220006611406", "9490 2200 0661 1406"},
		{GroupCard, "371234567890123", "3712 345678 90123"},
		{GroupCard, "34", "34"},
		{GroupCard, "94902200066114061234", "9490 2200 0661 1406 1234"},
		{GroupExpiry, "0529", "05 / 29"},
		{GroupExpiry, "05", "05"},
		{GroupPhone, "01012345678", "010-1234-5678"},
		{GroupPhone, "0101234567", "010-123-4567"},
		{GroupPhone, "021234567", "02-123-4567"},
		{GroupPhone, "0212345678", "02-1234-5678"},
		{GroupPhone, "0311234567", "031-123-4567"},
		{GroupPhone, "15881234", "1588-1234"},
		{GroupPhone, "050412345678", "0504-1234-5678"},
		{GroupAmount, "52000", "52,000"},
		{GroupAmount, "999", "999"},
		{GroupAmount, "123456789012", "123,456,789,012"},
		{GroupHolder, "890302", "890302"},
		{GroupHolder, "1234567891", "123-45-67891"},
	} {
		if got := c.group.Format(c.digits); got != c.want {
			t.Errorf("%d %s: got %q, want %q", c.group, c.digits, got, c.want)
		}
	}
}

func TestGroup_format_keeps_every_digit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Group(rapid.IntRange(int(GroupNone), int(GroupHolder)).Draw(t, "group"))
		digits := rapid.StringMatching(`[0-9]{0,20}`).Draw(t, "digits")
		if got := bareDigits(g.Format(digits)); got != digits {
			t.Fatalf("%q came back as %q", digits, got)
		}
	})
}

// The model: digits and a caret counted in digits. Whatever is typed, deleted or moved, the entry agrees with it.
func TestEntry_typing_anywhere_equals_the_model(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Options{}))
	rapid.Check(t, func(t *rapid.T) {
		g := Group(rapid.IntRange(int(GroupCard), int(GroupHolder)).Draw(t, "group"))
		e := NewEntry(EntryOptions{Group: g})
		digits, caret := "", 0
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			switch rapid.IntRange(0, 5).Draw(t, "act") {
			case 0, 1, 2:
				d := rapid.StringMatching(`[0-9]`).Draw(t, "digit")
				e.TypedRune([]rune(d)[0])
				next, shift := g.settled(digits[:caret]+d+digits[caret:], true)
				if len(digits) < g.Limit() {
					digits, caret = next, min(max(caret+1+shift, 0), len(next))
				}
			case 3:
				press(e, fyne.KeyBackspace)
				if caret > 0 {
					was := len(digits) - 1
					digits, _ = g.settled(digits[:caret-1]+digits[caret:], false)
					caret = max(0, caret-1+len(digits)-was)
				}
			case 4:
				press(e, fyne.KeyDelete)
				if caret < len(digits) {
					was := len(digits) - 1
					digits, _ = g.settled(digits[:caret]+digits[caret+1:], false)
					caret = max(0, caret+len(digits)-was)
				}
			case 5:
				caret = rapid.IntRange(0, len(digits)).Draw(t, "caret")
				e.buffer.MoveTo(caretAfter(e.buffer.Text(), caret), false)
			}
			if e.Value() != digits || e.buffer.Text() != g.Format(digits) {
				t.Fatalf("value %q, text %q; want %q", e.Value(), e.buffer.Text(), digits)
			}
			if at := len(bareDigits(e.buffer.Slice(0, e.buffer.Caret()))); at != caret {
				t.Fatalf("caret behind %d digits of %q, want %d", at, e.buffer.Text(), caret)
			}
		}
	})
}

func TestEntry_digits_only(t *testing.T) {
	e, _ := shown(t, EntryOptions{Group: GroupCard})
	test.Type(e, "９４９０-22 00a가")
	if e.Value() != "94902200" || e.buffer.Text() != "9490 2200" {
		t.Fatalf("value %q, text %q", e.Value(), e.buffer.Text())
	}
}

func TestEntry_paste_is_cleaned_and_cut(t *testing.T) {
	e, _ := shown(t, EntryOptions{Group: GroupPhone, Sensitive: true})
	clip := test.NewClipboard()
	clip.SetContent("tel. 010 1234-5678 (자택) 99")
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if e.Value() != "010123456789" {
		t.Fatalf("value %q", e.Value())
	}
}

func TestEntry_backspace_over_a_separator_takes_the_digit(t *testing.T) {
	e, _ := shown(t, EntryOptions{Group: GroupAmount})
	test.Type(e, "52000")
	press(e, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyBackspace)
	if e.buffer.Text() != "5,000" {
		t.Fatalf("text %q", e.buffer.Text())
	}
}

func TestEntry_expiry(t *testing.T) {
	e, _ := shown(t, EntryOptions{Group: GroupExpiry})
	full := 0
	e.OnFull = func() { full++ }
	test.Type(e, "5")
	if e.buffer.Text() != "05" {
		t.Fatalf("a single 5 is %q", e.buffer.Text())
	}
	test.Type(e, "29")
	if e.buffer.Text() != "05 / 29" || full != 1 {
		t.Fatalf("text %q, told full %d times", e.buffer.Text(), full)
	}
	test.Type(e, "7")
	if e.Value() != "0529" || full != 1 {
		t.Fatalf("a fifth digit was taken: %q, %d", e.Value(), full)
	}
}

func TestEntry_masked_shows_no_digit(t *testing.T) {
	e, w := shown(t, EntryOptions{Masked: true, Max: 2})
	test.Type(e, "12")
	if e.Value() != "12" || e.Shown() {
		t.Fatal("not masked")
	}
	if strings.Contains(test.RenderToMarkup(w.Canvas()), "12<") {
		t.Fatal("a digit is drawn")
	}
	if e.SetShown(true); e.Shown() {
		t.Fatal("it can be revealed")
	}
}

func TestEntry_sensitive_never_reaches_the_clipboard(t *testing.T) {
	e, w := shown(t, EntryOptions{Group: GroupCard, Sensitive: true})
	test.Type(e, "9490220006611406")
	clip := test.NewClipboard()
	clip.SetContent("before")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	if e.buffer.Selected() == "" {
		t.Fatal("nothing is selected, the test would prove nothing")
	}
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	e.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip, Secondary: true})
	if clip.Content() != "before" || e.Value() != "9490220006611406" {
		t.Fatalf("clipboard %q, value %q", clip.Content(), e.Value())
	}
	e.TappedSecondary(&fyne.PointEvent{})
	if w.Canvas().Overlays().Top() != nil {
		t.Fatal("a menu opened")
	}
}

func TestEntry_plain_text_can_be_copied(t *testing.T) {
	e, _ := shown(t, EntryOptions{})
	test.Type(e, "햅쌀")
	clip := test.NewClipboard()
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if clip.Content() != "햅쌀" {
		t.Fatalf("clipboard %q", clip.Content())
	}
}

func TestEntry_wipe_leaves_nothing_to_undo(t *testing.T) {
	for _, o := range []EntryOptions{{Group: GroupCard, Sensitive: true}, {Sensitive: true}, {}} {
		e, _ := shown(t, o)
		test.Type(e, "9490220006611406")
		e.Wipe()
		e.TypedShortcut(&fyne.ShortcutUndo{})
		e.TypedShortcut(&fyne.ShortcutRedo{})
		if e.Value() != "" || e.buffer.Text() != "" {
			t.Fatalf("came back: %q %q", e.Value(), e.buffer.Text())
		}
	}
}

func TestEntry_max_runes(t *testing.T) {
	e, _ := shown(t, EntryOptions{Max: 3})
	test.Type(e, "가나다라")
	clip := test.NewClipboard()
	clip.SetContent("마바사")
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if e.Value() != "가나다" {
		t.Fatalf("value %q", e.Value())
	}
}

func TestEntry_tells_each_value_once(t *testing.T) {
	e, _ := shown(t, EntryOptions{Group: GroupAmount})
	var told []string
	e.OnChanged = func(v string) { told = append(told, v) }
	test.Type(e, "0052")
	e.SetValue("7000")
	e.SetValue("7000")
	e.Wipe()
	if got := strings.Join(told, " "); got != "0 5 52 7000 " {
		t.Fatalf("told %q", got)
	}
}

func TestEntry_passes_on_what_it_does_not_use(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{}))
	e := NewEntry(EntryOptions{})
	frame := NewWindow(nil, nil, NewField("a", e))
	w := test.NewTempWindow(t, frame)
	frame.Attach(w.Canvas())
	var keys []fyne.KeyName
	frame.OnKey = func(ev *fyne.KeyEvent) { keys = append(keys, ev.Name) }
	found, sent := 0, 0
	frame.OnShortcut = func(s fyne.Shortcut) bool {
		if isCtrlEnter(s) {
			sent++
		} else {
			found++
		}
		return true
	}
	press(e, fyne.KeyF2, fyne.KeyF12, fyne.KeyEscape, fyne.KeyPageDown)
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl})
	ctrlEnter := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	e.TypedShortcut(ctrlEnter)
	if len(keys) != 4 || found != 1 || sent != 1 {
		t.Fatalf("keys %v, found %d, sent %d", keys, found, sent)
	}
	e.OnCtrlEnter, e.OnEscape = func() { sent += 10 }, func() { found += 10 }
	e.TypedShortcut(ctrlEnter)
	press(e, fyne.KeyEscape)
	if sent != 11 || found != 11 || len(keys) != 4 {
		t.Fatalf("own callbacks: sent %d, found %d, keys %v", sent, found, keys)
	}
}

func TestSmallerTextIsWhole(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{TextScale: 1.5}))
	number := NewText(Note, "20261121153210ST0006")
	number.Smaller = true
	test.NewTempWindow(t, number)
	for width := float32(260); width > 190; width -= 7 {
		number.Resize(fyne.NewSize(width, 30))
		if number.text.Text != number.content {
			t.Errorf("in %v it is cut to %s at size %v", width, number.text.Text, number.text.TextSize)
		}
	}
}
