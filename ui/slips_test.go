package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
)

// A slip carries the order number that the customer saw and the gateway knows;
// the story of a cancel names the cancel's own number.
func TestNumbersOfTheGateway(t *testing.T) {
	c := sold(t)
	sale := c.history().chosen
	payment, err := c.desk.Operation(t.Context(), sale.ParentID)
	if err != nil {
		t.Fatal(err)
	}
	c.press(fyne.KeyP)
	if payment.OrderNumber == sale.OrderNumber || c.sheetSays(sale.OrderNumber) || !c.sheetSays(payment.OrderNumber) {
		t.Errorf("the slip does not say %s", payment.OrderNumber)
	}
	c.press(fyne.KeyEscape)
	c.cancelPart("20000", "52000")
	cancel := c.newest()
	c.press(fyne.KeyReturn)
	if cancel.CancelID == "" || !says(c.history().side, cancel.CancelID) {
		t.Errorf("the story does not say %q", cancel.CancelID)
	}
}

// paidFromAccount takes 33,000 won from a customer's account and opens the
// history.
func paidFromAccount(t *testing.T) *counter {
	t.Helper()
	c := openCounter(t, nil)
	c.payFromAccount()
	return c
}

func (c *counter) payFromAccount() {
	c.t.Helper()
	c.manyMethods()
	c.press(fyne.KeyP, fyne.KeyEnd, fyne.KeyReturn)
	c.typed("33000")
	c.view().(*payView).form.item.Focus()
	c.typed("들기름")
	c.ctrlEnter(1)
	c.pasteReturn(c.click(c.page().address, "pay"))
	c.press(fyne.KeyReturn, fyne.KeyF3)
}

// An account is no card: it has no instalments, and gets its money back as an
// account does.
func TestSlipOfAnAccount(t *testing.T) {
	c := paidFromAccount(t)
	quota := c.words.T("common.lump")
	if says(c.history().side, quota) || c.history().cells(0)[4].Text != "" {
		t.Error("story or row speaks of instalments")
	}
	c.press(fyne.KeyP)
	if !c.sheetSays("계좌") || c.sheetSays(c.words.T("slip.quota")) || c.sheetSays(quota) {
		t.Error("the slip is that of a card")
	}
	c.press(fyne.KeyEscape)
	c.cancelPart("3000", "33000")
	if !c.sheetSays("손님 계좌로 환불됩니다") || c.sheetSays("손님 카드") {
		t.Error("the money is said to go back to a card")
	}
	c.press(fyne.KeyReturn)
	cancel := c.newest()
	if !desk.FromAccount(cancel) {
		t.Error("the cancel does not tell that it goes to an account")
	}
}

// Nobody knows how soon a part shows on a card.
func TestPartIsNotSaidToReturnAtOnce(t *testing.T) {
	c := sold(t)
	c.cancelPart("20000", "52000")
	if c.sheetSays("당일 승인은 바로") || !c.sheetSays(c.words.T("result.cancel.hint.part")) {
		t.Error("a part is said to return at once")
	}
	c.press(fyne.KeyReturn)
	c.cancelPart("32000", "52000")
	if c.sheetSays("당일 승인은 바로") {
		t.Error("the rest is said to return at once")
	}
}
