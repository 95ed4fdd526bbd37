package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
	"keyindesk/ui/kit"
)

// inSight says whether something stands within the window, whole.
func (c *counter) inSight(o fyne.CanvasObject) bool {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Y >= 0 && at.Y+o.Size().Height <= c.canvas().Size().Height
}

func TestFootWithLargeText(t *testing.T) {
	large := func(s *desk.Settings) { s.TextPercent, s.Language = 150, "en" }
	largeHere := func(s *desk.Settings) { large(s); receives(s) }
	t.Run("of_a_payment", func(t *testing.T) {
		c := openCounter(t, largeHere)
		v := c.payment(0)
		v.form.showMore(true)
		v.form.amountField.Focus()
		if !c.inSight(v.send) {
			t.Error("the main button is cut off")
		}
		at := v.scroll.Offset
		v.send.Focus()
		if v.scroll.Offset != at {
			t.Error("the form moves when the button that is in sight gets the keyboard")
		}
	})
	t.Run("of_a_registration", func(t *testing.T) {
		c := openCounter(t, large)
		c.atCounter("")
		c.easypay()
		c.press(fyne.KeyN)
		v := c.view().(*registerView)
		v.place.segment.Focus()
		c.press(fyne.KeyRight)
		v.name.Focus()
		if !c.inSight(v.send) {
			t.Error("the main button is cut off")
		}
	})
	t.Run("of_a_page_that_says_one_thing", func(t *testing.T) {
		c := openCounter(t, large)
		c.beginRegistration("한지민", "")
		c.pasteReturn(c.click(c.page().address, "next"))
		c.kicc.Next(practice.Behaviour{Key: practice.LostReply})
		c.press(fyne.KeyReturn)
		if foot := c.card().pinned; foot == nil || !c.inSight(foot) {
			t.Error("the buttons are cut off")
		}
	})
}

func TestMoreFieldsComeBeforeTheButtons(t *testing.T) {
	c := openCounter(t, nil)
	v := c.payment(0)
	v.form.email.Focus()
	c.canvas().FocusNext()
	if _, ok := c.canvas().Focused().(*kit.Link); !ok {
		t.Fatalf("after the last entry comes %T", c.canvas().Focused())
	}
	c.press(fyne.KeySpace, fyne.KeySpace)
	if v.form.more {
		t.Error("it does not fold what it opened")
	}
	c.canvas().FocusNext()
	if c.canvas().Focused() != fyne.Focusable(v.send) {
		t.Errorf("after it comes %T", c.canvas().Focused())
	}
}
