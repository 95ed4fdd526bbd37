package store

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// The details of the events that closings bring.
type (
	// closedDetail says which closing was made.
	closedDetail struct {
		Number int64  `json:"number"`
		Hash   string `json:"hash"` // in hex
	}
	// signingKeyDetail says that closings are signed with another key from here
	// on: the keyring was lost. The keys are public ones, in hex.
	signingKeyDetail struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
)

// CloseDay makes the closing that DraftClosing showed: of everything after the
// newest closing, up to toSeq, signed with an Ed25519 key. When it returns, the closing survives a power
// cut; it can't be changed or taken back.
//
// Refusals: ErrNoSigner without a key; ErrMoved if something happened after
// toSeq, so that staff have seen other sums (a second call with the same toSeq
// too); *SumsDisagree and *Tampering as in DraftClosing.
func (s *Store) CloseDay(ctx context.Context, staff string, toSeq int64, signer crypto.Signer) (Closing, error) {
	cleanAll(&staff)
	key, err := publicKey(signer)
	if err != nil {
		return Closing{}, err
	}
	// Adding up may take a while and keeps nobody from writing; what was added up
	// is closed only if nothing was written meanwhile.
	var d stockTaking
	err = s.read(ctx, func(tx *sqlx.Tx) (err error) {
		d, err = s.takeStock(ctx, tx, staff)
		return err
	})
	if err != nil {
		return Closing{}, err
	}
	if d.record.ToSeq != toSeq {
		return Closing{}, ErrMoved
	}
	d.record.Key = hex.EncodeToString(key)
	var made Closing
	err = s.record(ctx, func(tx *sqlx.Tx) error {
		ctx := context.WithoutCancel(ctx)
		end, err := s.chainEnd(ctx, tx)
		if err != nil {
			return err
		}
		if end.seq != toSeq {
			if kept, err := s.newestClosing(ctx, tx); err == nil && kept != nil && bytes.Equal(kept.Hash, made.Hash) {
				return nil // the first try was kept after all
			}
			return ErrMoved
		}
		made, err = s.insertClosing(ctx, tx, d, signer)
		return err
	})
	if err != nil && !s.closingKept(err, made) {
		return Closing{}, err
	}
	s.anchor(true)
	return made, nil
}

// publicKey is the public half of the key that signs closings.
func publicKey(signer crypto.Signer) (ed25519.PublicKey, error) {
	if signer == nil {
		return nil, ErrNoSigner
	}
	key, ok := signer.Public().(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("%w: not an Ed25519 key", ErrNoSigner)
	}
	return key, nil
}

// insertClosing signs a closing, tells the chain of it and keeps it.
func (s *Store) insertClosing(ctx context.Context, tx *sqlx.Tx, d stockTaking, signer crypto.Signer) (Closing, error) {
	record, err := canonical(d.record)
	if err != nil {
		return Closing{}, err
	}
	list, err := canonical(d.list)
	if err != nil {
		return Closing{}, err
	}
	c := Closing{ClosingRecord: d.record, List: d.list, Hash: closingHash(record)}
	if c.Signature, err = signer.Sign(nil, c.Hash, crypto.Hash(0)); err != nil {
		return Closing{}, fmt.Errorf("sign the closing: %w", err)
	}
	last, err := s.newestClosing(ctx, tx)
	if err != nil {
		return Closing{}, err
	}
	if last != nil && last.Key != c.Key {
		err := s.appendFileEvent(ctx, tx, EventSigningKey, c.Staff, c.ClosedAt, signingKeyDetail{From: last.Key, To: c.Key})
		if err != nil {
			return Closing{}, err
		}
	}
	detail := closedDetail{Number: c.Number, Hash: hex.EncodeToString(c.Hash)}
	if err := s.appendFileEvent(ctx, tx, EventClosed, c.Staff, c.ClosedAt, detail); err != nil {
		return Closing{}, err
	}
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO closings (number, record, list, hash, signature) VALUES (?, ?, ?, ?, ?)`),
		c.Number, string(record), string(list), c.Hash, c.Signature)
	return c, err
}

// closingKept says whether, after a commit that failed, the closing is there
// all the same.
func (s *Store) closingKept(cause error, want Closing) bool {
	var commit uncertain
	if !errors.As(cause, &commit) || want.Hash == nil {
		return false
	}
	ctx, stop := context.WithTimeout(context.Background(), rereadTimeout)
	defer stop()
	var hash []byte
	err := s.writer.GetContext(ctx, &hash, s.writer.Rebind(`SELECT hash FROM closings WHERE number = ?`), want.Number)
	return err == nil && bytes.Equal(hash, want.Hash)
}
