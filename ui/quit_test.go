package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// queue is a Runner whose background is real; what comes back waits until the
// test lets it in.
type queue struct{ back chan func() }

func (q queue) Go(work func())                     { go work() }
func (q queue) Do(f func())                        { q.back <- f }
func (q queue) After(time.Duration, func()) func() { return func() {} }

// until lets answers in until something holds.
func (q queue) until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	late := time.After(20 * time.Second)
	for !holds() {
		select {
		case f := <-q.back:
			f()
		case <-time.After(time.Millisecond):
		case <-late:
			t.Fatalf("waited for: %s", what)
		}
	}
}

func TestQuit(t *testing.T) {
	c := openCounter(t, nil)
	c.keyIn(rice)
	c.mainAct()
	q := queue{back: make(chan func(), 64)}
	c.runner = q
	c.twin.Next(practice.SlowBy(time.Second))
	c.press(fyne.KeyReturn)
	q.until(t, "a call in flight", func() bool { return c.desk.InFlight() > 0 })
	c.quit()
	if c.farewell.stopWaiting == nil {
		t.Fatal("leaves without waiting for the call in flight")
	}
	q.until(t, "the outcome shown", func() bool { return c.farewell.told })
	if len(c.twin.Ledger()) != 1 || c.result() == nil {
		t.Error("the outcome of the call in flight is not on screen")
	}
	q.until(t, "the window's size kept", func() bool { return c.Office.Settings().Window.Width > 0 })
}

func TestBackgroundPanic(t *testing.T) {
	c := openCounter(t, nil)
	c.waitingSheet("", "")
	background(c.Window, func() int { panic("4111111111111111") }, func(int) { t.Error("called all the same") })
	if c.on != screenHistory || c.canvas().Overlays().Top() == nil {
		t.Error("the window still waits")
	}
}

// TestUnclear: a code that is uncertain by the table is named, and nobody is
// told that the program was off.
func TestUnclear(t *testing.T) {
	c := openCounter(t, nil)
	c.twin.Next(practice.Decline("9001", "관리자에게 문의해주세요."))
	c.keyIn(rice)
	c.send()
	op := c.newest()
	if op.State != desk.InDoubt {
		t.Fatalf("%s", op.State)
	}
	if hint := c.words.outcome(op).Hint; !strings.Contains(hint, "9001") {
		t.Errorf("says %q", hint)
	}
	c.press(fyne.KeyReturn)
	if got := c.doubtForm().lead(); got != c.words.T("doubt.lead.charge") {
		t.Errorf("says %q", got)
	}
}
