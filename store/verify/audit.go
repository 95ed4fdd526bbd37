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
	"maps"
	"os"
	"slices"
)

// auditFormat begins an audit file.
const auditFormat = "keyindesk audit 1"

// audit is an audit file: lines of JSON, the head first, then the events, the
// closings, and an end mark.
//
// A line is what its bytes are: it must be the one way to write what was read
// from it. Else a member could stand there twice, or under a name that is nearly
// right, and tell one thing here and another thing to another reader.
type audit struct {
	file   *os.File
	head   auditHead
	end    *auditEnd // nil if the file breaks off
	stored []storedClosing
	lists  map[int64]int64 // where the line of a closing begins
	hashes []byte          // of all events, once one was asked for
	odd    map[int64]bool  // lines that can't stand there
}

type auditHead struct {
	Format      string `json:"format"`
	Environment string `json:"environment"`
	FileID      string `json:"file_id"`
	ExportedAt  string `json:"exported_at"`
}

type auditEnd struct {
	Events   int64  `json:"events"`
	Closings int64  `json:"closings"`
	Head     string `json:"head"`
	line     int64
}

func openAudit(path string) (source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	a := &audit{file: file, lists: map[int64]int64{}, odd: map[int64]bool{}}
	if err := a.look(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), file.Close())
	}
	return a, nil
}

// look reads the head, the closings without their lists, and the end mark.
func (a *audit) look() error {
	var before auditPart
	return a.lines(func(number, at int64, line []byte) error {
		if number == 1 {
			if json.Unmarshal(line, &a.head) != nil || a.head.Format != auditFormat {
				return ErrNotHistory
			}
			a.mark(number, bytes.Equal(a.head.line(), line))
			return nil
		}
		if bytes.HasPrefix(line, eventBegins) { // most are; the walk reads them
			a.mark(number, before <= partEvents)
			return nil
		}
		l := readAuditLine(line)
		a.mark(number, l.exact && l.part >= before && before < partEnd)
		before = max(before, l.part)
		if c := l.Closing; c != nil {
			s := storedClosing{number: c.Number, record: []byte(c.Record)}
			s.hash, _ = hex.DecodeString(c.Hash)
			s.signature, _ = hex.DecodeString(c.Signature)
			a.stored = append(a.stored, s)
			a.lists[c.Number] = at
		}
		if l.End != nil {
			a.end = l.End
			a.end.line = number
		}
		return nil
	})
}

// mark notes a line that can't stand where it does.
func (a *audit) mark(line int64, right bool) {
	if !right && len(a.odd) <= maxFindings {
		a.odd[line] = true
	}
}

// lines gives every line with its number and the place where it begins. One
// without an end is none: there the file breaks off.
func (a *audit) lines(do func(number, at int64, line []byte) error) error {
	if _, err := a.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	reader := bufio.NewReaderSize(a.file, 1<<16)
	for number, at := int64(1), int64(0); ; number++ {
		line, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) && number > 1 {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err := do(number, at, bytes.TrimSuffix(line, []byte("\n"))); err != nil {
			return err
		}
		at += int64(len(line))
	}
}

func (a *audit) who() (environment, fileID string) { return a.head.Environment, a.head.FileID }
func (a *audit) tables() tables                    { return nil }
func (a *audit) close() error                      { return a.file.Close() }

func (a *audit) endMark() (auditEnd, bool) {
	if a.end == nil {
		return auditEnd{}, false
	}
	return *a.end, true
}

func (a *audit) strange() (all []Finding, whole bool, err error) {
	for _, line := range slices.Sorted(maps.Keys(a.odd)) {
		all = append(all, Finding{Kind: LineWrong, Line: line})
	}
	return all, true, nil
}

func (a *audit) events(_ context.Context, do func(*event) error) error {
	return a.lines(func(number, _ int64, line []byte) error {
		if !bytes.HasPrefix(line, eventBegins) {
			return nil
		}
		l := readAuditLine(line)
		a.mark(number, l.exact)
		if l.Event == nil {
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
	l := readAuditLine(bytes.TrimSuffix(line, []byte("\n")))
	if l.Closing == nil {
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
