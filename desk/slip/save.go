package slip

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// Folder is where PDFs go unless another folder was chosen: KeyinDesk among this
// user's documents, or where there are none the folder named other. It makes
// nothing.
func Folder(other string) string {
	if home, err := os.UserHomeDir(); err == nil {
		documents := filepath.Join(home, "Documents")
		if info, err := os.Stat(documents); err == nil && info.IsDir() {
			return filepath.Join(documents, "KeyinDesk")
		}
	}
	return other
}

// Usable says whether PDFs can be saved into a folder: it is made, and a file
// written to it and taken away. "" is the usual folder, which always is.
func Usable(dir string) error {
	if dir == "" {
		return nil
	}
	if !filepath.IsAbs(dir) {
		return fmt.Errorf("%q is no whole path", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, ".keyindesk-*")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// FileName is what the PDF of a sheet is called: its title and our order number,
// and nothing of the buyer.
func (s Sheet) FileName() string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_ ", r) {
			return r
		}
		return '_'
	}, strings.TrimSpace(s.Title+" "+s.Number))
	return name + ".pdf"
}
