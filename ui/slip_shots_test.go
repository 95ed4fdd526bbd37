package ui

import (
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"

	"keyindesk/desk/printer"
)

// slipScenes are the pictures of what can be done with a slip.
var slipScenes = []scene{
	{"slip-saved", func(c *counter) {
		c.slipOfRice()
		c.settings.SlipFolder = filepath.Join(c.t.TempDir(), "전표")
		c.canvas().Focused().TypedRune('s')
	}},
	{"slip-copied", func(c *counter) {
		c.slipOfRice()
		c.canvas().Focused().TypedRune('c')
	}},
	{"slip-not-printed", func(c *counter) {
		printing(&c.settings)
		c.receipts.err = &printer.Trouble{Kind: printer.Unknown, Cause: errors.New("gone")}
		c.slipOfRice()
		c.canvas().Focused().TypedRune('p')
	}},
	{"approved-printed", func(c *counter) {
		printing(&c.settings)
		c.keyIn(order{"370000000000002", "1129", "34", "910514", "44000", "들기름 2병", "최용수", ""})
		c.send()
		c.press(fyne.KeyP)
	}},
	{"settings-printer", func(c *counter) {
		card := c.printers80()
		card.name.Focus()
	}},
	{"settings-printer-test", func(c *counter) {
		card := c.printers80()
		card.test()
		card.change.Focus()
	}},
	{"settings-printer-folder", func(c *counter) { c.printers80().askFolder() }},
}

// slipOfRice opens a slip from the history.
func (c *counter) slipOfRice() {
	c.press(fyne.KeyF3)
	c.history().list.Select(3)
	c.history().openSlip()
}

// printers80 shows the settings of a shop with a receipt printer.
func (c *counter) printers80() *printerCard {
	c.receipts.names = []string{"Samsung M2020", "BIXOLON SRP-350"}
	c.press(fyne.KeyF7)
	card := c.settingsScreen().printer
	card.name.OnChanged(2)
	c.time.pass()
	card.search()
	return card
}
