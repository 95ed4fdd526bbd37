package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// tabTo presses Tab until the chart has the keyboard.
func (c *counter) tabTo(chart *kit.Chart) {
	c.t.Helper()
	for range 40 {
		c.canvas().FocusNext()
		if chart.Focused() {
			return
		}
	}
	c.t.Fatal("Tab does not lead there")
}

func TestClosingGraphs(t *testing.T) {
	tells := func(t *testing.T, chart *kit.Chart, want ...string) {
		t.Helper()
		if diff := cmp.Diff(kit.Said{want[0], want[1]}, chart.Said()); diff != "" {
			t.Error(diff)
		}
	}
	t.Run("say_the_highest_in_words", func(t *testing.T) {
		_, s := evening(t)
		tells(t, s.hours, "13시에 가장 많이 승인되었습니다. 2건 91,000원", "어제는 승인이 없었습니다")
		tells(t, s.days, "11월 21일 토요일에 가장 많이 승인되었습니다. 4건 199,400원", "옅은 바탕은 토요일과 일요일")
	})
	t.Run("arrow_keys_tell_every_bar", func(t *testing.T) {
		c, s := evening(t)
		c.tabTo(s.hours)
		tells(t, s.hours, "15시부터 16시까지, 남은 매출 -86,000원", "승인 0건 0 · 취소 1건 -86,000 · 어제 0")
		c.press(fyne.KeyLeft)
		tells(t, s.hours, "14시부터 15시까지, 남은 매출 86,000원", "승인 1건 86,000 · 어제 0")
		c.press(fyne.KeyHome)
		tells(t, s.hours, "9시부터 10시까지, 남은 매출 0원", "승인 0건 0 · 어제 0")
		c.tabTo(s.days)
		tells(t, s.hours, "13시에 가장 많이 승인되었습니다. 2건 91,000원", "어제는 승인이 없었습니다")
		tells(t, s.days, "11월 21일 토요일, 남은 매출 113,400원", "승인 4건 199,400 · 취소 1건 -86,000")
		c.press(fyne.KeyEnd)
		tells(t, s.days, "11월 30일 월요일", "아직 오지 않은 날입니다")
		c.press(fyne.KeyEscape)
		if c.on != screenHistory {
			t.Error("Esc stays on", c.on)
		}
	})
	t.Run("an_empty_day_after_a_busy_one", func(t *testing.T) {
		c, s := evening(t)
		c.now = c.now.AddDate(0, 0, 1)
		c.press(fyne.KeyF4)
		tells(t, s.hours, "아직 승인이 없습니다", "옅은 막대는 어제. 어제는 13시에 가장 많았습니다. 91,000원")
		c.now = c.now.AddDate(0, 0, 9)
		c.press(fyne.KeyF4)
		tells(t, s.hours, "아직 승인이 없습니다", "어제는 승인이 없었습니다")
		tells(t, s.days, "아직 승인이 없습니다", "옅은 바탕은 토요일과 일요일")
	})
	t.Run("the_night_is_shown_where_something_happened", func(t *testing.T) {
		c, s := evening(t)
		c.tabTo(s.hours)
		c.press(fyne.KeyEnd)
		tells(t, s.hours, "20시부터 21시까지, 남은 매출 0원", "승인 0건 0 · 어제 0")
		c.now = time.Date(2026, 11, 22, 2, 30, 0, 0, desk.InKorea(c.now).Location())
		c.sell("4111111111111111", 99_999_900, "김하늘")
		c.now = c.now.Add(21 * time.Hour)
		c.sell("4111111111111111", 100, "김하늘")
		c.press(fyne.KeyF4)
		tells(t, s.hours, "2시에 가장 많이 승인되었습니다. 1건 99,999,900원", "옅은 막대는 어제. 어제는 13시에 가장 많았습니다. 91,000원")
		c.tabTo(s.hours)
		c.press(fyne.KeyHome)
		tells(t, s.hours, "2시부터 3시까지, 남은 매출 99,999,900원", "승인 1건 99,999,900 · 어제 0")
		c.press(fyne.KeyEnd)
		tells(t, s.hours, "23시부터 24시까지, 남은 매출 100원", "승인 1건 100 · 어제 0")
	})
	t.Run("cancels_alone_are_said_too", func(t *testing.T) {
		c, s := evening(t)
		c.now = c.now.AddDate(0, 0, 1)
		c.giveBack("홍길동")
		c.press(fyne.KeyF4)
		tells(t, s.hours, "아직 승인이 없습니다", "옅은 막대는 어제. 어제는 13시에 가장 많았습니다. 91,000원")
		c.tabTo(s.hours)
		tells(t, s.hours, "15시부터 16시까지, 남은 매출 -52,000원", "승인 0건 0 · 취소 1건 -52,000 · 어제 -86,000")
	})
	t.Run("companies_have_their_share", func(t *testing.T) {
		_, s := evening(t)
		for _, want := range []string{"54 %", "26 %", "20 %", "2건"} {
			if !says(s.view, want) {
				t.Errorf("%q is not said", want)
			}
		}
	})
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, all int64
		want      string
	}{{0, 0, "0"}, {0, 9, "0"}, {9, 9, "100"}, {1, 3, "33"}, {2, 3, "67"}, {4, 1000, "<1"}, {5, 1000, "1"}, {999_999_999_999, 1_000_000_000_000, "100"}} {
		if got := percent(c.part, c.all); got != c.want {
			t.Errorf("%d of %d: %s", c.part, c.all, got)
		}
	}
}
