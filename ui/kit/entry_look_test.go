package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// TestEntry_caret is seen at once where the keyboard is, and nowhere else.
func TestEntry_caret(t *testing.T) {
	item, buyer := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", item), NewField("구매자", buyer))
	seen := func(by string, inItem, inBuyer bool) {
		t.Helper()
		if item.view.caret.line.Visible() != inItem || buyer.view.caret.line.Visible() != inBuyer {
			t.Errorf("%s: in the item %t, at the buyer %t", by, item.view.caret.line.Visible(), buyer.view.caret.line.Visible())
		}
	}
	seen("at first", true, false)
	h.press(fyne.KeyTab)
	seen("with Tab", false, true)
	h.click(item, 0)
	seen("with a click", true, false)
	h.leave()
	seen("in another window", false, false)
	h.comeBack()
	seen("back again", true, false)
	h.away()
	seen("nowhere", false, false)
	item.Focus()
	item.view.Destroy() // what the toolkit does to an entry that is not seen for a minute
	seen("out of sight", false, false)
	item.CreateRenderer()
	seen("in sight again", true, false)
}

// TestEntry_caret_blinks by two redraws in 1.1 seconds, whatever the number of frames, and not while keys move it.
func TestEntry_caret_blinks(t *testing.T) {
	app := newCountingApp(t)
	e := NewEntry(EntryOptions{})
	h := openHands(t, NewField("상품", e))
	c := e.view.caret
	second := func() { // 60 frames
		for range 60 {
			c.moved = c.moved.Add(-time.Second / 60)
			c.tick(0)
		}
	}
	redraws, frames := app.counted(func() {
		for range 11 {
			second()
		}
	})
	if asked := redraws + frames; asked < 18 || asked > 20 {
		t.Errorf("%d redraws and %d frames in 11 seconds", redraws, frames)
	}
	for _, k := range []fyne.KeyName{"G", "K", "S", fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyRight} {
		c.moved = time.Now().Add(-blinkTime * 3 / 4)
		if c.tick(0); c.line.Visible() {
			t.Fatal("it does not go out")
		}
		if h.press(k); c.line.Hidden {
			t.Errorf("it is not seen behind %s", k)
		}
	}
	h.away()
	if _, frames := app.counted(second); frames > 0 || c.line.Visible() {
		t.Error("it blinks without the keyboard")
	}
}

// TestEntry_scrolls so that the caret stays in sight of a text that is wider than its entry.
func TestEntry_scrolls(t *testing.T) {
	e := NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", e))
	v := e.view
	in := func(by string) {
		t.Helper()
		if x := v.caret.line.Position().X; x < paneLeft || x+2 > paneCut+v.clip.Size().Width {
			t.Errorf("%s: the caret is at %v of %v", by, x, v.clip.Size().Width)
		}
	}
	for range 40 {
		h.keys("gks")
		in("typing")
	}
	whole := e.lettering().width(e.Value())
	if whole < v.room() || v.left != whole-v.room() {
		t.Errorf("scrolled by %v, for %v in %v", v.left, whole, v.room())
	}
	h.press(fyne.KeyHome)
	if in("Home"); v.left != 0 {
		t.Errorf("Home: scrolled by %v", v.left)
	}
	h.press(fyne.KeyEnd)
	for range 38 {
		h.keys("<")
		in("deleting")
		if gap := v.left + v.room() - e.lettering().width(e.Value()); v.left > 0 && gap > 0.5 {
			t.Errorf("deleting leaves a gap of %v", gap)
		}
	}
	if v.left != 0 {
		t.Errorf("a short text is scrolled by %v", v.left)
	}
	e.SetValue(strings.Repeat("가", 60))
	h.press(fyne.KeyHome)
	for range 60 {
		h.press(fyne.KeyRight)
		in("Right")
	}
	for range 60 {
		h.press(fyne.KeyLeft)
		in("Left")
	}
}

// TestEntry_underlines the syllable that grows, where it stands, and nothing else.
func TestEntry_underlines(t *testing.T) {
	e := NewEntry(EntryOptions{})
	e.SetValue("가라")
	h := newHands(t, NewField("상품", e))
	h.press(fyne.KeyLeft)
	under := e.view.under
	for _, keys := range []string{"s", "k", "s", "<"} {
		h.keys(keys)
		from, to := spot(e, 1).X, spot(e, 2).X
		x, wide := under.Position().X, under.Size().Width
		if under.Hidden || x < from-1 || x > from+1 || x+wide < to-1 || x+wide > to+1 {
			t.Errorf("%s: hidden %t, from %v to %v, the syllable from %v to %v", e.Value(), under.Hidden, x, x+wide, from, to)
		}
	}
	letters := e.view.lines[0]
	if y := under.Position().Y; y < letters.Position().Y+letters.TextSize || y+under.Size().Height > e.Size().Height {
		t.Errorf("it lies at %v, the letters at %v", y, letters.Position().Y)
	}
	if h.keys(" "); !under.Hidden {
		t.Error("it stays beneath what is complete")
	}
	h.keys("s")
	if h.leave(); !under.Hidden {
		t.Error("it stays in a window without the keyboard")
	}
}

