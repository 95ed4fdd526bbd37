package printer

import (
	"errors"
	"fmt"
	"testing"
)

func TestKindOf(t *testing.T) {
	for want, err := range map[Kind]error{
		Silent:  fmt.Errorf("print: %w", &Trouble{Silent, errors.New("late")}),
		Refused: errors.New("something else"),
	} {
		if got := KindOf(err); got != want {
			t.Errorf("%v is %q", err, got)
		}
	}
}

func TestOneLine(t *testing.T) {
	for title, want := range map[string]string{"매출전표 1": "매출전표 1", " a\nb\x00\tc ": "a b  c", "": "KeyinDesk", "\n": "KeyinDesk"} {
		if got := oneLine(title); got != want {
			t.Errorf("%q becomes %q", title, got)
		}
	}
}
