package store

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const settingsName = "settings.json"

// terminalAlphabet has nothing that can be misread over the phone.
const terminalAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// Settings is what the shop chose. Nothing secret and nothing about money is
// in it.
type Settings struct {
	Environment string      `json:"environment"`  // "practice", "test", "live"
	Language    string      `json:"language"`     // "ko", "en"
	Theme       string      `json:"theme"`        // "light", "dark", "system"
	TextPercent int         `json:"text_percent"` // 100, 125, 150
	SystemInput bool        `json:"system_input"` // the system's own input method composes Korean, not the program
	Shop        Shop        `json:"shop"`
	Staff       string      `json:"staff"`    // who sits here
	Terminal    string      `json:"terminal"` // which PC: two characters, made once
	Window      Window      `json:"window"`
	Returns     Returns     `json:"returns"`
	Backup      BackupPlace `json:"backup"`
	Printer     Printer     `json:"printer"`
	// SlipFolder is where slips are saved as PDF; empty for KeyinDesk among this
	// user's documents.
	SlipFolder string `json:"slip_folder"`
}

// BackupPlace says where backups go.
type BackupPlace struct {
	Folder string `json:"folder"` // "" is one in the data folder
}

// Returns says how the gateways' browser pages come back to this PC.
type Returns struct {
	Receive bool   `json:"receive"` // listen on this PC; else staff paste
	Port    int    `json:"port"`    // where, 1024 to 65535
	Address string `json:"address"` // the shop's own https return address; may be empty
	Place   string `json:"place"`   // where customers opened the last page, "pc" or "phone"; "" if never asked
}

// defaultReturnPort is one that no known program claims.
const defaultReturnPort = 47443

// Printer is the receipt printer that slips go to.
type Printer struct {
	Name    string `json:"name"`    // as the system calls it; "" if slips become PDF
	Columns int    `json:"columns"` // characters on a line, 42 or 48
}

// Shop is who stands on a slip.
type Shop struct {
	Name           string `json:"name"`
	BusinessNumber string `json:"business_number"`
	Owner          string `json:"owner"`
	Phone          string `json:"phone"`
	Address        string `json:"address"`
}

// Window is the size that the window had last; zero if it never had one.
type Window struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// SettingsDamaged comes with usable settings: the file could not be read, was
// moved to SetAside ("" if that failed), and the defaults hold.
type SettingsDamaged struct {
	SetAside string
	Cause    error
}

// Error is for the log.
func (d *SettingsDamaged) Error() string {
	return fmt.Sprintf("settings are damaged, set aside as %q: %v", d.SetAside, d.Cause)
}

// Unwrap gives the cause.
func (d *SettingsDamaged) Unwrap() error { return d.Cause }

// DefaultSettings are those of a new PC: practice, Korean, and a terminal of
// its own.
func DefaultSettings() Settings {
	return Settings{Environment: "practice", Language: "ko", Theme: "light", TextPercent: 100, Terminal: newTerminal(),
		Returns: Returns{Port: defaultReturnPort}, Printer: Printer{Columns: 42}}
}

// LoadSettings reads the settings of a data folder. Where there are none yet,
// or a value is unknown, the default holds; an unknown environment is never
// live. A terminal made here is saved at once, so that it stays.
//
// The settings are usable whatever the error: *SettingsDamaged if the file was
// set aside, *Trouble if it can't be read or a new one can't be written.
func LoadSettings(dir string) (Settings, error) {
	path := filepath.Join(dir, settingsName)
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		s := DefaultSettings()
		return s, s.Save(dir)
	}
	if err != nil {
		return DefaultSettings(), fmt.Errorf("read the settings: %w", disk(err))
	}
	s := Settings{}
	if err := json.Unmarshal(content, &s); err != nil {
		damaged := &SettingsDamaged{SetAside: path + ".damaged-" + time.Now().UTC().Format("20060102-150405"), Cause: err}
		if err := os.Rename(path, damaged.SetAside); err != nil {
			damaged.SetAside, damaged.Cause = "", errors.Join(damaged.Cause, err)
			return DefaultSettings(), damaged
		}
		s = DefaultSettings()
		return s, errors.Join(damaged, s.Save(dir))
	}
	if s.complete() {
		return s, s.Save(dir)
	}
	return s, nil
}

// complete puts defaults where a value is missing or unknown, and says whether
// the terminal was one of them.
func (s *Settings) complete() (madeTerminal bool) {
	d := DefaultSettings()
	choose(&s.Environment, d.Environment, "practice", "test", "live")
	choose(&s.Language, d.Language, "ko", "en")
	choose(&s.Theme, d.Theme, "light", "dark", "system")
	choose(&s.TextPercent, d.TextPercent, 100, 125, 150)
	choose(&s.Printer.Columns, d.Printer.Columns, 42, 48)
	choose(&s.Returns.Place, d.Returns.Place, "pc", "phone")
	if s.Returns.Port < 1024 || s.Returns.Port > 65535 {
		s.Returns.Port = d.Returns.Port
	}
	if len(s.Terminal) != len(d.Terminal) || !isTerminal(s.Terminal) {
		s.Terminal, madeTerminal = d.Terminal, true
	}
	return madeTerminal
}

func choose[T comparable](value *T, otherwise T, known ...T) {
	if !slices.Contains(known, *value) {
		*value = otherwise
	}
}

// Save writes the settings in one step: after a power cut they are the old or
// the new ones. Fields of a newer program that the file holds stay in it.
func (s Settings) Save(dir string) error {
	path := filepath.Join(dir, settingsName)
	kept := map[string]any{}
	if old, err := os.ReadFile(path); err == nil {
		kept, _ = fields(old) // a damaged file has none to keep
	}
	own, err := json.Marshal(s)
	if err != nil {
		return err
	}
	current, err := fields(own)
	if err != nil {
		return err
	}
	content, err := json.MarshalIndent(overlay(kept, current), "", "  ")
	if err != nil {
		return err
	}
	if _, err := privateFolder(dir); err != nil {
		return fmt.Errorf("make the data folder: %w", disk(err))
	}
	if err := writeWhole(path, append(content, '\n')); err != nil {
		return fmt.Errorf("save the settings: %w", disk(err))
	}
	return nil
}

// fields reads a JSON object without losing a digit of its numbers.
func fields(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	m := map[string]any{}
	err := decoder.Decode(&m)
	return m, err
}

// overlay puts the fields of top over those of base, object by object.
func overlay(base, top map[string]any) map[string]any {
	if base == nil {
		base = map[string]any{}
	}
	for name, value := range top {
		inner, isObject := value.(map[string]any)
		under, wasObject := base[name].(map[string]any)
		if isObject && wasObject {
			value = overlay(under, inner)
		}
		base[name] = value
	}
	return base
}

func newTerminal() string {
	b := make([]byte, 2)
	_, _ = rand.Read(b) // never fails, see crypto/rand
	for i := range b {
		b[i] = terminalAlphabet[int(b[i])%len(terminalAlphabet)]
	}
	return string(b)
}

func isTerminal(text string) bool {
	for _, r := range text {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}
