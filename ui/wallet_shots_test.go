package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// walletScenes are the pictures of EasyPay.
var walletScenes = []scene{
	{"wallet-empty", func(c *counter) { c.easypay() }},
	{"wallet", func(c *counter) { c.regulars() }},
	{"wallet-revealed", func(c *counter) {
		c.regulars()
		c.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyK)
	}},
	{"wallet-register", func(c *counter) {
		c.easypay()
		c.press(fyne.KeyN)
		c.typed("한지민")
		c.press(fyne.KeyReturn)
		c.typed("01055551234")
	}},
	{"wallet-register-problems", func(c *counter) {
		c.easypay()
		c.press(fyne.KeyN)
		c.view().(*registerView).id.SetValue("01055551234")
		c.ctrlEnter(1)
	}},
	{"wallet-page", func(c *counter) { c.beginRegistration("한지민", "01055551234") }},
	{"wallet-register-place", func(c *counter) {
		c.receiving()
		c.easypay()
		c.press(fyne.KeyN)
		c.typed("한지민")
	}},
	{"wallet-register-no-address", func(c *counter) {
		c.atCounter("")
		c.easypay()
		c.press(fyne.KeyN)
		c.typed("한지민")
		c.view().(*registerView).place.segment.Focus()
		c.press(fyne.KeyRight)
	}},
	{"wallet-page-here", func(c *counter) {
		c.receiving()
		c.beginRegistration("한지민", "01055551234")
	}},
	{"wallet-page-phone", func(c *counter) {
		c.atCounter("https://shop.example.kr/return")
		c.settings.Returns.Place = string(desk.OnPhone)
		c.beginRegistration("한지민", "01055551234")
	}},
	{"wallet-page-off", func(c *counter) {
		c.receiving()
		c.beginRegistration("한지민", "01055551234")
		c.receiving() // off again
		c.easypay()
		c.press(fyne.Key1)
	}},
	{"wallet-paste-refused", func(c *counter) {
		c.beginRegistration("한지민", "01055551234")
		c.pasteReturn("resCd=0000&resMsg=%EC%A0%95%EC%83%81&requestTid=ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	}},
	{"wallet-issue", func(c *counter) {
		c.beginRegistration("한지민", "01055551234")
		c.pasteReturn(c.click(c.page().address, "next"))
	}},
	{"wallet-issue-doubt", func(c *counter) {
		c.beginRegistration("한지민", "01055551234")
		c.pasteReturn(c.click(c.page().address, "next"))
		c.kicc.Next(practice.Behaviour{Key: practice.LostReply})
		c.press(fyne.KeyReturn)
	}},
	{"wallet-issued", func(c *counter) {
		c.beginRegistration("한지민", "01055551234")
		c.pasteReturn(c.click(c.page().address, "next"))
		c.press(fyne.KeyReturn)
	}},
	{"wallet-refused", func(c *counter) {
		c.beginRegistration("한지민", "01055551234")
		c.pasteReturn(c.click(c.page().address, "cancel"))
	}},
	{"wallet-methods", func(c *counter) {
		c.manyMethods()
		c.press(fyne.KeyP)
	}},
	{"wallet-pay", func(c *counter) {
		c.enrol("박서연", "01022223333")
		c.press(fyne.KeyP, fyne.KeyReturn)
		c.typed("52000")
		c.view().(*payView).form.item.Focus()
		c.typed("햅쌀 10kg, 잣 200g")
	}},
	{"wallet-pay-account", func(c *counter) {
		c.manyMethods()
		c.press(fyne.KeyP, fyne.KeyEnd, fyne.KeyReturn)
		c.typed("33000")
		f := c.view().(*payView).form
		f.item.Focus()
		c.typed("들기름 2병")
		f.receiptField.Focus()
		c.press(fyne.KeySpace)
		f.receiptNumber.Focus()
		c.typed("01022223333")
	}},
	{"wallet-pay-more", func(c *counter) {
		c.enrol("박서연", "01022223333")
		c.press(fyne.KeyP, fyne.KeyReturn)
		c.typed("110000")
		c.view().(*payView).form.showMore(true)
		c.ctrlEnter(1)
	}},
	{"wallet-pay-place", func(c *counter) {
		c.receiving()
		c.enrol("박서연", "01022223333")
		c.press(fyne.KeyP, fyne.KeyReturn)
		c.typed("52000")
		f := c.view().(*payView).form
		f.item.Focus()
		c.typed("햅쌀 10kg, 잣 200g")
		f.onEnd()
	}},
	{"wallet-pay-place-more", func(c *counter) {
		c.receiving()
		c.enrol("박서연", "01022223333")
		c.press(fyne.KeyP, fyne.KeyReturn)
		c.typed("110000")
		c.view().(*payView).form.showMore(true)
	}},
	{"wallet-pay-no-address", func(c *counter) {
		c.atCounter("")
		c.enrol("박서연", "01022223333")
		c.settings.Returns.Place = string(desk.OnPhone)
		c.press(fyne.KeyP, fyne.KeyReturn)
		c.typed("52000")
		c.view().(*payView).form.item.Focus()
		c.typed("햅쌀 10kg, 잣 200g")
		c.ctrlEnter(1)
	}},
	{"wallet-pay-page", func(c *counter) {
		c.enrol("박서연", "01022223333")
		c.beginPayment("52000", "햅쌀 10kg, 잣 200g")
	}},
	{"wallet-settle", func(c *counter) {
		c.enrol("박서연", "01022223333")
		c.beginPayment("52000", "햅쌀 10kg, 잣 200g")
		c.pasteReturn(c.click(c.page().address, "pay"))
	}},
	{"wallet-settled", func(c *counter) { c.takeMoney(practice.Approve) }},
	{"wallet-declined", func(c *counter) { c.takeMoney(practice.DeclineLimit) }},
	{"wallet-lost", func(c *counter) { c.takeMoney(practice.LostRequest) }},
	{"wallet-revoke", func(c *counter) {
		c.enrol("박서연", "01022223333")
		c.press(fyne.KeyD)
	}},
	{"wallet-revoked", func(c *counter) {
		known := c.enrol("박서연", "01022223333")
		c.press(fyne.KeyD)
		c.typed(known.ShopUserID)
		c.press(fyne.KeyReturn)
	}},
	{"wallet-working", func(c *counter) {
		c.enrol("박서연", "01022223333")
		c.waitingFor(c.words.T("wallet.working.methods"), c.words.T("wallet.working.hint"), c.words.T("wallet.working.long"))
	}},
	{"wallet-history", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.press(fyne.KeyF3)
	}},
	{"wallet-doubt", func(c *counter) {
		c.takeMoney(practice.LostRequest)
		c.press(fyne.KeyReturn)
	}},
	{"wallet-admin", func(c *counter) {
		c.takeMoney(practice.Approve)
		c.press(fyne.KeyF9)
	}},
	{"wallet-not-ready", func(c *counter) {
		c.openDesk(desk.Test)
		c.press(fyne.KeyF6)
	}},
}

// view is what EasyPay shows.
func (c *counter) view() walletView { return c.screens[screenWallet].(*walletScreen).view }

// atCounter is a shop of the test environment that receives returns, with an
// address of its own or none.
func (c *counter) atCounter(address string) {
	c.t.Helper()
	c.atSettings("")
	c.settingsScreen().gateways.returns.address.SetValue(address)
	c.receiving()
}

// regulars are some customers in every state, with things half done.
func (c *counter) regulars() {
	c.t.Helper()
	c.enrol("홍길동", "01012345678")
	c.press(fyne.KeyD)
	c.typed(c.customer("홍길동").ShopUserID)
	c.press(fyne.KeyReturn, fyne.KeyReturn)
	c.now = c.now.Add(60e9)
	c.enrol("박서연", "01022223333")
	c.beginPayment("52000", "햅쌀 10kg, 잣 200g")
	body := c.click(c.page().address, "pay")
	c.now = c.now.Add(60e9)
	c.pasteReturn(body)
	c.press(fyne.KeyEscape)
	c.enrol("남궁민수", "01044445555")
	c.now = c.now.Add(60e9)
	c.beginRegistration("한지민", "01055551234")
	c.press(fyne.KeyEscape)
}

// manyMethods is a customer with every card and account that the practice page
// offers.
func (c *counter) manyMethods() {
	c.t.Helper()
	c.all = true
	c.enrol("박서연", "01022223333")
}

// takeMoney takes a payment to its end.
func (c *counter) takeMoney(how practice.Key) {
	c.t.Helper()
	c.enrol("박서연", "01022223333")
	c.beginPayment("52000", "햅쌀 10kg, 잣 200g")
	c.pasteReturn(c.click(c.page().address, "pay"))
	c.kicc.Next(practice.Behaviour{Key: how})
	c.press(fyne.KeyReturn)
}
