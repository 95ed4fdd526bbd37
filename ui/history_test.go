package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

func (c *counter) history() *historyScreen { return c.screens[screenHistory].(*historyScreen) }

func (c *counter) doubtForm() *findingForm { return c.screens[screenInDoubt].(*inDoubtScreen).finding }

func TestCancelByKeyboard(t *testing.T) {
	open := func(t *testing.T) *counter {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.send()
		c.press(fyne.KeyF3, fyne.KeyC)
		return c
	}

	t.Run("reason_and_amount_cancel_the_row", func(t *testing.T) {
		c := open(t)
		c.press(fyne.KeyReturn)
		c.typed("52000")
		c.press(fyne.KeyReturn)
		op := c.newest()
		if op.Kind != desk.KindCancel || op.State != desk.Approved || op.Reason != "손님 변심" || !c.twin.Ledger()[0].Cancelled() {
			t.Errorf("recorded %+v", op)
		}
		c.press(fyne.KeyReturn)
		if row := c.history().rows[0]; row.CancelledBy != op.ID {
			t.Errorf("the list shows %+v", row)
		}
	})

	t.Run("another_amount_does_not", func(t *testing.T) {
		c := open(t)
		c.press(fyne.KeyReturn)
		c.typed("5200")
		c.press(fyne.KeyReturn)
		if c.newest().Kind != desk.KindCharge || c.canvas().Overlays().Top() == nil {
			t.Error("went on all the same")
		}
	})

	t.Run("last_four_digits_may_begin_with_zeros", func(t *testing.T) {
		c := openCounter(t, nil)
		o := rice
		o.card = "5500000000000004"
		c.keyIn(o)
		c.send()
		c.press(fyne.KeyF3, fyne.KeyC, fyne.KeyReturn)
		c.typed("0004")
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.Kind != desk.KindCancel {
			t.Error("0004 was not taken")
		}
	})

	t.Run("own_words_are_asked_for", func(t *testing.T) {
		c := open(t)
		c.press(fyne.KeyEnd, fyne.KeyReturn)
		c.typed("배송 지연")
		c.press(fyne.KeyReturn)
		c.typed("1406")
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.Reason != "배송 지연" {
			t.Errorf("the reason is %q", op.Reason)
		}
	})
}

func TestSearch(t *testing.T) {
	c := openCounter(t, nil)
	c.morning()
	c.press(fyne.KeyF3)
	for text, want := range map[string]int{"박서연": 1, "ㅂㅅㅇ": 1, "서연": 1, "1406": 1, "52,000": 1, "52000": 1, "찹쌀": 1, "없는사람": 0, "": 6} {
		c.history().search.SetValue(text)
		c.time.pass()
		if got := len(c.history().rows); got != want {
			t.Errorf("%q finds %d rows, want %d", text, got, want)
		}
	}
}

func TestSettleByKeyboard(t *testing.T) {
	lost := func(t *testing.T) *counter {
		c := openCounter(t, nil)
		c.twin.Next(practice.Behaviour{Key: practice.LostReply})
		c.keyIn(rice)
		c.send()
		c.press(fyne.KeyReturn)
		return c
	}

	t.Run("charged_with_both_numbers_and_what_was_seen", func(t *testing.T) {
		c := lost(t)
		sale := c.twin.Admin()[0]
		c.press(fyne.KeyReturn)
		c.typed(sale.TransactionID)
		c.press(fyne.KeyReturn)
		c.typed(sale.ApprovalNumber)
		c.press(fyne.KeyReturn)
		c.typed("관리자 화면에서 확인")
		c.mainAct()
		if op := c.newest(); op.State != desk.Approved || !op.Settled || op.TransactionID != sale.TransactionID || c.doubts != 0 {
			t.Errorf("recorded %+v with %d in doubt", op, c.doubts)
		}
	})

	t.Run("not_charged_needs_what_was_seen_only", func(t *testing.T) {
		c := lost(t)
		c.press(fyne.KeyRight)
		c.mainAct()
		if c.newest().State != desk.InDoubt || c.doubtForm().evidenceField.Problem() == "" {
			t.Fatal("settled without evidence")
		}
		c.typed("15시 이후 52,000원 거래 없음")
		c.mainAct()
		if op := c.newest(); op.State != desk.Declined || !op.Settled {
			t.Errorf("recorded %+v", op)
		}
	})

	t.Run("a_later_fact_is_added_and_shown", func(t *testing.T) {
		c := lost(t)
		c.press(fyne.KeyRight)
		c.doubtForm().evidenceField.Focus()
		c.typed("거래 없음")
		c.mainAct()
		c.press(fyne.KeyF3, fyne.KeyS)
		if c.on != screenInDoubt || c.doubtForm() == nil {
			t.Fatal("the finding can't be corrected")
		}
		sale := c.twin.Admin()[0]
		c.press(fyne.KeyReturn)
		c.typed(sale.TransactionID)
		c.press(fyne.KeyReturn)
		c.typed(sale.ApprovalNumber)
		c.press(fyne.KeyReturn)
		c.typed("다음 날 정산에 있음")
		c.mainAct()
		if op := c.newest(); op.State != desk.Approved || !op.Contradicted {
			t.Errorf("recorded %+v", op)
		}
	})
}

