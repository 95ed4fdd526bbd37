package index

import (
	"slices"
	"testing"
)

// TestOrders looks for parts of order numbers that reach over the last hyphen,
// where few days' heads end so and where most do.
func TestOrders(t *testing.T) {
	x := New()
	for i, number := range []string{"P1-7Q-0042", "P2-7Q-0042", "P3-M3-0042", "P4-7Q-0142", "0042"} {
		if err := x.Put(Row{ID: int64(i + 1), OrderNumber: number, Day: "2026-11-0" + string(rune('1'+i))}); err != nil {
			t.Fatal(err)
		}
	}
	for text, want := range map[string][]int64{
		"7q-0042": {2, 1}, "7q-00": {2, 1}, "7q-": {4, 2, 1}, "m3-0042": {3}, "m3-01": nil, "-0042": {3, 2, 1}, "0042": {5, 3, 2, 1}, "2-7q-0": {2},
	} {
		if got := x.Find(Query{Words: ParseText(text)}).Page(0, 10); !slices.Equal(got, want) {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
}
