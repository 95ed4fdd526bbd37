package kit

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// TestWrap cuts a text for a width of ten, where each letter is one wide, Hangul two.
func TestWrap(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"abc def", "abc def"},
		{"abcd efgh ijkl", "abcd efgh |ijkl"},
		{"abcdefghijklm", "abcdefghij|klm"},
		{"ab cdefghijklmno", "ab |cdefghijkl|mno"},
		{"가나다라마바", "가나다라마|바"},
		{"가나 다라마 바", "가나 |다라마 바"},
		{"ab\ncd\n", "ab/cd/"},
		{"\n\nab", "//ab"},
		{"abcdefghij   k", "abcdefghij   |k"}, // spaces at an end stand beyond it
	} {
		text := []rune(c.text)
		var got strings.Builder
		lines := wrap(text, 10, wideTwo)
		for i, l := range lines {
			got.WriteString(string(text[l.from:l.to]))
			switch {
			case l.wrapped:
				got.WriteString("|")
			case i < len(lines)-1:
				got.WriteString("/")
			}
		}
		if got.String() != c.want {
			t.Errorf("%q: %s, want %s", c.text, got.String(), c.want)
		}
	}
}

func wideTwo(r rune) float32 {
	if isHangul(r) {
		return 2
	}
	return 1
}

// TestWrap_keeps_every_character: lines follow each other without a gap, each is as narrow as it can be, and every
// position stands in one of them.
func TestWrap_keeps_every_character(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(rapid.StringOf(rapid.SampledFrom([]rune("ab가나 \n"))).Draw(t, "text"))
		lines := wrap(text, 6, wideTwo)
		next := 0
		for _, l := range lines {
			if l.from != next {
				t.Fatalf("a line begins at %d, not at %d", l.from, next)
			}
			used, end := float32(0), l.to
			for end > l.from && unicode.IsSpace(text[end-1]) {
				end--
			}
			for _, r := range text[l.from:end] {
				used += wideTwo(r)
			}
			if used > 6 {
				t.Fatalf("%q is %v wide", string(text[l.from:l.to]), used)
			}
			if next = l.to; !l.wrapped && l.to < len(text) {
				if text[l.to] != '\n' {
					t.Fatalf("a line ends before %q", text[l.to])
				}
				next++
			}
		}
		if next != len(text) {
			t.Fatalf("the lines end at %d of %d", next, len(text))
		}
		for at := range len(text) + 1 {
			if l := lines[rowOf(lines, at)]; at < l.from || at > l.to {
				t.Fatalf("%d is said to stand in %v", at, l)
			}
		}
	})
}

// openNote is an entry of several lines, at first with three rows of room.
func openNote(t *testing.T, text string) (*hands, *Entry) {
	t.Helper()
	e := NewEntry(EntryOptions{MultiLine: true})
	e.SetValue(text)
	h := newHands(t, NewField("메모", e))
	if got := e.view.rows(); got != 3 {
		t.Fatalf("%d rows", got)
	}
	return h, e
}

func TestEntry_of_several_lines(t *testing.T) {
	h, e := openNote(t, "")
	at := func(row, column int) {
		t.Helper()
		e.view.fresh()
		if r := e.view.row(); r != row || e.buffer.Caret()-e.view.textLines[r].from != column {
			t.Errorf("the caret is in row %d, %d behind its start; want %d, %d", r, e.buffer.Caret()-e.view.textLines[r].from, row, column)
		}
	}
	h.keys("gks")
	h.press(fyne.KeyReturn)
	h.keys("rmf")
	if e.Value() != "한\n글" {
		t.Fatalf("%q", e.Value())
	}
	e.SetValue("첫째 줄은 조금 길다\n둘\n셋째 줄도 길다\n넷\n다섯")
	h.shortcut(&fyne.ShortcutSelectAll{})
	h.press(fyne.KeyLeft)
	at(0, 0)
	h.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown)
	at(1, 1)
	h.press(fyne.KeyDown)
	at(2, 4) // the column it came from
	h.press(fyne.KeyUp, fyne.KeyUp)
	at(0, 4)
	h.press(fyne.KeyEnd)
	at(0, 11)
	h.press(fyne.KeyHome, fyne.KeyPageDown)
	at(3, 0)
	h.press(fyne.KeyPageDown, fyne.KeyDown)
	at(4, 2)
	h.press(fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyUp)
	at(0, 0)
	h.shifted(func() { h.press(fyne.KeyDown, fyne.KeyEnd) })
	if e.SelectedText() != "첫째 줄은 조금 길다\n둘" {
		t.Errorf("selected %q", e.SelectedText())
	}
	if !e.view.bands[2].Hidden || e.view.bands[0].Hidden || e.view.bands[1].Hidden {
		t.Error("the selection is not drawn in its two lines")
	}
	h.press(fyne.KeyTab)
	if strings.Contains(e.Value(), "\t") {
		t.Error("Tab is a character")
	}
}

