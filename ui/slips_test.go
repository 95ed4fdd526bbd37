package ui

import (
	"testing"

	"fyne.io/fyne/v2"
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
