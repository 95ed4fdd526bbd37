package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
)

// keySize is the length of every key of a history, and of what wraps them.
const keySize = 32

// Keys are the secrets of a history. They lie on disk only wrapped. Wipe them
// when they are not needed any more.
type Keys struct {
	ID          string        // names them, no secret
	BegunAt     time.Time     //
	Data        [keySize]byte // seals personal data, see NewSealer
	Fingerprint [keySize]byte // keys the duplicate guard's hash of a card number
	Signing     [keySize]byte // the Ed25519 seed that signs closings (ed25519.NewKeyFromSeed)
}

// NewKeys makes random keys.
func NewKeys(now time.Time) *Keys {
	k := &Keys{BegunAt: now.UTC().Truncate(time.Millisecond)}
	for _, part := range [][]byte{k.Data[:], k.Fingerprint[:], k.Signing[:]} {
		_, _ = rand.Read(part) // never fails, see crypto/rand
	}
	id := make([]byte, 8)
	_, _ = rand.Read(id)
	k.ID = hex.EncodeToString(id)
	return k
}

// Wipe overwrites the keys.
func (k *Keys) Wipe() {
	for _, part := range [][]byte{k.Data[:], k.Fingerprint[:], k.Signing[:]} {
		clear(part)
	}
}

// Equal says whether both are the same keys, in a time that tells nothing.
func (k *Keys) Equal(other *Keys) bool {
	return k.ID == other.ID && subtle.ConstantTimeCompare(k.marshal(), other.marshal()) == 1
}

// Format hides the keys under every verb.
func (k *Keys) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "keys %s", k.ID) }

// keysVersion begins the bundle.
const keysVersion = 1

func (k *Keys) marshal() []byte {
	bundle := make([]byte, 0, 1+3*keySize)
	bundle = append(bundle, keysVersion)
	bundle = append(bundle, k.Data[:]...)
	bundle = append(bundle, k.Fingerprint[:]...)
	return append(bundle, k.Signing[:]...)
}

func (k *Keys) unmarshal(bundle []byte) error {
	if len(bundle) != 1+3*keySize || bundle[0] != keysVersion {
		return ErrUnreadable
	}
	for i, part := range [][]byte{k.Data[:], k.Fingerprint[:], k.Signing[:]} {
		copy(part, bundle[1+i*keySize:])
	}
	return nil
}

// Way is what wraps keys. Stored as text.
type Way string

// The ways to the keys of a history.
const (
	ByKeyring Way = "keyring" // a random key in the operating system's keyring
	ByPhrase  Way = "phrase"  // the recovery phrase, see keys.Phrase
)

// WrappedKeys are keys as they lie on disk: AES-256-GCM under a key that is
// kept elsewhere. Nothing in it is secret.
type WrappedKeys struct {
	KeysID  string `db:"keys_id" json:"keys_id"`
	Way     Way    `db:"way" json:"way"`
	Salt    []byte `db:"salt" json:"salt,omitempty"` // what the wrapping key was derived with; may be empty
	Wrapped []byte `db:"wrapped" json:"wrapped"`
	BegunAt string `db:"begun_at" json:"begun_at"`
	MadeAt  string `db:"made_at" json:"made_at"`
}

// bound is what wrapped keys belong to: they do not open as those of another
// environment, under another name or in another way.
func (w WrappedKeys) bound(environment string) []byte {
	return []byte(strings.Join([]string{"keyindesk keys 1", environment, w.KeysID, string(w.Way), w.BegunAt}, "\x00"))
}

// Wrap seals the keys of an environment under a key of 32 bytes, which was
// derived with salt if that is not empty.
func (k *Keys) Wrap(environment string, way Way, key, salt []byte, now time.Time) (WrappedKeys, error) {
	w := WrappedKeys{KeysID: k.ID, Way: way, Salt: append([]byte{}, salt...), BegunAt: stamp(k.BegunAt), MadeAt: stamp(now)}
	sealer, err := NewSealer(key)
	if err != nil {
		return w, err
	}
	bundle := k.marshal()
	defer clear(bundle)
	w.Wrapped, err = sealer.Seal(bundle, w.bound(environment))
	return w, err
}

