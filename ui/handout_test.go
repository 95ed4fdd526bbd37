package ui

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/encoding/korean"

	"keyindesk/desk"
	"keyindesk/desk/printer"
	"keyindesk/gateways/practice"
	"keyindesk/ui/kit"
)

// receipts are printers that keep what they print.
type receipts struct {
	names []string
	err   error // of the list and of every job
	jobs  []receipt
}

type receipt struct {
	name, title string
	data        []byte
}

func (r *receipts) List(context.Context) ([]string, error) { return r.names, r.err }

func (r *receipts) Print(_ context.Context, name, title string, data []byte) error {
	if r.err == nil {
		r.jobs = append(r.jobs, receipt{name, title, data})
	}
	return r.err
}

// viewer is the system's program for files.
func (c *counter) viewer(path string) error {
	if c.noViewer == nil {
		c.opened = append(c.opened, path)
	}
	return c.noViewer
}

// printing chooses a receipt printer.
func printing(s *desk.Settings) { s.Printer = desk.Printer{Name: "영수증", Columns: 48} }

// approved takes an order.
func approved(t *testing.T, choose func(*desk.Settings)) *counter {
	t.Helper()
	c := openCounter(t, func(s *desk.Settings) {
		s.SlipFolder = filepath.Join(t.TempDir(), "전표")
		if choose != nil {
			choose(s)
		}
	})
	c.keyIn(rice)
	c.send()
	return c
}

// saved are the PDFs.
func (c *counter) savedSlips() []string {
	c.t.Helper()
	files, err := filepath.Glob(filepath.Join(c.settings.SlipFolder, "*"))
	if err != nil {
		c.t.Fatal(err)
	}
	return files
}

