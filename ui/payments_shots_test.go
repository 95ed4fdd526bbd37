package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/gateways/practice"
)

// paymentScenes are the pictures of what follows a payment: cancels in part,
// what is in doubt, the history with every kind.
var paymentScenes = []scene{
	{"cancel-whole-easypay", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.press(fyne.KeyF3, fyne.KeyC)
	}},
	{"cancel-part", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.press(fyne.KeyF3, fyne.KeyC)
		c.typed("20000")
	}},
	{"cancel-part-problem", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.press(fyne.KeyF3, fyne.KeyC)
		c.typed("520000")
		c.press(fyne.KeyReturn, fyne.KeyEnd)
	}},
	{"cancel-mixed", func(c *counter) {
		c.takeMixed()
		c.press(fyne.KeyF3, fyne.KeyC)
		c.typed("30000")
		c.press(fyne.KeyReturn)
		c.typed("25000")
	}},
	{"cancel-mixed-problem", func(c *counter) {
		c.takeMixed()
		c.press(fyne.KeyF3, fyne.KeyC)
		c.typed("30000")
		c.ctrlEnter(1)
	}},
	{"cancel-rest", func(c *counter) {
		c.takeMixed()
		c.givePart("110000", "30000")
		c.press(fyne.KeyC)
	}},
	{"cancelled-part", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.press(fyne.KeyF3)
		c.cancelPart("20000", "52000")
	}},
}

// givePart gives a part of the newest sale back and leads to its story.
func (c *counter) givePart(whole, amount string) {
	c.t.Helper()
	c.press(fyne.KeyF3, fyne.KeyC)
	c.typed(amount)
	c.press(fyne.KeyReturn)
	c.typed(amount)
	c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	c.typed(whole)
	c.press(fyne.KeyReturn, fyne.KeyReturn)
	c.now = c.now.Add(time.Minute)
}
