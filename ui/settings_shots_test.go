package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// settingsScenes are the pictures of what the shop has with each gateway.
var settingsScenes = []scene{
	{"settings-gateways", func(c *counter) { c.atSettings("") }},
	{"settings-payup", func(c *counter) { c.atSettings(desk.GatewayPayup) }},
	{"settings-payple", func(c *counter) { c.atSettings(desk.GatewayPayple) }},
	{"settings-payple-auth0004", func(c *counter) {
		c.atSettings(desk.GatewayPayple)
		card := c.settingsOf(desk.GatewayPayple)
		c.canvas().Focus(card.saved.controls[len(card.saved.controls)-2].(fyne.Focusable)) // the check was pressed
		card.tell(kit.Declined, "settings.check.blocked.payple", "code", "AUTH0004")
	}},
	{"settings-easypay", func(c *counter) { c.atSettings(desk.GatewayEasyPay) }},
	{"settings-easypay-seed", func(c *counter) {
		c.atSettings(desk.GatewayEasyPay)
		f := c.easypayForm()
		test.Tap(f.seed)
		f.mode.Set(1)
		f.showSeed()
		f.iv.Focus()
	}},
	{"settings-forget", func(c *counter) {
		c.atSettings(desk.GatewayPayup)
		c.settingsOf(desk.GatewayPayup).askForget()
	}},
	{"settings-returns", func(c *counter) { c.atSettings(partReturns) }},
	{"settings-returns-on", func(c *counter) { c.receiving() }},
	{"settings-returns-saved", func(c *counter) {
		c.receiving()
		card := c.settingsScreen().gateways.returns
		card.saveCertificate()
		card.told.Action().Focus()
	}},
	{"settings-returns-port", func(c *counter) {
		c.port.taken = 47443
		c.receiving()
	}},
}

// atSettings shows the settings of a shop that has contracts with Payup and
// KICC, with one part open.
func (c *counter) atSettings(part string) {
	c.openDesk(desk.Test)
	c.press(fyne.KeyF7)
	c.payupForm().merchant.SetValue("haneul77")
	c.payupForm().key.SetValue("25bcd7a82f5b4058818462cc7715964c")
	c.settingsOf(desk.GatewayPayup).save()
	c.press(fyne.KeyF7)
	f := c.easypayForm()
	f.dialect.Set(0)
	f.mall.SetValue("T0001004")
	f.service.SetValue("practice-service")
	f.mac.SetValue("practice-mac")
	c.settingsOf(desk.GatewayEasyPay).save()
	c.press(fyne.KeyF7)
	c.time.pass()
	for _, fold := range c.settingsScreen().gateways.folds {
		fold.SetOpen(false)
	}
	c.settingsScreen().gateways.open(part)
}

// receiving turns the receiver of returns on.
func (c *counter) receiving() {
	c.press(fyne.KeyF7)
	card := c.settingsScreen().gateways.returns
	test.Tap(card.receive)
	card.save()
	c.time.pass()
}
