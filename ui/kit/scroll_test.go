package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// TestScrollBarHasRoomOfItsOwn: neither on a card nor on a sheet does the bar reach what
// scrolls, even at its widest.
func TestScrollBarHasRoomOfItsOwn(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(Options{Variant: Light, TextScale: 1}))
	bar := a.Settings().Theme().Size(theme.SizeNameScrollBar)
	long := func() fyne.CanvasObject {
		column := Column(10)
		for range 40 {
			column.Add(NewButton(Plain, "조회", nil))
		}
		return column
	}
	rightOf := func(o fyne.CanvasObject) float32 {
		return a.Driver().AbsolutePositionForObject(o).X + o.Size().Width
	}
	w := a.NewWindow("")
	w.Resize(fyne.NewSize(640, 480))

	content := long()
	card, scroll := NewScrollCard(content)
	w.SetContent(card)
	w.Show()
	if room := rightOf(scroll) - rightOf(content); room < bar+scrollEdge {
		t.Errorf("on a card %v remain for a bar of %v", room, bar)
	}
	if rightOf(scroll) > rightOf(card)-2 {
		t.Error("the bar stands on the card's edge")
	}

	content = long()
	sheet := NewSheet(400, content)
	sheet.Open(w.Canvas())
	if room := rightOf(sheet.scroll) - rightOf(content); room < bar+scrollEdge {
		t.Errorf("on a sheet %v remain for a bar of %v", room, bar)
	}
}
