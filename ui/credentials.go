package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// credentialsCard puts Payup's merchant id and key into the keyring, shows
// whether they are there, and checks them. The key is never shown again.
type credentialsCard struct {
	*Window
	desk          *desk.Desk // the one that this screen was built for
	merchant, key *kit.Entry
	keyField      *kit.Field
	notice        *kit.Banner
	body          *fyne.Container
	view          fyne.CanvasObject
}

func newCredentialsCard(w *Window) *credentialsCard {
	c := &credentialsCard{Window: w, desk: w.desk}
	t := w.words.T
	if w.desk.Environment == desk.Practice {
		lines := []fyne.CanvasObject{kit.NewParagraph(kit.Body, kit.ColorInk, t("settings.payup.practice"))}
		if len(w.desk.Missing) > 0 {
			lines = append(lines, kit.NewBanner(kit.InDoubt, "", t("missing.keyring.practice")))
		}
		c.view = section(t("settings.payup"), t("settings.payup.hint"), lines...)
		return c
	}
	c.merchant = kit.NewEntry(kit.EntryOptions{Max: 20})
	c.key = kit.NewEntry(kit.EntryOptions{Max: 128, Sensitive: true})
	c.keyField = kit.NewField(t("settings.payup.key"), c.key)
	c.notice = kit.NewBanner(kit.Neutral, "", "")
	c.notice.Hide()
	buttons := kit.Row(12, kit.NewButton(kit.Primary, t("settings.payup.save"), c.save),
		kit.NewButton(kit.Plain, t("settings.payup.check"), c.check), kit.NewButton(kit.Quiet, t("settings.payup.forget"), c.forget))
	c.body = kit.Column(14, kit.NewGrid().
		Row(kit.Cols(5, kit.NewField(t("settings.payup.merchant"), c.merchant)), kit.Cols(7, c.keyField)), c.notice, buttons)
	c.view = section(t("settings.payup"), t("settings.payup.hint"), c.body)
	c.load()
	return c
}

// load shows what the keyring holds.
func (c *credentialsCard) load() {
	env := c.desk.Environment
	type held struct {
		merchant string
		err      error
	}
	background(c.Window, func() held {
		kept, err := c.Office.Kept(env)
		return held{kept.PayupMerchantID, err}
	}, func(h held) {
		switch {
		case h.err != nil:
			c.log.Warn("read the keyring", "error", h.err)
			c.tell(kit.InDoubt, "missing.keyring")
		case h.merchant != "":
			c.merchant.SetValue(h.merchant)
			c.keyField.SetChip(c.words.T("settings.payup.kept"), kit.Approved)
		default:
			c.keyField.SetChip(c.words.T("settings.payup.none"), kit.Neutral)
		}
	})
}

// save keeps both, empties the entry of the key, and opens the desk again with
// them.
func (c *credentialsCard) save() {
	env, given := c.desk.Environment, desk.PayupCredentials{MerchantID: c.merchant.Value(), Key: desk.NewSecret(c.key.Value())}
	background(c.Window, func() error { return c.Office.SavePayup(env, given) }, func(err error) {
		switch {
		case errors.Is(err, desk.ErrCredentials):
			c.tell(kit.Declined, "settings.payup.needed")
		case err != nil:
			c.log.Warn("keep the credentials", "error", err)
			c.tell(kit.Declined, "settings.payup.failed")
		default:
			c.key.Wipe()
			c.reopen("settings.payup.saved")
		}
	})
}

// forget takes both out of the keyring.
func (c *credentialsCard) forget() {
	env := c.desk.Environment
	background(c.Window, func() error { return c.Office.ForgetCredentials(env, desk.GatewayPayup) }, func(err error) {
		if err != nil {
			c.log.Warn("forget the credentials", "error", err)
			c.tell(kit.Declined, "settings.payup.failed")
			return
		}
		c.reopen("settings.payup.forgotten")
	})
}

// reopen opens the desk with what the keyring now holds and comes back here.
func (c *credentialsCard) reopen(key string) {
	c.openDeskThen(c.desk.Environment, func() {
		c.show(screenSettings)
		c.toast(c.words.T(key))
	})
}

// check asks Payup whether it accepts them.
func (c *credentialsCard) check() {
	c.tell(kit.Neutral, "settings.payup.checking")
	type checked struct {
		found desk.Connection
		code  string
		err   error
	}
	background(c.Window, func() checked {
		found, code, err := c.desk.CheckConnection(context.Background(), desk.GatewayPayup)
		return checked{found, code, err}
	}, func(r checked) {
		if r.err != nil {
			c.tell(kit.InDoubt, "missing.credentials")
			return
		}
		tone := map[desk.Connection]kit.Tone{desk.ConnectionOK: kit.Approved, desk.ConnectionRefused: kit.Declined}[r.found]
		c.tell(tone, "settings.check."+string(r.found), "code", r.code)
	})
}

func (c *credentialsCard) tell(tone kit.Tone, key string, pairs ...string) {
	c.notice.Set(tone, "", c.words.T(key, pairs...))
	c.notice.Show()
	c.view.Refresh()
}
