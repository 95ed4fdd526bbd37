package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// recoveryCard says whether the history could be opened on another PC, and
// makes the phrase for that day or takes it.
type recoveryCard struct {
	*settingsScreen
	told                *kit.Banner
	create, enter, goOn *kit.Button
	acts                fyne.CanvasObject // what of these is offered
	view                fyne.CanvasObject
}

func newRecoveryCard(s *settingsScreen) *recoveryCard {
	t := s.words.T
	c := &recoveryCard{settingsScreen: s, told: kit.NewBanner(kit.Neutral, "", "")}
	c.create = kit.NewButton(kit.Plain, t("settings.phrase.create"), c.askCreate)
	c.enter = kit.NewButton(kit.Plain, t("settings.phrase.enter"), c.askPhrase)
	c.goOn = kit.NewButton(kit.Quiet, t("settings.phrase.go_on"), c.askGoOn)
	c.acts = buttonRow(c.enter, c.create, c.goOn)
	c.told.Hide()
	c.acts.Hide()
	c.create.Hide()
	c.enter.Hide()
	c.goOn.Hide()
	c.view = section(t("settings.phrase"), t("settings.phrase.hint"), c.told, c.acts)
	return c
}

// look asks how things stand.
func (c *recoveryCard) look() {
	background(c.Window, func() answerOf[desk.Recovery] {
		r, err := c.Office.Recovery(context.Background())
		return answerOf[desk.Recovery]{r, err}
	}, func(a answerOf[desk.Recovery]) {
		if a.err != nil {
			c.log.Warn("look for the recovery phrase", "error", a.err)
			return
		}
		c.show(a.got)
	})
}

// show says how things stand, and offers what helps.
func (c *recoveryCard) show(r desk.Recovery) {
	t := c.words.T
	noRing, noKeys := slices.Contains(c.desk.Missing, desk.MissingKeyring), slices.Contains(c.desk.Missing, desk.MissingKeys)
	made := desk.InKorea(r.MadeAt).Format("2006-01-02")
	switch {
	case r.Locked && r.Phrase:
		c.told.Set(kit.InDoubt, t("settings.phrase.locked"), t("settings.phrase.locked.text"))
	case r.Locked:
		c.told.Set(kit.InDoubt, t("settings.phrase.locked"), t("settings.phrase.locked.none"))
	case noRing:
		c.told.Set(kit.Neutral, "", t("settings.phrase.no_keyring"))
	case r.Made:
		c.told.Set(kit.Approved, t("settings.phrase.made"), t("settings.phrase.made.text", "date", made))
	case c.desk.Environment == desk.Practice:
		c.told.Set(kit.Neutral, t("settings.phrase.none"), t("settings.phrase.none.practice"))
	default:
		c.told.Set(kit.InDoubt, t("settings.phrase.none"), t("settings.phrase.none.text"))
	}
	create := t("settings.phrase.create")
	if r.Made {
		create = t("settings.phrase.anew")
	}
	c.create.SetText(create)
	c.told.Show()
	setVisible(c.enter, r.Locked && r.Phrase)
	setVisible(c.create, !noRing && !noKeys)
	setVisible(c.goOn, r.Locked && noKeys)
	setVisible(c.acts, c.enter.Visible() || c.create.Visible() || c.goOn.Visible())
	c.relay()
}

// focus gives the first act that is offered the keyboard, and so brings it in
// sight.
func (c *recoveryCard) focus() {
	for _, b := range []*kit.Button{c.enter, c.goOn, c.create} {
		if b.Visible() {
			b.Focus()
			return
		}
	}
}

// askCreate begins a new phrase; an earlier one stays good until the end.
func (c *recoveryCard) askCreate() {
	newPhraseSheet(c.Window, c.settings.Staff, func() {
		c.look()
		c.toast(c.words.T("phrase.kept"))
	}).open()
}

// askPhrase takes the phrase, and opens the desk with what it opened.
func (c *recoveryCard) askPhrase() {
	newPhraseEntry(c.Window, c.settings.Staff, func(forNow bool) {
		key := "phrase.used"
		if forNow {
			key = "phrase.used.for_now"
		}
		c.reopenSettings(key)
	}).open()
}

// askGoOn asks before new keys are made without the old ones.
func (c *recoveryCard) askGoOn() {
	t := c.words.T
	c.askFirst(t("settings.phrase.go_on.title"), t("settings.phrase.go_on.text"), t("settings.phrase.go_on"), func() {
		staff := c.settings.Staff
		background(c.Window, func() error { return c.Office.GoOnWithoutPhrase(context.Background(), staff) }, func(err error) {
			if err != nil {
				c.log.Error("go on without the recovery phrase", "error", err)
				c.say(c.words.notKept(err), kit.Declined, func() {})
				return
			}
			c.reopenSettings("settings.phrase.went_on")
		})
	})
}

// reopenSettings opens the desk anew and comes back here.
func (w *Window) reopenSettings(key string) {
	w.openDeskThen(w.desk.Environment, func() {
		w.show(screenSettings)
		w.toastFor(w.words.T(key), 2*toastTime)
	})
}

// notKept says that nothing changed, and why.
func (w *Words) notKept(err error) Said {
	if key := "trouble." + desk.TroubleOf(err); w.Has(key) {
		return Said{w.T("refused.nothing_changed"), w.T(key)}
	}
	return Said{w.T("refused.nothing_changed"), w.T("settings.phrase.no_keyring")}
}
