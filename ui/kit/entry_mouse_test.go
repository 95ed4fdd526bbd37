package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// TestEntry_mouse_finds puts the caret between the characters that the mouse is nearest to, in every kind of entry.
func TestEntry_mouse_finds(t *testing.T) {
	newApp(t)
	for name, c := range map[string]struct {
		o    EntryOptions
		text string
	}{
		"text":           {EntryOptions{}, "햅쌀 10kg, 잣 200g"},
		"bold and large": {EntryOptions{Group: GroupAmount, Bold: true, Large: true}, "52000"},
		"dots":           {EntryOptions{Secret: true}, "secret-key"},
		"lines":          {EntryOptions{MultiLine: true}, "첫 줄\n둘째 줄이 조금 길다\n\n넷째"},
	} {
		t.Run(name, func(t *testing.T) {
			e := NewEntry(c.o)
			e.SetValue(c.text)
			h := openHands(t, NewField("상품", e))
			for at := range e.buffer.Len() + 1 {
				for _, off := range []float32{-2, 0, 2} {
					h.mouse(e, spot(e, at).AddXY(off, 0), desktop.MouseButtonPrimary)
					if got := e.buffer.Caret(); got != at {
						t.Errorf("%v beside %d: the caret is at %d", off, at, got)
					}
				}
			}
			end := e.buffer.Len()
			h.mouse(e, spot(e, end).AddXY(90, 0), desktop.MouseButtonPrimary)
			if e.buffer.Caret() != end {
				t.Errorf("far behind the text: %d", e.buffer.Caret())
			}
			h.mouse(e, fyne.NewPos(0, 1), desktop.MouseButtonPrimary)
			if e.buffer.Caret() != 0 {
				t.Errorf("before the text: %d", e.buffer.Caret())
			}
		})
	}
}

// TestEntry_mouse_on_a_long_text: without the keyboard its beginning is seen, and that is what the first click is in.
func TestEntry_mouse_on_a_long_text(t *testing.T) {
	long, other := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
	long.SetValue(strings.Repeat("긴 글은 ", 30))
	h := newHands(t, NewField("상품", long), NewField("구매자", other))
	if long.view.left == 0 {
		t.Fatal("the end of the text is not in sight")
	}
	h.press(fyne.KeyTab)
	if long.view.left != 0 {
		t.Fatal("without the keyboard it does not show its beginning")
	}
	h.click(long, 3)
	if long.buffer.Caret() != 3 || long.view.left != 0 {
		t.Errorf("the caret is at %d, scrolled by %v", long.buffer.Caret(), long.view.left)
	}
	h.press(fyne.KeyEnd)
	end := long.view.left
	h.click(long, long.buffer.Len()-4)
	if long.buffer.Caret() != long.buffer.Len()-4 || long.view.left != end {
		t.Errorf("scrolled: the caret is at %d of %d", long.buffer.Caret(), long.buffer.Len())
	}
}

