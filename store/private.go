package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// columnPrivate is part of what a private value is sealed to.
const columnPrivate = "operations.private"

// Private opens what an operation keeps for its next step; nil if it keeps
// nothing. ErrNotFound; ErrNoSealer and ErrUnreadable if the key to it is not
// here.
func (s *Store) Private(ctx context.Context, id int64) ([]byte, error) {
	r, err := rowByID(ctx, s.readers, id)
	if err != nil {
		return nil, disk(err)
	}
	if len(r.Private) == 0 {
		return nil, nil
	}
	if s.options.Sealer == nil {
		return nil, ErrNoSealer
	}
	return s.options.Sealer.Open(r.Private, sealContext(columnPrivate, r.OrderNumber))
}

// sealPrivate puts what the next step needs into the row; nil keeps what is
// there.
func (s *Store) sealPrivate(r *row, private []byte) error {
	if private == nil {
		return nil
	}
	if s.options.Sealer == nil {
		return ErrNoSealer
	}
	sealed, err := s.options.Sealer.Seal(private, sealContext(columnPrivate, r.OrderNumber))
	r.Private = sealed
	return err
}

// privateDigest stands in events for the sealed value; "" for none.
func privateDigest(sealed []byte) string { return sealedDigest("keyindesk private 1", sealed) }

func sealedDigest(what string, sealed []byte) string {
	if len(sealed) == 0 {
		return ""
	}
	h := sha256.New()
	writePart(h, []byte(what))
	writePart(h, sealed)
	return hex.EncodeToString(h.Sum(nil))
}

// Audit adds to the story of any operation that staff looked at a whole key
// (EventRevealed) or copied it (EventCopied); any other event is ErrInvalid.
// Nothing else changes. ErrNotFound. Each call adds a line.
func (s *Store) Audit(ctx context.Context, id int64, staff string, what EventType) error {
	if what != EventRevealed && what != EventCopied {
		return fmt.Errorf("%w: event %q", ErrInvalid, what)
	}
	cleanAll(&staff)
	return s.record(ctx, func(tx *sqlx.Tx) error {
		ctx := context.WithoutCancel(ctx)
		if _, err := rowByID(ctx, tx, id); err != nil {
			return err
		}
		return s.appendEvent(ctx, tx, id, what, staff, stamp(s.options.Now()), "{}")
	})
}
