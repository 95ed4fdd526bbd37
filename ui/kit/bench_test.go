package kit

import (
	"math/rand/v2"
	"runtime"
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
	for _, name := range []string{"ours/korean", "ours/latin", "fyne"} {
		b.Run(name, func(b *testing.B) {
			typing := newTyping(b, typists[name])
			b.ReportAllocs()
			for b.Loop() {
				if typing.full() {
					b.StopTimer()
					typing.renew()
					b.StartTimer()
				}
				typing.key()
			}
			b.ReportMetric(float64(typing.redraws())/float64(b.N), "redraws/op")
		})
	}
}

// TestTyping_costs_no_more_than_in_Fynes_own_entry: neither redraws nor allocations.
func TestTyping_costs_no_more_than_in_Fynes_own_entry(t *testing.T) {
	const keys = 1000
	cost := func(name string) (redraws, allocations int) {
		typing := newTyping(t, typists[name])
		var before, after runtime.MemStats
		for range keys {
			if typing.full() {
				typing.renew()
			}
			runtime.ReadMemStats(&before)
			typing.key()
			runtime.ReadMemStats(&after)
			allocations += int(after.Mallocs - before.Mallocs)
		}
		return typing.redraws(), allocations
	}
	peer, peerAllocations := cost("fyne")
	for _, name := range []string{"ours/korean", "ours/latin"} {
		redraws, allocations := cost(name)
		t.Logf("%s: %d redraws, %d allocations; Fyne %d, %d", name, redraws, allocations, peer, peerAllocations)
		if redraws > peer || redraws > keys*5/4 {
			t.Errorf("%s: %d redraws for %d keys, Fyne %d", name, redraws, keys, peer)
		}
		if allocations > peerAllocations {
			t.Errorf("%s: %d allocations, Fyne %d", name, allocations, peerAllocations)
		}
	}
}

// typist is what both entries are.
type typist interface {
	focusable
	desktop.Keyable
}

var typists = map[string]func() typist{
	"ours/korean": func() typist { return NewEntry(EntryOptions{Script: Korean}) },
	"ours/latin":  func() typist { return NewEntry(EntryOptions{Script: Latin}) },
	"fyne":        func() typist { return widget.NewEntry() },
}

// typing is a hand that types texts of 100 letters, each other than the last, so that no width is known from before.
type typing struct {
	app    *countingApp
	window fyne.Window
	make   func() typist
	entry  typist
	typed  int
	before int // redraws in earlier entries
}

func newTyping(t testing.TB, make func() typist) *typing {
	y := &typing{app: newCountingApp(t), window: test.NewTempWindow(t, nil), make: make}
	y.renew()
	y.key()
	y.renew() // what is made once has been made
	y.before = 0
	return y
}

func (y *typing) full() bool { return y.typed == 100 }

// renew begins an empty entry.
func (y *typing) renew() {
	y.before, y.typed = y.redraws(), 0
	y.entry = y.make()
	y.window.SetContent(y.entry)
	y.window.Resize(fyne.NewSize(400, 60))
	y.window.Canvas().Focus(y.entry)
	y.app.driver.canvas.redraws = 0
}

func (y *typing) key() {
	letter := 'A' + rand.Int32N(26)
	key := &fyne.KeyEvent{Name: fyne.KeyName(letter)}
	y.entry.KeyDown(key)
	y.entry.TypedKey(key)
	y.entry.TypedRune(unicode.ToLower(letter))
	y.entry.KeyUp(key)
	y.typed++
}

func (y *typing) redraws() int { return y.before + y.app.driver.canvas.redraws }
