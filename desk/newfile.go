package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxSame is how many files of one name are kept side by side.
const maxSame = 99

// SaveNew writes a file into a folder of the user's, which is made if it is not
// there, for this user only, and returns the file. No file is ever changed: the
// same content again is left as it is, and another one under the same name gets
// a number. An error of the disk is a *fs.PathError.
func SaveNew(dir, name string, content []byte) (path string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the folder for a file: %w", err)
	}
	extension := filepath.Ext(name)
	for n := 1; n <= maxSame; n++ {
		path = filepath.Join(dir, name)
		if n > 1 {
			path = filepath.Join(dir, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, extension), n, extension))
		}
		err = createWhole(path, content)
		if err == nil || !errors.Is(err, fs.ErrExist) {
			break
		}
		if holds(path, content) {
			return path, nil
		}
	}
	if err != nil {
		return "", fmt.Errorf("save a file: %w", err)
	}
	return path, nil
}

// holds says whether a file has this content. What has another size is not read,
// nor what is no file.
func holds(path string, content []byte) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(content)) {
		return false
	}
	there, err := os.ReadFile(path)
	return err == nil && bytes.Equal(there, content)
}

// createWhole writes a new file whole, or leaves none.
func createWhole(path string, content []byte) error {
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
