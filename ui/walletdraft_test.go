package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyindesk/desk"
)

// inEnglish changes the language of the program in its settings.
func (c *counter) inEnglish() {
	c.press(fyne.KeyF7)
	c.settingsScreen().looks[0].Focus()
	c.press(fyne.KeyRight)
}

// payment is the form of a payment with the method at a place, for 110,000 won.
func (c *counter) payment(method int) *payView {
	c.t.Helper()
	c.all = true
	c.enrol("홍길동", "")
	c.press(fyne.KeyP)
	for range method {
		c.press(fyne.KeyDown)
	}
	c.press(fyne.KeyReturn)
	c.typed("110000")
	v := c.view().(*payView)
	v.form.item.Focus()
	c.typed("햅쌀")
	return v
}

func TestWhatIsTypedStays(t *testing.T) {
	// rebuilds are what builds every screen anew.
	rebuilds := map[string]func(*counter){
		"another_language": (*counter).inEnglish,
		"a_return_address": func(c *counter) {
			c.openSettings(partReturns)
			card := c.settingsScreen().gateways.returns
			card.address.SetValue("https://shop.example.kr/return")
			card.save()
		},
	}
	for name, rebuild := range rebuilds {
		t.Run("a_registration_after_"+name, func(t *testing.T) {
			c := openCounter(t, receives)
			c.easypay()
			c.press(fyne.KeyN)
			c.typed("한지민")
			before := c.view().(*registerView)
			before.phone.SetValue("01055551234")
			before.ci.SetValue("CI")
			before.place.segment.Set(1)
			values := before.values()
			rebuild(c)
			c.press(fyne.KeyF6)
			now, ok := c.view().(*registerView)
			if !ok || now == before || now.values() != values || now.place.place() != desk.OnPhone || !now.typed() {
				t.Fatalf("left: %T", c.view())
			}
			if before.ci.Value() != "" {
				t.Error("the CI is still on the form that went away")
			}
		})
		t.Run("a_payment_after_"+name, func(t *testing.T) {
			c := openCounter(t, receives)
			before := c.payment(2)
			before.form.showMore(true)
			before.form.deposit.SetValue("300")
			before.place.segment.Set(1)
			kept := before.form.state()
			rebuild(c)
			c.press(fyne.KeyF6)
			now, ok := c.view().(*payView)
			if !ok || now == before || now.form.state() != kept || now.place.place() != desk.OnPhone || now.customer.ID != before.customer.ID {
				t.Fatalf("left: %T", c.view())
			}
			if o := now.order(); o.AmountKRW != 110_000 || len(o.Deposits) != 1 || o.Method.MaskedNumber != before.order().Method.MaskedNumber {
				t.Errorf("orders %+v", o)
			}
		})
		t.Run("a_page_and_its_paste_after_"+name, func(t *testing.T) {
			c := openCounter(t, receives)
			c.beginRegistration("한지민", "")
			before := c.page()
			before.paste.SetValue("resCd=0000&")
			rebuild(c)
			c.press(fyne.KeyF6)
			if now := c.page(); now == before || now.op.ID != before.op.ID || now.paste.Value() != "resCd=0000&" || before.paste.Value() != "" {
				t.Error("the page or what was pasted is gone")
			}
		})
		t.Run("an_order_after_"+name, func(t *testing.T) {
			c := openCounter(t, nil)
			c.keyIn(rice)
			rebuild(c)
			if f := c.chargeForm(); f.card.Value() != rice.card || f.item.Value() != rice.item {
				t.Error("it is gone")
			}
		})
	}
	t.Run("not_in_another_environment", func(t *testing.T) {
		c := openCounter(t, nil)
		c.easypay()
		c.press(fyne.KeyN)
		c.typed("한지민")
		c.openDesk(desk.Test)
		if s := c.screens[screenWallet].(*walletScreen); s.view != s.home {
			t.Error("it went along")
		}
	})
}