func TestKeyInAgain(t *testing.T) {
	c := openCounter(t, nil)
	c.keyIn(rice)
	c.send()
	c.press(fyne.KeyF3, fyne.KeyR)
	f := c.chargeForm()
	if c.on != screenCharge || f.item.Value() != rice.item || f.buyer.Value() != rice.buyer || f.amount.Value() != rice.amount || f.phone.Value() != rice.phone {
		t.Error("the order is not filled in")
	}
	if f.card.Value()+f.expiry.Value()+f.password.Value()+f.holder.Value() != "" {
		t.Error("something of the card came back")
	}
}

func TestLettersWorkOnHangul(t *testing.T) {
	c := openCounter(t, nil)
	c.keyIn(rice)
	c.send()
	c.press(fyne.KeyF3)
	for r, want := range map[rune]string{'ㅊ': "cancel", 'ㅔ': "slip"} {
		c.canvas().Focused().TypedRune(r)
		if c.canvas().Overlays().Top() == nil {
			t.Errorf("%c does not open the %s", r, want)
		}
		c.press(fyne.KeyEscape)
	}
	c.canvas().Focused().TypedRune('ㄱ')
	if c.on != screenCharge || c.chargeForm().item.Value() != rice.item {
		t.Error("ㄱ does not key in again")
	}
}

func TestSettledQueueLeavesTheKeyboardSomewhere(t *testing.T) {
	c := openCounter(t, nil)
	for _, o := range []order{rice, {"4111111111111111", "0230", "99", "880101", "22400", "찹쌀 4kg", "오세훈", ""}} {
		c.twin.Next(practice.Behaviour{Key: practice.LostReply})
		c.keyIn(o)
		c.send()
		c.press(fyne.KeyEscape)
	}
	c.press(fyne.KeyF8)
	queue := c.screens[screenInDoubt].(*inDoubtScreen)
	first := queue.wanted
	c.press(fyne.KeyDown)
	if queue.wanted == first {
		t.Error("Down does not lead to the next one in doubt")
	}
	for range 2 {
		c.press(fyne.KeyRight)
		c.doubtForm().evidenceField.Focus()
		c.typed("거래 없음")
		c.mainAct()
	}
	c.press(fyne.KeyReturn)
	if c.on != screenCharge || c.canvas().Focused() != c.chargeForm().card {
		t.Errorf("Enter behind the last of the queue leads to %s", c.on)
	}
}

func TestHistoryRows(t *testing.T) {
	t.Run("money_first_and_the_rest_on_demand", func(t *testing.T) {
		c := sold(t)
		for _, o := range c.history().rows {
			if !o.Kind.TakesMoney() {
				t.Errorf("%s is among the money", o.Kind)
			}
		}
		payment := c.operationOf(desk.KindRegisterPayment)
		c.openOperation(payment)
		h := c.history()
		if h.chosen.ID != payment.ID {
			t.Fatalf("%s is in sight, not the page", h.chosen.Kind)
		}
		for i, o := range h.rows {
			cells := h.cells(i)
			if o.ID == payment.ID && cells[5].Text != "" {
				t.Errorf("the page, by which no money moved, shows %s", cells[5].Text)
			}
			if want := c.words.T("kind." + string(o.Kind)); cells[1].Stand != want {
				t.Errorf("%s is not said to be %s where there is no room for the item", o.Kind, want)
			}
		}
		c.openOperation(c.operationOf(desk.KindSettle))
		if h.group.Selected() != 0 || h.chosen.Kind != desk.KindSettle {
			t.Errorf("a sale is shown as %s in group %d", h.chosen.Kind, h.group.Selected())
		}
	})

	t.Run("what_went_back_stands_under_the_amount", func(t *testing.T) {
		c := sold(t)
		c.cancelPart("20000", "52000")
		c.press(fyne.KeyReturn)
		cells := c.history().cells(0)
		if cells[5].Under != "-20,000" || cells[2].Tail != "" {
			t.Errorf("under the amount stands %q, behind the item %q", cells[5].Under, cells[2].Tail)
		}
	})
}
