package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// backupInside is the folder of the program's own that a place for backups gets.
const backupInside = "KeyinDesk-backup"

// backupCard is where backups go, when the last one was made, and the way back
// to one.
type backupCard struct {
	*settingsScreen
	told   *kit.Banner
	folder *kit.Paragraph
	kept   *kit.Paragraph
	advice *kit.Paragraph
	now    *kit.Button
	change *kit.Button
	back   *kit.Button
	busy   bool
	view   fyne.CanvasObject
}

func newBackupCard(s *settingsScreen) *backupCard {
	t := s.words.T
	c := &backupCard{
		settingsScreen: s, told: kit.NewBanner(kit.Neutral, "", ""), folder: kit.NewParagraph(kit.Body, kit.ColorInk, ""),
		kept: kit.NewParagraph(kit.Body, kit.ColorInk, " "), advice: kit.NewParagraph(kit.Note, kit.ColorSoft, ""),
	}
	c.now = kit.NewButton(kit.Plain, t("settings.backup.now"), c.backUp)
	c.change = kit.NewButton(kit.Plain, t("settings.slips.change"), c.askFolder)
	c.back = kit.NewButton(kit.Plain, t("settings.backup.restore"), func() { newRestoreSheet(c.Window, c.desk.Environment).open() })
	c.told.Hide()
	hint := "settings.backup.hint"
	if s.desk.Environment == desk.Practice {
		hint = "settings.backup.hint.practice"
	}
	c.view = section(t("settings.backup"), t(hint), c.told, c.kept,
		kit.Column(2, kit.NewSoft(kit.Note, t("settings.backup.folder")), c.folder), c.advice,
		buttonRow(c.now, c.back, c.change))
	return c
}

// look asks how things stand.
func (c *backupCard) look() {
	background(c.Window, func() answerOf[desk.Backups] {
		b, err := c.Office.Backups()
		return answerOf[desk.Backups]{b, err}
	}, func(a answerOf[desk.Backups]) {
		if a.err != nil {
			c.log.Warn("look for backups", "error", a.err)
		}
		c.show(a.got, a.err)
	})
}

func (c *backupCard) show(b desk.Backups, err error) {
	t := c.words.T
	c.folder.Set(b.Folder)
	c.kept.Set(t("settings.backup.none"))
	if len(b.Kept) > 0 {
		at := atMinute(b.Kept[0].MadeAt)
		c.kept.Set(t("settings.backup.kept", "time", kit.Strong(at), "count", itoa(len(b.Kept))))
	}
	advice := ""
	if b.SameDisk {
		advice = t("settings.backup.same_disk")
	}
	c.advice.Set(advice)
	setVisible(c.advice, advice != "")
	switch {
	case err != nil:
		c.tell(kit.InDoubt, t("backup.failed"), c.words.backupTrouble(desk.TroubleOf(err)))
	case b.Trouble != "":
		c.tell(kit.InDoubt, t("backup.failed"), c.words.backupTrouble(b.Trouble))
	}
	c.relay()
	if c.canvas().Focused() == fyne.Focusable(c.now) { // what is said above pushes it down
		reveal(c.settingsScreen.view, c.now)
	}
}

// backupTrouble says what kept a backup from being made.
func (w *Words) backupTrouble(trouble string) string {
	if key := "backup.trouble." + trouble; w.Has(key) {
		return w.T(key)
	}
	return w.T("backup.trouble.other")
}

func (c *backupCard) tell(tone kit.Tone, lead, text string) {
	c.told.Set(tone, lead, text)
	c.told.Show()
	c.relay()
}

// backUp makes a backup now; charges go on meanwhile.
func (c *backupCard) backUp() {
	if c.busy {
		return
	}
	c.busy = true
	c.tell(kit.Neutral, "", c.words.T("settings.backup.working"))
	staff := c.settings.Staff
	background(c.Window, func() error {
		_, err := c.Office.BackUp(context.Background(), staff)
		return err
	}, func(err error) {
		c.busy = false
		if err == nil {
			c.tell(kit.Approved, "", c.words.T("settings.backup.done"))
		}
		c.look() // says what went wrong
	})
}

// askFolder asks where backups are to go.
func (c *backupCard) askFolder() {
	t := c.words.T
	c.Window.askFolder(folderAsk{
		title: t("settings.backup.place"), text: t("settings.backup.place.text"), usual: t("settings.backup.usual"),
		usualDir: c.Office.UsualBackupFolder(), inside: backupInside, chosen: c.draft.Backup.Folder, keep: c.keepFolder, name: "backup-folder",
	})
}

// keepFolder keeps the folder and makes a backup there, which shows whether it
// can be used.
func (c *backupCard) keepFolder(dir string) {
	c.draft.Backup.Folder = dir
	c.save(c.backUp)
}
