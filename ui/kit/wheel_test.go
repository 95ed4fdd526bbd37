package kit

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestWheel: one notch goes equally far on a page, on a card, on a sheet, in a
// list, in the list of a choice and in a long note: three lines, but on macOS,
// where the system measures.
func TestWheel(t *testing.T) {
	const notch float32 = 25 // units, of the toolkit on Windows and Linux
	test.NewTempApp(t)
	long := func() fyne.CanvasObject {
		column := Column(10)
		for n := range 60 {
			column.Add(NewButton(Plain, strconv.Itoa(n), nil))
		}
		return column
	}
	top := func(s *Scroll) func() float32 { return func() float32 { return s.Offset.Y } }
	areas := map[string]func(w fyne.Window) (area fyne.CanvasObject, at func() float32){
		"a page": func(w fyne.Window) (fyne.CanvasObject, func() float32) {
			s := NewBareScroll(long())
			w.SetContent(s)
			return s, top(s)
		},
		"a card": func(w fyne.Window) (fyne.CanvasObject, func() float32) {
			card, s := NewScrollCard(long())
			w.SetContent(card)
			return s, top(s)
		},
		"a sheet": func(w fyne.Window) (fyne.CanvasObject, func() float32) {
			sheet := NewSheet(300, long())
			sheet.Open(w.Canvas())
			return sheet.scroll, top(sheet.scroll)
		},
		"a choice": func(w fyne.Window) (fyne.CanvasObject, func() float32) {
			var options []string
			for n := range 60 {
				options = append(options, strconv.Itoa(n))
			}
			c := NewChoice(options, 0)
			w.SetContent(Column(0, c))
			c.open()
			list, ok := w.Canvas().Overlays().Top().(*popList)
			if !ok {
				t.Fatal("no list")
			}
			return list.scroll, top(list.scroll)
		},
		"a list": func(w fyne.Window) (fyne.CanvasObject, func() float32) {
			l := NewRowList([]ListColumn{{Title: "번호", Grow: 1}}, func() int { return 60 },
				func(i int) []ListCell { return []ListCell{{Text: strconv.Itoa(i)}} })
			w.SetContent(l)
			return l.list, func() float32 { return float32(l.list.top) }
		},
		"a note": func(w fyne.Window) (fyne.CanvasObject, func() float32) {
			e := NewEntry(EntryOptions{MultiLine: true})
			text := ""
			for n := range 60 {
				text += strconv.Itoa(n) + "\n"
			}
			e.SetValue(text)
			w.SetContent(e)
			return e, func() float32 { return e.view.above }
		},
	}
	for name, open := range areas {
		t.Run(name, func(t *testing.T) {
			w := test.NewTempWindow(t, Column(0))
			w.Resize(fyne.NewSize(640, 480))
			area, at := open(w)
			before := at()
			middle := fyne.CurrentApp().Driver().AbsolutePositionForObject(area).AddXY(60, 60)
			test.Scroll(w.Canvas(), middle, 0, -notch)
			if by := at() - before; by != notch*wheelStep {
				t.Errorf("a notch goes %v units", by)
			}
			test.Scroll(w.Canvas(), middle, 0, notch)
			if at() != before {
				t.Errorf("and back to %v, not %v", at(), before)
			}
		})
	}
}
