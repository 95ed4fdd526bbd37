package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// filterScenes are the pictures of what the history is narrowed by.
var filterScenes = []scene{
	{"filters", func(c *counter) {
		c.years()
		c.press(fyne.KeyF3, fyne.KeyF)
	}},
	{"filters-wrong", func(c *counter) {
		c.years()
		c.press(fyne.KeyF3, fyne.KeyF)
		f := c.history().filters
		for e, text := range map[*kit.Entry]string{f.dates.first: "1121", f.dates.last: "10/31", f.cancels.first: "11월 31일"} {
			e.SetValue(text)
		}
		c.ctrlEnter(1)
	}},
	{"history-narrowed", func(c *counter) {
		c.years()
		c.press(fyne.KeyF3)
		c.history().narrow(narrowing{dates: desk.Period{From: "2024-01-01"}, cancels: desk.Period{From: "2026-11-21", To: "2026-11-21"},
			gateway: "payup", company: "신한카드", staff: "김하늘"})
	}},
	{"history-years", func(c *counter) {
		c.years()
		c.press(fyne.KeyF3)
		c.history().pickPeriod(len(periods) - 1)
		c.history().showNarrowed(len(periods) - 1)
	}},
	{"history-waiting", func(c *counter) {
		c.years()
		c.press(fyne.KeyF3)
		c.holdSearch()
		c.time.slow = true
		c.history().search.SetValue("박서연")
		c.history().search.Focus()
		c.history().reload()
	}},
}

// years puts sales of other years and months before the morning's work.
func (c *counter) years() {
	c.t.Helper()
	today := c.now
	for i, back := range []int{0, 40, 400, 800} {
		c.now = today.AddDate(0, 0, -back)
		c.keyIn(order{[]string{"5500000000000004", "4111111111111111"}[i%2], "0230", "99", "880101", []string{"27000", "64000", "18500", "150000"}[i], "참기름 2병", "정다온", ""})
		c.send()
		c.screens[screenCharge].(*chargeScreen).next()
	}
	c.now = today
}
