package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// newest is the row that was written last.
func (c *counter) newest() desk.Operation {
	c.t.Helper()
	page, err := c.desk.History(c.t.Context(), desk.Query{Limit: 1})
	if err != nil || len(page.Operations) == 0 {
		c.t.Fatalf("no operation: %v", err)
	}
	return page.Operations[0]
}

func (c *counter) chargeForm() *form { return c.screens[screenCharge].(*chargeScreen).form }

func (c *counter) result() *resultView { return c.screens[screenCharge].(*chargeScreen).result }

func TestChargeByKeyboard(t *testing.T) {
	t.Run("an_order_is_keyed_in_read_back_and_approved", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.send()
		op := c.newest()
		if op.State != desk.Approved || op.AmountKRW != 52_000 || op.Quota != 0 || op.ItemName != rice.item || op.Buyer.Name != rice.buyer ||
			op.Buyer.Phone != rice.phone || op.MaskedCard != "949022******1406" || op.Staff != "김하늘" {
			t.Fatalf("recorded %+v", op)
		}
		if c.result() == nil || !c.chargeForm().empty() {
			t.Error("the slip is not there, or the card still is")
		}
		c.press(fyne.KeyReturn)
		if c.result() != nil || c.canvas().Focused() != c.chargeForm().card {
			t.Error("Enter does not lead to the next caller")
		}
	})

	t.Run("instalments_are_typed_as_digits", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.chargeForm().quotaField.Focus()
		c.typed("3")
		c.send()
		if op := c.newest(); op.Quota != 3 {
			t.Errorf("recorded %d months", op.Quota)
		}
	})

	t.Run("blocked_order_marks_its_fields_and_sends_nothing", func(t *testing.T) {
		c := openCounter(t, nil)
		c.typed("4111")
		c.mainAct()
		f := c.chargeForm()
		if f.cardField.Problem() == "" || f.fields[desk.FieldBuyerName].Problem() == "" || c.canvas().Focused() != f.card {
			t.Error("the fields are not marked, or the focus is elsewhere")
		}
		if c.canvas().Overlays().Top() != nil || c.twin.Requests() != 0 {
			t.Error("went on all the same")
		}
		c.typed("111111111111")
		if f.cardField.Problem() != "" || f.fields[desk.FieldBuyerName].Problem() == "" {
			t.Error("a mark goes as soon as its own field is right, and no sooner")
		}
	})

	t.Run("held_key_does_not_send_an_unread_order", func(t *testing.T) {
		c := openCounter(t, nil)
		c.settle = settleTime
		c.keyIn(rice)
		c.mainAct()
		c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
		if c.twin.Requests() != 0 {
			t.Error("sent without being read")
		}
	})

	t.Run("held_Ctrl_Enter_asks_but_does_not_send", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.ctrlEnter(30)
		if c.twin.Requests() != 0 || c.canvas().Overlays().Top() == nil {
			t.Error("sent, or not asked")
		}
		c.ctrlEnter(30)
		if c.twin.Requests() != 1 || c.result() == nil {
			t.Error("a new press does not send, or the same press left the slip")
		}
	})

	t.Run("held_Enter_does_not_leave_the_slip", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.mainAct()
		c.hold(fyne.KeyReturn, 30)
		if c.result() == nil || c.twin.Requests() != 1 {
			t.Error("the slip went by unread")
		}
		c.hold(fyne.KeyReturn, 30)
		if c.result() != nil || c.canvas().Focused() != c.chargeForm().card {
			t.Error("a new press does not lead to the next caller, or the same press went on through the form")
		}
	})

	t.Run("Esc_goes_back_to_the_order_as_it_was", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.mainAct()
		c.press(fyne.KeyEscape)
		if c.canvas().Overlays().Top() != nil || c.chargeForm().amount.Value() != rice.amount || c.twin.Requests() != 0 {
			t.Error("the order is not as it was")
		}
	})

	t.Run("declined_keeps_the_order_to_be_corrected", func(t *testing.T) {
		c := openCounter(t, nil)
		c.twin.Next(practice.Behaviour{Key: practice.DeclinePassword})
		c.keyIn(rice)
		c.send()
		if c.newest().State != desk.Declined {
			t.Fatal("not declined")
		}
		c.press(fyne.KeyReturn)
		if c.chargeForm().card.Value() != rice.card || c.result() != nil {
			t.Error("the order is gone")
		}
	})

	t.Run("lost_reply_wipes_the_card_and_leads_to_settling_it", func(t *testing.T) {
		c := openCounter(t, nil)
		c.twin.Next(practice.Behaviour{Key: practice.LostReply})
		c.keyIn(rice)
		c.send()
		if c.newest().State != desk.InDoubt || !c.chargeForm().empty() || c.doubts != 1 {
			t.Fatal("not in doubt, or the card is still there")
		}
		c.press(fyne.KeyReturn)
		if c.on != screenInDoubt {
			t.Errorf("Enter leads to %s", c.on)
		}
	})

	t.Run("not_sent_can_be_pressed_again", func(t *testing.T) {
		c := openCounter(t, nil)
		c.twin.Next(practice.Behaviour{Key: practice.CutBefore})
		c.keyIn(rice)
		c.send()
		if c.newest().State != desk.NotSent {
			t.Fatal("sent")
		}
		c.press(fyne.KeyReturn, fyne.KeyReturn)
		if op := c.newest(); op.State != desk.Approved || len(c.twin.Ledger()) != 1 {
			t.Errorf("the second press ended %s with %d sales", op.State, len(c.twin.Ledger()))
		}
	})

	t.Run("duplicate_takes_more_than_Enter", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.send()
		c.press(fyne.KeyReturn)
		c.keyIn(rice)
		c.send()
		if len(c.twin.Ledger()) != 1 {
			t.Fatal("Enter sent a duplicate")
		}
		c.mainAct()
		c.canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
		if len(c.twin.Ledger()) != 2 {
			t.Error("Ctrl+Enter did not send it")
		}
	})
}

