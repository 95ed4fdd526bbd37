package printer_test

import (
	"os"
	"slices"
	"testing"

	"keyindesk/desk/printer"
)

// TestRealPrinter prints one line on the printer that PRINTER names, cuts, and
// looks for it in the list.
func TestRealPrinter(t *testing.T) {
	name := os.Getenv("PRINTER")
	if name == "" {
		t.Skip("PRINTER names a receipt printer that may print one line")
	}
	names, err := printer.System{}.List(t.Context())
	if err != nil || !slices.Contains(names, name) {
		t.Errorf("%q is not in the list %q: %v", name, names, err)
	}
	if err := (printer.System{}).Print(t.Context(), name, "전표 1", []byte("\x1b@\x1c&\xb0\xa1\xb3\xaa\n\x1dVB\x00")); err != nil {
		t.Error(err)
	}
}
