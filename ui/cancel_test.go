package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
	"keyindesk/ui/kit"
)

// sold takes 52,000 won from a customer of EasyPay and opens the history.
func sold(t *testing.T) *counter {
	t.Helper()
	c := openCounter(t, nil)
	c.takeMoney(practice.Approve)
	c.press(fyne.KeyF3)
	return c
}

// soldMixed is the same for 110,000 won of which 10,000 are tax-free.
func soldMixed(t *testing.T) *counter {
	t.Helper()
	c := openCounter(t, nil)
	c.takeMixed()
	c.press(fyne.KeyF3)
	return c
}

// takeMixed takes a mixed payment to its end.
func (c *counter) takeMixed() {
	c.t.Helper()
	c.enrol("이수빈", "01098765432")
	c.press(fyne.KeyP, fyne.KeyReturn)
	c.typed("110000")
	f := c.view().(*payView).form
	f.item.Focus()
	c.typed("명절 선물세트")
	f.showMore(true)
	f.taxable.SetValue("100000")
	f.free.SetValue("10000")
	c.ctrlEnter(1)
	c.pasteReturn(c.click(c.page().address, "pay"))
	c.press(fyne.KeyReturn)
}

// cancelPart gives an amount of the chosen sale back by keyboard.
func (c *counter) cancelPart(amount, confirm string) {
	c.t.Helper()
	c.press(fyne.KeyC)
	c.typed(amount)
	c.press(fyne.KeyReturn, fyne.KeyReturn)
	c.typed(confirm)
	c.press(fyne.KeyReturn)
}

// entryFocused is the entry that has the keyboard.
func (c *counter) entryFocused() *kit.Entry {
	c.t.Helper()
	e, ok := c.canvas().Focused().(*kit.Entry)
	if !ok {
		c.t.Fatalf("the keyboard is at %T", c.canvas().Focused())
	}
	return e
}

// sheetSays tells whether the sheet in sight says something.
func (c *counter) sheetSays(text string) bool {
	c.t.Helper()
	top := c.canvas().Overlays().Top()
	return top != nil && says(top, text)
}

