package printer_test

import (
	"testing"

	"keyindesk/desk/printer"
)

// TestSpooler asks the spooler of this Windows, or of wine.
func TestSpooler(t *testing.T) {
	_, err := printer.System{}.List(t.Context())
	if err != nil && printer.KindOf(err) != printer.NoSystem {
		t.Fatal(err)
	}
	if err == nil {
		if err := (printer.System{}).Print(t.Context(), "no printer has this name", "전표", []byte("x")); printer.KindOf(err) != printer.Unknown {
			t.Error(err)
		}
	}
	if err := (printer.System{}).Print(t.Context(), "a\x00b", "전표", []byte("x")); err == nil {
		t.Error("a name with a zero in it was taken")
	}
}
