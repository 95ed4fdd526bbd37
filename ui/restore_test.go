package ui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

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
	t.Run("and_back_to_what_was_before", func(t *testing.T) {
		c := openCounter(t, nil)
		c.sold()
		c.backUp()
		c.sold()
		c.lookInside()
		c.typed("되돌리기")
		c.press(fyne.KeyReturn)
		r := newRestoreSheet(c.Window, c.desk.Environment)
		r.open()
		before := slices.IndexFunc(r.names(), func(name string) bool { return strings.HasPrefix(name, "되돌리기 전의 기록 (2026-11-21 ") })
		if before < 0 {
			t.Fatal("it is not offered", r.names())
		}
		r.choice.Set(before)
		r.look()
		if !c.sheetSays("이 기록으로 바꿀까요") {
			t.Fatal("it is not looked into")
		}
		c.typed("되돌리기")
		c.press(fyne.KeyReturn)
		if len(c.named()) != 2 {
			t.Error("what was left behind is not back", c.named())
		}
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
