package practice

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// journal is the file behind a twin's books: one JSON object a line, each
// written behind the last. A nil journal keeps nothing.
type journal struct {
	file *os.File
	size int64 // where the next line begins
}

// openJournal opens or makes the file, for its owner only, and replays it,
// each line read into an L. A last line that was torn by a crash is passed over
// and overwritten: what it was to keep was never answered. So is any other line that can't be read, but it stays.
func openJournal[L any](path string, replay func(L)) (*journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the practice journal: %w", err)
	}
	j := &journal{file: file}
	err = j.read(func(text []byte) {
		var l L
		if json.Unmarshal(text, &l) == nil {
			replay(l)
		}
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read the practice journal: %w", err), file.Close())
	}
	return j, nil
}

// read hands every whole line to each.
func (j *journal) read(each func(text []byte)) error {
	if err := j.file.Chmod(0o600); err != nil {
		return err
	}
	content, err := io.ReadAll(j.file)
	if err != nil {
		return err
	}
	whole := content[:bytes.LastIndexByte(content, '\n')+1]
	for text := range bytes.Lines(whole) {
		each(text)
	}
	j.size = int64(len(whole))
	return nil
}

// write adds one line in one call. Where that fails half-way, the next line
// takes the place of the piece. What may be left behind it of a longer piece
// has no end of line, so it is a torn line again.
func (j *journal) write(l any) error {
	if j == nil {
		return nil
	}
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("encode a line of the practice journal: %w", err)
	}
	text = append(text, '\n')
	if _, err := j.file.WriteAt(text, j.size); err != nil {
		return fmt.Errorf("write the practice journal: %w", err)
	}
	j.size += int64(len(text))
	return nil
}

func (j *journal) close() error {
	if j == nil {
		return nil
	}
	return j.file.Close()
}
