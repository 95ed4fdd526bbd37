package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// tagTexts are the tags in sight.
func (c *counter) tagTexts() []string {
	var all []string
	for _, o := range c.history().tags.Objects {
		if tag, ok := o.(*kit.Tag); ok && c.history().tags.Visible() {
			all = append(all, tag.Content())
		}
	}
	return all
}

// amounts are those of the rows in the list.
func (c *counter) amounts() []int64 {
	var all []int64
	for _, o := range c.history().rows {
		all = append(all, o.AmountKRW)
	}
	return all
}

// autumn is a history of three years: a sale of October cancelled in November
// by somebody else, one of October and one of November, and one of two years ago.
func (c *counter) autumn() {
	c.t.Helper()
	sell := func(back, amount, card string) desk.Operation {
		c.now = noon
		for back != "" && desk.BusinessDay(c.now) != back {
			c.now = c.now.AddDate(0, 0, -1)
		}
		c.keyIn(order{card, "0230", "99", "880101", amount, "참기름 2병", "정다온", ""})
		c.send()
		c.screens[screenCharge].(*chargeScreen).next()
		return c.newest()
	}
	sell("2024-11-21", "15000", "5500000000000004")
	given := sell("2026-10-20", "64000", "4111111111111111")
	sell("2026-10-28", "18500", "5500000000000004")
	c.now = noon.AddDate(0, 0, -9) // 12 November
	if _, err := c.desk.Cancel(c.t.Context(), desk.CancelOrder{ChargeID: given.ID, Reason: "손님 변심", Confirm: "64000", Staff: "이도윤"}); err != nil {
		c.t.Fatal(err)
	}
	c.now = noon
	c.settings.Staff = "이도윤"
	sell("", "27000", "5500000000000004")
	c.now = noon
}

func TestFilterByDays(t *testing.T) {
	t.Run("of_the_payment", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		c.press(fyne.KeyF3, fyne.KeyF)
		c.typed("10/1")
		c.press(fyne.KeyReturn)
		c.typed("20261031")
		c.ctrlEnter(1)
		h := c.history()
		if diff := cmp.Diff([]int64{18500, 64000}, c.amounts()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"결제일 2026-10-01 ~ 2026-10-31"}, c.tagTexts()); diff != "" {
			t.Error(diff)
		}
		if got := h.period.Options()[h.period.Selected()]; got != "정한 기간" {
			t.Errorf("the period reads %q", got)
		}
		if want := "2건    " + kit.Together("승인 "+kit.Strong("82,500")) + "    " + kit.Together("취소 "+kit.Strong("64,000")); h.sumLine(h.totals) != want {
			t.Errorf("the sums are %q", h.sumLine(h.totals))
		}
		if name := c.words.exportName(c.desk, h.query()); name != "연습 내역 2026-10-01~2026-10-31" {
			t.Errorf("a file of it is called %q", name)
		}
	})

	t.Run("of_the_cancel_whenever_it_was_paid", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		c.press(fyne.KeyF3, fyne.KeyF, fyne.KeyTab, fyne.KeyReturn)
		c.canvas().Focus(c.history().filters.cancels.first)
		c.typed("1101")
		c.press(fyne.KeyReturn)
		c.typed("1130")
		c.ctrlEnter(1)
		h := c.history()
		if diff := cmp.Diff([]int64{64000}, c.amounts()); diff != "" {
			t.Error(diff)
		}
		if got := h.period.Options()[h.period.Selected()]; got != "전체 기간" || h.rows[0].CancelledBy == 0 {
			t.Errorf("in the period %q there is %+v", got, h.rows)
		}
		if want := "1건    " + kit.Together("승인 "+kit.Strong("64,000")) + "    " + kit.Together("취소 "+kit.Strong("64,000")); h.sumLine(h.totals) != want {
			t.Errorf("the sums are %q", h.sumLine(h.totals))
		}
		if name := c.words.exportName(c.desk, h.query()); !strings.HasSuffix(name, "전체 기간 취소일 2026-11-01~2026-11-30") {
			t.Errorf("a file of it is called %q", name)
		}
		c.press(fyne.KeyX)
		if got := h.period.Selected(); got != 0 || len(c.tagTexts()) != 0 || len(h.rows) != 1 {
			t.Errorf("without them: period %d, %d rows, %v", got, len(h.rows), c.tagTexts())
		}
	})

	t.Run("by_the_period_choice", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		c.press(fyne.KeyF3)
		h := c.history()
		h.period.Focus()
		c.press(fyne.KeyDown, fyne.KeyEnd) // yesterday, then the last item
		if h.filters == nil || c.overlays() != 1 {
			t.Fatal("nothing asks for the days")
		}
		c.press(fyne.KeyEscape)
		if h.period.Selected() != 1 || h.filters != nil {
			t.Errorf("Esc leaves period %d", h.period.Selected())
		}
		c.press(fyne.KeyEnd)
		c.typed("20241121")
		c.press(fyne.KeyReturn)
		c.typed("20241121")
		c.ctrlEnter(1)
		if diff := cmp.Diff([]int64{15000}, c.amounts()); diff != "" {
			t.Error(diff)
		}
		h.period.Focus()
		c.press(fyne.KeyHome)
		if h.period.Selected() != 0 || len(c.tagTexts()) != 0 || len(h.period.Options()) != len(periods)+1 {
			t.Errorf("another period leaves %v", c.tagTexts())
		}
	})

	t.Run("a_wrong_day_is_said_and_stays", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		c.press(fyne.KeyF3, fyne.KeyF)
		f := c.history().filters
		for typed, problem := range map[[2]string]string{
			{"어제쯤", ""}: "filter.day.form", {"20260230", ""}: "filter.day.none", {"20261121", "20261120"}: "filter.day.reversed",
		} {
			f.dates.first.SetValue(typed[0])
			f.dates.last.SetValue(typed[1])
			c.ctrlEnter(1)
			wrong := f.dates.firstField
			if typed[1] != "" {
				wrong = f.dates.lastField
			}
			if c.overlays() != 1 || wrong.Problem() != c.words.T(problem) || f.dates.first.Value() != typed[0] || f.dates.last.Value() != typed[1] {
				t.Errorf("%v: it says %q, and %q to %q stands there", typed, wrong.Problem(), f.dates.first.Value(), f.dates.last.Value())
			}
			if c.canvas().Focused().(fyne.CanvasObject) != wrong.Control() {
				t.Errorf("%v: the keyboard is not where it is wrong", typed)
			}
		}
		if len(c.tagTexts()) != 0 || len(c.history().rows) != 1 {
			t.Error("it filters all the same")
		}
		f.dates.first.Focus()
		f.dates.last.SetValue("")
		f.dates.first.SetValue("내일")
		c.press(fyne.KeyReturn)
		if f.dates.firstField.Problem() == "" || c.canvas().Focused() != fyne.Focusable(f.dates.first) {
			t.Error("Enter passes over a wrong day")
		}
	})
}

