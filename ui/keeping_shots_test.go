package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/ui/kit"
)

// keepingScenes are the pictures of what keeps the history: the recovery
// phrase, backups, restoring, rescuing, erasing.
var keepingScenes = []scene{
	{"keeping", func(c *counter) {
		c.openDesk(desk.Test)
		c.atKeeping()
	}},
	{"keeping-made", func(c *counter) {
		c.makePhrase()
		c.backUp()
		c.atKeeping()
	}},
	{"keeping-locked", func(c *counter) {
		c.makePhrase()
		c.loseKeyring()
		c.atKeeping()
	}},
	{"keeping-locked-charge", func(c *counter) {
		c.makePhrase()
		c.loseKeyring()
		c.press(fyne.KeyF2)
	}},
	{"phrase", func(c *counter) { c.newPhrase() }},
	{"phrase-ask", func(c *counter) { c.newPhrase().ask() }},
	{"phrase-ask-wrong", func(c *counter) {
		p := c.newPhrase()
		p.ask()
		p.typed[0].SetValue(p.phrase.Words()[p.asked[0]])
		p.typed[1].SetValue("가랑비")
		p.check()
	}},
	{"phrase-enter", func(c *counter) {
		c.makePhrase()
		c.loseKeyring()
		p := c.enterPhrase()
		p.typed[0].SetValue("가격 가능 가득 나라 ")
		p.typed[5].SetValue("뷁")
		p.next(5)
	}},
	{"restore", func(c *counter) {
		c.backUp()
		newRestoreSheet(c.Window, c.desk.Environment).open()
	}},
	{"restore-list", func(c *counter) {
		c.backUp()
		c.lookInside()
		c.typed(c.words.T("restore.type.word"))
		c.press(fyne.KeyReturn)
		c.damage()
		c.Office.BeginAnew(c.settingsEnvironment(), "")
		c.openDesk(c.settingsEnvironment())
		newRestoreSheet(c.Window, c.desk.Environment).open()
		c.press(fyne.KeySpace)
	}},
	{"restore-confirm", func(c *counter) {
		c.backUp()
		c.keyIn(order{"370000000000002", "1129", "34", "910514", "44000", "들기름 2병", "최용수", ""})
		c.send()
		c.press(fyne.KeyReturn)
		c.lookInside()
	}},
	{"restore-empty", func(c *counter) {
		c.press(fyne.KeyF7)
		newRestoreSheet(c.Window, c.desk.Environment).open()
		c.ctrlEnter(1)
	}},
	{"keeping-failed", func(c *counter) {
		c.openDesk(desk.Test)
		c.atKeeping()
		c.settingsScreen().backup.keepFolder(filepath.Join(c.DataDir, "settings.json"))
	}},
	{"backup-folder", func(c *counter) {
		c.press(fyne.KeyF7)
		c.settings.Backup.Folder = `E:\가게\KeyinDesk-backup`
		c.settingsScreen().draft.Backup.Folder = c.settings.Backup.Folder
		c.settingsScreen().backup.askFolder()
	}},
	{"cannot-open", func(c *counter) { c.cannotOpen(desk.Test, desk.ErrNewerFile) }},
	{"cannot-open-anew", func(c *counter) {
		c.damage()
		c.askAnew(c.settingsEnvironment())
	}},
	{"rescue-start", func(c *counter) { c.damage() }},
	{"rescue-confirm", func(c *counter) {
		folder := c.damage()
		c.rescue(c.settingsEnvironment(), folder)
	}},
	{"rescue-apart", func(c *counter) {
		env, folder := c.settingsEnvironment(), c.damage()
		c.Office.BeginAnew(env, "")
		c.openDesk(env)
		c.keyIn(order{"370000000000002", "1129", "34", "910514", "44000", "들기름 2병", "최용수", ""})
		c.send()
		c.press(fyne.KeyReturn)
		c.rescue(env, folder)
	}},
	{"restored-apart", func(c *counter) {
		left := desk.Difference{Operations: 37, FirstDay: "2026-11-20", LastDay: "2026-11-21"}
		c.say(Said{c.words.T("restore.done"), c.words.asideText(left, `C:\Users\haneul\AppData\Roaming\KeyinDesk\live\before-restore-20261121-181502`)}, kit.Neutral, func() {})
	}},
	{"erase", func(c *counter) {
		c.now = c.now.AddDate(6, 0, 0)
		c.atKeeping()
		c.settingsScreen().retention.ask()
	}},
	{"erase-left", func(c *counter) {
		c.backUp()
		c.now = c.now.AddDate(6, 0, 0)
		c.press(fyne.KeyF7)
		c.settingsScreen().retention.eraseNow()
		c.press(fyne.KeyEscape)
		c.settingsScreen().retention.left.drop.Focus()
	}},
	{"audit-card", func(c *counter) {
		c.press(fyne.KeyF7)
		c.settingsScreen().audit.Focus()
		c.canvas().Capture()
		c.settingsScreen().view.ScrollToBottom()
	}},
	{"audit", func(c *counter) { c.auditSheet().open() }},
	{"audit-elsewhere", func(c *counter) {
		s := c.auditSheet()
		s.open()
		s.at.place.Set(s.at.other())
		s.follow()
		s.at.folder.SetValue(`E:\세무`)
		s.noFile(&export.FileError{Trouble: export.Full, Cause: fs.ErrInvalid}, s.at, s.tell, nil)
	}},
	{"audit-made", func(c *counter) {
		c.auditSheet().made(export.Result{Path: `C:\Users\haneul\Documents\KeyinDesk\연습 기록 확인 2026-11-21.jsonl`, Rows: 1_284})
	}},
	{"erased", func(c *counter) {
		c.backUp()
		c.now = c.now.AddDate(6, 0, 0)
		c.atKeeping()
		c.settingsScreen().retention.eraseNow()
	}},
}

