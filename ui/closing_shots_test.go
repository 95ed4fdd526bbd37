package ui

import (
	"math/rand/v2"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
)

// closingScenes are the pictures of the evening.
var closingScenes = []scene{
	{"closing", func(c *counter) { c.press(fyne.KeyF4) }},
	{"closing-end", func(c *counter) { c.press(fyne.KeyF4, fyne.KeyPageDown, fyne.KeyPageDown) }},
	{"closing-busy", func(c *counter) {
		c.busyMonth()
		c.press(fyne.KeyF4)
	}},
	{"closing-busy-end", func(c *counter) {
		c.busyMonth()
		c.press(fyne.KeyF4)
		s := c.screens[screenClosing].(*closingScreen)
		s.days.Focus()
		c.press(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
		s.area.ScrollToBottom()
	}},
	{"closing-hours", func(c *counter) {
		c.busyMonth()
		c.press(fyne.KeyF4)
		c.screens[screenClosing].(*closingScreen).hours.Focus()
		c.press(fyne.KeyLeft)
	}},
	{"closing-empty", func(c *counter) {
		c.now = c.now.AddDate(0, 0, 10)
		c.press(fyne.KeyF4)
	}},
	{"closing-negative", func(c *counter) {
		c.now = c.now.AddDate(0, 0, 1)
		c.giveBack("홍길동")
		c.press(fyne.KeyF4)
	}},
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

// busyMonth puts the month before this day into the history, and a busy day.
func (c *counter) busyMonth() {
	c.t.Helper()
	r, now := rand.New(rand.NewPCG(1, 2)), c.now
	cards := []string{"4111111111111111", "9490220006611406", "5500000000000004", "370000000000002", "9490191412341234"}
	for day := 1; day <= now.Day(); day++ {
		midnight := time.Date(now.Year(), now.Month(), day, 0, 0, 0, 0, desk.InKorea(now).Location())
		orders := 3 + r.IntN(8)
		switch {
		case midnight.Weekday() == time.Sunday:
			continue
		case day >= now.Day()-1:
			orders = 20
		}
		for range orders {
			c.now = midnight.Add(9*time.Hour + time.Duration(r.IntN(7*60))*time.Minute)
			if day < now.Day() && r.IntN(3) == 0 {
				c.now = c.now.Add(4 * time.Hour)
			}
			sold := c.sell(cards[min(r.IntN(5), r.IntN(5))], int64(1+r.IntN(260))*500, []string{"김하늘", "이도윤"}[r.IntN(2)])
			if r.IntN(12) == 0 {
				c.now = c.now.Add(time.Hour)
				if _, err := c.desk.Cancel(c.t.Context(), desk.CancelOrder{ChargeID: sold.ID, Reason: "품절", Confirm: itoa(int(sold.AmountKRW)), Staff: "이도윤"}); err != nil {
					c.t.Fatal(err)
				}
			}
		}
	}
	c.now = now
}

// sell takes an order at the desk itself.
func (c *counter) sell(card string, amountKRW int64, staff string) desk.Operation {
	c.t.Helper()
	press, err := c.desk.ReadBack(c.t.Context(), desk.Order{
		Card: desk.Card{
			Number: desk.NewSecret(card), ExpiryMonth: desk.NewSecret("02"), ExpiryYear: desk.NewSecret("30"),
			HolderID: desk.NewSecret("880101"), Password: desk.NewSecret("99"),
		},
		AmountKRW: amountKRW, ItemName: "찹쌀 4kg", Buyer: desk.Buyer{Name: "오세훈"},
	}, staff)
	if err != nil {
		c.t.Fatal(err)
	}
	sold, err := press.Charge(c.t.Context(), true)
	if err != nil || sold.State != desk.Approved {
		c.t.Fatal(sold.State, err)
	}
	return sold
}

// giveBack cancels what somebody bought.
func (c *counter) giveBack(name string) {
	c.t.Helper()
	page, err := c.desk.History(c.t.Context(), desk.Query{Text: name})
	if err != nil || len(page.Operations) == 0 {
		c.t.Fatal(len(page.Operations), err)
	}
	o := page.Operations[0]
	if _, err := c.desk.Cancel(c.t.Context(), desk.CancelOrder{ChargeID: o.ID, Reason: "손님 변심", Confirm: itoa(int(o.AmountKRW)), Staff: "이도윤"}); err != nil {
		c.t.Fatal(err)
	}
}
