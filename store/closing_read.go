package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"

	"github.com/jmoiron/sqlx"
)

// closingRow is a closing as it lies on disk. List is read only where it is
// asked for.
type closingRow struct {
	Number    int64  `db:"number"`
	Record    string `db:"record"`
	List      string `db:"list"`
	Hash      []byte `db:"hash"`
	Signature []byte `db:"signature"`
}

const selectClosing = `SELECT number, record, hash, signature FROM closings `

// closing reads the record, and the list if it is there. *Tampering for what is
// not as it was signed: else other sums would be shown and printed beside the
// true check code.
func (r closingRow) closing() (Closing, error) {
	c := Closing{Hash: r.Hash, Signature: r.Signature}
	wrong := &Tampering{Problem: ProblemClosing, Closing: r.Number}
	if json.Unmarshal([]byte(r.Record), &c.ClosingRecord) != nil || c.Number != r.Number ||
		!bytes.Equal(closingHash([]byte(r.Record)), r.Hash) || !c.signed() {
		return Closing{}, wrong
	}
	if r.List == "" {
		return c, nil
	}
	if sum := sha256.Sum256([]byte(r.List)); hex.EncodeToString(sum[:]) != c.ListSHA256 || json.Unmarshal([]byte(r.List), &c.List) != nil {
		return Closing{}, wrong
	}
	return c, nil
}

// signed says whether the key that the record names has signed the hash.
func (c Closing) signed() bool {
	key, err := hex.DecodeString(c.Key)
	return err == nil && len(key) == ed25519.PublicKeySize && ed25519.Verify(key, c.Hash, c.Signature)
}

// Closings returns closings without their lists, the newest first: limit of
// them (50 if 0), with numbers below before (0 for the newest). *Tampering for
// the first that is not as it was signed.
func (s *Store) Closings(ctx context.Context, before int64, limit int) ([]Closing, error) {
	if limit <= 0 {
		limit = 50
	}
	var rows []closingRow
	err := s.readers.SelectContext(ctx, &rows, s.readers.Rebind(selectClosing+`WHERE ? = 0 OR number < ? ORDER BY number DESC LIMIT ?`),
		before, before, limit)
	if err != nil {
		return nil, disk(err)
	}
	all := make([]Closing, len(rows))
	for i, r := range rows {
		if all[i], err = r.closing(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Closing returns one closing with its list; ErrNotFound if there is none of
// this number, *Tampering if it is not as it was signed.
func (s *Store) Closing(ctx context.Context, number int64) (Closing, error) {
	var r closingRow
	err := s.readers.GetContext(ctx, &r, s.readers.Rebind(`SELECT number, record, list, hash, signature FROM closings WHERE number = ?`), number)
	if errors.Is(err, sql.ErrNoRows) {
		return Closing{}, ErrNotFound
	}
	if err != nil {
		return Closing{}, disk(err)
	}
	if r.List == "" { // one without operations is "[]"
		return Closing{}, &Tampering{Problem: ProblemClosing, Closing: number}
	}
	return r.closing()
}

// newestClosing is the newest closing without its list; nil if there is none.
func (s *Store) newestClosing(ctx context.Context, q queryer) (*Closing, error) {
	var r closingRow
	err := sqlx.GetContext(ctx, q, &r, selectClosing+`ORDER BY number DESC LIMIT 1`)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := r.closing()
	return &c, err
}

// verifyClosings holds every closing against itself, the one before it and the
// chain. Whether its sums are right only a walk through all
// events can tell; store/verify does that.
func verifyClosings(ctx context.Context, tx *sqlx.Tx) error {
	told, err := closedEvents(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.QueryxContext(ctx, selectClosing+`ORDER BY number`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var last Closing
	var number int64
	for rows.Next() {
		var r closingRow
		if err := rows.StructScan(&r); err != nil {
			return err
		}
		number++
		c, err := r.closing()
		if err != nil {
			return err
		}
		if c.Number != number || told[number] != hex.EncodeToString(c.Hash) || c.Previous != hex.EncodeToString(last.Hash) || c.FromSeq != last.ToSeq || c.OpeningKRW != last.ClosingKRW {
			return &Tampering{Problem: ProblemClosing, Closing: number}
		}
		last = c
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if int64(len(told)) != number {
		return &Tampering{Problem: ProblemClosing, Closing: number + 1}
	}
	return nil
}

// closedEvents are the hashes of closings that the chain tells of, in hex, by
// number.
func closedEvents(ctx context.Context, tx *sqlx.Tx) (map[int64]string, error) {
	var details []string
	err := tx.SelectContext(ctx, &details, tx.Rebind(`SELECT detail FROM events WHERE operation_id IS NULL AND type = ? ORDER BY seq`),
		string(EventClosed))
	if err != nil {
		return nil, err
	}
	told := make(map[int64]string)
	for _, text := range details {
		var d closedDetail
		if json.Unmarshal([]byte(text), &d) != nil || d.Number != int64(len(told)+1) {
			return nil, &Tampering{Problem: ProblemClosing, Closing: d.Number}
		}
		told[d.Number] = d.Hash
	}
	return told, nil
}
