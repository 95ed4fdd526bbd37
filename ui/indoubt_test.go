package ui

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/practice"
	"keyindesk/ui/kit"
)

// lateSettlement takes a payment whose settlement does not arrive, and returns
// what lets it arrive after all.
func (c *counter) lateSettlement() (arrive func()) {
	c.t.Helper()
	c.enrol("박서연", "01022223333")
	c.beginPayment("52000", "햅쌀 10kg, 잣 200g")
	payment, body := c.newest(), c.click(c.page().address, "pay")
	c.pasteReturn(body)
	c.kicc.Next(practice.Behaviour{Key: practice.LostRequest})
	c.press(fyne.KeyReturn)
	op := c.newest()
	if op.Kind != desk.KindSettle || op.State != desk.InDoubt {
		c.t.Fatalf("settled %+v", op)
	}
	given, err := url.ParseQuery(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return func() {
		c.t.Helper()
		got := c.desk.Wallet.Settle(c.t.Context(), gateways.Settlement{
			MerchantID: payment.MerchantID, RequestID: payment.RequestID, OrderNumber: payment.OrderNumber,
			AuthorizationID: given.Get("authorizationId"), AmountKRW: payment.AmountKRW, At: op.PreparedAt,
		})
		if got.Outcome != gateways.Approved {
			c.t.Fatalf("arrived, and ended as %s", got.Outcome)
		}
	}
}

// lostDeletion deletes a billing key by a request that is lost.
func (c *counter) lostDeletion() {
	c.t.Helper()
	key := c.cardKey()
	c.press(fyne.KeyF5)
	c.typed(key)
	c.press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyD)
	c.keys.Next(practice.Behaviour{Key: practice.LostRequest})
	c.typed(key[len(key)-4:])
	c.press(fyne.KeyReturn, fyne.KeyReturn)
	if op := c.newest(); op.Kind != desk.KindDeleteKey || op.State != desk.InDoubt {
		c.t.Fatalf("deleted %+v", op)
	}
}

// onButton is what the button says that has the keyboard.
func (c *counter) onButton() string {
	if b, ok := c.canvas().Focused().(*kit.Button); ok {
		return b.Text()
	}
	return ""
}

// doubtSays tells whether the operation in sight is told with this.
func (c *counter) doubtSays(text string) bool { return says(c.doubtForm().view, text) }