func TestCancelPartByKeyboard(t *testing.T) {
	t.Run("digits_replace_what_is_left_and_the_rest_goes_back_later", func(t *testing.T) {
		c := sold(t)
		c.cancelPart("20000", "52000")
		op := c.newest()
		if op.Kind != desk.KindCancel || op.State != desk.Approved || op.AmountKRW != 20_000 {
			t.Fatalf("recorded %+v", op)
		}
		if !c.sheetSays("32,000") {
			t.Error("nothing says what is left")
		}
		c.press(fyne.KeyReturn)
		if sale := c.history().chosen; sale.RemainKRW() != 32_000 || !desk.Cancellable(sale) {
			t.Fatalf("left %d", sale.RemainKRW())
		}
		c.press(fyne.KeyC)
		if left := c.entryFocused().Value(); left != "32000" {
			t.Errorf("%s is filled in", left)
		}
		if !c.sheetSays(c.words.T("cancel.title.rest", "amount", "32,000")) {
			t.Error("the title does not say that the rest goes back")
		}
		c.press(fyne.KeyReturn, fyne.KeyReturn)
		c.typed("52000")
		c.ctrlEnter(1)
		if op := c.newest(); op.AmountKRW != 32_000 || op.State != desk.Approved {
			t.Fatalf("recorded %+v", op)
		}
		c.press(fyne.KeyReturn, fyne.KeyC)
		if c.canvas().Overlays().Top() != nil {
			t.Error("what is given back can be given back again")
		}
	})

	t.Run("title_and_button_follow_the_amount", func(t *testing.T) {
		c := sold(t)
		c.press(fyne.KeyC)
		for _, step := range []struct{ typed, title, button string }{
			{"", "52,000원을 전부 취소합니다", "52,000원 취소 보내기"},
			{"3", "3원을 부분취소합니다", "3원 취소 보내기"},
			{"0000", "30,000원을 부분취소합니다", "30,000원 취소 보내기"},
		} {
			c.typed(step.typed)
			if !c.sheetSays(step.title) || !c.sheetSays(step.button) {
				t.Errorf("after %q the sheet does not say %s and %s", step.typed, step.title, step.button)
			}
		}
		c.press(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
		if !c.sheetSays("얼마를 취소할까요?") || c.sheetSays("0원을 부분취소합니다") {
			t.Error("no amount is not asked for")
		}
	})

	t.Run("what_would_be_left_follows_the_amount", func(t *testing.T) {
		c := sold(t)
		c.press(fyne.KeyC)
		for _, step := range []struct{ typed, said string }{
			{"", "52,000원까지 취소할 수 있습니다"},
			{"20000", "취소하고 나면 32,000원이 남습니다"},
			{"0", "남은 52,000원보다 많습니다"},
		} {
			c.typed(step.typed)
			if !c.sheetSays(step.said) {
				t.Errorf("after %q the sheet does not say %s", step.typed, step.said)
			}
		}
		if !c.sheetSays("얼마를 취소할까요?") || c.sheetSays("200,000원을") || c.sheetSays("200,000원 취소 보내기") {
			t.Error("more than can go back is promised")
		}
	})

	t.Run("what_is_wrong_is_said_before_sending", func(t *testing.T) {
		c := sold(t)
		for amount, want := range map[string]string{"52001": "남은 52,000원보다 많습니다", "0": "금액을 적어 주세요"} {
			c.press(fyne.KeyC)
			c.typed(amount)
			c.press(fyne.KeyReturn, fyne.KeyReturn)
			c.typed("52000")
			c.ctrlEnter(1)
			if c.newest().Kind == desk.KindCancel || !c.sheetSays(want) {
				t.Fatalf("%s was sent, or %q is not said", amount, want)
			}
			if c.entryFocused().Options().Group != kit.GroupAmount {
				t.Errorf("%s: the keyboard is not at the amount", amount)
			}
			c.press(fyne.KeyEscape)
		}
	})

	t.Run("the_part_is_no_proof_of_the_row", func(t *testing.T) {
		c := sold(t)
		c.cancelPart("20000", "20000")
		if c.newest().Kind == desk.KindCancel {
			t.Error("the amount of the part was taken for the sale's")
		}
	})

	t.Run("payup_gives_back_all_and_asks_for_no_amount", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.send()
		c.press(fyne.KeyF3, fyne.KeyC)
		if c.sheetSays(c.words.T("cancel.amount")) || !c.sheetSays(c.words.T("cancel.confirm")) {
			t.Error("an amount is asked for")
		}
	})
}

func TestCancelPartOfMixedSale(t *testing.T) {
	t.Run("the_parts_are_asked_for_and_remembered", func(t *testing.T) {
		c := soldMixed(t)
		c.press(fyne.KeyC)
		if c.sheetSays(c.words.T("cancel.taxable")) {
			t.Error("the parts of all of it are asked for")
		}
		c.typed("30000")
		c.press(fyne.KeyReturn)
		c.typed("25000")
		c.press(fyne.KeyReturn)
		if free := c.entryFocused().Value(); free != "5000" {
			t.Errorf("%s tax-free is filled in", free)
		}
		c.press(fyne.KeyReturn, fyne.KeyReturn)
		c.typed("110000")
		c.press(fyne.KeyReturn)
		op := c.newest()
		if op.Kind != desk.KindCancel || op.State != desk.Approved || op.TaxableKRW != 25_000 || op.FreeKRW != 5_000 {
			t.Fatalf("recorded %+v", op)
		}
		c.press(fyne.KeyReturn, fyne.KeyC, fyne.KeyReturn)
		if taxable := c.entryFocused().Value(); taxable != "75000" {
			t.Errorf("%s taxed is filled in for the rest", taxable)
		}
		c.ctrlEnter(1)
		c.typed("110000")
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.AmountKRW != 80_000 || op.TaxableKRW != 75_000 || op.FreeKRW != 5_000 {
			t.Errorf("recorded %+v", op)
		}
	})

	for name, tried := range map[string]struct{ amount, taxable, free, said string }{
		"parts_that_do_not_add_up":   {"30000", "25000", "4000", "합이 30,000원이어야 합니다"},
		"more_tax_free_than_is_left": {"30000", "19000", "11000", "남은 10,000원보다 많습니다"},
		"no_parts":                   {"30000", "", "", "합이 30,000원이어야 합니다"},
	} {
		t.Run(name, func(t *testing.T) {
			c := soldMixed(t)
			c.press(fyne.KeyC)
			c.typed(tried.amount)
			c.press(fyne.KeyReturn)
			c.typed(tried.taxable)
			c.press(fyne.KeyReturn)
			e := c.entryFocused()
			e.SetValue("")
			c.typed(tried.free)
			c.press(fyne.KeyReturn, fyne.KeyReturn)
			c.typed("110000")
			c.press(fyne.KeyReturn)
			if c.newest().Kind == desk.KindCancel || !c.sheetSays(tried.said) {
				t.Errorf("sent, or %q is not said", tried.said)
			}
		})
	}
}

