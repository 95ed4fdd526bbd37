package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// hit is one key as the toolkit tells of it in the running program: the key, then the character that the system makes
// of it.
func (c *counter) hit(letters string) {
	c.t.Helper()
	for _, r := range letters {
		ev := &fyne.KeyEvent{Name: fyne.KeyName(r - 'a' + 'A')}
		c.canvas().Focused().(desktop.Keyable).KeyDown(ev)
		c.canvas().Focused().TypedKey(ev)
		c.canvas().Focused().TypedRune(r)
		c.canvas().Focused().(desktop.Keyable).KeyUp(ev)
	}
}

func TestTyping(t *testing.T) {
	t.Run("names_begin_in_korean_and_an_address_in_english", func(t *testing.T) {
		c := openCounter(t, nil)
		f := c.chargeForm()
		f.buyer.Focus()
		c.hit("ghdrlfehd")
		f.email.Focus()
		c.hit("hong")
		f.card.Focus()
		c.hit("hong")
		if f.buyer.Value() != "홍길동" || f.email.Value() != "hong" || f.card.Value() != "" {
			t.Errorf("buyer %q, e-mail %q, card %q", f.buyer.Value(), f.email.Value(), f.card.Value())
		}
	})

	t.Run("what_is_still_growing_is_charged_too", func(t *testing.T) {
		c := openCounter(t, nil)
		order := rice
		order.item = ""
		c.keyIn(order)
		c.chargeForm().item.Focus()
		c.hit("tkf")
		c.mainAct()
		if item := c.chargeForm().item.Value(); item != "살" {
			t.Errorf("the item is %q", item)
		}
		if c.canvas().Overlays().Top() == nil {
			t.Error("the order is not read back")
		}
	})

	t.Run("a_field_stays_in_english_when_the_frame_is_built_anew", func(t *testing.T) {
		c := openCounter(t, nil)
		f := c.chargeForm()
		f.item.Focus()
		f.item.Switch()
		c.build()
		c.show(screenCharge)
		again := c.chargeForm()
		again.item.Focus()
		c.hit("rice")
		again.buyer.Focus()
		c.hit("rk")
		if again == f || again.item.Value() != "rice" || again.buyer.Value() != "가" {
			t.Errorf("item %q, buyer %q", again.item.Value(), again.buyer.Value())
		}
	})

	t.Run("the_systems_input_method_is_chosen_at_once_and_stays_chosen", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF7)
		choice := c.screens[screenSettings].(*settingsScreen).typing
		choice.Focus()
		c.press(fyne.KeyRight)
		if !c.Office.Settings().SystemInput || !c.keyboard.System {
			t.Errorf("kept %t, in use %t", c.Office.Settings().SystemInput, c.keyboard.System)
		}
		c.press(fyne.KeyF2)
		f := c.chargeForm()
		f.item.Focus()
		for _, r := range "쌀" { // from the input method
			f.item.TypedRune(r)
		}
		if c.hit("ab"); f.item.Value() != "쌀ab" {
			t.Errorf("the item is %q", f.item.Value())
		}
		c.press(fyne.KeyF7)
		choice.Focus()
		if c.press(fyne.KeyLeft); c.Office.Settings().SystemInput || c.keyboard.System {
			t.Error("it can't be given back")
		}
	})

	t.Run("as_it_was_chosen_before", func(t *testing.T) {
		c := openCounter(t, func(s *desk.Settings) { s.SystemInput = true })
		if !c.keyboard.System {
			t.Error("the program composes")
		}
	})

	t.Run("the_menu_speaks_the_programs_language", func(t *testing.T) {
		korean, english := openCounter(t, nil), openCounter(t, func(s *desk.Settings) { s.Language = "en" })
		if words := korean.keyboard.Words(); words.Paste != "붙여넣기" || words == english.keyboard.Words() || words == (kit.EntryWords{}) {
			t.Errorf("%+v", words)
		}
	})
}
