package verify

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// auditFormat begins an audit file.
const auditFormat = "keyindesk audit 1"

// audit is an audit file: lines of JSON, the head first, then events and
// closings, and an end mark.
type audit struct {
	file   *os.File
	head   auditHead
	end    *auditEnd // nil if the file breaks off
	stored []storedClosing
	lists  map[int64]int64 // where the line of a closing begins
	hashes []byte          // of all events, once one was asked for
}

type auditHead struct {
	Format      string `json:"format"`
	Environment string `json:"environment"`
	FileID      string `json:"file_id"`
}

type auditEnd struct {
	Events   int64  `json:"events"`
	Closings int64  `json:"closings"`
	Head     string `json:"head"`
}

// auditLine is any line after the head.
type auditLine struct {
	Event *struct {
		Seq       int64  `json:"seq"`
		Operation int64  `json:"operation"`
		At        string `json:"at"`
		Type      string `json:"type"`
		Staff     string `json:"staff"`
		Detail    string `json:"detail"`
		PrevHash  string `json:"prev_hash"`
		Hash      string `json:"hash"`
	} `json:"event"`
	Closing *struct {
		Number    int64  `json:"number"`
		Record    string `json:"record"`
		List      string `json:"list"`
		Hash      string `json:"hash"`
		Signature string `json:"signature"`
	} `json:"closing"`
	End *auditEnd `json:"end"`
}

func openAudit(path string) (source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	a := &audit{file: file, lists: map[int64]int64{}}
	if err := a.look(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), file.Close())
	}
	return a, nil
}

// look reads the head, the closings without their lists, and the end mark.
func (a *audit) look() error {
	first := true
	return a.lines(func(at int64, line []byte) error {
		if first {
			first = false
			if json.Unmarshal(line, &a.head) != nil || a.head.Format != auditFormat {
				return ErrNotHistory
			}
			return nil
		}
		if bytes.HasPrefix(line, []byte(`{"event":`)) {
			return nil // most are
		}
		var l auditLine
		if err := json.Unmarshal(line, &l); err != nil {
			return nil // a line that breaks off is seen in the walk
		}
		if c := l.Closing; c != nil {
			s := storedClosing{number: c.Number, record: []byte(c.Record)}
			s.hash, _ = hex.DecodeString(c.Hash)
			s.signature, _ = hex.DecodeString(c.Signature)
			a.stored = append(a.stored, s)
			a.lists[c.Number] = at
		}
		if l.End != nil {
			a.end = l.End
		}
		return nil
	})
}

// lines gives every line with the place where it begins.
func (a *audit) lines(do func(at int64, line []byte) error) error {
	if _, err := a.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	reader := bufio.NewReaderSize(a.file, 1<<16)
	for at := int64(0); ; {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 {
			if err := do(at, line); err != nil {
				return err
			}
			at += int64(len(line))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (a *audit) who() (environment, fileID string) { return a.head.Environment, a.head.FileID }
func (a *audit) tables() tables                    { return nil }
func (a *audit) close() error                      { return a.file.Close() }

func (a *audit) endMark() (int64, bool) {
	if a.end == nil {
		return 0, false
	}
	return a.end.Events, true
}

func (a *audit) events(_ context.Context, do func(*event) error) error {
	return a.lines(func(_ int64, line []byte) error {
		var l auditLine
		if json.Unmarshal(line, &l) != nil || l.Event == nil {
			return nil
		}
		e := event{
			seq: l.Event.Seq, operation: l.Event.Operation, at: []byte(l.Event.At), kind: []byte(l.Event.Type),
			staff: []byte(l.Event.Staff), detail: []byte(l.Event.Detail),
		}
		e.prev, _ = hex.DecodeString(l.Event.PrevHash)
		e.hash, _ = hex.DecodeString(l.Event.Hash)
		return do(&e)
	})
}

func (a *audit) closings(context.Context) ([]storedClosing, error) { return a.stored, nil }

func (a *audit) closingList(_ context.Context, number int64) ([]byte, error) {
	at, known := a.lists[number]
	if !known {
		return nil, nil
	}
	if _, err := a.file.Seek(at, io.SeekStart); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(a.file).ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var l auditLine
	if json.Unmarshal(line, &l) != nil || l.Closing == nil {
		return nil, nil
	}
	return []byte(l.Closing.List), nil
}

// hashSize is the length of a SHA-256.
const hashSize = 32

func (a *audit) hashAt(ctx context.Context, seq int64) ([]byte, error) {
	if a.hashes == nil {
		err := a.events(ctx, func(e *event) error {
			if e.seq == int64(len(a.hashes)/hashSize)+1 && len(e.hash) == hashSize {
				a.hashes = append(a.hashes, e.hash...)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if seq < 1 || seq > int64(len(a.hashes)/hashSize) {
		return nil, nil
	}
	return a.hashes[(seq-1)*hashSize : seq*hashSize], nil
}

func (a *audit) orderOf(ctx context.Context, operation int64) (order string) {
	_ = a.events(ctx, func(e *event) error {
		if e.operation == operation && string(e.kind) == "prepared" {
			var p prepared
			if p.read(e.detail) == nil {
				order = p.text("order_number")
			}
		}
		return nil
	})
	return order
}
