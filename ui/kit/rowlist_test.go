package kit

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A column without room is said behind the one before it, and a note beneath a
// text leaves both legible.
func TestListRow(t *testing.T) {
	test.NewTempApp(t)
	l := NewRowList([]ListColumn{{Title: "구매자", Width: 78, Grow: 1}, {Title: "상품", Width: 110, Yield: 1}, {Title: "금액", Width: 92, Right: true}},
		func() int { return 1 }, func(int) []ListCell {
			return []ListCell{{Text: "박서연", Stand: "카드와 계좌를 다시 조회"}, {Text: "햅쌀"}, {Text: "52,000", Under: "-20,000"}}
		})
	row := newListRow(l)
	row.show(0)
	for width, want := range map[float32]string{600: "", 250: "카드와 계좌를 다시 조회"} {
		row.Resize(fyne.NewSize(width, listRowHeight()))
		if got := row.cells[0].tail.Content(); got != want {
			t.Errorf("%v wide: behind the name stands %q, want %q", width, got, want)
		}
		if name := row.cells[0].text; name.Size().Width < name.natural() {
			t.Errorf("%v wide: the name is cut", width)
		}
		amount := row.cells[2]
		if under := amount.under.Position().Y; under < amount.text.Position().Y+amount.text.Size().Height || amount.under.Size().Width == 0 {
			t.Errorf("%v wide: the note begins at %v", width, under)
		}
	}
}

// million is a list of so many rows, shown in a window, each with its number in it.
func million(t *testing.T, rows int, scale float32) (*RowList, fyne.Window) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(Options{Variant: Light, TextScale: scale}))
	l := NewRowList([]ListColumn{{Title: "번호", Grow: 1}}, func() int { return rows },
		func(i int) []ListCell { return []ListCell{{Text: strconv.Itoa(i)}} })
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(640, 517))
	return l, w
}

// inSight are the rows that are drawn, and where, by their numbers.
func inSight(l *RowList) map[int]*listRow {
	found := map[int]*listRow{}
	for _, r := range l.list.slots {
		if r.Visible() {
			found[r.index] = r
		}
	}
	return found
}

// At every place of a million rows, by keys, wheel and scroll bar: rows lie one under the other without gap, and the one
// under the pointer is the one that a click chooses.
func TestRowListIsExact(t *testing.T) {
	for _, scale := range []float32{1, 1.25, 1.5} {
		exact(t, scale)
	}
}

func exact(t *testing.T, scale float32) {
	t.Helper()
	const rows = 1_000_000
	l, w := million(t, rows, scale)
	ways := map[string]func(){
		"the top":            func() {},
		"End":                func() { l.Select(rows - 1) },
		"a row in between":   func() { l.Select(777_777) },
		"the wheel, up":      func() { l.Select(rows - 1); l.list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: 7.3}}) },
		"the bar, half down": func() { l.list.bar.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: 211}}) },
		"the bar, far down":  func() { l.list.bar.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: 9000}}) },
	}
	for name, come := range ways {
		l.Select(0)
		come()
		l.list.bar.DragEnd()
		seen := inSight(l)
		for i, r := range seen {
			if r.cells[0].text.Content() != strconv.Itoa(i) {
				t.Errorf("%s, %v: row %d shows %s", name, scale, i, r.cells[0].text.Content())
			}
			if below, ok := seen[i+1]; ok && below.Position().Y != r.Position().Y+listRowHeight() {
				t.Errorf("%s, %v: row %d is at %v, the next at %v", name, scale, i, r.Position().Y, below.Position().Y)
			}
		}
		area := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.list)
		for y := float32(1); y < l.list.Size().Height; y += 13 {
			want := int((l.list.top + float64(y)) / float64(listRowHeight()))
			test.TapCanvas(w.Canvas(), area.Add(fyne.NewPos(200, y)))
			if l.Selected() != want {
				t.Fatalf("%s, %v: a click %v down chooses %d, not %d", name, scale, y, l.Selected(), want)
			}
		}
	}
	l.Select(rows - 1)
	last := inSight(l)[rows-1]
	if last == nil || last.Position().Y+last.Size().Height != l.list.Size().Height {
		t.Errorf("%v: the last row is not drawn whole: %+v in %v", scale, last, l.list.Size())
	}
}

// Rows that come in, above and below, leave in sight what is in sight.
func TestRowListGrows(t *testing.T) {
	rows := 60
	l, _ := million(t, 0, 1)
	l.length = func() int { return rows }
	first, last := -1, -1
	l.OnSight = func(f, l int) { first, last = f, l }
	l.Reload(false)
	l.Select(59)
	if last != 59 || first < 40 {
		t.Fatalf("rows %d to %d are in sight", first, last)
	}
	from := first
	rows = 120
	l.Reload(false)
	if first != from || l.Selected() != 59 {
		t.Errorf("rows that came in below moved the list to %d, selected %d", first, l.Selected())
	}
	rows = 123
	l.Shift(3)
	l.Reload(false)
	if first != from+3 || l.Selected() != 62 {
		t.Errorf("rows that came in above leave %d in sight, selected %d", first, l.Selected())
	}
	rows = 2
	l.Reload(false)
	if first != 0 || last != 1 || l.Selected() != -1 || l.list.bar.Visible() || len(inSight(l)) != 2 {
		t.Errorf("of two rows %d to %d are in sight, selected %d", first, last, l.Selected())
	}
}

// A row chosen before the list has its place is in sight when it has.
func TestRowListChosenBeforeItIsShown(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(Options{Variant: Light, TextScale: 1}))
	l := NewRowList([]ListColumn{{Title: "번호", Grow: 1}}, func() int { return 500 },
		func(i int) []ListCell { return []ListCell{{Text: strconv.Itoa(i)}} })
	l.Select(300)
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(640, 517))
	if inSight(l)[300] == nil {
		t.Error("it is not")
	}
}