// TestEntry_goes_on_below where the width ends, at a space, with Home and End in the line that is seen.
func TestEntry_goes_on_below(t *testing.T) {
	h, e := openNote(t, strings.Repeat("손님께 다시 여쭙니다 ", 6))
	lines := e.view.textLines
	if len(lines) < 2 || !lines[0].wrapped {
		t.Fatalf("it is not cut: %v", lines)
	}
	for _, l := range lines[:len(lines)-1] {
		if text := e.buffer.Slice(l.from, l.to); !strings.HasSuffix(text, " ") || e.lettering().width(strings.TrimSpace(text)) > e.view.room() {
			t.Errorf("%q is %v wide of %v", text, e.lettering().width(text), e.view.room())
		}
	}
	e.buffer.MoveTo(2, false)
	h.press(fyne.KeyEnd)
	if e.buffer.Caret() != lines[0].to-1 {
		t.Errorf("End goes to %d, the line ends before %d", e.buffer.Caret(), lines[0].to)
	}
	if h.press(fyne.KeyRight, fyne.KeyEnd); e.view.row() != 1 {
		t.Errorf("End of the next line is in row %d", e.view.row())
	}
	if h.press(fyne.KeyHome); e.buffer.Caret() != lines[1].from {
		t.Errorf("Home goes to %d, want %d", e.buffer.Caret(), lines[1].from)
	}
	narrow := len(lines)
	e.Resize(e.Size().SubtractWidthHeight(100, 0))
	if len(e.view.textLines) <= narrow {
		t.Error("a narrower entry has as many lines")
	}
}

// TestEntry_underlines_at_the_end_of_a_line: the syllable that grows where the width ends keeps its line and its caret.
func TestEntry_underlines_at_the_end_of_a_line(t *testing.T) {
	e := NewEntry(EntryOptions{MultiLine: true})
	e.SetValue(strings.Repeat("가", 100))
	h := newHands(t, NewField("메모", e))
	h.press(fyne.KeyUp, fyne.KeyHome)
	start := e.view.textLines[e.view.row()].from
	e.buffer.MoveTo(start-1, false)
	row := e.view.row()
	h.keys("sk")
	from, _ := e.buffer.Growing()
	if line := e.view.textLines[row]; from+1 != line.to || !line.wrapped {
		t.Fatalf("나 at %d does not end the line %v", from, line)
	}
	v := e.view
	if v.row() != row || v.under.Hidden || v.under.Size().Width < 8 || v.caret.line.Position().X < v.room() {
		t.Errorf("row %d of %d, the line beneath is %v wide, the caret at %v of %v", v.row(), row, v.under.Size().Width, v.caret.line.Position().X, v.room())
	}
}

// TestEntry_wheel turns what is longer than its entry, and else the page that the entry stands on.
func TestEntry_wheel(t *testing.T) {
	h, e := openNote(t, "하나\n둘")
	middle := fyne.CurrentApp().Driver().AbsolutePositionForObject(e).AddXY(20, 20)
	turn := func(by float32) { test.Scroll(h.canvas, middle, 0, by/wheelStep) }
	if turn(-30); e.view.above != 0 || !e.view.wheel.Hidden {
		t.Error("it takes the wheel although all of it is seen")
	}
	e.SetValue(strings.TrimSpace(strings.Repeat("한 줄\n", 20)))
	h.shortcut(&fyne.ShortcutSelectAll{})
	h.press(fyne.KeyLeft)
	some := e.view.rowHeight() - 2
	if turn(-some); e.view.above != some || e.view.lines[0].Position().Y >= paneTop {
		t.Errorf("scrolled by %v, the first line is at %v", e.view.above, e.view.lines[0].Position())
	}
	covered := e.view.lines[len(e.view.lines)-1].Position().Y + e.view.rowHeight()
	if covered < e.Size().Height {
		t.Errorf("lines are drawn to %v of %v", covered, e.Size().Height)
	}
	if turn(-5000); e.view.above != e.view.deepest() {
		t.Errorf("scrolled by %v, the text ends at %v", e.view.above, e.view.deepest())
	}
	if h.keys("s"); e.view.above != 0 {
		t.Error("typing does not come back to the caret")
	}
	if turn(+5000); e.view.above != 0 {
		t.Errorf("scrolled by %v before the start", e.view.above)
	}
	e.Resize(e.Size().AddWidthHeight(60, 40))
	if e.view.wheel.Size() != e.Size() {
		t.Errorf("the wheel turns in %v of %v", e.view.wheel.Size(), e.Size())
	}
}

// TestEntry_follows_the_caret through lines that there is no room for.
func TestEntry_follows_the_caret(t *testing.T) {
	h, e := openNote(t, "")
	for range 6 {
		h.keys("rk")
		h.press(fyne.KeyReturn)
	}
	y := func() float32 { return e.view.caret.line.Position().Y }
	if low := y(); low < 0 || low > e.Size().Height-10 {
		t.Errorf("the caret is at %v of %v", low, e.Size().Height)
	}
	for range 6 {
		h.press(fyne.KeyUp)
	}
	if e.view.above != 0 || y() < 0 {
		t.Errorf("at the top it is scrolled by %v", e.view.above)
	}
	h.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	if e.view.above != e.view.deepest() {
		t.Errorf("at the end it is scrolled by %v of %v", e.view.above, e.view.deepest())
	}
	h.away()
	if e.SetValue("가"); e.view.above != 0 {
		t.Error("a short text is scrolled")
	}
}

// TestEntry_keeps_its_lines when it gets the keyboard, and with it the mark.
func TestEntry_keeps_its_lines(t *testing.T) {
	h, e := openNote(t, strings.Repeat("손님께 다시 여쭙니다 ", 6))
	with := slices.Clone(e.view.textLines)
	if h.away(); !slices.Equal(with, e.view.textLines) {
		t.Errorf("%v with the keyboard, %v without", with, e.view.textLines)
	}
}
