package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestFold(t *testing.T) {
	content := NewParagraph(Body, ColorInk, "안에 있는 것")
	f := NewFold("페이플", "보관됨", content)
	w := test.NewTempWindow(t, Column(0, f))
	w.Resize(fyne.NewSize(400, 300))
	closed := f.HeightFor(400)
	f.Focus()
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !f.Open() || !content.Visible() || f.HeightFor(400) <= closed {
		t.Fatal("Enter does not open it")
	}
	test.TapAt(f, fyne.NewPos(20, f.head()+foldGap+4))
	if !f.Open() {
		t.Error("a click on the content closes it")
	}
	test.TapAt(f, fyne.NewPos(20, 10))
	if f.Open() || content.Visible() || f.HeightFor(400) != closed {
		t.Error("a click on the head does not close it")
	}
}

func TestSecretEntry(t *testing.T) {
	e, _ := shown(t, EntryOptions{Secret: true})
	test.Type(e, "aB+/=_-9")
	if e.Value() != "aB+/=_-9" || e.Shown() {
		t.Errorf("value %q, shown %v", e.Value(), e.Shown())
	}
	clipboard := test.NewClipboard()
	e.SetShown(true)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if !e.Shown() || clipboard.Content() != "" {
		t.Errorf("shown %v, copied %q", e.Shown(), clipboard.Content())
	}
}
