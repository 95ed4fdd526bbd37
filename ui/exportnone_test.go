package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// TestExportOfNothing: it is said on the sheet, and no file can be made.
func TestExportOfNothing(t *testing.T) {
	c, documents := openExports(t)
	s := c.listedSheet(documents)
	c.press(fyne.KeyEscape)
	s.query.Text = "없는 사람"
	for _, cancels := range []bool{false, true} {
		s.cancels.Set(cancels)
		s.follow()
		s.open()
		want := "export.none.cancels"
		if cancels {
			want = "export.none"
		}
		if !s.none.Visible() || !strings.Contains(s.none.Text(), c.words.T(want)) || s.summary.Visible() || !s.button.Disabled() {
			t.Errorf("cancels %v: %q", cancels, s.none.Text())
		}
		s.send(false)
		if files := filesIn(t, documents); len(files) > 0 || c.overlays() != 1 {
			t.Error(files, c.overlays())
		}
		s.sheet.Close()
	}
	s.open()
	s.totals = nil // sent before they were known
	s.send(false)
	if files := filesIn(t, documents); len(files) > 0 || !s.button.Disabled() || !s.none.Visible() || s.notice.Visible() {
		t.Error(files, s.notice.Text())
	}
	s.query.Text = ""
	s.count()
	if s.none.Visible() || s.button.Disabled() || !s.summary.Visible() {
		t.Error("still nothing")
	}
	s.send(false)
	if files := filesIn(t, documents); len(files) != 1 {
		t.Error(files)
	}
}
