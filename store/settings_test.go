package store

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSettings(t *testing.T) {
	t.Run("a_new_PC_practises_in_Korean", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "new")
		s, err := LoadSettings(dir)
		if err != nil {
			t.Fatal(err)
		}
		want := Settings{Environment: "practice", Language: "ko", Theme: "light", TextPercent: 100, Terminal: s.Terminal,
			Returns: Returns{Port: 47443}, Printer: Printer{Columns: 42}}
		if diff := cmp.Diff(want, s); diff != "" {
			t.Error(diff)
		}
		if len(s.Terminal) != 2 || strings.Trim(s.Terminal, terminalAlphabet) != "" {
			t.Error(s.Terminal)
		}
		again, err := LoadSettings(dir)
		if err != nil || again.Terminal != s.Terminal {
			t.Error("the terminal was made twice", again, err)
		}
	})
	t.Run("come_back_as_saved", func(t *testing.T) {
		dir := t.TempDir()
		want := Settings{Environment: "live", Language: "en", Theme: "dark", TextPercent: 150, Staff: "김직원", Terminal: "7Q",
			Shop: Shop{Name: "꽃집", BusinessNumber: "1234567890", Owner: "홍", Phone: "02", Address: "서울"}, Window: Window{Width: 1280, Height: 720},
			Returns: Returns{Receive: true, Port: 50000, Address: "https://shop.example/return"},
			Printer: Printer{Name: "영수증", Columns: 48}, SlipFolder: "/home/shop/slips"}
		if err := want.Save(dir); err != nil {
			t.Fatal(err)
		}
		got, err := LoadSettings(dir)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a_newer_program's_fields_stay", func(t *testing.T) {
		dir := t.TempDir()
		path := filepath.Join(dir, settingsName)
		writeFile(t, path, []byte(`{"terminal":"7Q","printer":{"name":"x","port":9100},"big":12345678901234567890,"shop":{"name":"old","logo":"l.png"}}`))
		s, err := LoadSettings(dir)
		if err != nil {
			t.Fatal(err)
		}
		s.Shop.Name = "new"
		if err := s.Save(dir); err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(readFile(t, path), &got); err != nil {
			t.Fatal(err)
		}
		if got["shop"].(map[string]any)["logo"] != "l.png" || got["shop"].(map[string]any)["name"] != "new" ||
			got["printer"].(map[string]any)["port"] != 9100.0 || !strings.Contains(string(readFile(t, path)), "12345678901234567890") {
			t.Errorf("%v", got)
		}
	})
	t.Run("an_unknown_word_never_means_live", func(t *testing.T) {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, settingsName), []byte(`{"environment":"LIVE","language":"fr","theme":"","text_percent":110,"terminal":"7Q","staff":"a"}`))
		s, err := LoadSettings(dir)
		want := Settings{Environment: "practice", Language: "ko", Theme: "light", TextPercent: 100, Terminal: "7Q", Staff: "a",
			Returns: Returns{Port: 47443}, Printer: Printer{Columns: 42}}
		if diff := cmp.Diff(want, s); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
	t.Run("a_port_that_is_none_gives_way", func(t *testing.T) {
		for port, want := range map[string]int{"0": 47443, "-1": 47443, "443": 47443, "1023": 47443, "1024": 1024, "65535": 65535, "65536": 47443} {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, settingsName), []byte(`{"terminal":"7Q","returns":{"receive":true,"port":`+port+`}}`))
			if s, err := LoadSettings(dir); err != nil || s.Returns != (Returns{Receive: true, Port: want}) {
				t.Errorf("%s: %+v %v", port, s.Returns, err)
			}
		}
	})
	t.Run("columns_that_no_printer_has_give_way", func(t *testing.T) {
		for columns, want := range map[string]int{"0": 42, "-1": 42, "42": 42, "48": 48, "80": 42} {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, settingsName), []byte(`{"terminal":"7Q","printer":{"name":"영수증","columns":`+columns+`}}`))
			if s, err := LoadSettings(dir); err != nil || s.Printer != (Printer{Name: "영수증", Columns: want}) {
				t.Errorf("%s: %+v %v", columns, s.Printer, err)
			}
		}
	})
	t.Run("a_damaged_file_is_set_aside", func(t *testing.T) {
		for _, content := range []string{"", "{", "null garbage", `{"text_percent":"big"}`, "\x00\x00\x00\x00"} {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, settingsName), []byte(content))
			s, err := LoadSettings(dir)
			var damaged *SettingsDamaged
			if !errors.As(err, &damaged) || string(readFile(t, damaged.SetAside)) != content {
				t.Fatalf("%q: %v", content, err)
			}
			if s.Environment != "practice" || len(s.Terminal) != 2 {
				t.Errorf("%+v", s)
			}
			if again, err := LoadSettings(dir); err != nil || again != s {
				t.Error(again, err)
			}
		}
	})
	t.Run("saving_leaves_nothing_else_behind", func(t *testing.T) {
		dir := t.TempDir()
		for range 3 {
			if err := DefaultSettings().Save(dir); err != nil {
				t.Fatal(err)
			}
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
			t.Error(entries, err)
		}
	})
}
