package ui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// credentialsForm is what differs between the gateways: what the shop got from
// one of them, as entries.
type credentialsForm interface {
	// fields are the entries as they are laid out.
	fields() fyne.CanvasObject
	// take shows what may be shown again, and says whether anything is kept.
	take(desk.KeptCredentials) (kept bool)
	// save reads the entries and returns what keeps them, away from the UI thread.
	save(desk.Environment) func() error
	// wipe empties the keys.
	wipe()
	// controls are all that can have the keyboard.
	controls() []fyne.CanvasObject
}

// credentialsCard puts one gateway's ids and keys into the keyring, shows
// whether they are there, checks them and forgets them.
type credentialsCard struct {
	*Window
	desk    *desk.Desk // the one that this screen was built for
	gateway string
	form    credentialsForm
	fold    *kit.Fold
	notice  *kit.Banner
	saved   *savedPart
	relay   func() // lays the page out again
}

func newCredentialsCard(w *Window, gateway string, form credentialsForm, relay func()) *credentialsCard {
	c := &credentialsCard{Window: w, desk: w.desk, gateway: gateway, form: form, relay: relay}
	t := w.words.T
	c.notice = kit.NewBanner(kit.Neutral, "", "")
	c.notice.Hide()
	keep := kit.NewButton(kit.Plain, t("settings.keys.save"), c.save).Key("Ctrl ↵")
	buttons := []*kit.Button{keep}
	if c.desk.Checkable(gateway) {
		buttons = append(buttons, kit.NewButton(kit.Plain, t("settings.keys.check"), c.check))
	}
	buttons = append(buttons, kit.NewButton(kit.Quiet, t("settings.keys.forget"), c.askForget))
	c.fold = kit.NewFold(t("gateway."+gateway), t("settings."+gateway+".line"),
		kit.Column(14, form.fields(), c.notice, buttonRow(buttons...)))
	c.saved = &savedPart{save: c.save, button: keep, fold: c.fold, controls: form.controls()}
	for _, b := range buttons[1:] {
		c.saved.controls = append(c.saved.controls, b)
	}
	c.load()
	return c
}

// buttonRow sets buttons beside one another, or beneath with large text.
func buttonRow(buttons ...*kit.Button) fyne.CanvasObject {
	row := kit.Wrap(12)
	for _, b := range buttons {
		row.Add(b)
	}
	return row
}

// load shows what the keyring holds.
func (c *credentialsCard) load() {
	env := c.desk.Environment
	background(c.Window, func() answerOf[desk.KeptCredentials] {
		kept, err := c.Office.Kept(env)
		return answerOf[desk.KeptCredentials]{kept, err}
	}, func(a answerOf[desk.KeptCredentials]) {
		if a.err != nil {
			c.log.Warn("read the keyring", "error", a.err)
			c.fold.SetChip(c.words.T("settings.keys.none"), kit.InDoubt)
			c.tell(kit.InDoubt, "missing.keyring")
			return
		}
		if c.form.take(a.got) {
			c.fold.SetChip(c.words.T("settings.keys.kept"), kit.Approved)
		} else {
			c.fold.SetChip(c.words.T("settings.keys.none"), kit.Neutral)
		}
		c.relay()
	})
}

// save keeps what the entries say, empties those of keys, and opens the desk
// again with it.
func (c *credentialsCard) save() {
	background(c.Window, c.form.save(c.desk.Environment), func(err error) {
		switch {
		case errors.Is(err, desk.ErrCredentials):
			c.tell(kit.Declined, "settings."+c.gateway+".needed")
		case err != nil:
			c.log.Warn("keep the credentials", "error", err)
			c.tell(kit.Declined, "settings.keys.failed")
		default:
			c.form.wipe()
			c.reopen("settings.keys.saved")
		}
	})
}

// askForget asks first: what is forgotten has to be typed anew.
func (c *credentialsCard) askForget() {
	c.askFirst(c.words.about("settings.forget.title", c.gateway), c.words.T("settings.forget.text"),
		c.words.T("settings.keys.forget"), c.forget)
}

// forget takes everything of this gateway out of the keyring.
func (c *credentialsCard) forget() {
	env := c.desk.Environment
	background(c.Window, func() error { return c.Office.ForgetCredentials(env, c.gateway) }, func(err error) {
		if err != nil {
			c.log.Warn("forget the credentials", "error", err)
			c.tell(kit.Declined, "settings.keys.failed")
			return
		}
		c.reopen("settings.keys.forgotten")
	})
}

// reopen opens the desk with what the keyring now holds and comes back to this
// part of the settings.
func (c *credentialsCard) reopen(key string) {
	c.openDeskThen(c.desk.Environment, func() {
		c.openSettings(c.gateway)
		c.toast(c.words.T(key))
	})
}

// check asks the gateway whether it accepts them.
func (c *credentialsCard) check() {
	c.tell(kit.Neutral, "settings.keys.checking")
	type checked struct {
		found desk.Connection
		code  string
		err   error
	}
	background(c.Window, func() checked {
		found, code, err := c.desk.CheckConnection(context.Background(), c.gateway)
		return checked{found, code, err}
	}, func(r checked) {
		if r.err != nil {
			c.tell(kit.InDoubt, "settings.keys.first")
			return
		}
		key := "settings.check." + string(r.found)
		if own := key + "." + c.gateway; c.words.Has(own) {
			key = own
		}
		tone := map[desk.Connection]kit.Tone{
			desk.ConnectionOK: kit.Approved, desk.ConnectionRefused: kit.Declined, desk.ConnectionBlocked: kit.Declined,
		}[r.found]
		c.tell(tone, key, "code", r.code)
	})
}

// tell answers above the buttons, and keeps the one that was pressed in sight.
func (c *credentialsCard) tell(tone kit.Tone, key string, pairs ...string) {
	c.notice.Set(tone, "", c.words.about(key, c.gateway, pairs...))
	c.notice.Show()
	c.relay()
	if pressed, ok := c.canvas().Focused().(fyne.CanvasObject); ok && slices.Contains(c.saved.controls, pressed) {
		c.reveal(pressed)
	}
}
