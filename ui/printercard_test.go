package ui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// atPrinters shows the settings on a PC with these printers.
func atPrinters(t *testing.T, choose func(*desk.Settings), names ...string) (*counter, *printerCard) {
	t.Helper()
	c := openCounter(t, choose)
	c.receipts.names = names
	c.press(fyne.KeyF7)
	return c, c.settingsScreen().printer
}

func TestPrinterCard(t *testing.T) {
	t.Run("a_printer_is_chosen_from_the_system's_and_kept", func(t *testing.T) {
		c, card := atPrinters(t, nil, "사무실", "영수증")
		if want := []string{"쓰지 않음 (PDF)", "사무실", "영수증"}; !slices.Equal(card.name.Options(), want) || card.name.Selected() != 0 {
			t.Fatalf("offers %q", card.name.Options())
		}
		card.name.Focus()
		c.press(fyne.KeyDown, fyne.KeyDown)
		if got := c.Office.Settings().Printer; got.Name != "영수증" || got.Columns != 42 {
			t.Errorf("kept %+v", got)
		}
		card.columns.Focus()
		c.press(fyne.KeyRight)
		if got := c.Office.Settings().Printer; got.Columns != 48 || c.settings.Printer != got {
			t.Errorf("kept %+v", got)
		}
		card.name.Focus()
		c.press(fyne.KeyHome)
		if got := c.Office.Settings().Printer.Name; got != "" {
			t.Errorf("still %q", got)
		}
	})
	t.Run("the_chosen_one_stays_though_it_is_not_there", func(t *testing.T) {
		_, card := atPrinters(t, printing, "사무실")
		if want := []string{"쓰지 않음 (PDF)", "사무실", "영수증 (연결되지 않음)"}; !slices.Equal(card.name.Options(), want) || card.name.Selected() != 2 {
			t.Errorf("offers %q, %d", card.name.Options(), card.name.Selected())
		}
	})
	t.Run("no_printer", func(t *testing.T) {
		if _, card := atPrinters(t, nil); !says(card.view, "설치된 프린터가 없습니다") {
			t.Error("nothing is said")
		}
	})
	t.Run("a_list_that_can't_be_had", func(t *testing.T) {
		c, card := atPrinters(t, printing, "영수증")
		if says(card.view, "읽지 못했습니다") || says(card.view, "없습니다") {
			t.Error("a list that could be had")
		}
		c.receipts.names, c.receipts.err = nil, errors.New("no lpstat")
		c.press(fyne.KeyF2, fyne.KeyF7)
		if !says(card.view, "읽지 못했습니다") || c.Office.Settings().Printer.Name != "영수증" {
			t.Error("nothing is said, or the printer is forgotten")
		}
	})
	t.Run("a_test_print", func(t *testing.T) {
		c, card := atPrinters(t, printing, "영수증")
		card.test()
		if len(c.receipts.jobs) != 1 || c.receipts.jobs[0].title != "시험 인쇄" || !says(card.view, "시험 인쇄를 보냈습니다") {
			t.Fatalf("%+v", c.receipts.jobs)
		}
		if text := printedText(t, c.receipts.jobs[0]); !strings.Contains(text, strings.Repeat("1234567890", 4)+"12345678\n") {
			t.Error(text)
		}
		c.receipts.err = errors.New("off")
		card.test()
		if len(c.receipts.jobs) != 1 || !says(card.view, "프린터가 받지 않았습니다") || says(card.view, "보냈습니다") {
			t.Error("a failure is not said")
		}
	})
	t.Run("no_test_print_without_a_printer", func(t *testing.T) {
		c, card := atPrinters(t, nil, "영수증")
		card.test()
		if len(c.receipts.jobs) != 0 || !says(card.view, "프린터를 먼저 고르세요") {
			t.Errorf("%+v", c.receipts.jobs)
		}
	})
	t.Run("another_folder_for_slips", func(t *testing.T) {
		home := t.TempDir()
		t.Setenv("HOME", home)
		t.Setenv("USERPROFILE", home)
		c, card := atPrinters(t, nil)
		usual := filepath.Join(c.DataDir, "slips")
		if !says(card.view, usual) {
			t.Errorf("not in %s", usual)
		}
		card.askFolder()
		if !c.sheetSays(usual) {
			t.Error("where the usual folder is, is not said")
		}
		c.press(fyne.KeyEnd, fyne.KeyReturn)
		c.typed("slips")
		c.press(fyne.KeyReturn)
		if !c.sheetSays("드라이브부터 폴더까지") || c.Office.Settings().SlipFolder != "" {
			t.Error("a path from nowhere was taken")
		}
		c.press(fyne.KeyEscape)
		dir := filepath.Join(home, "slips")
		card.askFolder()
		c.press(fyne.KeyEnd, fyne.KeyReturn)
		c.typed(dir)
		c.press(fyne.KeyReturn)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() || c.Office.Settings().SlipFolder != dir || !says(card.view, dir) {
			t.Errorf("kept %q: %v", c.Office.Settings().SlipFolder, err)
		}
		card.askFolder()
		c.press(fyne.KeyReturn)
		if entry, ok := c.canvas().Focused().(*kit.Entry); !ok || entry.Value() != dir {
			t.Fatal("the folder of now is not the one that is chosen")
		}
		c.canvas().FocusPrevious()
		c.press(fyne.KeyHome)
		c.ctrlEnter(1)
		if got := c.Office.Settings().SlipFolder; got != "" || !says(card.view, usual) {
			t.Errorf("still %q", got)
		}
	})
	t.Run("a_place_with_a_name_needs_no_typing", func(t *testing.T) {
		home := t.TempDir()
		t.Setenv("HOME", home)
		t.Setenv("USERPROFILE", home)
		if err := os.Mkdir(filepath.Join(home, "Desktop"), 0o700); err != nil {
			t.Fatal(err)
		}
		c, card := atPrinters(t, nil)
		card.askFolder()
		c.press(fyne.KeyDown)
		dir := filepath.Join(home, "Desktop", "KeyinDesk")
		if !c.sheetSays(dir) {
			t.Error("where it is, is not said")
		}
		c.ctrlEnter(1)
		if got := c.Office.Settings().SlipFolder; got != dir {
			t.Errorf("kept %q", got)
		}
		spoiled := filepath.Join(home, "Desktop", "KeyinDesk")
		if err := errors.Join(os.RemoveAll(spoiled), os.WriteFile(spoiled, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		card.askFolder()
		c.ctrlEnter(1)
		if !c.sheetSays("이 폴더에는 저장할 수 없습니다") {
			t.Error("a folder that can't be used was taken")
		}
	})
}