func TestDoubtIsAskedAbout(t *testing.T) {
	t.Run("a_settlement_that_arrived_late", func(t *testing.T) {
		c := openCounter(t, nil)
		arrive := c.lateSettlement()
		c.press(fyne.KeyF8)
		if c.onButton() != c.words.T("doubt.inquire") || !c.doubtSays("내일 자정까지") {
			t.Fatalf("the keyboard is on %q", c.onButton())
		}

		c.press(fyne.KeyReturn)
		if !c.sheetSays(c.words.T("doubt.inquire.still")) || !c.sheetSays(c.words.T("doubt.inquire.still.hint")) {
			t.Error("it is not said that nothing became known")
		}
		if op := c.newest(); op.State != desk.InDoubt || c.doubts != 1 {
			t.Fatalf("%s, %d in doubt", op.State, c.doubts)
		}
		c.press(fyne.KeyReturn)
		if c.onButton() != c.words.T("doubt.inquire") || !c.doubtSays(c.words.T("story.inquired.in-doubt")) {
			t.Error("the answer is not shown, or the keyboard is elsewhere")
		}

		arrive()
		c.press(fyne.KeyL)
		if !c.sheetSays("52,000원 결제되었습니다") || !c.sheetSays(c.newest().ApprovalNumber) {
			t.Error("the outcome is not said")
		}
		if op := c.newest(); op.State != desk.Approved || op.ApprovalNumber == "" || c.doubts != 0 {
			t.Errorf("%+v, %d in doubt", op, c.doubts)
		}
		c.typed("ㅔ")
		if !c.sheetSays(c.words.T("slip.title")) || !c.sheetSays(c.operationOf(desk.KindRegisterPayment).OrderNumber) {
			t.Error("P does not show the slip")
		}
		c.press(fyne.KeyEscape)
		if !c.sheetSays("52,000원 결제되었습니다") {
			t.Error("the outcome is gone behind the slip")
		}
		c.press(fyne.KeyReturn)
		if c.onButton() != c.words.T("doubt.none.back") {
			t.Errorf("the keyboard is on %q", c.onButton())
		}
	})

	t.Run("a_cancel_in_part", func(t *testing.T) {
		c := sold(t)
		c.kicc.Next(practice.Behaviour{Key: practice.LostRequest})
		c.cancelPart("20000", "52000")
		cancel := c.newest()
		if cancel.Kind != desk.KindCancel || cancel.State != desk.InDoubt {
			t.Fatalf("recorded %+v", cancel)
		}
		c.press(fyne.KeyReturn, fyne.KeyC)
		if c.canvas().Overlays().Top() != nil {
			t.Error("a second cancel is offered while one is in doubt")
		}
		c.press(fyne.KeyF8)
		payment := c.operationOf(desk.KindRegisterPayment)
		got := c.desk.Wallet.Cancel(t.Context(), gateways.Cancel{
			TransactionID: cancel.TransactionID, RequestID: cancel.RequestID, MerchantID: cancel.MerchantID, OrderNumber: payment.OrderNumber,
			AmountKRW: 20_000, RemainKRW: 52_000, Part: true, At: cancel.PreparedAt,
		})
		if got.Outcome != gateways.Approved {
			t.Fatalf("arrived, and ended as %s %s", got.Outcome, got.Code)
		}
		c.press(fyne.KeyReturn)
		if !c.sheetSays("20,000원 취소되었습니다") || c.newest().State != desk.Approved || c.doubts != 0 {
			t.Error("not told, or not settled")
		}
	})

	t.Run("until_midnight_of_the_second_day", func(t *testing.T) {
		c := openCounter(t, nil)
		c.lateSettlement()
		for _, day := range []struct {
			at   string
			says string
			asks bool
		}{
			{"2026-11-21T23:59:50+09:00", "내일 자정까지", true},
			{"2026-11-22T00:00:01+09:00", "오늘 자정까지", true},
			{"2026-11-22T23:59:50+09:00", "오늘 자정까지", true},
			{"2026-11-23T00:00:01+09:00", "기한이 지났습니다", false},
		} {
			at, err := time.Parse(time.RFC3339, day.at)
			if err != nil {
				t.Fatal(err)
			}
			c.now = at
			c.press(fyne.KeyF8)
			if !c.doubtSays(day.says) || (c.doubtForm().ask != nil) != day.asks {
				t.Errorf("%s: it does not say %s, or the button is wrong", day.at, day.says)
			}
			if day.asks { // what a person writes down is folded away
				c.mainAct()
			}
			if c.canvas().Focused() != fyne.Focusable(c.doubtForm().happened) {
				t.Errorf("%s: a person can't write down what they saw", day.at)
			}
		}
		c.press(fyne.KeyL)
		if c.canvas().Overlays().Top() != nil {
			t.Error("asked too late")
		}
		c.press(fyne.KeyRight)
		c.doubtForm().evidenceField.Focus()
		c.typed("관리자 화면에 없음")
		c.ctrlEnter(1)
		if op := c.newest(); op.State != desk.Declined || !op.Settled {
			t.Errorf("written down as %s", op.State)
		}
	})

	t.Run("a_deleted_key_by_looking_it_up", func(t *testing.T) {
		c := openCounter(t, nil)
		c.lostDeletion()
		c.press(fyne.KeyF8)
		if !c.doubtSays("언제든 물어볼 수 있습니다") {
			t.Error("it is not said that it can be asked at any time")
		}
		c.press(fyne.KeyReturn)
		if !c.sheetSays(c.words.T("doubt.inquire.still.delete-key")) {
			t.Error("it is not said that the deletion may still arrive")
		}
		c.press(fyne.KeyReturn)
		c.now = c.now.Add(4 * time.Minute)
		c.press(fyne.KeyReturn)
		if !c.sheetSays("빌링키가 삭제되지 않았습니다") || c.doubts != 0 || c.newest().State != desk.Declined {
			t.Error("not told, or not settled")
		}
	})

	t.Run("payup_can_not_be_asked", func(t *testing.T) {
		c := openCounter(t, nil)
		c.twin.Next(practice.Behaviour{Key: practice.LostReply})
		c.keyIn(rice)
		c.send()
		c.press(fyne.KeyF8)
		f := c.doubtForm()
		if f.ask != nil || f.again != nil || c.canvas().Focused() != fyne.Focusable(f.happened) {
			t.Error("asking is offered, or the keyboard is elsewhere")
		}
	})
}

// operationOf is the newest operation of a kind.
func (c *counter) operationOf(kind desk.Kind) desk.Operation {
	c.t.Helper()
	page, err := c.desk.History(c.t.Context(), desk.Query{Kinds: []desk.Kind{kind}})
	if err != nil || len(page.Operations) == 0 {
		c.t.Fatal(kind, err)
	}
	return page.Operations[0]
}

