package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/ui/kit"
)

// openExports is a morning's history in sight, on a PC of somebody with a folder
// for documents. It returns where files go.
func openExports(t *testing.T) (c *counter, documents string) {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	documents = filepath.Join(home, "Documents")
	if err := os.Mkdir(documents, 0o700); err != nil {
		t.Fatal(err)
	}
	c = openCounter(t, nil)
	c.morning()
	c.press(fyne.KeyF3)
	return c, filepath.Join(documents, "KeyinDesk")
}

// ask opens the sheet by its key.
func (c *counter) ask() *kit.Sheet {
	c.t.Helper()
	c.press(fyne.KeyE)
	return c.top()
}

func (c *counter) top() *kit.Sheet {
	c.t.Helper()
	sheet, ok := c.canvas().Overlays().Top().(*kit.Sheet)
	if !ok {
		c.t.Fatal("no sheet is open")
	}
	return sheet
}

func (c *counter) overlays() int { return len(c.canvas().Overlays().List()) }

// filesIn are the names of what lies in a folder.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestExport(t *testing.T) {
	const name = "연습 내역 2026-11-21"

	t.Run("by_keyboard_alone", func(t *testing.T) {
		c, documents := openExports(t)
		opened := ""
		c.Window.Open = func(path string) error { opened = path; return nil }
		c.ask()
		c.press(fyne.KeyDown) // the first reason
		c.ctrlEnter(1)
		if diff := cmp.Diff([]string{name + ".xlsx"}, filesIn(t, documents)); diff != "" {
			t.Error(diff)
		}
		info, err := os.Stat(filepath.Join(documents, name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Error(info.Mode())
		}
		if left := filesIn(t, c.exportSpool()); len(left) > 0 {
			t.Error(left)
		}
		if c.overlays() != 1 {
			t.Fatal(c.overlays(), "sheets")
		}
		c.top().OnRune('ㅐ')
		if opened != documents {
			t.Errorf("opened %q", opened)
		}
		c.top().OnRune('f')
		if opened != filepath.Join(documents, name+".xlsx") {
			t.Errorf("opened %q", opened)
		}
		c.press(fyne.KeyReturn)
		if c.overlays() != 0 {
			t.Error("still open")
		}
	})

	t.Run("the_key_on_hangul_too", func(t *testing.T) {
		c, _ := openExports(t)
		c.canvas().OnTypedRune()('ㄷ')
		if c.overlays() != 1 {
			t.Error("no sheet")
		}
		c.press(fyne.KeyEscape)
		if c.overlays() != 0 {
			t.Error("Esc does not close it")
		}
	})

	t.Run("not_without_a_reason", func(t *testing.T) {
		c, documents := openExports(t)
		c.ask()
		c.ctrlEnter(1)
		if !c.sheetSays(c.words.T("export.reason.needed")) {
			t.Error("nothing says that a reason is missing")
		}
		c.press(fyne.KeyEnd) // in my own words
		c.ctrlEnter(1)
		c.typed("가")
		c.ctrlEnter(1)
		if files := filesIn(t, documents); len(files) > 0 || c.overlays() != 1 {
			t.Error(files, c.overlays())
		}
		c.typed("나")
		c.ctrlEnter(1)
		if files := filesIn(t, documents); len(files) != 1 {
			t.Error(files)
		}
	})

	t.Run("no_person_unless_it_is_switched_on", func(t *testing.T) {
		c, documents := openExports(t)
		for i, personal := range []bool{false, true} {
			s := c.listedSheet(documents)
			s.columns[export.Buyer].Set(personal)
			s.columns[export.Phone].Set(personal)
			s.at.name.SetValue([]string{"첫째", "둘째"}[i])
			s.send(false)
			content, err := os.ReadFile(filepath.Join(documents, []string{"첫째", "둘째"}[i]+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			for _, who := range []string{"홍길동", "010-1234-5678"} {
				if bytes.Contains(content, []byte(who)) != personal {
					t.Errorf("personal %v: %s", personal, who)
				}
			}
			if warned := c.sheetSays(c.words.T("export.done.personal")); warned != personal {
				t.Errorf("personal %v, warned %v", personal, warned)
			}
			c.press(fyne.KeyReturn)
		}
	})

	t.Run("what_is_shown_leaves_and_cancels_where_they_are_added", func(t *testing.T) {
		c, documents := openExports(t)
		for i, want := range []int{6, 7} {
			s := c.listedSheet(documents)
			if i == 1 {
				s.cancels.Set(true)
				s.count()
			}
			if s.totals.Rows != want || strings.Contains(s.summary.Content(), "-86,000") != (i == 1) {
				t.Error(s.totals, s.summary.Content())
			}
			s.at.name.SetValue(itoa(want))
			s.send(false)
			content, err := os.ReadFile(filepath.Join(documents, itoa(want)+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			if rows := strings.Count(string(content), "\r\n") - 1; rows != want || bytes.Contains(content, []byte(",-86000,")) != (i == 1) {
				t.Errorf("%d rows\n%s", rows, content)
			}
			c.press(fyne.KeyReturn)
		}
	})

	t.Run("a_file_of_that_name_is_asked_about", func(t *testing.T) {
		c, documents := openExports(t)
		path := filepath.Join(documents, name+".csv")
		if err := os.MkdirAll(documents, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		s := c.listedSheet(documents)
		s.send(false)
		if c.overlays() != 2 {
			t.Fatal("not asked")
		}
		c.press(fyne.KeyEscape)
		if content, _ := os.ReadFile(path); string(content) != "mine" {
			t.Error("replaced")
		}
		s.send(false)
		c.top().OnCtrlEnter()
		if content, _ := os.ReadFile(path); string(content) == "mine" || c.overlays() != 1 {
			t.Error("not replaced")
		}
	})

	t.Run("what_is_wrong_stands_where_it_is_put_right", func(t *testing.T) {
		c, documents := openExports(t)
		s := c.listedSheet(documents)
		for _, step := range []struct {
			wrong func()
			said  func() string
			key   string
		}{
			{func() { s.at.name.SetValue("11월: 내역") }, s.at.nameField.Problem, "export.name.wrong"},
			{func() {
				s.at.name.SetValue("a")
				s.at.place.Set(s.at.other())
				s.follow()
				s.at.folder.SetValue("세무")
			}, s.at.folderField.Problem, "export.folder.wrong"},
			{func() { s.at.folder.SetValue(filepath.Join(documents, "usb", "stick")) }, s.notice.Text, "export.trouble.gone"},
			{func() {
				s.at.folder.SetValue(documents)
				for _, toggle := range s.columns {
					toggle.Set(false)
				}
			}, s.notice.Text, "export.columns.needed"},
		} {
			step.wrong()
			s.send(false)
			if !strings.Contains(step.said(), c.words.T(step.key)) || c.overlays() != 1 {
				t.Errorf("%s: %q", step.key, step.said())
			}
		}
		if files := filesIn(t, documents); len(files) > 0 {
			t.Error(files)
		}
	})
}

// pressesEscape gives an export up as soon as it says how far it is.
type pressesEscape struct {
	Runner
	press func()
}

func (r *pressesEscape) Do(f func()) {
	f()
	if press := r.press; press != nil {
		r.press = nil
		press()
	}
}

func TestExportGivenUp(t *testing.T) {
	for name, give := range map[string]func(*counter){
		"by_Esc":      func(c *counter) { c.top().OnEscape() },
		"by_quitting": func(c *counter) { c.quit() },
	} {
		t.Run(name, func(t *testing.T) {
			c, documents := openExports(t)
			s := c.listedSheet(documents)
			runner := &pressesEscape{Runner: c.runner}
			c.runner = runner
			runner.press = func() {
				if c.exporting == nil || c.overlays() != 2 {
					t.Fatal("nothing is under way")
				}
				give(c)
				if c.farewell.begun || c.exporting == nil {
					t.Error("the program goes before the export is cleared away")
				}
			}
			s.send(false)
			if files := append(filesIn(t, documents), filesIn(t, c.exportSpool())...); len(files) > 0 {
				t.Error(files)
			}
			if c.exporting != nil || c.farewell.begun != (name == "by_quitting") {
				t.Error(c.exporting, c.farewell)
			}
		})
	}
}

// listedSheet is the open sheet over the history in sight, with a reason, for a
// CSV file among the documents.
func (c *counter) listedSheet(documents string) *exportSheet {
	c.t.Helper()
	q := c.screens[screenHistory].(*historyScreen).query()
	s := newExportSheet(c.Window, c.desk, q, c.words.exportName(c.desk, q), []place{{key: "place.documents", dir: documents}})
	s.open()
	s.reason.Set(0)
	s.format.Set(1)
	s.follow()
	return s
}

func TestExportName(t *testing.T) {
	c := openCounter(t, nil)
	for want, q := range map[string]desk.Query{
		"연습 내역 2026-11-21":            {FromDay: "2026-11-21", ToDay: "2026-11-21"},
		"연습 내역 2026-11-15~2026-11-21": {FromDay: "2026-11-15", ToDay: "2026-11-21", Text: "홍길동"},
		"연습 내역 전체 기간 2026-11-21":      {},
	} {
		if got := c.words.exportName(c.desk, q); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	keysOf := func() (keys, dirs []string) {
		for _, p := range (&Window{Config: Config{DataDir: home}}).places() {
			if p.key != "place.disk" {
				keys, dirs = append(keys, p.key), append(dirs, strings.TrimPrefix(p.dir, home+string(filepath.Separator)))
			}
		}
		return keys, dirs
	}
	make := func(path string) {
		if err := os.MkdirAll(filepath.Join(home, path), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if runtime.GOOS == "linux" {
		if keys, _ := keysOf(); len(keys) != 1 || keys[0] != "place.data" {
			t.Error(keys)
		}
	}
	make("Documents")
	make("Desktop")
	if keys, dirs := keysOf(); runtime.GOOS != "windows" {
		if diff := cmp.Diff([]string{"place.documents", "place.desktop"}, keys); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{filepath.Join("Documents", "KeyinDesk"), "Desktop"}, dirs); diff != "" {
			t.Error(diff)
		}
	}
	if runtime.GOOS != "linux" {
		return
	}
	make("문서")
	make("config")
	if err := os.WriteFile(filepath.Join(home, "config", "user-dirs.dirs"), []byte("# 한국어\nXDG_DOCUMENTS_DIR=\"$HOME/문서\"\nXDG_DESKTOP_DIR=\"$HOME/\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, dirs := keysOf(); len(dirs) != 2 || dirs[0] != filepath.Join("문서", "KeyinDesk") || dirs[1] != "Desktop" {
		t.Error(dirs)
	}
}
