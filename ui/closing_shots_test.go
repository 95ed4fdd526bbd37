package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
)

// closingScenes are the pictures of the evening.
var closingScenes = []scene{
	{"closing", func(c *counter) { c.press(fyne.KeyF4) }},
	{"closing-end", func(c *counter) { c.press(fyne.KeyF4, fyne.KeyPageDown, fyne.KeyPageDown) }},
	{"closing-ask", func(c *counter) {
		c.press(fyne.KeyF4)
		c.mainAct()
	}},
	{"closing-page", func(c *counter) {
		c.press(fyne.KeyF4)
		c.mainAct()
		c.press(fyne.KeyReturn)
	}},
	{"closing-code", func(c *counter) {
		c.press(fyne.KeyF4)
		c.mainAct()
		c.press(fyne.KeyReturn)
		c.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	}},
	{"closing-list", func(c *counter) {
		c.press(fyne.KeyF4)
		for range 9 {
			c.mainAct()
			c.press(fyne.KeyReturn, fyne.KeyEscape)
			c.now = c.now.Add(25 * time.Hour)
		}
		c.press(fyne.KeyL)
	}},
	{"closing-corrections", func(c *counter) {
		c.press(fyne.KeyF4)
		c.mainAct()
		c.press(fyne.KeyReturn, fyne.KeyEscape)
		c.now = c.now.Add(18 * time.Hour)
		doubts, err := c.desk.InDoubt(c.t.Context())
		if err != nil {
			c.t.Fatal(err)
		}
		if _, err := c.desk.Resolve(c.t.Context(), doubts[0].ID, desk.Resolution{Happened: true, TransactionID: "T9", ApprovalNumber: "A9", Evidence: "관리자 화면"}); err != nil {
			c.t.Fatal(err)
		}
		c.press(fyne.KeyF4)
		c.mainAct()
	}},
}
