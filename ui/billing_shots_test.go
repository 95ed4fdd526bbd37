package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// billingScenes are the pictures of billing keys.
var billingScenes = []scene{
	{"billing-empty", func(c *counter) { c.press(fyne.KeyF5) }},
	{"billing", func(c *counter) { c.lookUps() }},
	{"billing-revealed", func(c *counter) {
		c.lookUps()
		c.press(fyne.KeyDown, fyne.KeyK)
	}},
	{"billing-shown", func(c *counter) {
		c.lookUps()
		c.billing().try(1)
		c.billing().showEntry(true)
	}},
	{"billing-card-number", func(c *counter) {
		c.press(fyne.KeyF5)
		c.typed("4111111111111111")
		c.press(fyne.KeyReturn)
	}},
	{"billing-auth0004", func(c *counter) {
		c.lookUps()
		c.keys.Next(practice.Behaviour{Key: practice.AuthRefused})
		c.typed(c.cardKey())
		c.press(fyne.KeyReturn)
	}},
	{"billing-chosen", func(c *counter) {
		c.lookUps()
		c.press(fyne.KeyDown)
	}},
	{"billing-delete", func(c *counter) {
		c.lookUps()
		c.press(fyne.KeyDown, fyne.KeyD)
	}},
	{"billing-deleted", func(c *counter) {
		c.lookUps()
		c.deleteKey()
	}},
	{"billing-doubt", func(c *counter) {
		c.lookUps()
		c.doubtfulDeletion()
	}},
}

// lookUps has a look-up of each kind behind it, one of them of an unknown key.
func (c *counter) lookUps() {
	samples := c.desk.Rehearsals[desk.GatewayPayple].Samples()
	c.press(fyne.KeyF5)
	for _, key := range []string{samples[3], "bm8gc3VjaCBrZXkgYXQgYWxsIGhlcmU=", samples[1], samples[0]} {
		c.billing().entry.SetValue(key)
		c.billing().lookup()
	}
}

// deleteKey deletes the key of the chosen row.
func (c *counter) deleteKey() {
	c.press(fyne.KeyDown, fyne.KeyUp)
	hint := c.billing().card.op.KeyHint
	c.press(fyne.KeyD)
	c.typed(hint[len(hint)-4:])
	c.press(fyne.KeyReturn)
}

// doubtfulDeletion deletes a key whose request is lost, and closes what was said.
func (c *counter) doubtfulDeletion() {
	c.keys.Next(practice.Behaviour{Key: practice.LostRequest})
	c.deleteKey()
	c.press(fyne.KeyReturn)
}
