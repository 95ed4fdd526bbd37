package ui

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
)

// named are the buyers in the history, the newest first.
func (c *counter) named() (all []string) {
	c.t.Helper()
	page, err := c.desk.History(c.t.Context(), desk.Query{})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, op := range page.Operations {
		all = append(all, c.words.Name(op.Buyer))
	}
	return all
}

// sold keys one order in, of an amount of its own, and lets it through.
func (c *counter) sold() {
	c.t.Helper()
	c.press(fyne.KeyF2)
	o := rice
	o.amount = itoa(52_000 + 1000*len(c.named()))
	c.keyIn(o)
	c.send()
	c.press(fyne.KeyReturn)
}

func TestBackupCard(t *testing.T) {
	c := openCounter(t, nil)
	c.sold()
	c.press(fyne.KeyF7)
	card := c.settingsScreen().backup
	if !says(card.view, "아직 없습니다") || !says(card.view, "같은 디스크입니다") {
		t.Error("before there is one")
	}
	card.now.Focus()
	c.press(fyne.KeySpace)
	if !says(card.view, "열어서 확인했습니다") || !says(card.view, "1개 보관") {
		t.Error("nothing is said of it")
	}
	card.askFolder()
	if !c.sheetSays(c.Office.UsualBackupFolder()) {
		t.Error("where the usual folder is, is not said")
	}
	c.press(fyne.KeyEnd)
	if !c.sheetSays("다른 폴더") {
		t.Error("no other folder can be chosen")
	}
	c.ctrlEnter(1)
	if c.Office.Settings().Backup.Folder != "" || c.canvas().Overlays().Top() == nil {
		t.Error("no folder is taken for one")
	}
	c.press(fyne.KeyEscape)
	card.keepFolder(filepath.Join(c.DataDir, "settings.json"))
	if !says(card.view, "백업하지 못했습니다") || !says(card.view, "결제와 기록에는 이상이 없습니다") {
		t.Error("a failure is not said")
	}
	c.Office.OnBackup(nil)
	c.watchBackups()
}

func TestRetentionCard(t *testing.T) {
	c := openCounter(t, nil)
	c.sold()
	c.backUp()
	c.press(fyne.KeyF7)
	if card := c.settingsScreen().retention; card.chosen() != 5 || !says(card.view, "2021-11-21보다 오래된 이름과 연락처는 없습니다") || says(card.view, "지우기") {
		t.Error("nothing is old")
	}
	c.now = c.now.AddDate(4, 0, 0)
	c.press(fyne.KeyF2, fyne.KeyF7)
	card := c.settingsScreen().retention
	if says(card.view, "지우기") {
		t.Error("four years are not five")
	}
	card.years.Focus()
	c.press(fyne.KeyLeft)
	if card.chosen() != 3 || !says(card.view, "오래된 건 1건, 고객 0명") || !says(card.view, "이름과 연락처 지우기") {
		t.Fatal("what is old is not counted")
	}
	card.ask()
	c.typed("2")
	c.press(fyne.KeyReturn)
	if !c.sheetSays("이 수를 적어야") || c.named()[0] != "홍길동" {
		t.Error("erased unasked")
	}
	c.press(fyne.KeyBackspace)
	c.typed("1")
	c.press(fyne.KeyReturn)
	if !c.sheetSays("예전 백업 1개에는 아직") || c.named()[0] == "홍길동" {
		t.Fatal("not erased, or the backups are not told of", c.named())
	}
	c.press(fyne.KeyEscape) // who does not answer now can later
	left := c.settingsScreen().retention.left
	if b, err := c.Office.Backups(); err != nil || len(b.Kept) != 2 || !says(left.view, "예전 백업 1개에는 아직") {
		t.Error("not told of any more", b, err)
	}
	left.drop.Focus()
	c.press(fyne.KeyReturn)
	if b, err := c.Office.Backups(); err != nil || len(b.Kept) != 2 {
		t.Error("deleted unasked", b, err)
	}
	c.ctrlEnter(1)
	if says(left.view, "예전 백업") {
		t.Error("still told of")
	}
	if b, err := c.Office.Backups(); err != nil || len(b.Kept) != 1 {
		t.Error(b, err)
	}
}

// TestKeepingAtClosing: outside practice a closing is backed up, and the missing
// phrase is spoken of there.
func TestKeepingAtClosing(t *testing.T) {
	c := openCounter(t, nil)
	c.press(fyne.KeyF4)
	if says(c.screens[screenClosing].root(), "복구 문구 만들기") {
		t.Error("practice needs no phrase")
	}
	c.openDesk(desk.Test)
	c.press(fyne.KeyF4)
	s := c.screens[screenClosing].(*closingScreen)
	if !says(s.root(), "복구 문구 만들기") {
		t.Fatal("nothing is said of the phrase")
	}
	draft, err := c.desk.DraftClosing(t.Context(), "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	s.close(draft)
	if b, err := c.Office.Backups(); err != nil || len(b.Kept) != 1 {
		t.Errorf("the closing is not backed up: %+v %v", b, err)
	}
	c.press(fyne.KeyEscape)
	c.toRecovery()
	if c.on != screenSettings || c.canvas().Focused() != fyne.Focusable(c.settingsScreen().recovery.create) {
		t.Error("not led to where it is made")
	}
	c.makePhrase()
	c.press(fyne.KeyF4)
	if says(c.screens[screenClosing].root(), "복구 문구 만들기") {
		t.Error("still asked for")
	}
}

// TestBackupSaysAboveItsButton: what is said of a backup pushes the button down
// that made it, which stays in sight.
func TestBackupSaysAboveItsButton(t *testing.T) {
	c := openCounter(t, nil)
	c.press(fyne.KeyF7)
	s := c.settingsScreen()
	c.canvas().Capture() // lays it out
	s.backup.now.Focus()
	foot := func() float32 {
		driver := fyne.CurrentApp().Driver()
		at := driver.AbsolutePositionForObject(s.backup.now).Y + s.backup.now.Size().Height
		return at - driver.AbsolutePositionForObject(s.view).Y - s.view.Size().Height
	}
	s.view.ScrollToOffset(fyne.NewPos(0, s.view.Offset.Y+foot())) // the last thing in sight
	c.press(fyne.KeySpace)
	c.canvas().Capture()
	if below := foot(); below > 0 {
		t.Errorf("%v below what is in sight", below)
	}
}