func TestDoubtByHandIsInSight(t *testing.T) {
	c := openCounter(t, func(s *desk.Settings) { s.TextPercent = 150 })
	c.lateSettlement()
	c.press(fyne.KeyF8)
	c.mainAct()
	c.press(fyne.KeyReturn)
	f, driver := c.doubtForm(), fyne.CurrentApp().Driver()
	if c.canvas().Focused() != fyne.Focusable(f.transaction) {
		t.Fatal("the keyboard is elsewhere")
	}
	bottom := driver.AbsolutePositionForObject(f.transaction).Y + f.transaction.Size().Height - 4
	if bottom > c.canvas().Size().Height {
		t.Errorf("what is typed stands at %v, below the window", bottom)
	}
}

// After the last day there is more to read than fits: what has the keyboard is in
// sight all the same, and the example is about this row and the answer that is chosen.
func TestDoubtTooLateToAskIsInSight(t *testing.T) {
	c := openCounter(t, func(s *desk.Settings) { s.TextPercent = 150 })
	c.lateSettlement()
	c.now = c.now.Add(48 * time.Hour)
	c.press(fyne.KeyF8)
	f, driver := c.doubtForm(), fyne.CurrentApp().Driver()
	bottom := driver.AbsolutePositionForObject(f.happened).Y + f.happened.Size().Height - 4
	if c.canvas().Focused() != fyne.Focusable(f.happened) || bottom > c.canvas().Size().Height {
		t.Errorf("what has the keyboard stands at %v, below the window", bottom)
	}
	for _, want := range []string{"15:32 52,000원 승인", "15:32 이후 52,000원 거래 없음"} {
		if example := f.evidence.Options().Placeholder; !strings.Contains(example, want) {
			t.Errorf("the example is %q", example)
		}
		c.press(fyne.KeyRight) // it was not charged
	}
}

func TestDoubtIsRepeatedWhereThatIsHarmless(t *testing.T) {
	t.Run("a_key_is_issued_again", func(t *testing.T) {
		c := openCounter(t, nil)
		c.beginRegistration("한지민", "01055551234")
		c.pasteReturn(c.click(c.page().address, "next"))
		c.kicc.Next(practice.Behaviour{Key: practice.LostReply})
		c.press(fyne.KeyReturn, fyne.KeyF8)
		if c.onButton() != c.words.T("doubt.again.issue-key") || !c.doubtSays(c.words.T("doubt.question.issue-key")) {
			t.Fatalf("the keyboard is on %q", c.onButton())
		}
		c.press(fyne.KeyReturn)
		if c.on != screenWallet {
			t.Fatalf("Enter leads to %s", c.on)
		}
		c.press(fyne.KeyReturn, fyne.KeyReturn)
		if c.customer("한지민").State != desk.CustomerActive || c.doubts != 0 {
			t.Errorf("the customer is %s, %d in doubt", c.customer("한지민").State, c.doubts)
		}
	})

	t.Run("a_key_is_revoked_again", func(t *testing.T) {
		c := openCounter(t, nil)
		known := c.enrol("홍길동", "01012345678")
		c.now = c.now.Add(time.Minute)
		c.enrol("박서연", "01022223333")
		c.press(fyne.KeyDown, fyne.KeyD)
		c.kicc.Next(practice.Behaviour{Key: practice.LostReply})
		c.typed(known.ShopUserID)
		c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyF8)
		if c.onButton() != c.words.T("doubt.again.revoke-key") {
			t.Fatalf("the keyboard is on %q", c.onButton())
		}
		c.press(fyne.KeyO)
		if home := c.screens[screenWallet].(*walletScreen).home; c.on != screenWallet || home.open != known.ID {
			t.Fatalf("O leads to %s, customer %d", c.on, home.open)
		}
		c.press(fyne.KeyD)
		c.typed(known.ShopUserID)
		c.press(fyne.KeyReturn)
		if c.customer("홍길동").State != desk.CustomerRevoked || c.doubts != 0 {
			t.Errorf("the customer is %s, %d in doubt", c.customer("홍길동").State, c.doubts)
		}
	})

	t.Run("a_key_is_deleted_again", func(t *testing.T) {
		c := openCounter(t, nil)
		c.lostDeletion()
		doubtful := c.newest()
		c.press(fyne.KeyF8, fyne.KeyO)
		if c.on != screenBilling || c.billing().card.op.ID != doubtful.ID {
			t.Fatalf("O leads to %s", c.on)
		}
		c.press(fyne.KeyD)
		c.typed(doubtful.KeyHint[len(doubtful.KeyHint)-4:])
		c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyF8, fyne.KeyL)
		if !c.sheetSays("빌링키를 삭제했습니다") || c.doubts != 0 {
			t.Errorf("%d in doubt", c.doubts)
		}
	})
}
