package kit

import (
	"math/rand/v2"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// BenchmarkTyping is one key of a text of 100, in our entry and in Fyne's own: time, memory, and redraws, which are the
// times that an object is handed to the canvas to be drawn anew. `make bench` sets them side by side.
func BenchmarkTyping(b *testing.B) {
	korean := func() typist { return NewEntry(EntryOptions{Script: Korean}) }
	latin := func() typist { return NewEntry(EntryOptions{Script: Latin}) }
	b.Run("ours/korean", func(b *testing.B) { typeHundreds(b, korean) })
	b.Run("ours/latin", func(b *testing.B) { typeHundreds(b, latin) })
	b.Run("fyne", func(b *testing.B) { typeHundreds(b, func() typist { return widget.NewEntry() }) })
}

// typist is what both entries are.
type typist interface {
	focusable
	desktop.Keyable
}

// typeHundreds types texts of 100 letters, each other than the last, so that no width is known from before.
func typeHundreds(b *testing.B, entry func() typist) {
	app := newCountingApp(b)
	w := test.NewTempWindow(b, nil)
	renew := func() typist {
		e := entry()
		w.SetContent(e)
		w.Resize(fyne.NewSize(400, 60))
		w.Canvas().Focus(e)
		app.driver.canvas.redraws = 0
		return e
	}
	e := renew()
	b.ReportAllocs()
	redraws, at := 0, 0
	for b.Loop() {
		if at++; at > 100 {
			b.StopTimer()
			redraws, at = redraws+app.driver.canvas.redraws, 1
			e = renew()
			b.StartTimer()
		}
		letter := 'A' + rand.Int32N(26)
		key := &fyne.KeyEvent{Name: fyne.KeyName(letter)}
		e.KeyDown(key)
		e.TypedKey(key)
		e.TypedRune(unicode.ToLower(letter))
		e.KeyUp(key)
	}
	b.ReportMetric(float64(redraws+app.driver.canvas.redraws)/float64(b.N), "redraws/op")
}
