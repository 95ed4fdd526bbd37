package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestWrap_row(t *testing.T) {
	window(t, NewText(Body, ""))
	one, two, three := NewButton(Plain, "지금 백업", nil), NewButton(Plain, "백업에서 되돌리기", nil), NewButton(Plain, "폴더 바꾸기", nil)
	row := Wrap(12, one, two, three)
	wide := one.MinSize().Width + two.MinSize().Width + three.MinSize().Width + 24
	high := one.MinSize().Height
	t.Run("beside one another where there is room", func(t *testing.T) {
		row.Resize(fyne.NewSize(wide, high))
		if h := row.MinSize().Height; h != high || three.Position().Y != 0 {
			t.Errorf("%v high, the last at %v", h, three.Position())
		}
	})
	t.Run("beneath where a line is full", func(t *testing.T) {
		row.Resize(fyne.NewSize(wide-1, high))
		if h := row.MinSize().Height; h != 2*high+12 || three.Position() != fyne.NewPos(0, high+12) || two.Position().Y != 0 {
			t.Errorf("%v high, the last at %v", h, three.Position())
		}
	})
	t.Run("what is hidden takes no room", func(t *testing.T) {
		two.Hide()
		row.Resize(fyne.NewSize(wide-2, high))
		if h := row.MinSize().Height; h != high || three.Position().Y != 0 {
			t.Errorf("%v high, the last at %v", h, three.Position())
		}
	})
}
