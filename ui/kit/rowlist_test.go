package kit

import (
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
