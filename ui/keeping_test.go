package ui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"

	"keyindesk/desk"
	"keyindesk/ui/kit"
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

func TestPhraseSheet(t *testing.T) {
	t.Run("written_down,_asked_back,_kept", func(t *testing.T) {
		c := openCounter(t, nil)
		c.app.Clipboard().SetContent("kept")
		c.press(fyne.KeyF7)
		card := c.settingsScreen().recovery
		if !says(card.view, "아직 만들지 않았습니다") || says(card.view, "복구 문구 입력") {
			t.Error("before there is one")
		}
		card.create.Focus()
		c.press(fyne.KeySpace)
		if !c.sheetSays("종이에 적어 주세요") || !c.sheetSays("12") {
			t.Fatal("nothing to write down")
		}
		c.ctrlEnter(1)
		if !c.sheetSays("적어 둔 낱말을 확인합니다") {
			t.Fatal("nothing is asked back")
		}
		c.typed("아무거나")
		c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
		if !c.sheetSays("적어 둔 낱말과 다릅니다") {
			t.Error("a wrong word is taken")
		}
		c.press(fyne.KeyEscape)
		if !c.sheetSays("종이에 적어 주세요") {
			t.Error("Esc does not go back to the words")
		}
		c.press(fyne.KeyEscape)
		c.time.pass()
		if r, err := c.Office.Recovery(t.Context()); err != nil || r.Made {
			t.Error("what was given up is kept", err)
		}
		c.makePhrase()
		c.press(fyne.KeyF2, fyne.KeyF7)
		if card := c.settingsScreen().recovery; !says(card.view, "복구 문구가 있습니다") || !says(card.view, "2026-11-21") || !says(card.view, "새 문구로 바꾸기") {
			t.Error("nothing is said of it")
		}
		if c.app.Clipboard().Content() != "kept" {
			t.Error("something went to the clipboard")
		}
	})
	t.Run("shown_again_it_is_the_same", func(t *testing.T) {
		c := openCounter(t, nil)
		p := c.newPhrase()
		words := p.phrase.Words()
		p.ask()
		p.typed[0].SetValue(words[p.asked[0]])
		p.showAgain()
		if !c.sheetSays(words[0]) || !c.sheetSays(words[11]) || p.typed[0].Value() != "" {
			t.Error("another one, or what was typed stays")
		}
		p.ask()
		for i, n := range p.asked { // as other systems and people write it
			p.typed[i].SetValue([]string{norm.NFD.String(words[n]), itoa(n+1) + ". " + words[n] + ",", "\u00a0" + words[n] + "\u200b"}[i])
		}
		c.ctrlEnter(1)
		if r, err := c.Office.Recovery(t.Context()); err != nil || !r.Made {
			t.Error(r, err)
		}
	})
}

func TestPhraseEntry(t *testing.T) {
	c := openCounter(t, nil)
	c.sold()
	words := strings.Fields(c.makePhrase())
	c.loseKeyring()
	if c.desk.KeyIn != nil || !says(c.screens[screenCharge].root(), "복구 문구를 넣으면") || c.named()[0] == "홍길동" {
		t.Fatal("open without keys", c.named())
	}
	c.screens[screenCharge].(*chargeScreen).toMissing()
	if c.canvas().Focused() != fyne.Focusable(c.settingsScreen().recovery.enter) {
		t.Error("not led to what helps")
	}
	c.press(fyne.KeySpace)
	if !c.sheetSays("복구 문구를 넣어 주세요") {
		t.Fatal("nothing to enter it")
	}
	c.press(fyne.KeyEscape)
	swapped := slices.Clone(words)
	swapped[0], swapped[1] = swapped[1], swapped[0]
	for _, try := range []struct {
		name, pasted string
		want         []string // one of these is said
	}{
		{"another's", strings.Join(desk.NewPhrase().Words(), " "), []string{"이 기록의 것이 아닙니다"}},
		{"an unknown word", "1. " + words[0] + " 2. 뷁뷁 ", []string{"목록에 없는 낱말입니다"}},
		{"a word missing", strings.Join(words[:11], " "), []string{"낱말이 빠졌습니다"}},
		{"two exchanged", strings.Join(swapped, ", "), []string{"낱말이나 순서가", "이 기록의 것이 아닙니다"}},
	} {
		p := c.enterPhrase()
		p.typed[0].SetValue(try.pasted)
		c.ctrlEnter(1)
		if !slices.ContainsFunc(try.want, c.sheetSays) {
			t.Errorf("%s: %s is not said", try.name, try.want)
		}
		c.press(fyne.KeyEscape)
		if c.canvas().Overlays().Top() != nil || p.typed[0].Value() != "" {
			t.Error(try.name, "stays")
		}
	}
	c.press(fyne.KeyF7)
	c.settingsScreen().recovery.askPhrase()
	for _, w := range words {
		c.typed(w)
		c.press(fyne.KeyReturn)
	}
	if c.canvas().Overlays().Top() != nil || c.on != screenSettings || c.desk.KeyIn == nil || c.named()[0] != "홍길동" {
		t.Fatal("the right phrase opens nothing", c.on, c.named())
	}
	c.openDesk(c.desk.Environment)
	if c.named()[0] != "홍길동" {
		t.Error("the keyring was not set up again")
	}
}