func TestEntry_mouse_selects(t *testing.T) {
	newApp(t)
	for _, c := range []struct {
		by   string
		o    EntryOptions
		do   func(h *hands, e *Entry)
		want string
	}{
		{"a drag", EntryOptions{}, func(h *hands, e *Entry) { h.click(e, 4); drag(e, 1) }, "하|[나 둘]셋, 10kg"},
		{"a drag there and back", EntryOptions{}, func(h *hands, e *Entry) { h.click(e, 4); drag(e, 8); drag(e, 3) }, "하나 |[둘]셋, 10kg"},
		{"Shift and a click", EntryOptions{}, func(h *hands, e *Entry) {
			h.click(e, 1)
			h.shift = true
			h.click(e, 4)
		}, "하[나 둘]|셋, 10kg"},
		{"a double click", EntryOptions{}, func(h *hands, e *Entry) { h.double(e, spot(e, 3).AddXY(3, 0)) }, "하나 [둘셋]|, 10kg"},
		{"a double click on the right half of a word's last letter", EntryOptions{}, func(h *hands, e *Entry) {
			h.double(e, spot(e, 5).SubtractXY(3, 0))
		}, "하나 [둘셋]|, 10kg"},
		{"a double click behind the text", EntryOptions{}, func(h *hands, e *Entry) { h.double(e, spot(e, 11).AddXY(30, 0)) }, "하나 둘셋, [10kg]|"},
		{"a double click on dots", EntryOptions{Secret: true}, func(h *hands, e *Entry) { h.double(e, spot(e, 3)) }, "[하나 둘셋, 10kg]|"},
		{"a right click elsewhere", EntryOptions{}, func(h *hands, e *Entry) {
			e.buffer.Select(0, 2)
			h.mouse(e, spot(e, 4), desktop.MouseButtonSecondary)
		}, "하나 둘|셋, 10kg"},
		{"a right click on what is selected", EntryOptions{}, func(h *hands, e *Entry) {
			e.buffer.Select(0, 2)
			h.mouse(e, spot(e, 1), desktop.MouseButtonSecondary)
		}, "[하나]| 둘셋, 10kg"},
	} {
		t.Run(c.by, func(t *testing.T) {
			e := NewEntry(c.o)
			e.SetValue("하나 둘셋, 10kg")
			h := openHands(t, NewField("상품", e))
			c.do(h, e)
			if got := drawnOut(e); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func drag(e *Entry, to int) {
	e.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: spot(e, to)}})
}

func (h *hands) double(e *Entry, p fyne.Position) {
	h.mouse(e, p, desktop.MouseButtonPrimary)
	h.again(e, p.AddXY(2, -1), desktop.MouseButtonPrimary)
}

// TestEntry_two_clicks are not always a double click: what has been typed between them stays.
func TestEntry_two_clicks(t *testing.T) {
	newApp(t)
	for _, c := range []struct {
		by   string
		do   func(h *hands, e *Entry, p fyne.Position)
		want string
	}{
		{"one behind the other", func(*hands, *Entry, fyne.Position) {}, "[나무]|"},
		{"a syllable between", func(h *hands, _ *Entry, _ fyne.Position) { h.keys("gks") }, "나무한|"},
		{"a key between that types nothing", func(h *hands, _ *Entry, _ fyne.Position) { h.press(fyne.KeyEnd) }, "나무|"},
		{"the other entry between", func(h *hands, _ *Entry, _ fyne.Position) { h.press(fyne.KeyTab) }, "나무|"},
		{"late", func(_ *hands, e *Entry, _ fyne.Position) { e.clicked.when = e.clicked.when.Add(-time.Second) }, "나무|"},
		{"elsewhere", func(h *hands, e *Entry, p fyne.Position) {
			h.again(e, p.SubtractXY(clickReach+4, 0), desktop.MouseButtonPrimary)
		}, "나무|"},
		{"the right button first", func(h *hands, e *Entry, p fyne.Position) {
			h.mouse(e, p, desktop.MouseButtonSecondary)
		}, "나무|"},
		{"the third", func(h *hands, e *Entry, p fyne.Position) { h.again(e, p, desktop.MouseButtonPrimary) }, "나무|"},
	} {
		t.Run(c.by, func(t *testing.T) {
			e, other := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
			e.SetValue("나무")
			h := openHands(t, NewField("상품", e), NewField("구매자", other))
			end := spot(e, 2).AddXY(40, 0)
			h.mouse(e, end, desktop.MouseButtonPrimary)
			c.do(h, e, end)
			h.again(e, end, desktop.MouseButtonPrimary)
			if got := drawnOut(e); got != c.want || !e.focused {
				t.Errorf("%s, with the keyboard: %t; want %s", got, e.focused, c.want)
			}
		})
	}
}

// TestEntry_click_between: a click that comes back from another entry at once is no double click, which would leave the
// keyboard there.
func TestEntry_click_between(t *testing.T) {
	e, other := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
	h := newHands(t, NewField("상품", e), NewField("구매자", other))
	e.SetValue("나무")
	end := spot(e, 2).AddXY(40, 0)
	h.mouse(e, end, desktop.MouseButtonPrimary)
	h.mouse(other, end, desktop.MouseButtonPrimary)
	h.again(e, end, desktop.MouseButtonPrimary)
	h.keys("gks")
	if got := drawnOut(e); got != "나무한|" || other.Value() != "" {
		t.Errorf("%s, and %q in the other", got, other.Value())
	}
}

// TestEntry_drag_that_ends_outside keeps the keyboard: the toolkit takes it away where the button is let go elsewhere, and
// the letter that follows would be a command of the page.
func TestEntry_drag_that_ends_outside(t *testing.T) {
	newApp(t)
	item := NewEntry(EntryOptions{})
	h := openHands(t, NewField("상품", item))
	h.keys("rksk")
	item.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, 20)}})
	item.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(-30, 90)}})
	h.canvas.Unfocus()
	item.DragEnd()
	if h.keys("g"); h.canvas.Focused() != fyne.Focusable(item) || item.Value() != "ㅎ" {
		t.Errorf("%q, the keyboard is with %T", item.Value(), h.canvas.Focused())
	}
}

// TestEntry_double_click_where_the_mark_comes_up selects, and does not switch.
func TestEntry_double_click_where_the_mark_comes_up(t *testing.T) {
	newApp(t)
	item, buyer := NewEntry(EntryOptions{}), NewEntry(EntryOptions{})
	h := openHands(t, NewField("상품", item), NewField("구매자", buyer))
	h.keys("rksk")
	at := item.view.mark.cap.Position().Add(fyne.NewPos(3, 3))
	buyer.Focus()
	for range 2 {
		item.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	if item.Script() != Korean || item.buffer.Selected() != "가나" {
		t.Errorf("script %d, selected %q", item.Script(), item.buffer.Selected())
	}
}
