package kit

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestRefreshReadsNoTypefaceAnew: what is drawn again and again, as a field is with
// every key, costs no memory.
func TestRefreshReadsNoTypefaceAnew(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(Options{Variant: Light, TextScale: 1}))
	w := a.NewWindow("")
	w.Resize(fyne.NewSize(640, 480))
	entry := NewEntry(EntryOptions{})
	entry.SetValue("가나다")
	list := NewRowList([]ListColumn{{Title: "시각", Width: 60}}, func() int { return 3 },
		func(int) []ListCell { return []ListCell{{Text: "가나"}} })
	all := Column(10, NewField("이름", entry), list)
	w.SetContent(all)
	w.Show()
	kept := func() uint64 {
		w.Canvas().Capture()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse >> 20
	}
	before := kept()
	for range 4 {
		all.Refresh()
		w.Canvas().Capture()
	}
	if after := kept(); after > before+10 {
		t.Errorf("%d MB grew to %d", before, after)
	}
}
