package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// practised looks at what F9 and F10 are about, and closes both.
func (c *counter) practised(t *testing.T, gateway string) {
	t.Helper()
	if got := c.gatewayOn(); got != gateway {
		t.Errorf("on %s it is %s, want %s", c.on, got, gateway)
	}
	if want := c.desk.Rehearsals[gateway].Behaviours(); len(c.strip.Model().Menu) != len(want)+1 {
		t.Errorf("on %s the strip offers %d answers, want %d and one's own", c.on, len(c.strip.Model().Menu), len(want))
	}
	c.press(fyne.KeyF9)
	if !c.sheetSays(c.words.about("admin.title", gateway)) {
		t.Errorf("on %s F9 is not %s's", c.on, gateway)
	}
	c.press(fyne.KeyEscape, fyne.KeyF10)
	if !c.sheetSays(c.words.about("practice.next", gateway)) {
		t.Errorf("on %s F10 is not %s's", c.on, gateway)
	}
	c.press(fyne.KeyEscape)
}

func TestPracticeIsOfTheGatewayInSight(t *testing.T) {
	c := openCounter(t, nil)
	c.practised(t, desk.GatewayPayup)
	c.press(fyne.KeyF6)
	c.practised(t, desk.GatewayEasyPay)
	c.press(fyne.KeyF5)
	c.practised(t, desk.GatewayPayple)
	c.press(fyne.KeyF3)
	c.practised(t, desk.GatewayPayup)

	c.twin.Next(practice.Behaviour{Key: practice.LostReply})
	c.press(fyne.KeyF2)
	c.keyIn(rice)
	c.send()
	c.press(fyne.KeyEscape)
	c.lostDeletion()
	c.lateSettlement()
	c.history().group.Set(1) // of all kinds
	for _, screen := range []fyne.KeyName{fyne.KeyF3, fyne.KeyF8} {
		seen := map[string]bool{}
		c.press(screen)
		for range 12 {
			seen[c.gatewayOn()] = true
			c.practised(t, c.gatewayOn())
			c.press(fyne.KeyDown)
		}
		if len(seen) != 3 {
			t.Errorf("on %s only %v", c.on, seen)
		}
	}
}

func TestPracticeDeclinesWithACodeOfItsOwn(t *testing.T) {
	for _, tried := range []struct {
		screen     fyne.KeyName
		gateway    string
		short, own string
	}{
		{fyne.KeyF2, desk.GatewayPayup, "777", "7777"},
		{fyne.KeyF5, desk.GatewayPayple, "7777", "SPAY7777"},
		{fyne.KeyF6, desk.GatewayEasyPay, "777", "7777"},
	} {
		t.Run(tried.gateway, func(t *testing.T) {
			c := openCounter(t, nil)
			c.press(tried.screen, fyne.KeyF10, fyne.KeyEnd)
			c.ctrlEnter(1)
			c.typed(tried.short)
			c.ctrlEnter(1)
			if c.canvas().Overlays().Top() == nil {
				t.Fatal("too short a code was taken")
			}
			c.entryFocused().SetValue("")
			c.typed(tried.own)
			c.ctrlEnter(1)
			if next := c.desk.Rehearsals[tried.gateway].Next(); next != behaviourOwnCode || c.canvas().Overlays().Top() != nil {
				t.Fatalf("next comes %s", next)
			}
			if m := c.strip.Model(); m.Menu[m.MenuOn] != c.words.T("practice.behaviour."+behaviourOwnCode) {
				t.Errorf("the strip says %s", m.Menu[m.MenuOn])
			}
		})
	}

	t.Run("the_look_up_gets_it", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF5, fyne.KeyF10, fyne.KeyEnd)
		c.ctrlEnter(1)
		c.typed("SPAY7777")
		c.ctrlEnter(1)
		c.typed(c.cardKey())
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.State != desk.Declined || op.ResultCode != "SPAY7777" {
			t.Errorf("recorded %+v", op)
		}
	})
}

func TestPracticeAdmin(t *testing.T) {
	t.Run("easypay_tells_what_was_given_back", func(t *testing.T) {
		c := sold(t)
		c.cancelPart("20000", "52000")
		c.press(fyne.KeyReturn, fyne.KeyF9)
		if !c.sheetSays("52,000원") || !c.sheetSays(c.words.T("admin.part_cancelled", "amount", "20,000")) {
			t.Error("the part is not told")
		}
	})

	t.Run("payple_tells_the_keys_that_stand", func(t *testing.T) {
		c := openCounter(t, nil)
		key := c.cardKey()
		hint := desk.MaskedKey(desk.NewSecret(key))
		c.press(fyne.KeyF5, fyne.KeyF9)
		if !c.sheetSays(hint) {
			t.Errorf("%s is not there", hint)
		}
		c.press(fyne.KeyEscape)
		if _, err := c.desk.DeleteBillingKey(t.Context(), desk.NewSecret(key), key[len(key)-4:], ""); err != nil {
			t.Fatal(err)
		}
		c.press(fyne.KeyF9)
		if c.sheetSays(hint) {
			t.Errorf("%s is still there", hint)
		}
	})
}