// TestCardNumberTakenOff: a number that is cleared is keyed in anew where it was.
func TestCardNumberTakenOff(t *testing.T) {
	c := openCounter(t, nil)
	card := c.chargeForm().card
	c.typed("4")
	c.press(fyne.KeyBackspace)
	c.typed("12")
	if card.Value() != "12" || c.canvas().Focused() != fyne.Focusable(card) {
		t.Errorf("the card is %q, the keyboard elsewhere: %v", card.Value(), c.canvas().Focused() != fyne.Focusable(card))
	}
}

func TestSecretsStayOffTheClipboard(t *testing.T) {
	c := openCounter(t, nil)
	c.keyIn(rice)
	f := c.chargeForm()
	for _, e := range []fyne.Shortcutable{f.card, f.expiry, f.password, f.holder} {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
		e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: c.app.Clipboard()})
		e.TypedShortcut(&fyne.ShortcutCut{Clipboard: c.app.Clipboard()})
	}
	if got := c.app.Clipboard().Content(); got != "" {
		t.Errorf("the clipboard holds %d characters", len(got))
	}
	c.send()
	c.press(fyne.KeyC)
	slip := c.app.Clipboard().Content()
	if strings.Contains(slip, rice.card) || !strings.Contains(slip, "949022******1406") || !strings.Contains(slip, "52,000") {
		t.Errorf("the copied slip says %s", slip)
	}
}

func TestRecognition(t *testing.T) {
	c := openCounter(t, nil)
	c.keyIn(rice)
	c.send()
	c.press(fyne.KeyReturn)
	c.typed(rice.card)
	s := c.screens[screenCharge].(*chargeScreen)
	if got := s.company(rice.card); got != "비씨카드" {
		t.Errorf("recognised %q", got)
	}
	if got := s.company("4111111111111111"); got != "" {
		t.Errorf("made up %q for a card that this shop has not seen", got)
	}
}

// TestResultLeavesTheSlipBesideIt: the approval number is to be read out, so the
// slip never goes beneath what happened.
func TestResultLeavesTheSlipBesideIt(t *testing.T) {
	for _, language := range Languages() {
		for _, percent := range []int{100, 150} {
			for _, next := range []practice.Key{practice.Approve, practice.DeclineLimit} {
				c := openCounter(t, func(s *desk.Settings) { s.Language, s.TextPercent = language, percent })
				c.twin.Next(practice.Behaviour{Key: next})
				c.keyIn(rice)
				c.send()
				driver, paper := c.app.Driver(), c.screens[screenCharge].(*chargeScreen).paper
				card, slip := driver.AbsolutePositionForObject(c.result().content), driver.AbsolutePositionForObject(paper)
				if slip.X < card.X+c.result().content.Size().Width {
					t.Errorf("%s at %d, %s: the slip is at %v, the card at %v", language, percent, next, slip, card)
				}
			}
		}
	}
}
