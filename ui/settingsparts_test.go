package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

func TestCtrlEnterSavesWhereTheKeyboardIs(t *testing.T) {
	open := func(t *testing.T) *counter {
		c := openCounter(t, nil)
		c.openDesk(desk.Test)
		c.press(fyne.KeyF7)
		return c
	}

	t.Run("a_gateway's_key", func(t *testing.T) {
		c := open(t)
		c.settingsScreen().gateways.open(desk.GatewayPayup)
		c.payupForm().merchant.SetValue("haneul77")
		c.payupForm().key.Focus()
		c.typed("25bcd7a82f5b4058818462cc7715964c")
		c.ctrlEnter(1)
		if c.kept().PayupMerchantID != "haneul77" {
			t.Error("not kept")
		}
	})

	t.Run("what_is_lacking_is_said_and_nothing_else_is", func(t *testing.T) {
		c := open(t)
		c.settingsScreen().gateways.open(desk.GatewayPayup)
		c.payupForm().key.Focus()
		c.typed("25bcd7a82f5b4058818462cc7715964c")
		c.ctrlEnter(1)
		if !c.settingsOf(desk.GatewayPayup).notice.Visible() || len(c.stage.Objects) != 1 {
			t.Error("something else was said")
		}
	})

	t.Run("the_port_of_returns", func(t *testing.T) {
		c := open(t)
		c.settingsScreen().gateways.open(partReturns)
		card := c.settingsScreen().gateways.returns
		card.port.SetValue("47555")
		card.port.Focus()
		c.ctrlEnter(1)
		if got := c.Office.Settings().Returns.Port; got != 47555 {
			t.Errorf("kept %d", got)
		}
	})

	t.Run("the_shop_elsewhere", func(t *testing.T) {
		c := open(t)
		s := c.settingsScreen()
		s.shop[0].SetValue("바다정미소")
		s.environment.Focus()
		c.ctrlEnter(1)
		if got := c.Office.Settings().Shop.Name; got != "바다정미소" {
			t.Errorf("kept %q", got)
		}
	})

	t.Run("one_button_says_so", func(t *testing.T) {
		c := open(t)
		s := c.settingsScreen()
		marked := func() []*kit.Button {
			var on []*kit.Button
			for _, p := range s.saved {
				if p.button.Weight() == kit.Primary && p.button.Cap() == "Ctrl ↵" {
					on = append(on, p.button)
				} else if p.button.Weight() == kit.Primary || p.button.Cap() != "" {
					t.Errorf("%q shows half of it", p.button.Text())
				}
			}
			return on
		}
		only := func(want *savedPart) {
			t.Helper()
			if on := marked(); len(on) != 1 || on[0] != want.button {
				t.Errorf("%d marked, or another", len(on))
			}
		}
		only(s.saved[0])
		easypay := s.gateways.credentials[desk.GatewayEasyPay]
		s.gateways.open(desk.GatewayEasyPay)
		only(easypay.saved)
		c.easypayForm().mall.Focus()
		only(easypay.saved)
		s.staff.Focus()
		only(s.saved[0])
		easypay.fold.Focus()
		easypay.askForget()
		only(easypay.saved)
		c.press(fyne.KeyEscape)
		only(easypay.saved)
		easypay.fold.Focus()
		c.press(fyne.KeyReturn)
		only(s.saved[0])
	})

	t.Run("no_button_is_cut_by_its_key", func(t *testing.T) {
		c := openCounter(t, func(s *desk.Settings) { s.Language, s.TextPercent = "en", 150 })
		c.openDesk(desk.Test)
		c.press(fyne.KeyF7)
		s := c.settingsScreen()
		for _, name := range []string{desk.GatewayPayup, desk.GatewayPayple, desk.GatewayEasyPay, partReturns} {
			s.gateways.open(name)
			on := s.saved.with(c.canvas().Focused()).button
			if on == s.saved[0].button || on.Size().Width < on.MinSize().Width {
				t.Errorf("%s: %v of %v", name, on.Size().Width, on.MinSize().Width)
			}
		}
	})

	t.Run("nothing_in_a_part_is_forgotten", func(t *testing.T) {
		c := open(t)
		c.receiving()
		c.settingsScreen().gateways.returns.saveCertificate()
		for _, p := range c.settingsScreen().saved[1:] {
			p.fold.SetOpen(true)
			for _, o := range everything(p.fold) {
				if link, ok := o.(*kit.Link); ok && link.MinSize().Width == 0 {
					continue // a banner without an act
				}
				if _, ok := o.(fyne.Focusable); ok && !p.holds(o) {
					t.Errorf("%s: %T", test.WidgetRenderer(p.fold).Objects()[2].(*kit.Text).Content(), o)
				}
			}
		}
	})
}
