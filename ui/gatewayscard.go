package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// partReturns is the part of gatewaysCard about the pages' returns.
const partReturns = "returns"

// gatewaysCard is what the shop has with each gateway: one part each, closed
// until it is wanted, one open at a time.
type gatewaysCard struct {
	*settingsScreen
	credentials map[string]*credentialsCard // by gateway; empty in practice
	returns     *returnsCard
	folds       map[string]*kit.Fold
	view        fyne.CanvasObject
}

func newGatewaysCard(s *settingsScreen) *gatewaysCard {
	c := &gatewaysCard{settingsScreen: s, credentials: map[string]*credentialsCard{}, folds: map[string]*kit.Fold{}}
	t := s.words.T
	var parts []fyne.CanvasObject
	add := func(name string, fold *kit.Fold) {
		if len(c.folds) > 0 {
			parts = append(parts, kit.NewLine())
		}
		fold.OnToggled = func(open bool) { c.toggled(name, open) }
		c.folds[name] = fold
		parts = append(parts, fold)
	}
	if s.desk.Environment == desk.Practice {
		parts = append(parts, kit.NewParagraph(kit.Body, kit.ColorInk, t("settings.gateways.practice")))
		if slices.Contains(s.desk.Missing, desk.MissingKeyring) {
			parts = append(parts, kit.NewBanner(kit.InDoubt, "", t("missing.keyring.practice")))
		}
	} else {
		for _, g := range []struct {
			name string
			form credentialsForm
		}{
			{desk.GatewayPayup, newPayupForm(s.Window)},
			{desk.GatewayPayple, newPaypleForm(s.Window)},
			{desk.GatewayEasyPay, newEasyPayForm(s.Window, s.relay)},
		} {
			c.credentials[g.name] = newCredentialsCard(s.Window, g.name, g.form, s.relay)
			s.saved.add(c.credentials[g.name].saved)
			add(g.name, c.credentials[g.name].fold)
		}
	}
	c.returns = newReturnsCard(s)
	s.saved.add(c.returns.saved)
	add(partReturns, c.returns.fold)
	c.view = section(t("settings.gateways"), t("settings.gateways.hint"), parts...)
	return c
}

// toggled closes the others when one part opens.
func (c *gatewaysCard) toggled(name string, open bool) {
	for other, fold := range c.folds {
		if open && other != name {
			fold.SetOpen(false)
		}
	}
	c.saved.mark(c.canvas().Focused())
	c.relay()
}

// open opens one part and gives it the keyboard.
func (c *gatewaysCard) open(name string) {
	if fold, ok := c.folds[name]; ok {
		fold.SetOpen(true)
		fold.Focus()
	}
}
