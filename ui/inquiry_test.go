package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

func TestDoubtIsAskedAboutWhenTheWindowOpens(t *testing.T) {
	t.Run("strip_and_notice_tell", func(t *testing.T) {
		c := openCounter(t, nil)
		c.lostDeletion()
		if c.doubts != 1 || !strings.Contains(c.strip.Model().Pill, "1") {
			t.Fatalf("%d in doubt, the strip says %q", c.doubts, c.strip.Model().Pill)
		}
		c.now = c.now.Add(4 * time.Minute)
		c.openDesk(desk.Practice)
		if op := c.newest(); op.State != desk.Declined {
			t.Fatalf("nobody asked: %s", op.State)
		}
		if c.doubts != 0 || c.strip.Model().Pill != "" || !says(c.stage, c.newest().KeyHint+" 빌링키 삭제: 처리되지 않았습니다") {
			t.Errorf("%d in doubt, the strip says %q, or nobody is told", c.doubts, c.strip.Model().Pill)
		}
		c.time.pass()
		if says(c.stage, "처리되지 않았습니다") {
			t.Error("the notice stays")
		}
	})

	t.Run("the_notice_says_where_the_money_is", func(t *testing.T) {
		c := openCounter(t, nil)
		arrive := c.lateSettlement()
		arrive()
		c.inquireAll()
		if !says(c.stage, "박서연 52,000원: 결제되었습니다") {
			t.Error("nothing is said of the money")
		}
	})

	t.Run("of_more_rows_it_says_how_many", func(t *testing.T) {
		c := openCounter(t, nil)
		c.lostDeletion()
		c.now = c.now.Add(4 * time.Minute)
		arrive := c.lateSettlement()
		arrive()
		c.inquireAll()
		if !says(c.stage, "2건의 결과를 알아냈습니다") {
			t.Error("it is not said that two became known")
		}
	})

	t.Run("nothing_to_tell_is_not_told", func(t *testing.T) {
		c := openCounter(t, nil)
		c.lateSettlement()
		c.openDesk(desk.Practice)
		if c.doubts != 1 || says(c.stage, "알아냈습니다") {
			t.Errorf("%d in doubt", c.doubts)
		}
	})

	t.Run("the_history_in_sight_follows", func(t *testing.T) {
		c := openCounter(t, nil)
		arrive := c.lateSettlement()
		c.press(fyne.KeyF3)
		arrive()
		c.inquireAll()
		if row := c.history().rows[0]; row.State != desk.Approved || c.history().chosen.State != desk.Approved {
			t.Errorf("the list says %s, the story %s", row.State, c.history().chosen.State)
		}
	})

	t.Run("what_is_being_written_stays", func(t *testing.T) {
		c := openCounter(t, nil)
		c.twin.Next(practice.Behaviour{Key: practice.LostReply})
		c.keyIn(rice)
		c.send()
		c.press(fyne.KeyEscape)
		arrive := c.lateSettlement()
		c.press(fyne.KeyF8, fyne.KeyUp)
		f := c.doubtForm()
		f.evidenceField.Focus()
		c.typed("관리자 화면에")
		arrive()
		c.inquireAll()
		if c.doubtForm() != f || f.evidence.Value() != "관리자 화면에" {
			t.Error("what was written is gone")
		}
		if q := c.screens[screenInDoubt].(*inDoubtScreen); len(q.rows) != 1 || len(q.queue.Objects) != 1 {
			t.Error("the queue does not follow")
		}
	})
}

// Asking is not sending: the sheet in front of the answer says that no money
// moves, and does not threaten with what a lost answer to a payment leads to.
func TestWaitForAnInquiry(t *testing.T) {
	c := openCounter(t, nil)
	c.lateSettlement()
	c.press(fyne.KeyF8)
	if !says(c.stage, "결과를 아직 모르는 건입니다") {
		t.Error("the screen does not say what its rows are")
	}
	runner := &late{inline: c.time}
	c.runner = runner
	c.press(fyne.KeyReturn)
	if !c.sheetSays("돈은 움직이지 않습니다") || c.sheetSays(c.words.T("working.long")) {
		t.Error("the sheet has the words for sending")
	}
	runner.comeBack()
	if !c.sheetSays(c.words.T("doubt.inquire.still")) {
		t.Error("no answer is shown")
	}
}
