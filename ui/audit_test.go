package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"keyindesk/store/verify"
)

// openAudit is a morning's history and the open sheet for its audit file, as
// somebody comes to it by Tab and Enter. It returns where files go.
func openAudit(t *testing.T) (c *counter, documents string) {
	t.Helper()
	c, documents = openExports(t)
	c.press(fyne.KeyF7)
	button := c.settingsScreen().audit
	for range 80 {
		if c.canvas().FocusNext(); c.canvas().Focused() == fyne.Focusable(button) {
			c.press(fyne.KeyReturn)
			if c.overlays() != 1 {
				t.Fatal("Enter opens nothing")
			}
			return c, documents
		}
	}
	t.Fatal("Tab does not lead to it")
	return nil, ""
}

func TestAudit(t *testing.T) {
	const name = "연습 기록 확인 2026-11-21.jsonl"

	t.Run("by_keyboard_alone_and_the_other_program_finds_it_intact", func(t *testing.T) {
		c, documents := openAudit(t)
		opened := ""
		c.Window.Open = func(path string) error { opened = path; return nil }
		c.ctrlEnter(1)
		if diff := cmp.Diff([]string{name}, filesIn(t, documents)); diff != "" {
			t.Fatal(diff)
		}
		found, err := verify.File(t.Context(), filepath.Join(documents, name), verify.Options{})
		if err != nil || found.Verdict != verify.Intact || !found.Audit || found.Events < 10 {
			t.Errorf("%+v %v", found, err)
		}
		if !c.sheetSays("이력 "+itoa(int(found.Events))+"줄이 들어 있습니다") || !c.sheetSays(filepath.Join(documents, name)) {
			t.Error("not said what is where")
		}
		content, err := os.ReadFile(filepath.Join(documents, name))
		if err != nil || strings.Contains(string(content), "홍길동") {
			t.Error("a customer's name is in it", err)
		}
		if left := filesIn(t, c.exportSpool()); len(left) > 0 {
			t.Error(left)
		}
		c.top().OnRune('ㅐ')
		if opened != documents {
			t.Errorf("opened %q", opened)
		}
		c.press(fyne.KeyReturn)
		if c.overlays() != 0 || c.canvas().Focused() != fyne.Focusable(c.settingsScreen().audit) {
			t.Error("not back at the button")
		}
		if witnessed, err := verify.File(t.Context(), filepath.Join(c.DataDir, "practice", "history.db"), verify.Options{Against: filepath.Join(documents, name)}); err != nil || witnessed.Verdict != verify.Intact {
			t.Errorf("%+v %v", witnessed, err)
		}
	})

	t.Run("a_file_of_that_name_is_asked_about", func(t *testing.T) {
		c, documents := openAudit(t)
		path := filepath.Join(documents, name)
		if err := os.MkdirAll(documents, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		c.ctrlEnter(1)
		if c.overlays() != 2 || !c.sheetSays(c.words.T("export.exists.title")) {
			t.Fatal("not asked")
		}
		c.press(fyne.KeyEscape)
		if content, _ := os.ReadFile(path); string(content) != "mine" || c.overlays() != 1 {
			t.Error("replaced", c.overlays())
		}
		c.ctrlEnter(1)
		c.ctrlEnter(1)
		if found, err := verify.File(t.Context(), path, verify.Options{}); err != nil || found.Verdict != verify.Intact {
			t.Errorf("%+v %v", found, err)
		}
	})

	t.Run("what_is_wrong_stands_where_it_is_put_right", func(t *testing.T) {
		c, documents := openExports(t)
		c.press(fyne.KeyF7)
		s := newAuditSheet(c.Window, c.desk, []place{{key: "place.documents", dir: documents}})
		s.open()
		for _, step := range []struct {
			wrong func()
			said  func() string
			key   string
		}{
			{func() { s.at.name.SetValue("11월: 기록") }, s.at.nameField.Problem, "export.name.wrong"},
			{func() { s.at.name.SetValue("a"); s.at.place.Set(1); s.follow(); s.at.folder.SetValue("세무") }, s.at.folderField.Problem, "export.folder.wrong"},
			{func() { s.at.folder.SetValue(filepath.Join(documents, "usb", "stick")) }, s.notice.Text, "export.trouble.gone"},
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

	for name, give := range map[string]func(*counter){
		"given_up_by_Esc":      func(c *counter) { c.top().OnEscape() },
		"given_up_by_quitting": func(c *counter) { c.quit() },
	} {
		t.Run(name, func(t *testing.T) {
			c, documents := openExports(t)
			c.press(fyne.KeyF7)
			s := newAuditSheet(c.Window, c.desk, []place{{key: "place.documents", dir: documents}})
			s.open()
			runner := &pressesEscape{Runner: c.runner}
			c.runner = runner
			gave := false
			runner.press = func() {
				gave = true
				if c.exporting == nil || c.overlays() != 2 {
					t.Fatal("nothing is under way")
				}
				give(c)
			}
			s.send(false)
			if files := append(filesIn(t, documents), filesIn(t, c.exportSpool())...); len(files) > 0 || !gave {
				t.Error(files, gave)
			}
			if c.exporting != nil || c.farewell.begun != (name == "given_up_by_quitting") {
				t.Error(c.exporting, c.farewell)
			}
		})
	}
}