// atKeeping shows the settings where they are about keeping the history.
func (c *counter) atKeeping() {
	c.press(fyne.KeyF7)
	s := c.settingsScreen()
	c.canvas().Capture() // lays it out
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.recovery.view).Y
	s.view.ScrollToOffset(fyne.NewPos(0, s.view.Offset.Y+top-60))
}

func (c *counter) settingsEnvironment() desk.Environment {
	return desk.Environment(c.Office.Settings().Environment)
}

func (c *counter) newPhrase() *phraseSheet {
	c.press(fyne.KeyF7)
	p := newPhraseSheet(c.Window, "김하늘", func() {})
	p.open()
	return p
}

// makePhrase makes a phrase and answers what is asked back.
func (c *counter) makePhrase() string {
	c.t.Helper()
	p := c.newPhrase()
	words := p.phrase.Words()
	p.ask()
	for i, n := range p.asked {
		p.typed[i].SetValue(words[n])
	}
	p.check()
	if p.back.IsOpen() {
		c.t.Fatal("the phrase was not taken:", p.notice.Text())
	}
	return strings.Join(words, " ")
}

// loseKeyring opens the desk where the keyring knows nothing of it.
func (c *counter) loseKeyring() {
	c.t.Helper()
	if err := c.ring.Delete(string(c.desk.Environment) + "/wrapping-key"); err != nil {
		c.t.Fatal(err)
	}
	c.openDesk(c.desk.Environment)
}

func (c *counter) enterPhrase() *phraseEntry {
	c.press(fyne.KeyF7)
	p := newPhraseEntry(c.Window, "김하늘", func(bool) {})
	p.open()
	return p
}

func (c *counter) backUp() desk.Backup {
	c.t.Helper()
	b, err := c.Office.BackUp(c.t.Context(), "김하늘")
	if err != nil {
		c.t.Fatal(err)
	}
	c.now = c.now.Add(time.Hour)
	return b
}

// lookInside looks into the newest backup.
func (c *counter) lookInside() {
	c.press(fyne.KeyF7)
	r := newRestoreSheet(c.Window, c.desk.Environment)
	r.open()
	r.look()
}

// auditSheet is the sheet for an audit file, on a PC with the usual folders.
func (c *counter) auditSheet() *auditSheet {
	c.press(fyne.KeyF7)
	return newAuditSheet(c.Window, c.desk, []place{
		{key: "place.documents", dir: `C:\Users\haneul\Documents\KeyinDesk`}, {key: "place.downloads", dir: `C:\Users\haneul\Downloads`},
	})
}

// damage spoils the history's file and opens the desk; it returns where the file
// was put.
func (c *counter) damage() string {
	c.t.Helper()
	env := c.desk.Environment
	c.Office.Close()
	path := filepath.Join(c.DataDir, string(env), "history.db")
	content, err := os.ReadFile(path)
	if err != nil {
		c.t.Fatal(err)
	}
	clear(content[:4096])
	if err := os.WriteFile(path, content, 0o600); err != nil {
		c.t.Fatal(err)
	}
	c.openDesk(env)
	all, err := c.Office.Damaged(env)
	if err != nil || len(all) != 1 {
		c.t.Fatal(all, err)
	}
	return all[0].Folder
}
