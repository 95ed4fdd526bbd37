package store

import (
	"bufio"
	"context"
	"encoding/hex"
	"io"

	"github.com/jmoiron/sqlx"
)

// auditFormat begins an audit file; see docs/history-format.md.
const auditFormat = "keyindesk audit 1"

// The lines of an audit file.
type (
	auditHead struct {
		Environment string `json:"environment"`
		ExportedAt  string `json:"exported_at"`
		FileID      string `json:"file_id"`
		Format      string `json:"format"`
	}
	auditEvent struct {
		Event struct {
			At        string `json:"at"`
			Detail    string `json:"detail"`
			Hash      string `json:"hash"`
			Operation int64  `json:"operation"`
			PrevHash  string `json:"prev_hash"`
			Seq       int64  `json:"seq"`
			Staff     string `json:"staff"`
			Type      string `json:"type"`
		} `json:"event"`
	}
	auditClosing struct {
		Closing struct {
			Hash      string `json:"hash"`
			List      string `json:"list"`
			Number    int64  `json:"number"`
			Record    string `json:"record"`
			Signature string `json:"signature"`
		} `json:"closing"`
	}
	auditEnd struct {
		End struct {
			Closings int64  `json:"closings"`
			Events   int64  `json:"events"`
			Head     string `json:"head"`
		} `json:"end"`
	}
)

// ExportAudit writes every event and every closing as lines of JSON, for
// `keyindesk verify` and whoever wants to check the history without this
// program. Nothing sealed is in it: no name, phone, e-mail or key. What staff
// wrote (items, reasons, evidence) is. progress, which may be nil, is told now
// and then how many events of how many are written, the first time at once.
//
// It is one view of the history, which can be written to meanwhile. After an
// error what was written is of no use; ctx stops it.
func (s *Store) ExportAudit(ctx context.Context, to io.Writer, progress func(done, all int64)) (Anchor, error) {
	var a Anchor
	out := bufio.NewWriterSize(to, 1<<16)
	err := s.read(ctx, func(tx *sqlx.Tx) (err error) {
		if a, err = s.anchorOf(ctx, tx); err != nil {
			return err
		}
		head := auditHead{Format: auditFormat, Environment: a.Environment, FileID: a.FileID, ExportedAt: stamp(s.options.Now())}
		if err := writeLine(out, head); err != nil {
			return err
		}
		if err := writeEvents(ctx, tx, out, a.Events, progress); err != nil {
			return err
		}
		if err := writeClosings(ctx, tx, out); err != nil {
			return err
		}
		var end auditEnd
		end.End.Events, end.End.Head, end.End.Closings = a.Events, a.Head, a.Closing
		return writeLine(out, end)
	})
	if err != nil {
		return Anchor{}, err
	}
	return a, disk(out.Flush())
}

func writeLine(out *bufio.Writer, line any) error {
	text, err := canonical(line)
	if err != nil {
		return err
	}
	if _, err := out.Write(text); err != nil {
		return disk(err)
	}
	return disk(out.WriteByte('\n'))
}

func writeEvents(ctx context.Context, tx *sqlx.Tx, out *bufio.Writer, all int64, progress func(done, all int64)) error {
	rows, err := tx.QueryxContext(ctx, selectEvents+`ORDER BY seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e eventRow
		if err := rows.StructScan(&e); err != nil {
			return err
		}
		var line auditEvent
		l := &line.Event
		l.Seq, l.Operation, l.At, l.Type, l.Staff, l.Detail = e.Seq, e.OperationID, e.At, e.Type, e.Staff, e.Detail
		l.PrevHash, l.Hash = hex.EncodeToString(e.PrevHash), hex.EncodeToString(e.Hash)
		if err := writeLine(out, line); err != nil {
			return err
		}
		if progress != nil && e.Seq%1000 == 1 {
			progress(e.Seq, all)
		}
	}
	return rows.Err()
}

func writeClosings(ctx context.Context, tx *sqlx.Tx, out *bufio.Writer) error {
	rows, err := tx.QueryxContext(ctx, `SELECT number, record, list, hash, signature FROM closings ORDER BY number`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c closingRow
		if err := rows.StructScan(&c); err != nil {
			return err
		}
		var line auditClosing
		l := &line.Closing
		l.Number, l.Record, l.List = c.Number, c.Record, c.List
		l.Hash, l.Signature = hex.EncodeToString(c.Hash), hex.EncodeToString(c.Signature)
		if err := writeLine(out, line); err != nil {
			return err
		}
	}
	return rows.Err()
}