func TestLeavingWhatIsTyped(t *testing.T) {
	ctrlF := func(c *counter) {
		c.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl})
	}
	escape := func(c *counter) { c.press(fyne.KeyEscape) }
	for name, leave := range map[string]func(*counter){"escape": escape, "ctrl_f": ctrlF} {
		t.Run(name+"_takes_a_second_press_on_a_registration", func(t *testing.T) {
			c := openCounter(t, nil)
			s := c.easypay()
			c.press(fyne.KeyN)
			leave(c)
			if s.view != s.home {
				t.Fatal("an empty form is not left at once")
			}
			s.home.list.Focus()
			c.press(fyne.KeyN)
			c.typed("한지민")
			leave(c)
			if s.view == s.home {
				t.Fatal("it is gone at one press")
			}
			c.time.pass()
			leave(c)
			if s.view == s.home {
				t.Fatal("a press long after is the first again")
			}
			leave(c)
			if s.view != s.home {
				t.Error("two presses don't leave")
			}
		})
	}
	t.Run("escape_leads_from_a_payment_to_the_methods_with_a_second_press", func(t *testing.T) {
		c := openCounter(t, nil)
		v := c.payment(1)
		c.press(fyne.KeyEscape)
		if c.view() != walletView(v) {
			t.Fatal("it is gone at one press")
		}
		c.press(fyne.KeyEscape)
		methods, ok := c.view().(*methodsView)
		if !ok || methods.list.Selected() != 1 {
			t.Fatalf("it leads to %T", c.view())
		}
		c.press(fyne.KeyReturn, fyne.KeyEscape)
		if _, ok := c.view().(*methodsView); !ok {
			t.Error("an empty form is not left at once")
		}
	})
	t.Run("a_known_customer_s_data_is_nothing_typed", func(t *testing.T) {
		c := openCounter(t, nil)
		c.enrol("홍길동", "01012345678")
		s := c.easypay()
		c.press(fyne.KeyR, fyne.KeyEscape)
		if s.view != s.home {
			t.Error("it asks twice")
		}
	})
}

func TestAnotherMethod(t *testing.T) {
	t.Run("instalments_stay_where_the_card_has_them", func(t *testing.T) {
		c := openCounter(t, nil)
		v := c.payment(0)
		f := v.form
		f.quota.Focus()
		c.typed("3")
		account, check, card := -1, -1, -1
		for i, m := range f.methods {
			switch {
			case !m.Card():
				account = i
			case m.CheckCard:
				check = i
			case i > 0:
				card = i
			}
		}
		for at, said := range map[int]string{
			check:   c.words.T("wallet.quota.lost", "months", "3"),
			account: c.words.T("wallet.quota.lost.account"),
		} {
			if at < 0 {
				continue
			}
			f.method.Set(at)
			f.showMethod()
			if f.read().Quota != 0 || !v.notice.Visible() || f.lostMonths() != said {
				t.Errorf("method %d: %d months, says %q", at, f.read().Quota, f.lostMonths())
			}
		}
		f.method.Set(max(card, 0))
		f.showMethod()
		if f.read().Quota != 3 || f.lostMonths() != "" {
			t.Errorf("%d months on another card", f.read().Quota)
		}
	})
	t.Run("a_cash_receipt_waits_for_the_account", func(t *testing.T) {
		c := openCounter(t, nil)
		f := c.payment(0).form
		account := len(f.methods) - 1
		if f.methods[account].Card() {
			t.Fatal("no account")
		}
		f.method.Set(account)
		f.showMethod()
		f.receipt.Set(true)
		f.showReceipt()
		f.receiptNumber.SetValue("01022223333")
		f.method.Set(0)
		f.showMethod()
		if f.read().CashReceipt != nil || f.numberField.Visible() {
			t.Error("a card goes out with a cash receipt")
		}
		f.method.Set(account)
		f.showMethod()
		if r := f.read().CashReceipt; r == nil || r.Value.Reveal() != "01022223333" || !f.numberField.Visible() {
			t.Error("it has to be typed again")
		}
	})
	t.Run("the_rare_fields_fold_only_when_empty", func(t *testing.T) {
		c := openCounter(t, nil)
		v := c.payment(0)
		v.form.showMore(true)
		v.form.taxable.SetValue("100000")
		v.form.showMore(false)
		if !v.form.more || v.form.taxable.Value() != "100000" || !v.form.taxableField.Visible() || len(c.stage.Objects) != 2 {
			t.Error("it folds, or says nothing")
		}
		v.form.taxable.SetValue("")
		v.form.showMore(false)
		if v.form.more {
			t.Error("it does not fold")
		}
	})
}
