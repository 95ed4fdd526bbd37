package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
	"keyindesk/ui/kit"
)

func (c *counter) billing() *billingScreen { return c.screens[screenBilling].(*billingScreen) }

// cardKey is a billing key that the twin knows.
func (c *counter) cardKey() string { return c.desk.Rehearsals[desk.GatewayPayple].Samples()[0] }

// lookedUp opens the screen and looks the card's key up by keyboard.
func lookedUp(t *testing.T) *counter {
	t.Helper()
	c := openCounter(t, nil)
	c.press(fyne.KeyF5)
	c.typed(c.cardKey())
	c.press(fyne.KeyReturn)
	return c
}

// chosenKey is lookedUp with the keyboard on the list.
func chosenKey(t *testing.T) *counter {
	t.Helper()
	c := lookedUp(t)
	c.press(fyne.KeyDown)
	return c
}

func TestBillingKeyByKeyboard(t *testing.T) {
	t.Run("a_typed_key_is_looked_up_and_gone_from_the_entry", func(t *testing.T) {
		c := lookedUp(t)
		s := c.billing()
		if len(s.rows) != 1 || s.rows[0].State != desk.Approved || s.rows[0].CardCompany != "BC카드" || s.rows[0].MaskedCard != "1111-****-****-2222" {
			t.Fatalf("rows %+v", s.rows)
		}
		if s.entry.Value() != "" || s.found.Key.HolderName != "홍길동" {
			t.Errorf("entry %q, holder %q", s.entry.Value(), s.found.Key.HolderName)
		}
		if strings.Contains(s.card.secret.Content(), c.cardKey()) {
			t.Error("the key is shown")
		}
	})

	t.Run("a_pasted_key_may_have_blanks_around_it", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF5)
		c.billing().entry.SetValue("  " + c.cardKey() + " ")
		c.press(fyne.KeyReturn)
		if rows := c.billing().rows; len(rows) != 1 || rows[0].State != desk.Approved {
			t.Errorf("rows %+v", rows)
		}
	})

	t.Run("a_card_number_is_not_sent", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF5)
		c.typed("4111111111111111")
		c.press(fyne.KeyReturn)
		if len(c.billing().rows) != 0 || !c.billing().notice.Visible() || c.canvas().Focused() != c.billing().entry {
			t.Error("asked, or nothing was said")
		}
		c.typed("x")
		if c.billing().notice.Visible() {
			t.Error("the notice stays while typing")
		}
	})

	t.Run("the_first_error_leads_to_the_settings", func(t *testing.T) {
		c := openCounter(t, nil)
		c.keys.Next(practice.Behaviour{Key: practice.AuthRefused})
		c.press(fyne.KeyF5)
		c.typed(c.cardKey())
		c.press(fyne.KeyReturn)
		s := c.billing()
		if said := s.words.outcome(s.rows[0]); !strings.Contains(said.Hint, "Referer") {
			t.Errorf("said %+v", said)
		}
		if s.entry.Value() == "" {
			t.Error("the key has to be typed again")
		}
		c.press(fyne.KeyReturn)
		if c.on != screenSettings {
			t.Errorf("Enter leads to %s", c.on)
		}
	})

	t.Run("after_a_key_the_next_is_typed_at_once", func(t *testing.T) {
		c := lookedUp(t)
		s := c.billing()
		c.app.Clipboard().SetContent("kept")
		c.typed("CDKL")
		if s.entry.Value() != "CDKL" || c.app.Clipboard().Content() != "kept" || c.canvas().Overlays().Top() != nil {
			t.Errorf("typed %q, clipboard %q", s.entry.Value(), c.app.Clipboard().Content())
		}
		for _, step := range c.storyOf(s.rows[0].ID) {
			if step.Type == desk.EventRevealed || step.Type == desk.EventCopied {
				t.Errorf("%s was written", step.Type)
			}
		}
	})

	t.Run("a_key_pasted_on_the_list_goes_to_the_entry", func(t *testing.T) {
		c := lookedUp(t)
		c.typed("half")
		c.press(fyne.KeyDown)
		c.app.Clipboard().SetContent(c.cardKey())
		c.canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: c.app.Clipboard()})
		if s := c.billing(); s.entry.Value() != c.cardKey() || c.canvas().Focused() != s.entry {
			t.Errorf("the entry holds %q", s.entry.Value())
		}
	})

	t.Run("one_button_shows_enter", func(t *testing.T) {
		c := lookedUp(t)
		s := c.billing()
		if s.send.Cap() != "↵" || s.card.buttons[0].Cap() != "L" || s.card.buttons[0].Weight() != kit.Plain {
			t.Errorf("typing: %q and %q", s.send.Cap(), s.card.buttons[0].Cap())
		}
		c.press(fyne.KeyDown)
		if s.send.Cap() != "" || s.card.buttons[0].Cap() != "↵" || s.card.buttons[1].Cap() != "K" {
			t.Errorf("choosing: %q and %q", s.send.Cap(), s.card.buttons[0].Cap())
		}
		c.search()
		if s.send.Cap() != "↵" || s.card.buttons[0].Cap() != "L" {
			t.Errorf("back again: %q and %q", s.send.Cap(), s.card.buttons[0].Cap())
		}
	})

	t.Run("an_earlier_key_is_looked_up_again_without_being_shown", func(t *testing.T) {
		c := chosenKey(t)
		c.press(fyne.KeyReturn)
		if rows := c.billing().rows; len(rows) != 2 || rows[0].State != desk.Approved {
			t.Fatalf("rows %+v", rows)
		}
		for _, step := range c.storyOf(c.billing().rows[1].ID) {
			if step.Type == desk.EventRevealed || step.Type == desk.EventCopied {
				t.Errorf("%s was written", step.Type)
			}
		}
	})
}

