package store

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/jmoiron/sqlx"
)

// asideName is a copy of the wrapped keys beside the history. With it a history
// that begins after a damaged one, or an older backup that is restored, has the
// keys to what was sealed before, and an older phrase does not come back with
// an older backup. The file itself needs it no more than a backup does.
const asideName = "keys.json"

// readAside reads the copy beside the history. Nonsense is no keys; an error
// says that nobody knows what is in it.
func (s *Store) readAside() ([]WrappedKeys, error) {
	content, err := os.ReadFile(s.asidePath())
	if err != nil {
		return nil, ignoreMissing(err)
	}
	var all []WrappedKeys
	if json.Unmarshal(content, &all) != nil {
		return nil, nil
	}
	return all, nil
}

func (s *Store) asidePath() string { return filepath.Join(filepath.Dir(s.path), asideName) }

// keepAside writes the copy if it is not what the history holds. One that can't
// be written is written at the next start: the history has the keys.
func (s *Store) keepAside(ctx context.Context) {
	all, err := s.WrappedKeys(ctx)
	if err != nil || len(all) == 0 {
		return
	}
	content, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return
	}
	there, err := os.ReadFile(s.asidePath())
	if ignoreMissing(err) != nil || err == nil && string(there) == string(content) {
		return // what can't be read now may hold the keys of another history
	}
	_ = writeWhole(s.asidePath(), content)
}

// carry is what of the copy beside the history is missing in it or newer.
func carry(held, aside []WrappedKeys) []WrappedKeys {
	type place struct {
		keys string
		way  Way
	}
	made := map[place]string{}
	for _, w := range held {
		made[place{w.KeysID, w.Way}] = w.MadeAt
	}
	var missing []WrappedKeys
	for _, w := range aside {
		_, begun := parseStamp(w.BegunAt)
		at, when := parseStamp(w.MadeAt)
		wellFormed := begun == nil && when == nil && !at.IsZero() && len(w.KeysID) == 16 && len(w.Wrapped) > 0 &&
			(w.Way == ByKeyring || w.Way == ByPhrase)
		if wellFormed && w.MadeAt > made[place{w.KeysID, w.Way}] {
			missing = append(missing, w)
		}
	}
	return missing
}

// unlock carries wrapped keys between the file and the copy beside it, and
// lets the caller make a sealer of them.
func (s *Store) unlock(ctx context.Context) error {
	if s.options.Unlock == nil {
		return nil
	}
	var all []WrappedKeys
	if err := sqlx.SelectContext(ctx, s.readers, &all, selectWrapped); err != nil {
		return disk(err)
	}
	aside, err := s.readAside()
	if err != nil && len(all) == 0 { // new keys would take the place of those
		return fmt.Errorf("read the keys beside the history: %w", disk(err))
	}
	carried := carry(all, aside)
	if len(carried) > 0 {
		err := s.record(ctx, func(tx *sqlx.Tx) error {
			return s.keepKeys(context.WithoutCancel(ctx), tx, carried, EventKeysMade, "", keysDetail{Carried: true})
		})
		if err != nil {
			return err
		}
		if err := sqlx.SelectContext(ctx, s.readers, &all, selectWrapped); err != nil {
			return disk(err)
		}
	}
	s.keepAside(ctx)
	sealer, err := s.options.Unlock(all)
	if err != nil {
		return fmt.Errorf("open the keys: %w", err)
	}
	s.options.Sealer = sealer
	return nil
}