func TestCancelIsConfirmedByWhatIsKnown(t *testing.T) {
	for mask, want := range map[string]string{
		"123456******1406": "cancel.confirm.part", "948822****140*": "cancel.confirm.amount", "": "cancel.confirm.amount",
	} {
		sheet := &cancelSheet{sale: desk.Operation{AmountKRW: 52_000, MaskedCard: mask}, part: &cancelPart{}}
		c := sold(t)
		sheet.historyScreen = c.history()
		if got := sheet.confirmLabel(); got != c.words.T(want, "amount", "52,000") {
			t.Errorf("%q asks %s", mask, got)
		}
	}
}

// unmarked takes the marks of kit.Strong out.
var unmarked = strings.NewReplacer(string([]rune(kit.Strong(""))[0]), "", string([]rune(kit.Strong(""))[1]), "")

func TestSheetBringsWhatIsTypedIntoSight(t *testing.T) {
	c := openCounter(t, func(s *desk.Settings) { s.TextPercent = 150 })
	c.takeMixed()
	c.press(fyne.KeyF3, fyne.KeyC)
	c.typed("30000")
	sheet := c.canvas().Overlays().Top().(*kit.Sheet)
	c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyReturn)
	e := c.entryFocused()
	area := sheet.AreaOf(e)
	driver := fyne.CurrentApp().Driver()
	bottom := driver.AbsolutePositionForObject(e).Y + e.Size().Height - 4 // an entry reaches a little beyond its frame
	if end := driver.AbsolutePositionForObject(area).Y + area.Size().Height; bottom > end || area.Offset.Y == 0 {
		t.Errorf("the confirmation ends at %v, what is seen of the sheet at %v", bottom, end)
	}
	c.press(fyne.KeyEscape, fyne.KeyP)
	if slip := c.canvas().Overlays().Top().(*kit.Sheet); slip.AreaOf(nil).Offset.Y != 0 {
		t.Error("a slip is not seen from its beginning")
	}
}

func TestCancelOfWhatAnAccountPaid(t *testing.T) {
	c := paidFromAccount(t)
	c.cancelPart("3000", "9012") // the account's
	if op := c.newest(); op.Kind != desk.KindCancel || op.State != desk.Approved || op.AmountKRW != 3_000 {
		t.Errorf("recorded %+v", op)
	}
}

// says tells whether a tree of objects says something that is seen.
func says(o fyne.CanvasObject, text string) bool {
	if !o.Visible() {
		return false
	}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *kit.Text:
		return strings.Contains(o.Content(), text)
	case *kit.Paragraph:
		return strings.Contains(unmarked.Replace(o.Content()), text)
	case *fyne.Container:
		inside = o.Objects
	case *kit.Scroll:
		inside = []fyne.CanvasObject{o.Content}
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	return slices.ContainsFunc(inside, func(o fyne.CanvasObject) bool { return says(o, text) })
}
