package verify

import (
	"bytes"
	"encoding/json"
)

// auditLine is a line after the head.
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

	part  auditPart
	exact bool // this is the one way to write it
}

// auditPart is what of an audit file a line belongs to; they follow each other.
type auditPart int

const (
	partNone auditPart = iota // it can't be read
	partEvents
	partClosings
	partEnd
)

var eventBegins = []byte(`{"event":`)

// readAuditLine reads a line without its end. What can't be read has no part.
func readAuditLine(line []byte) auditLine {
	var l auditLine
	if json.Unmarshal(line, &l) != nil {
		return auditLine{}
	}
	var name string
	var members map[string]any
	switch {
	case l.Event != nil:
		e := l.Event
		l.part, name = partEvents, "event"
		members = map[string]any{
			"at": e.At, "detail": e.Detail, "hash": e.Hash, "operation": e.Operation, "prev_hash": e.PrevHash, "seq": e.Seq, "staff": e.Staff,
			"type": e.Type,
		}
	case l.Closing != nil:
		c := l.Closing
		l.part, name = partClosings, "closing"
		members = map[string]any{"hash": c.Hash, "list": c.List, "number": c.Number, "record": c.Record, "signature": c.Signature}
	case l.End != nil:
		l.part, name = partEnd, "end"
		members = map[string]any{"closings": l.End.Closings, "events": l.End.Events, "head": l.End.Head}
	default:
		return auditLine{}
	}
	l.exact = bytes.Equal(canonical(nil, map[string]any{name: members}), line)
	return l
}

// line is the one way to write a head.
func (h auditHead) line() []byte {
	return canonical(nil, map[string]any{
		"environment": h.Environment, "exported_at": h.ExportedAt, "file_id": h.FileID, "format": h.Format,
	})
}
