package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
	"keyindesk/store"
	"keyindesk/ui/kit"
)

// evening is the closing screen after a day's work.
func evening(t *testing.T) (*counter, *closingScreen) {
	t.Helper()
	c := openCounter(t, nil)
	c.morning()
	c.press(fyne.KeyF4)
	s, ok := c.screens[c.on].(*closingScreen)
	if !ok {
		t.Fatal(c.on)
	}
	return c, s
}

// topSheet is the sheet on top, nil if there is none.
func (c *counter) topSheet() *kit.Sheet {
	sheet, _ := c.canvas().Overlays().Top().(*kit.Sheet)
	return sheet
}

// alteredBook has a closing that somebody changed.
type alteredBook struct{ desk.Book }

func (alteredBook) Closings(context.Context, int64, int) ([]desk.Closing, error) {
	return nil, &store.Tampering{Problem: store.ProblemClosing, Closing: 3}
}

func TestClosing(t *testing.T) {
	t.Run("shows_the_day", func(t *testing.T) {
		c, s := evening(t)
		for _, want := range []string{
			"11월 21일 토요일 마감", "아직 마감한 적이 없습니다", "113,400", "승인 4건", "199,400", "취소 1건", "-86,000", "확인 필요 1건", "128,000",
			"손님 변심 · 이도윤", "이수빈", "이번 달", "확인하기",
		} {
			if !says(s.view, want) {
				t.Errorf("%q is not said", want)
			}
		}
		if doubt := s.glance.day.Doubts[0]; !strings.Contains(s.lookFor(doubt), doubt.OrderNumber) || s.deadline(doubt) != "페이업에는 물어볼 수 없어 사람이 찾아야 합니다." {
			t.Error(s.lookFor(doubt), s.deadline(doubt))
		}
		if c.topSheet() != nil {
			t.Error("something is asked")
		}
	})
	t.Run("closes_by_keyboard", func(t *testing.T) {
		c, s := evening(t)
		c.mainAct()
		for _, want := range []string{"1호 마감", "113,400원", "4건 199,400원", "1건 -86,000원", "확인 필요 1건 128,000원은 합계에 없습니다"} {
			if !c.sheetSays(want) {
				t.Errorf("%q is not read back", want)
			}
		}
		c.press(fyne.KeyReturn)
		made, err := s.desk.Closing(t.Context(), 1)
		if err != nil || made.ClosingKRW != 113_400 || made.Staff != "김하늘" {
			t.Fatalf("%+v %v", made, err)
		}
		if !c.sheetSays(made.CheckCode()) || !c.sheetSays("마감 기록") {
			t.Error("the record is not shown")
		}
		c.press(fyne.KeyEscape)
		if c.topSheet() != nil || !says(s.view, "지난 마감 1호, 15:32") {
			t.Error("not said which is the last")
		}
	})
	t.Run("an_altered_closing_is_named_and_not_shown", func(t *testing.T) {
		c, s := evening(t)
		c.desk.Book = alteredBook{c.desk.Book}
		for name, ask := range map[string]func(){"the list": s.showList, "the day": func() { s.reload(func() { t.Error("the day is shown") }) }} {
			ask()
			if want := "마감 3호가 쓰인 그대로가 아닙니다"; !c.sheetSays(want) && !says(s.view, want) {
				t.Errorf("%s does not say which", name)
			}
			c.press(fyne.KeyEscape)
		}
	})
	t.Run("escape_closes_nothing", func(t *testing.T) {
		c, s := evening(t)
		c.mainAct()
		c.press(fyne.KeyEscape)
		if all, err := s.desk.Closings(t.Context(), 0, 0); err != nil || len(all) != 0 || c.topSheet() != nil {
			t.Error(len(all), err)
		}
	})
	t.Run("a_held_key_closes_once", func(t *testing.T) {
		c, s := evening(t)
		c.mainAct()
		c.hold(fyne.KeyReturn, 5)
		if all, err := s.desk.Closings(t.Context(), 0, 0); err != nil || len(all) != 1 {
			t.Error(len(all), err)
		}
	})
	t.Run("only_what_was_read_back_is_closed", func(t *testing.T) {
		c, s := evening(t)
		draft, err := s.desk.DraftClosing(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		c.mainAct()
		page, err := c.desk.InDoubt(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.desk.Resolve(t.Context(), page[0].ID, desk.Resolution{Evidence: "관리자 화면에 없음"}); err != nil {
			t.Fatal(err)
		}
		c.press(fyne.KeyReturn)
		if !c.sheetSays("방금 새 기록이 생겼습니다") {
			t.Error("not said that something happened")
		}
		if all, _ := s.desk.Closings(t.Context(), 0, 0); len(all) != 0 || draft.Listed == 0 {
			t.Error("closed")
		}
	})
	t.Run("the_next_day_corrects", func(t *testing.T) {
		c, s := evening(t)
		c.mainAct()
		c.press(fyne.KeyReturn, fyne.KeyEscape)
		c.now = c.now.Add(18 * time.Hour)
		doubts, err := c.desk.InDoubt(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.desk.Resolve(t.Context(), doubts[0].ID, desk.Resolution{Happened: true, TransactionID: "T9", ApprovalNumber: "A9", Evidence: "관리자 화면", Staff: "김하늘"}); err != nil {
			t.Fatal(err)
		}
		c.press(fyne.KeyF4)
		c.mainAct()
		if !c.sheetSays("1건 128,000원") || !c.sheetSays("241,400원") {
			t.Error("the correction is not read back")
		}
		c.press(fyne.KeyReturn)
		if !c.sheetSays("확인 필요 → 승인 128,000원") {
			t.Error("the correction is not in the record")
		}
		c.press(fyne.KeyEscape, fyne.KeyL, fyne.KeyReturn)
		if second, err := s.desk.Closing(t.Context(), 2); err != nil || !c.sheetSays(second.CheckCode()) {
			t.Error("the list does not lead to the newest", err)
		}
	})
}

func TestClosingSeveralWays(t *testing.T) {
	t.Run("the_list_says_when_there_is_none", func(t *testing.T) {
		c, _ := evening(t)
		c.press(fyne.KeyL)
		if c.topSheet() != nil {
			t.Error("an empty list")
		}
	})
	t.Run("the_record_is_saved_and_printed", func(t *testing.T) {
		c, _ := evening(t)
		c.settings.Printer = desk.Printer{Name: "영수증", Columns: 42}
		c.mainAct()
		c.press(fyne.KeyReturn)
		sheet := c.topSheet()
		c.time.pass()
		sheet.OnRune('p')
		if len(c.receipts.jobs) != 1 || !strings.Contains(string(c.receipts.jobs[0].data), "keyindesk:closing:practice:") {
			t.Error("not printed", len(c.receipts.jobs))
		}
	})
	t.Run("esc_leads_to_the_history", func(t *testing.T) {
		c, _ := evening(t)
		c.press(fyne.KeyEscape)
		if c.on != screenHistory {
			t.Error(c.on)
		}
	})
	t.Run("a_doubt_leads_to_its_finding", func(t *testing.T) {
		c, s := evening(t)
		s.openDoubt(s.glance.day.Doubts[0].ID)
		if c.on != screenInDoubt {
			t.Error(c.on)
		}
	})
	t.Run("other_days_are_said", func(t *testing.T) {
		c, _ := evening(t)
		c.now = c.now.Add(24 * time.Hour)
		c.press(fyne.KeyF4)
		c.mainAct()
		if !c.sheetSays("오늘이 아닌 날의 것도 들어 있습니다: 2026-11-21") {
			t.Error("not said")
		}
	})
}

// TestOlderHistory starts the program with yesterday's copy in the place of the
// history.
func TestOlderHistory(t *testing.T) {
	c := openCounter(t, nil)
	c.keyIn(rice)
	c.send()
	c.Office.Close()
	file := filepath.Join(c.DataDir, "practice", "history.db")
	copied, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c.openDesk(desk.Practice)
	c.twin.Next(practice.Behaviour{Key: practice.DeclineLimit})
	c.keyIn(rice)
	c.mainAct()
	c.ctrlEnter(1)
	c.Office.Close()
	if err := os.WriteFile(file, copied, 0o600); err != nil {
		t.Fatal(err)
	}
	c.openDesk(desk.Practice)
	if !c.sheetSays("예전 기록입니다") {
		t.Fatal("not told")
	}
	c.press(fyne.KeyReturn, fyne.KeyF4)
	s := c.screens[screenClosing].(*closingScreen)
	if !says(s.view, "예전 기록입니다") {
		t.Fatal("not told again")
	}
	s.acceptHistory()
	if says(s.view, "예전 기록입니다") || c.desk.Behind() != nil {
		t.Error("still told")
	}
	c.Office.Close()
	c.openDesk(desk.Practice)
	if c.topSheet() != nil {
		t.Error("told although staff know")
	}
}
