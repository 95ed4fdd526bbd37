package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func window(t *testing.T, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{Variant: Light}))
	w := test.NewTempWindow(t, o)
	w.Resize(fyne.NewSize(800, 600))
	return w
}

func TestButton_enter_space_and_click_act_and_keep_the_focus(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	b := NewButton(Primary, "결제", func() { n++ })
	w := window(t, b)
	b.Focus()
	press(b, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	b.TypedRune(' ')
	test.Tap(b)
	if n != 4 || w.Canvas().Focused() != fyne.Focusable(b) {
		t.Fatalf("acted %d times, focused %v", n, w.Canvas().Focused())
	}
	b.Disable()
	press(b, fyne.KeyReturn, fyne.KeySpace)
	test.Tap(b)
	if n != 4 {
		t.Fatal("a disabled button acted")
	}
}

func TestButton_is_at_least_44_high(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{}))
	for _, k := range []Kind{Plain, Primary, Danger, Quiet} {
		if h := NewButton(k, "가", nil).MinSize().Height; h < 44 {
			t.Errorf("kind %d is %v high", k, h)
		}
	}
}

func TestEnter_moves_through_a_form(t *testing.T) {
	test.NewTempApp(t)
	a, b := NewEntry(EntryOptions{}), NewToggle("보냄", "안 보냄", false)
	c := NewChoice([]string{"일시불", "2개월", "3개월", "10개월", "12개월"}, 0)
	w := window(t, container.NewVBox(NewField("a", a), NewField("b", b), NewField("c", c)))
	a.Focus()
	press(a, fyne.KeyReturn)
	if w.Canvas().Focused() != fyne.Focusable(b) {
		t.Fatal("Enter did not move on from the entry")
	}
	press(b, fyne.KeySpace)
	if !b.On() {
		t.Fatal("Space did not turn the toggle")
	}
	press(b, fyne.KeyReturn)
	if w.Canvas().Focused() != fyne.Focusable(c) || !b.On() {
		t.Fatal("Enter did not move on from the toggle")
	}
}

func TestChoice_keys(t *testing.T) {
	test.NewTempApp(t)
	c := NewChoice([]string{"일시불", "2개월", "3개월", "10개월", "12개월"}, 0)
	told := -1
	c.OnChanged = func(i int) { told = i }
	w := window(t, NewField("할부", c))
	c.Focus()
	c.TypedRune('3')
	if c.Selected() != 2 || told != 2 {
		t.Fatalf("3 selects %d, told %d", c.Selected(), told)
	}
	c.search = ""
	c.TypedRune('1')
	c.TypedRune('2')
	if c.Selected() != 4 {
		t.Fatalf("12 selects %d", c.Selected())
	}
	press(c, fyne.KeyUp, fyne.KeyUp)
	if c.Selected() != 2 {
		t.Fatalf("up twice selects %d", c.Selected())
	}
	press(c, fyne.KeySpace)
	list, ok := w.Canvas().Overlays().Top().(*popList)
	if !ok {
		t.Fatal("Space did not open the list")
	}
	press(list, fyne.KeyDown, fyne.KeyEscape)
	if c.Selected() != 2 || w.Canvas().Overlays().Top() != nil {
		t.Fatal("Esc did not leave everything as it was")
	}
	press(c, fyne.KeySpace)
	list = w.Canvas().Overlays().Top().(*popList)
	press(list, fyne.KeyDown, fyne.KeyReturn)
	if c.Selected() != 3 || w.Canvas().Focused() != fyne.Focusable(c) {
		t.Fatalf("Enter in the list selects %d", c.Selected())
	}
}

func TestSegment_arrows(t *testing.T) {
	test.NewTempApp(t)
	s := NewSegment([]string{"오늘", "이번 주", "이번 달"}, 0)
	window(t, s)
	press(s, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	if s.Selected() != 1 {
		t.Fatalf("selected %d", s.Selected())
	}
}

func TestSheet_keeps_the_keyboard(t *testing.T) {
	test.NewTempApp(t)
	behind := NewEntry(EntryOptions{})
	w := window(t, NewField("a", behind))
	behind.Focus()
	leaked := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { leaked++ })

	inside := NewButton(Plain, "돌아가기", nil)
	var got string
	s := NewSheet(400, inside)
	s.OnEnter = func() { got += "enter " }
	s.OnEscape = func() { got += "escape "; s.Close() }
	s.OnCtrlEnter = func() { got += "ctrl-enter " }
	s.Open(w.Canvas())
	if w.Canvas().Focused() != fyne.Focusable(s) {
		t.Fatal("the sheet has not the keyboard")
	}
	press(s, fyne.KeyReturn, fyne.KeyF2)
	w.Canvas().Focus(inside)
	press(inside, fyne.KeyF3)
	inside.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	w.Canvas().FocusNext()
	w.Canvas().FocusNext()
	if f := w.Canvas().Focused(); f == fyne.Focusable(behind) {
		t.Fatal("Tab left the sheet")
	}
	w.Canvas().Focus(inside)
	press(inside, fyne.KeyEscape)
	if got != "enter ctrl-enter escape " || leaked != 0 {
		t.Fatalf("got %q, %d keys leaked", got, leaked)
	}
	if s.IsOpen() || w.Canvas().Focused() != fyne.Focusable(behind) {
		t.Fatal("closing did not give the keyboard back")
	}
}

func TestRowList_keys(t *testing.T) {
	test.NewTempApp(t)
	l := NewRowList([]ListColumn{{Title: "시각", Width: 60}, {Title: "상품", Grow: 1}}, func() int { return 1000000 }, historyRows)
	opened := -1
	l.OnActivated = func(i int) { opened = i }
	w := window(t, l)
	l.Focus()
	k := w.Canvas().Focused()
	press(k, fyne.KeyDown, fyne.KeyDown, fyne.KeyPageDown)
	if l.Selected() < 8 {
		t.Fatalf("a page on is %d", l.Selected())
	}
	press(k, fyne.KeyEnd, fyne.KeyUp, fyne.KeyReturn)
	if l.Selected() != 999998 || opened != 999998 {
		t.Fatalf("selected %d, opened %d", l.Selected(), opened)
	}
	press(k, fyne.KeyHome, fyne.KeyUp)
	if l.Selected() != 0 {
		t.Fatalf("home is %d", l.Selected())
	}
}

func TestGrid_reflows_when_text_is_large(t *testing.T) {
	for _, scale := range []float32{1, 1.5} {
		test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{TextScale: scale}))
		g := chargeForm()
		for _, width := range []float32{400, 712, 1120} {
			for _, row := range g.rows {
				for _, line := range flow(row, width) {
					for _, c := range line {
						if need := c.Object.MinSize().Width; need > spanWidth(c.Span, width)+0.5 && c.Span < columns {
							t.Errorf("scale %v, width %v: %q needs %v", scale, width, c.Object.(*Field).label, need)
						}
					}
				}
			}
		}
	}
}

func TestParagraph_wraps_between_words(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{}))
	p := NewParagraph(Body, "", "승인 요청은 "+Strong("보냈지만")+" 답을 받지 못했습니다")
	all := ""
	for _, line := range p.wrap(120) {
		if runsWidth(trimmed(line), Body.Size()) > 120 {
			t.Errorf("line %v is too wide", line)
		}
		for _, r := range line {
			if r.bold != (r.text == "보냈지만" || r.text == "보냈지만 ") {
				t.Errorf("weight of %q", r.text)
			}
			all += r.text
		}
	}
	if all != "승인 요청은 보냈지만 답을 받지 못했습니다" {
		t.Errorf("got %q", all)
	}
}
