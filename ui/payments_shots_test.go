package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
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
	{"doubt-settle", func(c *counter) {
		c.lateSettlement()
		c.now = c.now.Add(2 * time.Minute)
		c.openDoubt(c.newest().ID)
	}},
	{"doubt-settle-by-hand", func(c *counter) {
		c.lateSettlement()
		c.openDoubt(c.newest().ID)
		c.mainAct()
		c.press(fyne.KeyReturn)
	}},
	{"doubt-settle-still", func(c *counter) {
		c.lateSettlement()
		c.now = c.now.Add(2 * time.Minute)
		c.openDoubt(c.newest().ID)
		c.press(fyne.KeyL)
	}},
	{"doubt-settle-known", func(c *counter) {
		arrive := c.lateSettlement()
		c.openDoubt(c.newest().ID)
		arrive()
		c.press(fyne.KeyL)
	}},
	{"doubt-settle-over", func(c *counter) {
		c.lateSettlement()
		c.now = c.now.Add(48 * time.Hour)
		c.openDoubt(c.newest().ID)
	}},
	{"doubt-cancel-part", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.kicc.Next(practice.Behaviour{Key: practice.LostRequest})
		c.press(fyne.KeyF3)
		c.cancelPart("20000", "52000")
		c.press(fyne.KeyReturn)
		c.openDoubt(c.newest().ID)
	}},
	{"doubt-issue-key", func(c *counter) {
		c.beginRegistration("한지민", "01055551234")
		c.pasteReturn(c.click(c.page().address, "next"))
		c.kicc.Next(practice.Behaviour{Key: practice.LostReply})
		c.press(fyne.KeyReturn)
		c.openDoubt(c.newest().ID)
	}},
	{"doubt-delete-key", func(c *counter) {
		c.lostDeletion()
		c.openDoubt(c.newest().ID)
	}},
	{"doubt-delete-key-still", func(c *counter) {
		c.lostDeletion()
		c.openDoubt(c.newest().ID)
		c.press(fyne.KeyL)
	}},
	{"doubt-working", func(c *counter) {
		c.lateSettlement()
		c.openDoubt(c.newest().ID)
		c.waitForAnswer(desk.GatewayEasyPay)
	}},
	{"doubt-told", func(c *counter) {
		arrive := c.lateSettlement()
		c.press(fyne.KeyEscape, fyne.KeyF2)
		arrive()
		c.inquireAll()
	}},
	{"history-all", func(c *counter) {
		c.everyKind()
		c.press(fyne.KeyF3)
		c.history().group.Set(1)
		c.history().regroup()
	}},
	{"history-account", func(c *counter) {
		c.payFromAccount()
		c.cancelPart("3000", "33000")
	}},
	{"slip-account", func(c *counter) {
		c.payFromAccount()
		c.press(fyne.KeyP)
	}},
	{"history-part", func(c *counter) {
		c.everyKind()
		c.openOperation(c.operationOf(desk.KindSettle))
	}},
	{"history-register", func(c *counter) {
		c.everyKind()
		c.openOperation(c.operationOf(desk.KindRegisterCustomer))
	}},
	{"slip-part", func(c *counter) {
		c.takeMixed()
		c.givePart("110000", "30000")
		c.chooseCancel()
	}},
	{"slip-sale-part", func(c *counter) {
		c.takeMixed()
		c.givePart("110000", "30000")
		c.press(fyne.KeyP)
	}},
	{"practice-easypay", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.press(fyne.KeyF3)
		c.cancelPart("20000", "52000")
		c.press(fyne.KeyReturn, fyne.KeyF9)
	}},
	{"practice-payple", func(c *counter) { c.press(fyne.KeyF5, fyne.KeyF9) }},
	{"practice-next", func(c *counter) { c.press(fyne.KeyF6, fyne.KeyF10) }},
	{"practice-code", func(c *counter) {
		c.press(fyne.KeyF5, fyne.KeyF10, fyne.KeyEnd)
		c.ctrlEnter(1)
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

// chooseCancel opens the slip of the newest cancel.
func (c *counter) chooseCancel() {
	c.t.Helper()
	h := c.history()
	h.period.Set(len(periods) - 1)
	background(c.Window, func() desk.Operation { return c.operationOf(desk.KindCancel) }, func(cancel desk.Operation) {
		sale, err := c.desk.Operation(c.t.Context(), cancel.ParentID)
		if err != nil {
			c.t.Fatal(err)
		}
		h.showSlip(c.words.cancelSlipOf(cancel, sale, c.settings.Shop), toneOf(cancel))
	})
}

// everyKind puts one of each kind into the history.
func (c *counter) everyKind() {
	c.t.Helper()
	c.lostDeletion()
	known := c.enrol("홍길동", "01012345678")
	c.press(fyne.KeyD)
	c.typed(known.ShopUserID)
	c.press(fyne.KeyReturn, fyne.KeyReturn)
	c.now = c.now.Add(time.Minute)
	c.takeMixed()
	c.givePart("110000", "30000")
}
