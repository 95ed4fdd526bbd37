package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

func TestSettings(t *testing.T) {
	t.Run("language_and_text_size_change_at_once_and_stay", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF7)
		s := c.screens[screenSettings].(*settingsScreen)
		s.draft.Language, s.draft.TextPercent = "en", 150
		s.redress(0)
		if c.on != screenSettings || c.words.T("rail.charge") != "Charge" || textScale() != 1.5 {
			t.Errorf("still %q at %v", c.words.T("rail.charge"), textScale())
		}
		if kept := c.Office.Settings(); kept.Language != "en" || kept.TextPercent != 150 {
			t.Errorf("kept %+v", kept)
		}
	})

	t.Run("a_choice_keeps_no_shop_name_that_is_half_typed", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF7)
		s := c.screens[screenSettings].(*settingsScreen)
		s.shop[0].Focus()
		c.typed("햇")
		before := c.Office.Settings().Shop.Name
		s.draft.Language = "en"
		s.redress(0)
		now := c.screens[screenSettings].(*settingsScreen)
		if kept := c.Office.Settings(); kept.Language != "en" || kept.Shop.Name != before || now.shop[0].Value() != before+"햇" {
			t.Errorf("kept %q, the entry says %q", kept.Shop.Name, now.shop[0].Value())
		}
		if now.saveShop(); c.Office.Settings().Shop.Name != before+"햇" {
			t.Errorf("saved %q", c.Office.Settings().Shop.Name)
		}
	})

	t.Run("looks_change_under_the_keyboard_and_the_order_stays", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keyIn(rice)
		c.press(fyne.KeyF7)
		for choice := range 3 {
			c.screens[screenSettings].(*settingsScreen).looks[choice].Focus()
			c.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
			if c.canvas().Focused() != c.screens[screenSettings].(*settingsScreen).looks[choice] {
				t.Errorf("the keyboard left choice %d", choice)
			}
		}
		if c.desk.Environment != desk.Practice {
			t.Error("the environment changed")
		}
		c.press(fyne.KeyF2)
		if f := c.chargeForm(); f.card.Value() != rice.card || f.item.Value() != rice.item || f.amount.Value() != rice.amount {
			t.Error("the order is gone")
		}
	})

	t.Run("live_asks_first", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF7, fyne.KeyEnd)
		if c.desk.Environment != desk.Practice || c.canvas().Overlays().Top() == nil {
			t.Fatal("live without a question")
		}
		c.press(fyne.KeyEscape)
		if c.screens[screenSettings].(*settingsScreen).environment.Selected() != 0 {
			t.Error("the choice did not go back")
		}
	})

	t.Run("test_without_credentials_says_what_is_missing", func(t *testing.T) {
		c := openCounter(t, nil)
		c.openDesk(desk.Test)
		if c.desk.KeyIn != nil || len(c.desk.Missing) != 1 || c.desk.Missing[0] != desk.MissingCredentials {
			t.Fatalf("missing %v", c.desk.Missing)
		}
		c.keyIn(rice)
		c.mainAct()
		if c.canvas().Overlays().Top() != nil {
			t.Error("an order was read back without a gateway")
		}
	})

	t.Run("credentials_go_to_the_keyring_and_open_the_desk", func(t *testing.T) {
		c := openCounter(t, nil)
		c.openDesk(desk.Test)
		c.press(fyne.KeyF7)
		form := c.payupForm()
		form.merchant.SetValue("tester")
		form.key.SetValue("25bcd7a82f5b4058818462cc7715964c")
		c.settingsOf(desk.GatewayPayup).save()
		if c.desk.KeyIn == nil || len(c.desk.Missing) != 0 {
			t.Errorf("missing %v", c.desk.Missing)
		}
		if got := c.payupForm().key.Value(); got != "" {
			t.Error("the key is shown again")
		}
	})
}

func TestScreensByKey(t *testing.T) {
	c := openCounter(t, nil)
	for key, want := range screenKeys {
		c.press(key)
		if c.on != want {
			t.Errorf("%s leads to %s, want %s", key, c.on, want)
		}
	}
	c.press(fyne.KeyF2)
	c.search()
	if c.on != screenHistory || c.canvas().Focused() != c.history().search {
		t.Error("Ctrl+F does not lead to the search")
	}
}

func TestSettingsScrollByKey(t *testing.T) {
	c := openCounter(t, nil)
	c.press(fyne.KeyF7)
	s := c.settingsScreen()
	c.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	if end := s.view.Content.Size().Height - s.view.Size().Height; s.view.Offset.Y < end-1 {
		t.Errorf("at %v of %v", s.view.Offset.Y, end)
	}
	c.press(fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyPageUp)
	if s.view.Offset.Y != 0 {
		t.Error("not back at the top")
	}
	c.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyF2, fyne.KeyF7)
	if s := c.settingsScreen(); s.view.Offset.Y != 0 {
		t.Errorf("entered at %v, with the heading out of sight", s.view.Offset.Y)
	}
}

// TestAnswerKeepsItsButtonInSight: what a connection check answers stands above its button and pushes it down.
func TestAnswerKeepsItsButtonInSight(t *testing.T) {
	c := openCounter(t, nil)
	c.atSettings(desk.GatewayPayple)
	card, s := c.settingsOf(desk.GatewayPayple), c.settingsScreen()
	check := card.saved.controls[len(card.saved.controls)-2]
	c.canvas().Focus(check.(fyne.Focusable))
	card.tell(kit.Declined, "settings.check.blocked.payple", "code", "AUTH0004")
	driver := fyne.CurrentApp().Driver()
	end := driver.AbsolutePositionForObject(s.view).Y + s.view.Size().Height
	if bottom := driver.AbsolutePositionForObject(check).Y + check.Size().Height; bottom > end {
		t.Errorf("ends at %v, the page at %v", bottom, end)
	}
}