func TestGoOnWithoutPhrase(t *testing.T) {
	c := openCounter(t, nil)
	c.sold()
	c.loseKeyring()
	c.press(fyne.KeyF7)
	card := c.settingsScreen().recovery
	if !says(card.view, "만든 적이 없어") || says(card.view, "복구 문구 입력") {
		t.Error("what is said without a phrase")
	}
	card.goOn.Focus()
	c.press(fyne.KeySpace)
	c.ctrlEnter(1)
	c.time.pass()
	c.sold()
	if names := c.named(); len(names) != 2 || names[0] != "홍길동" || names[1] == "홍길동" {
		t.Error(names)
	}
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

func TestRestoreSheet(t *testing.T) {
	t.Run("looked_into,_left,_then_meant", func(t *testing.T) {
		c := openCounter(t, nil)
		c.sold()
		c.backUp()
		c.sold()
		copied := filepath.Join(c.DataDir, "practice", "restore")
		c.lookInside()
		if !c.sheetSays("이 기록으로 바꿀까요") || !c.sheetSays("1건(2026-11-21)이 목록에서 사라집니다") || !c.sheetSays("처음 적힌 그대로입니다") {
			t.Fatal("what would happen is not said")
		}
		c.press(fyne.KeyReturn)
		if !c.sheetSays("적어야 바꿉니다") || len(c.named()) != 2 {
			t.Error("done without being meant")
		}
		c.press(fyne.KeyEscape)
		if _, err := os.Stat(copied); !errors.Is(err, os.ErrNotExist) {
			t.Error("the copy is left behind", err)
		}
		c.lookInside()
		c.typed("되돌리기")
		c.press(fyne.KeyReturn)
		if c.canvas().Overlays().Top() != nil || c.on != screenHistory || len(c.named()) != 1 {
			t.Error("not restored", c.on, c.named())
		}
		c.sold()
	})
	t.Run("a_file_that_is_none", func(t *testing.T) {
		c := openCounter(t, nil)
		path := filepath.Join(t.TempDir(), "letter.db")
		if err := os.WriteFile(path, []byte("a letter, and nothing that could be a database"), 0o600); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			path: "손상된 파일입니다", filepath.Join(c.DataDir, "practice", "history.db"): "지금 쓰고 있는 기록", "letter.db": "모두 적어 주세요",
		} {
			r := newRestoreSheet(c.Window, c.desk.Environment)
			r.open()
			r.path.SetValue(name)
			r.look()
			if !c.sheetSays(want) {
				t.Errorf("%s: %s is not said", name, want)
			}
			c.press(fyne.KeyEscape)
		}
	})
}

