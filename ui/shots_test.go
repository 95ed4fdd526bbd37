package ui

import (
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// scene is one picture and how to come to it.
type scene struct {
	name  string
	stage func(*counter)
}

// scenes are the pictures that make shots takes, each from a fresh program
// with a morning's work behind it.
var scenes = []scene{
	{"charge-empty", func(*counter) {}},
	{"charge", func(c *counter) { c.keyIn(rice) }},
	{"charge-months", func(c *counter) {
		c.keyIn(rice)
		c.chargeForm().quotaField.Focus()
		c.typed("3")
	}},
	{"charge-problems", func(c *counter) {
		c.typed("4111")
		c.mainAct()
	}},
	{"charge-more", func(c *counter) {
		c.keyIn(order{"4111111111111111", "0230", "99", "1234567891", "110000", "명절 선물세트", "이수빈", "01098765432"})
		c.screens[screenCharge].(*chargeScreen).form.showMore(true)
	}},
	{"readback", func(c *counter) {
		c.keyIn(order{"5500000000000004", "1129", "34", "910514", "128000", "명절 선물세트", "이수빈", "01098765432"})
		c.mainAct()
	}},
	{"readback-duplicate", func(c *counter) {
		c.keyIn(rice)
		c.mainAct()
	}},
	{"working", func(c *counter) {
		c.waitingSheet(c.words.T("working.charge", "amount", "52,000"), c.words.T("working.hint"))
	}},
	{"approved", func(c *counter) {
		c.keyIn(order{"370000000000002", "1129", "34", "910514", "44000", "들기름 2병", "최용수", ""})
		c.send()
	}},
	{"declined", func(c *counter) {
		c.twin.Next(practice.Behaviour{Key: practice.DeclineLimit})
		c.keyIn(order{"370000000000002", "1129", "34", "910514", "44000", "들기름 2병", "최용수", ""})
		c.send()
	}},
	{"not-sent", func(c *counter) {
		c.twin.Next(practice.Behaviour{Key: practice.CutBefore})
		c.keyIn(order{"370000000000002", "1129", "34", "910514", "44000", "들기름 2병", "최용수", ""})
		c.send()
	}},
	{"lost", func(c *counter) {
		c.twin.Next(practice.Behaviour{Key: practice.LostReply})
		c.keyIn(order{"370000000000002", "1129", "34", "910514", "44000", "들기름 2병", "최용수", ""})
		c.send()
	}},
	{"history", func(c *counter) { c.press(fyne.KeyF3) }},
	{"history-cancelled", func(c *counter) {
		c.press(fyne.KeyF3, fyne.KeyDown) // the newest is in doubt
	}},
	{"cancel", func(c *counter) {
		c.press(fyne.KeyF3)
		c.screens[screenHistory].(*historyScreen).list.Select(3)
		c.screens[screenHistory].(*historyScreen).askCancel()
	}},
	{"slip", func(c *counter) {
		c.press(fyne.KeyF3)
		c.screens[screenHistory].(*historyScreen).list.Select(3)
		c.screens[screenHistory].(*historyScreen).openSlip()
	}},
	{"in-doubt", func(c *counter) { c.press(fyne.KeyF8) }},
	{"in-doubt-no", func(c *counter) { c.press(fyne.KeyF8, fyne.KeyRight) }},
	{"admin", func(c *counter) { c.press(fyne.KeyF9) }},
	{"practice-menu", func(c *counter) { c.press(fyne.KeyF10) }},
	{"settings", func(c *counter) { c.press(fyne.KeyF7) }},
	{"settings-live", func(c *counter) {
		c.press(fyne.KeyF7)
		c.screens[screenSettings].(*settingsScreen).chooseEnvironment(desk.Live)
	}},
	{"test-environment", func(c *counter) { c.openDesk(desk.Test) }},
}

// ownProcess is what SHOTS is in the process of one picture.
const ownProcess = "own process"

// TestShots writes every scene in both languages and themes, at both text
// sizes, to build/shots; SHOTS=1 asks for it. Each picture has a process of its
// own: Fyne keeps every typeface that it has read, and each picture reads it for
// every entry anew.
func TestShots(t *testing.T) {
	if os.Getenv("SHOTS") == "" {
		t.Skip("SHOTS=1 takes the pictures")
	}
	for _, scene := range slices.Concat(scenes, walletScenes, paymentScenes, billingScenes, settingsScenes, exportScenes, slipScenes, closingScenes, keepingScenes, filterScenes) {
		for _, language := range Languages() {
			for _, theme := range []string{"light", "dark"} {
				for _, percent := range []int{100, 150} {
					name := fmt.Sprintf("%s-%s-%s-%d", scene.name, language, theme, percent)
					t.Run(name, func(t *testing.T) {
						if os.Getenv("SHOTS") != ownProcess {
							t.Parallel()
							takeAlone(t, name)
							return
						}
						c := openCounter(t, func(s *desk.Settings) {
							s.Language, s.Theme, s.TextPercent = language, theme, percent
						})
						c.morning()
						scene.stage(c)
						c.shoot(name)
					})
				}
			}
		}
	}
}

// takeAlone takes one picture in a process of its own.
func takeAlone(t *testing.T, name string) {
	t.Helper()
	alone := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestShots$/^"+name+"$")
	alone.Env = append(os.Environ(), "SHOTS="+ownProcess)
	if out, err := alone.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// morning puts a day's work into the history: charges, a cancel, a decline, a
// reply that was lost.
func (c *counter) morning() {
	c.t.Helper()
	c.now = noon.Add(-3 * time.Hour)
	orders := []order{
		{"4111111111111111", "0230", "99", "880101", "22400", "찹쌀 4kg", "오세훈", ""},
		{"5500000000000004", "0230", "99", "880101", "39000", "잡곡 세트", "한지민", ""},
		rice,
		{"370000000000002", "0230", "99", "880101", "31500", "흑미 5kg", "남궁민수", ""},
		{"4111111111111111", "0230", "99", "880101", "86000", "현미 20kg", "박서연", ""},
		{"9490191412341234", "0230", "99", "880101", "128000", "명절 선물세트", "이수빈", ""},
	}
	for i, o := range orders {
		switch i {
		case 3:
			c.twin.Next(practice.Behaviour{Key: practice.DeclineLimit})
		case 5:
			c.twin.Next(practice.Behaviour{Key: practice.LostReply})
		}
		c.keyIn(o)
		c.send()
		c.screens[screenCharge].(*chargeScreen).next()
		c.now = c.now.Add(31 * time.Minute)
	}
	page, err := c.desk.History(c.t.Context(), desk.Query{})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, o := range page.Operations {
		if o.Buyer.Name == "박서연" {
			if _, err := c.desk.Cancel(c.t.Context(), desk.CancelOrder{ChargeID: o.ID, Reason: "손님 변심", Confirm: "86000", Staff: "이도윤"}); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	c.now = noon
	c.countDoubts()
	c.show(screenCharge)
}

// shoot writes what is on screen.
func (c *counter) shoot(name string) {
	c.t.Helper()
	dir := filepath.Join("..", "build", "shots")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		c.t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		c.t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, c.canvas().Capture()); err != nil {
		c.t.Fatal(err)
	}
}