// Unwrap opens wrapped keys; ErrUnreadable if the key or the environment is
// another, or something was altered.
func (w WrappedKeys) Unwrap(environment string, key []byte) (*Keys, error) {
	sealer, err := NewSealer(key)
	if err != nil {
		return nil, err
	}
	bundle, err := sealer.Open(w.Wrapped, w.bound(environment))
	if err != nil {
		return nil, err
	}
	defer clear(bundle)
	begun, err := parseStamp(w.BegunAt)
	if err != nil {
		return nil, ErrUnreadable
	}
	k := &Keys{ID: w.KeysID, BegunAt: begun}
	return k, k.unmarshal(bundle)
}

const selectWrapped = `SELECT keys_id, way, salt, wrapped, begun_at, made_at FROM wrapped_keys ORDER BY begun_at, keys_id, way`

// WrappedKeys are all that the history holds, the oldest keys first. Usually
// there are one's keys in one or two ways; more if a shop once went on without
// its recovery phrase.
func (s *Store) WrappedKeys(ctx context.Context) ([]WrappedKeys, error) {
	var all []WrappedKeys
	return all, disk(sqlx.SelectContext(ctx, s.readers, &all, selectWrapped))
}

// KeepKeys keeps wrapped keys, in place of the same keys wrapped in the same
// way before, and the event that says why: EventKeysMade, EventPhraseMade or
// EventPhraseUsed. When it returns nil they survive a power cut.
func (s *Store) KeepKeys(ctx context.Context, why EventType, staff string, all ...WrappedKeys) error {
	switch why {
	case EventKeysMade, EventPhraseMade, EventPhraseUsed:
	default:
		return fmt.Errorf("%w: event %q", ErrInvalid, why)
	}
	cleanAll(&staff)
	err := s.record(ctx, func(tx *sqlx.Tx) error {
		return s.keepKeys(context.WithoutCancel(ctx), tx, all, why, staff, keysDetail{})
	})
	if err != nil {
		return err
	}
	s.keepAside(ctx)
	return nil
}

// keysDetail is the detail of the events about keys.
type keysDetail struct {
	Keys    []string `json:"keys"`              // their ids
	Carried bool     `json:"carried,omitempty"` // they came from the folder's copy, see asideName
}

func (s *Store) keepKeys(ctx context.Context, tx *sqlx.Tx, all []WrappedKeys, why EventType, staff string, about keysDetail) error {
	for _, w := range all {
		w.Salt = append([]byte{}, w.Salt...) // of the copy beside the history an empty one is nil
		if err := afterEarlier(ctx, tx, &w); err != nil {
			return err
		}
		if _, err := tx.NamedExecContext(ctx, `INSERT INTO wrapped_keys (keys_id, way, salt, wrapped, begun_at, made_at)
			VALUES (:keys_id, :way, :salt, :wrapped, :begun_at, :made_at)
			ON CONFLICT (keys_id, way) DO UPDATE SET salt = excluded.salt, wrapped = excluded.wrapped, made_at = excluded.made_at`,
			w); err != nil {
			return err
		}
		about.Keys = append(about.Keys, w.KeysID)
	}
	return s.appendFileEvent(ctx, tx, why, staff, stamp(s.options.Now()), about)
}

// afterEarlier makes a wrapping newer than the one whose place it takes although
// the clock was ahead when that was made: by these times an older copy is told
// from a newer one, see carry.
func afterEarlier(ctx context.Context, tx *sqlx.Tx, w *WrappedKeys) error {
	var was string
	err := tx.GetContext(ctx, &was, tx.Rebind(`SELECT COALESCE((SELECT made_at FROM wrapped_keys WHERE keys_id = ? AND way = ?), '')`),
		w.KeysID, w.Way)
	if err != nil || w.MadeAt > was {
		return err
	}
	at, err := parseStamp(was)
	w.MadeAt = stamp(at.Add(time.Millisecond))
	return err
}