func TestDamagedAtStart(t *testing.T) {
	t.Run("rescued", func(t *testing.T) {
		c := openCounter(t, nil)
		c.sold()
		c.damage()
		if c.desk != nil || !says(c.stage.Objects[0], "그대로 옮겨 두었습니다") {
			t.Fatal("opened")
		}
		c.press(fyne.KeySpace)
		if !c.sheetSays("손상된 파일에서 1건을 살렸습니다") || !c.sheetSays("빠진 건은 없어 보입니다") {
			t.Fatal("nothing is said of what reads")
		}
		c.press(fyne.KeyEscape)
		if c.desk != nil {
			t.Error("opened unasked")
		}
		c.press(fyne.KeySpace)
		c.typed("되돌리기")
		c.press(fyne.KeyReturn)
		if c.desk == nil || !slices.Equal(c.named(), []string{"홍길동"}) {
			t.Fatal("not rescued")
		}
		c.sold()
	})
	t.Run("begun_anew_only_when_asked_twice,_and_rescued_later", func(t *testing.T) {
		c := openCounter(t, nil)
		c.sold()
		c.damage()
		c.askAnew(desk.Practice)
		c.press(fyne.KeyReturn)
		if c.desk != nil {
			t.Error("one Enter begins an empty history")
		}
		c.askAnew(desk.Practice)
		c.ctrlEnter(1)
		if c.desk == nil || len(c.named()) != 0 {
			t.Fatal("not begun")
		}
		c.sold()
		r := newRestoreSheet(c.Window, c.desk.Environment)
		r.open()
		if !c.sheetSays("손상되어 따로 둔 기록") {
			t.Fatal("the damaged one is not offered")
		}
		r.look()
		practice := filepath.Join(c.DataDir, "practice")
		if !c.sheetSays("손상된 파일에서 1건을 살렸습니다") || !c.sheetSays("합쳐지지 않습니다") ||
			!c.sheetSays("지금 있는 1건(2026-11-21)이 내역과 마감에서 모두 사라지고") || !c.sheetSays(practice) {
			t.Error("nothing is said of what was sold since")
		}
		c.typed("되돌리기")
		c.press(fyne.KeyReturn)
		aside, err := filepath.Glob(filepath.Join(practice, "before-restore-*"))
		if err != nil || len(aside) != 1 || !c.sheetSays("앞의 기록 1건(2026-11-21)은") || !c.sheetSays(aside[0]) {
			t.Error("where the other history is, is not said", aside, err)
		}
		c.press(fyne.KeyReturn)
		if !slices.Equal(c.named(), []string{"홍길동"}) {
			t.Error(c.named())
		}
	})
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

// TestRestoreFromElsewhere: a backup on a disk or among the downloads is found
// without anybody typing its path.
func TestRestoreFromElsewhere(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if err := os.Mkdir(filepath.Join(home, "Downloads"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := openCounter(t, nil)
	c.sold()
	b := c.backUp()
	carried := filepath.Join(home, "Downloads", filepath.Base(b.Path))
	if err := os.Rename(b.Path, carried); err != nil {
		t.Fatal(err)
	}
	c.sold()
	c.press(fyne.KeyF7)
	newRestoreSheet(c.Window, c.desk.Environment).open()
	if !c.sheetSays("백업 · 다운로드") {
		t.Fatal("it is not offered")
	}
	c.ctrlEnter(1)
	if !c.sheetSays("이 기록으로 바꿀까요") {
		t.Fatal("it is not looked into")
	}
	c.typed("되돌리기")
	c.press(fyne.KeyReturn)
	if len(c.named()) != 1 {
		t.Error("not restored", c.named())
	}
}

// TestRestoreInEnglish: the word that is asked for is typed as the screen writes it.
func TestRestoreInEnglish(t *testing.T) {
	c := openCounter(t, func(s *desk.Settings) { s.Language = "en" })
	c.sold()
	c.backUp()
	c.sold()
	c.lookInside()
	if entry, ok := c.canvas().Focused().(*kit.Entry); !ok || entry.Script() != kit.Latin {
		t.Error("a word of the English screen begins in Korean")
	}
	c.typed(c.words.T("restore.type.word"))
	c.press(fyne.KeyReturn)
	if len(c.named()) != 1 {
		t.Error("not restored", c.named())
	}
}