// printedText is the text of a job.
func printedText(t *testing.T, job receipt) string {
	t.Helper()
	text, err := korean.EUCKR.NewDecoder().Bytes(job.data)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestHandout(t *testing.T) {
	t.Run("P_prints_on_the_chosen_printer", func(t *testing.T) {
		c := approved(t, printing)
		c.press(fyne.KeyP)
		order := c.newest().OrderNumber
		if len(c.receipts.jobs) != 1 || len(c.savedSlips()) != 0 {
			t.Fatalf("%d jobs, %q saved", len(c.receipts.jobs), c.savedSlips())
		}
		job := c.receipts.jobs[0]
		text := printedText(t, job)
		if job.name != "영수증" || job.title != "매출전표 "+order || !strings.Contains(text, order) || !strings.Contains(text, strings.Repeat("-", 48)+"\n") {
			t.Errorf("%s, %s: %s", job.name, job.title, text)
		}
		if strings.Contains(text, rice.card) || !strings.Contains(text, "949022******1406") || strings.Contains(text, rice.phone) {
			t.Error("more than the slip is printed")
		}
		if !says(c.stage, "영수증 프린터로 보냈습니다") {
			t.Error("nobody is told")
		}
	})
	t.Run("without_a_printer_P_saves_and_opens_the_PDF", func(t *testing.T) {
		c := approved(t, nil)
		c.press(fyne.KeyP)
		files := c.savedSlips()
		if len(files) != 1 || !slices.Equal(c.opened, files) || filepath.Base(files[0]) != "매출전표 "+c.newest().OrderNumber+".pdf" {
			t.Fatalf("%q saved, %q opened", files, c.opened)
		}
		if page, err := os.ReadFile(files[0]); err != nil || !bytes.HasPrefix(page, []byte("%PDF-")) {
			t.Errorf("%.20q %v", page, err)
		}
	})
	t.Run("S_saves_and_opens_nothing", func(t *testing.T) {
		c := approved(t, printing)
		c.press(fyne.KeyS)
		if len(c.savedSlips()) != 1 || len(c.opened) != 0 || len(c.receipts.jobs) != 0 || !says(c.stage, "PDF로 저장했습니다") {
			t.Errorf("%q saved, %q opened", c.savedSlips(), c.opened)
		}
	})
	t.Run("on_Hangul_too", func(t *testing.T) {
		c := approved(t, printing)
		c.Window.typed('ㅔ')
		c.Window.typed('ㄴ')
		if len(c.receipts.jobs) != 1 || len(c.savedSlips()) != 1 {
			t.Errorf("%d jobs, %q", len(c.receipts.jobs), c.savedSlips())
		}
	})
	t.Run("a_key_held_down_prints_once", func(t *testing.T) {
		c := approved(t, printing)
		c.settle = settleTime
		c.hold(fyne.KeyP, 30)
		if len(c.receipts.jobs) != 1 {
			t.Errorf("%d jobs", len(c.receipts.jobs))
		}
	})
	t.Run("two_clicks_print_once", func(t *testing.T) {
		c := approved(t, printing)
		c.settle = settleTime
		for _, o := range everything(c.result().content) {
			if b, ok := o.(*kit.Button); ok && says(b, c.words.T("slip.print")) {
				test.Tap(b)
				test.Tap(b)
			}
		}
		if len(c.receipts.jobs) != 1 {
			t.Errorf("%d jobs", len(c.receipts.jobs))
		}
	})
	t.Run("the_key_that_opened_the_slip_does_not_print_it", func(t *testing.T) {
		c := approved(t, printing)
		c.press(fyne.KeyReturn, fyne.KeyF3)
		c.settle = settleTime
		c.press(fyne.KeyP)
		for range 30 {
			c.canvas().Focused().TypedRune('p')
		}
		if !c.sheetSays(c.words.T("slip.title")) || len(c.receipts.jobs) != 0 {
			t.Errorf("%d jobs", len(c.receipts.jobs))
		}
	})
	t.Run("from_the_history", func(t *testing.T) {
		c := approved(t, printing)
		c.press(fyne.KeyReturn, fyne.KeyF3, fyne.KeyP)
		for _, r := range "pc" {
			c.canvas().Focused().TypedRune(r)
		}
		if !c.sheetSays("메시지에 붙여 넣으세요") {
			t.Error("the sheet does not say that it was copied")
		}
		c.canvas().Focused().TypedRune('s')
		if len(c.receipts.jobs) != 1 || len(c.savedSlips()) != 1 || !strings.Contains(c.app.Clipboard().Content(), "949022******1406") {
			t.Errorf("%d jobs, %q", len(c.receipts.jobs), c.savedSlips())
		}
		if !c.sheetSays("PDF로 저장했습니다") || !c.sheetSays(c.savedSlips()[0]) {
			t.Error("the sheet does not say where it is")
		}
		c.told().Action().OnTapped()
		if !slices.Equal(c.opened, c.savedSlips()) {
			t.Errorf("opened %q", c.opened)
		}
	})
	for name, c := range map[string]struct {
		err  error
		says string
	}{
		"a_printer_that_is_gone":   {&printer.Trouble{Kind: printer.Unknown, Cause: errors.New("x")}, "'영수증' 프린터를 찾을 수 없습니다"},
		"no_printing_system":       {&printer.Trouble{Kind: printer.NoSystem, Cause: errors.New("x")}, "인쇄 기능이 꺼져"},
		"a_printer_that_refuses":   {errors.New("x"), "프린터가 받지 않았습니다"},
		"a_printer_that_is_silent": {&printer.Trouble{Kind: printer.Silent, Cause: errors.New("x")}, "인쇄되었는지 알 수 없습니다"},
	} {
		t.Run(name, func(t *testing.T) {
			counter := approved(t, printing)
			counter.receipts.err = c.err
			counter.press(fyne.KeyP)
			if !counter.sheetSays(c.says) || counter.sheetSays("보냈습니다") {
				t.Error("the reason is not said")
			}
			counter.press(fyne.KeyEscape)
			counter.receipts.err = nil
			counter.press(fyne.KeyP)
			if len(counter.receipts.jobs) != 1 {
				t.Error("it can't be printed again")
			}
		})
	}
	t.Run("a_failure_does_not_take_the_keys_of_the_next_order", func(t *testing.T) {
		c := approved(t, printing)
		c.receipts.err = errors.New("off")
		order := c.newest().OrderNumber
		c.time.slow = true
		c.press(fyne.KeyP)
		c.time.slow = false
		c.press(fyne.KeyReturn)
		c.time.pass()
		if c.canvas().Overlays().Top() != nil || !says(c.stage, "인쇄하지 못했습니다 · "+order) {
			t.Error("a sheet over the next order, or nobody is told")
		}
		c.press(fyne.KeyF3, fyne.KeyP)
		c.time.slow = true
		c.canvas().Focused().TypedRune('p')
		c.time.slow = false
		c.press(fyne.KeyEscape)
		c.time.pass()
		if c.canvas().Overlays().Top() != nil || !says(c.stage, "인쇄하지 못했습니다 · "+order) {
			t.Error("a sheet over the history, or nobody is told")
		}
	})
	t.Run("a_folder_that_can't_be_written", func(t *testing.T) {
		c := approved(t, func(s *desk.Settings) {
			s.SlipFolder = filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(s.SlipFolder, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		})
		c.press(fyne.KeyS)
		if !c.sheetSays("저장하지 못했습니다") || !c.sheetSays(c.settings.SlipFolder) {
			t.Error("nobody is told where it failed")
		}
	})
	t.Run("no_program_for_PDF", func(t *testing.T) {
		c := approved(t, nil)
		c.noViewer = errors.New("no program")
		c.press(fyne.KeyP)
		if !c.sheetSays("열지 못했습니다") || !c.sheetSays(c.savedSlips()[0]) {
			t.Error("nobody is told where the file is")
		}
	})
	t.Run("nothing_to_hand_out_where_no_money_moved", func(t *testing.T) {
		c := openCounter(t, printing)
		c.twin.Next(practice.Behaviour{Key: practice.DeclineLimit})
		c.keyIn(rice)
		c.send()
		c.press(fyne.KeyP, fyne.KeyS, fyne.KeyC)
		if len(c.receipts.jobs) != 0 || says(c.result().content, c.words.T("slip.print")) || c.app.Clipboard().Content() != "" {
			t.Error("a slip of a declined card")
		}
	})
	t.Run("of_a_cancel_at_once_with_the_sale_on_it", func(t *testing.T) {
		c := approved(t, printing)
		sale := c.newest()
		c.press(fyne.KeyReturn, fyne.KeyF3, fyne.KeyC, fyne.KeyReturn)
		c.typed("52000")
		c.press(fyne.KeyReturn)
		for range 2 { // the slip, then on paper
			c.canvas().Focused().TypedRune('p')
		}
		if len(c.receipts.jobs) != 1 {
			t.Fatalf("%d jobs", len(c.receipts.jobs))
		}
		text := printedText(t, c.receipts.jobs[0])
		for _, want := range []string{"취소전표", "-52,000원", sale.ApprovalNumber, "원거래금액", "취소 사유"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s is not in %s", want, text)
			}
		}
	})
	t.Run("a_wallet's_payment", func(t *testing.T) {
		c := openCounter(t, printing)
		c.payFromAccount()
		c.press(fyne.KeyF6)
		c.press(fyne.KeyF3, fyne.KeyP)
		c.canvas().Focused().TypedRune('P')
		if len(c.receipts.jobs) != 1 {
			t.Fatalf("%d jobs", len(c.receipts.jobs))
		}
		if text := printedText(t, c.receipts.jobs[0]); strings.Contains(text, "할부") || !strings.Contains(text, "계좌") {
			t.Error(text)
		}
	})
}

// told is the banner of the slip's sheet.
func (c *counter) told() *kit.Banner {
	c.t.Helper()
	sheet, ok := c.canvas().Overlays().Top().(*kit.Sheet)
	if !ok {
		c.t.Fatal("no sheet")
	}
	for _, o := range everything(sheet) {
		if b, ok := o.(*kit.Banner); ok {
			return b
		}
	}
	c.t.Fatal("no banner")
	return nil
}
