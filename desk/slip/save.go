package slip

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// maxSame is how many files of one name are kept side by side.
const maxSame = 99

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

// Save writes a PDF into a folder, which is made if it is not there, for this
// user only, and returns the file. No file is ever changed: the same page again
// is left as it is, and another page of the same name gets a number. An error of
// the disk is a *fs.PathError.
func Save(dir, name string, page []byte) (path string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the folder for slips: %w", err)
	}
	extension := filepath.Ext(name)
	for n := 1; n <= maxSame; n++ {
		path = filepath.Join(dir, name)
		if n > 1 {
			path = filepath.Join(dir, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, extension), n, extension))
		}
		err = create(path, page)
		if err == nil || !errors.Is(err, fs.ErrExist) {
			break
		}
		if there, readErr := os.ReadFile(path); readErr == nil && bytes.Equal(there, page) {
			return path, nil
		}
	}
	if err != nil {
		return "", fmt.Errorf("save the slip: %w", err)
	}
	return path, nil
}

// create writes a new file whole, or leaves none.
func create(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		_ = os.Remove(path) // the first error is the one to tell
	}
	return err
}