// TestEntry_shows_its_selection while it has the keyboard.
func TestEntry_shows_its_selection(t *testing.T) {
	e, other := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
	e.SetValue("하나 둘")
	h := newHands(t, NewField("상품", e), NewField("구매자", other))
	band := e.view.bands[0]
	h.shortcut(&fyne.ShortcutSelectAll{})
	if band.Hidden || band.Position().X != paneLeft || band.Size().Width < e.lettering().width("하나 둘")-1 {
		t.Errorf("hidden %t, at %v, %v wide", band.Hidden, band.Position(), band.Size().Width)
	}
	if h.press(fyne.KeyTab); !band.Hidden {
		t.Error("it is shown without the keyboard")
	}
	h.canvas.Focus(e)
	if h.keys("r"); !band.Hidden {
		t.Error("it is shown although it was typed over")
	}
}

// TestEntry_redraws only what a key has changed.
func TestEntry_redraws(t *testing.T) {
	app := newCountingApp(t)
	item, mail := NewEntry(EntryOptions{}), NewEntry(EntryOptions{Script: Latin})
	h := openHands(t, NewField("상품", item), NewField("이메일", mail))
	for _, c := range []struct {
		by   string
		keys string
		most int
	}{
		{"a first jamo: letters and underline", "g", 3},
		{"a jamo that joins it", "k", 1},
		{"one that moves on", "r", 3},
		{"backspace in a syllable", "<", 3},
		{"a space", " ", 1},
		{"the way to another field, with marks and frames", "\ta", 60},
		{"a letter", "b", 1},
		{"a letter behind it", "c", 1},
		{"backspace", "<", 1},
	} {
		if redraws, _ := app.counted(func() { h.keys(c.keys) }); redraws > c.most {
			t.Errorf("%s: %d redraws", c.by, redraws)
		}
	}
	if redraws, frames := app.counted(func() { h.press(fyne.KeyEnd); mail.Complete() }); redraws+frames > 0 {
		t.Errorf("a key that changes nothing: %d redraws, %d frames", redraws, frames)
	}
}

// TestEntry_placeholder stands in an empty entry, as many lines of it as there are, and is no text.
func TestEntry_placeholder(t *testing.T) {
	const hint = "예: 관리자 화면에 15시 이후 128,000원 거래가 없음을 보았고 손님께도 여쭈었음"
	line, note := NewEntry(EntryOptions{Placeholder: hint}), NewEntry(EntryOptions{Placeholder: hint, MultiLine: true})
	h := newHands(t, NewField("상품", line), NewField("메모", note))
	if s := line.view.lines[0].Text; !strings.HasSuffix(s, "…") || !strings.HasPrefix(hint, strings.TrimSuffix(s, "…")) {
		t.Errorf("one line says %q", s)
	}
	var all []string
	for _, l := range note.view.lines {
		if l.Text != "" {
			all = append(all, l.Text)
		}
	}
	if strings.Join(all, " ") != hint || len(all) < 2 || note.view.lines[0].Color != colour(ColorSoft) {
		t.Errorf("several lines say %q", all)
	}
	h.press(fyne.KeyTab)
	if h.keys("r"); note.view.lines[0].Text != "ㄱ" || note.view.lines[1].Text != "" || note.view.lines[0].Color != colour(ColorInk) {
		t.Errorf("behind a jamo it says %q, %q", note.view.lines[0].Text, note.view.lines[1].Text)
	}
	if h.keys("<"); note.Value() != "" || note.view.lines[1].Text != all[1] {
		t.Errorf("emptied, it says %q", note.view.lines[1].Text)
	}
	if note.SetPlaceHolder("이름"); note.view.lines[0].Text != "이름" || note.view.lines[1].Text != "" {
		t.Errorf("changed, it says %q", note.view.lines[0].Text)
	}
}

// TestEntry_has_room for what its field was made as wide for, without scrolling.
func TestEntry_has_room(t *testing.T) {
	newApp(t)
	for g, digits := range map[Group]string{GroupCard: "9490220006611406", GroupExpiry: "0529", GroupPhone: "01098765432", GroupAmount: "10000000", GroupHolder: "1234567891"} {
		e := NewEntry(EntryOptions{Group: g})
		f := NewField("", e)
		h := openHands(t, f)
		f.Resize(fyne.NewSize(f.MinSize().Width, f.Size().Height))
		h.keys(digits)
		if e.view.left != 0 {
			t.Errorf("%q is scrolled by %v", e.buffer.Text(), e.view.left)
		}
	}
}
