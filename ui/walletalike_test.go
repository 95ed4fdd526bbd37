package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// A customer whose last payment is in doubt is asked for money again only after
// staff were shown that; Esc and Enter stay.
func TestPaymentPastADoubt(t *testing.T) {
	c := openCounter(t, nil)
	c.takeMoney(practice.LostRequest)
	doubt := c.newest()
	if doubt.State != desk.InDoubt {
		t.Fatalf("%+v", doubt)
	}
	w := c.screens[screenWallet].(*walletScreen)
	w.customers(doubt.CustomerID)
	c.press(fyne.KeyP)
	c.press(fyne.KeyReturn)
	c.typed("52000")
	v := c.view().(*payView)
	v.form.item.Focus()
	c.typed("햅쌀 10kg")
	c.ctrlEnter(1)
	if !c.sheetSays(c.words.T("wallet.alike.doubt")) || !c.sheetSays("52,000") {
		t.Fatal("nothing warns")
	}
	c.press(fyne.KeyEscape)
	if c.view() != walletView(v) || c.newest().Kind == desk.KindRegisterPayment {
		t.Fatal("it went on by itself, or the form is gone")
	}
	c.ctrlEnter(1)
	c.ctrlEnter(1)
	if _, ok := c.view().(*pageView); !ok || c.newest().Kind != desk.KindRegisterPayment {
		t.Fatalf("staff said yes, and there is no page: %T", c.view())
	}
}