// storyOf is everything that happened to a row.
func (c *counter) storyOf(id int64) []desk.Step {
	c.t.Helper()
	steps, err := c.desk.Story(c.t.Context(), id)
	if err != nil {
		c.t.Fatal(err)
	}
	return steps
}

func TestRevealBillingKey(t *testing.T) {
	c := chosenKey(t)
	key, card := c.cardKey(), c.billing().card
	c.press(fyne.KeyK)
	if !strings.Contains(card.secret.Content(), key) {
		t.Fatal("not shown")
	}
	if got := card.show.Text(); got != "빌링키 가리기" {
		t.Errorf("%s while it is shown", got)
	}
	c.time.pass()
	if got := card.show.Text(); got != "빌링키 보기" {
		t.Errorf("%s while it is hidden", got)
	}
	if strings.Contains(card.secret.Content(), key) {
		t.Error("still shown after a while")
	}
	c.press(fyne.KeyC)
	if got := c.app.Clipboard().Content(); got != key {
		t.Fatalf("copied %q", got)
	}
	c.time.pass()
	if c.app.Clipboard().Content() != "" {
		t.Error("still on the clipboard after a while")
	}
	var audited []desk.EventType
	for _, step := range c.storyOf(card.op.ID) {
		if step.Type == desk.EventRevealed || step.Type == desk.EventCopied {
			audited = append(audited, step.Type)
			if step.Staff != "김하늘" {
				t.Errorf("%s by %q", step.Type, step.Staff)
			}
		}
	}
	if len(audited) != 2 {
		t.Errorf("audited %v", audited)
	}
	c.press(fyne.KeyK, fyne.KeyF2)
	if strings.Contains(card.secret.Content(), key) {
		t.Error("shown after the screen was left")
	}
}

func TestDeleteBillingKey(t *testing.T) {
	t.Run("other_signs_do_not_delete", func(t *testing.T) {
		c := chosenKey(t)
		c.press(fyne.KeyD)
		c.typed("0000")
		c.press(fyne.KeyReturn)
		if c.keys.Keys()[0].Deleted() || c.canvas().Overlays().Top() == nil {
			t.Error("went on all the same")
		}
	})

	t.Run("the_last_four_delete", func(t *testing.T) {
		c := chosenKey(t)
		key := c.cardKey()
		c.press(fyne.KeyD)
		c.typed(key[len(key)-4:])
		c.press(fyne.KeyReturn)
		if !c.keys.Keys()[0].Deleted() || c.newest().State != desk.Approved {
			t.Errorf("recorded %+v", c.newest())
		}
		c.press(fyne.KeyReturn) // closes what was said
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.Kind != desk.KindLookupKey || op.State != desk.Declined {
			t.Errorf("a look-up of the deleted key is %+v", op)
		}
	})

	t.Run("a_lost_reply_is_asked_about", func(t *testing.T) {
		c := chosenKey(t)
		key := c.cardKey()
		c.press(fyne.KeyD)
		c.typed(key[len(key)-4:])
		c.keys.Next(practice.Behaviour{Key: practice.LostReply})
		c.press(fyne.KeyReturn)
		if op := c.newest(); op.Kind != desk.KindDeleteKey || op.State != desk.Approved {
			t.Errorf("recorded %+v", op)
		}
	})
}