func TestFilterByChoice(t *testing.T) {
	t.Run("of_what_there_is", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		c.press(fyne.KeyF3, fyne.KeyF)
		f := c.history().filters
		if f.gateway.field.Visible() {
			t.Error("a choice of one gateway is offered")
		}
		if diff := cmp.Diff([]string{"전체", "KB국민", "신한카드"}, f.company.choice.Options()); diff != "" {
			t.Error(diff)
		}
		c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown)
		c.ctrlEnter(1)
		if diff := cmp.Diff([]string{"카드사 KB국민", "담당 이도윤"}, c.tagTexts()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int64{27000}, c.amounts()); diff != "" {
			t.Error(diff)
		}
		q := c.history().query()
		c.press(fyne.KeyE)
		job := newExportSheet(c.Window, c.desk, q, "", nil).job(false)
		if len(job.Query.CardCompanies) != 1 || job.Query.CardCompanies[0] != "KB국민" || job.Query.Staff[0] != "이도윤" {
			t.Errorf("an export asks for %+v", job.Query)
		}
	})

	t.Run("each_tag_is_taken_off_by_keys", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		c.press(fyne.KeyF3)
		h := c.history()
		h.narrow(narrowing{dates: desk.Period{From: "2024-01-01"}, cancels: desk.Period{To: "2026-11-30"}, gateway: "payup", company: "KB국민", staff: "김하늘"})
		want := []string{"결제일 2024-01-01부터", "취소일 2026-11-30까지", "결제사 페이업", "카드사 KB국민", "담당 김하늘"}
		if diff := cmp.Diff(want, c.tagTexts()); diff != "" {
			t.Error(diff)
		}
		h.list.Focus()
		c.canvas().FocusPrevious()                                                // 모두 지우기
		c.canvas().FocusPrevious()                                                // the last tag
		c.press(fyne.KeyDelete, fyne.KeyBackspace, fyne.KeyReturn, fyne.KeySpace) // each leaves the keyboard on another
		if diff := cmp.Diff(want[:1], c.tagTexts()); diff != "" {
			t.Error(diff)
		}
		if len(h.rows) != 4 || h.chosen.ID == 0 || c.overlays() != 0 {
			t.Errorf("%d rows", len(h.rows))
		}
		c.press(fyne.KeyDelete)
		if c.canvas().Focused() != h.list.Keys() || h.tags.Visible() || h.period.Selected() != 0 {
			t.Errorf("after the last the keyboard is on %T", c.canvas().Focused())
		}
	})

	t.Run("they_wait_for_the_search", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		release := c.holdSearch()
		c.time.slow = true
		c.press(fyne.KeyF3, fyne.KeyF)
		f := c.history().filters
		if !f.waiting.Visible() || f.company.field.Visible() {
			t.Error("there is something to choose from, or no word about it")
		}
		c.typed("2024")
		release()
		for range 3 {
			c.time.pass()
		}
		if f.waiting.Visible() || !f.company.field.Visible() || f.dates.first.Value() != "2024" {
			t.Errorf("afterwards there is nothing to choose from, and %q is typed", f.dates.first.Value())
		}
	})

	t.Run("an_operation_that_is_opened_is_seen_whatever_was_on", func(t *testing.T) {
		c := openCounter(t, nil)
		c.autumn()
		c.press(fyne.KeyF3)
		h := c.history()
		old := desk.Operation{}
		h.narrow(narrowing{dates: desk.Period{From: "2024-11-21", To: "2024-11-21"}})
		old = h.rows[0]
		h.narrow(narrowing{staff: "이도윤"})
		c.openOperation(old)
		if h.chosen.ID != old.ID {
			t.Errorf("%d is in sight, not %d", h.chosen.ID, old.ID)
		}
		if diff := cmp.Diff([]string{"결제일 2024-11-21"}, c.tagTexts()); diff != "" {
			t.Error(diff)
		}
	})
}
