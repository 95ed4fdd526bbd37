package index

import "testing"

// TestDictionary: a text has one number, with a line feed in it too.
func TestDictionary(t *testing.T) {
	d := newDictionary()
	for want, text := range []string{"꽃\n바구니", "꽃", "", "꽃 "} {
		for _, isNew := range []bool{true, false} {
			if number, ok := d.number(text); number != want || ok != isNew {
				t.Errorf("%q is number %d, new %v", text, number, ok)
			}
		}
	}
	if number, isNew := d.number("꽃 바구니"); number != 0 || isNew || string(d.at(0)) != "꽃 바구니" {
		t.Errorf("a space in place of the line feed is number %d, new %v, in %q", number, isNew, d.at(0))
	}
}
