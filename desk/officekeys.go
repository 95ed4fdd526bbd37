package desk

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"time"

	"keyindesk/store"
	"keyindesk/store/keys"
)

// The names in the keyring, behind the environment's. The wrapping key opens
// the keys that lie wrapped in the history. Before histories held their own
// keys these were in the keyring themselves: oldDataKey and oldFingerprintKey.
const (
	wrappingKey       = "/wrapping-key"
	oldDataKey        = "/data-key"
	oldFingerprintKey = "/fingerprint-key"
)

// keyBytes is the length of each of them.
const keyBytes = 32

// keyholder opens the keys of one history with what the keyring has, makes them
// for a new one, and takes over those of an older program. A kill between any
// two of its steps loses nothing: what the keyring had is removed only after
// the same keys were opened from what the history and the keyring then held.
type keyholder struct {
	ring keys.Ring
	env  Environment
	now  time.Time
	// session are keys that live until the program ends, where there is no
	// keyring: of practice, or opened with the recovery phrase.
	session []*store.Keys

	unavailable error         // the keyring could not be asked
	unlocked    []*store.Keys // the newest last; wiped by done
	fresh       *store.Keys   // one of them, which the history does not hold yet
	locked      bool          // the history holds keys that did not open
}

// unlock is the store's Unlock. The sealer is nil if no keys are here.
func (h *keyholder) unlock(all []store.WrappedKeys) (store.Sealer, error) {
	err := h.open(all)
	if err == nil && len(all) == 0 {
		err = h.begin()
	}
	if err != nil {
		h.unavailable = err
		if h.env == Practice && len(h.session) == 0 {
			h.session = []*store.Keys{store.NewKeys(h.now)}
		}
	}
	for _, k := range h.session {
		if !h.has(k.ID) {
			copied := *k // the original outlives this desk
			h.unlocked = append(h.unlocked, &copied)
		}
	}
	slices.SortStableFunc(h.unlocked, func(a, b *store.Keys) int { return a.BegunAt.Compare(b.BegunAt) })
	h.locked = slices.ContainsFunc(all, func(w store.WrappedKeys) bool { return !h.has(w.KeysID) })
	return h.sealer()
}

// open opens what was wrapped by the keyring's key. None is no error.
func (h *keyholder) open(all []store.WrappedKeys) error {
	wrapping, err := h.ring.Get(string(h.env) + wrappingKey)
	switch {
	case errors.Is(err, keys.ErrNotFound):
		return nil
	case err != nil:
		return fmt.Errorf("wrapping key: %w", err)
	}
	defer clear(wrapping)
	h.unlocked = unwrap(all, store.ByKeyring, h.env, func(store.WrappedKeys) []byte { return wrapping })
	return nil
}

// unwrap opens what of all was wrapped in one way, as far as key fits.
func unwrap(all []store.WrappedKeys, way store.Way, env Environment, key func(store.WrappedKeys) []byte) (opened []*store.Keys) {
	for _, w := range all {
		if w.Way != way {
			continue
		}
		if k, err := w.Unwrap(string(env), key(w)); err == nil {
			opened = append(opened, k)
		}
	}
	return opened
}

// begin makes the first keys of a history, of those in the keyring if an older
// program left them there.
func (h *keyholder) begin() error {
	k := store.NewKeys(h.now)
	for _, old := range []struct {
		name string
		to   []byte
	}{{oldDataKey, k.Data[:]}, {oldFingerprintKey, k.Fingerprint[:]}} {
		kept, err := h.ring.Get(string(h.env) + old.name)
		switch {
		case errors.Is(err, keys.ErrNotFound):
			continue
		case err == nil && len(kept) != keyBytes:
			err = fmt.Errorf("it has %d bytes", len(kept))
		}
		if err != nil {
			return fmt.Errorf("key of an older program %s: %w", old.name, err)
		}
		copy(old.to, kept)
		clear(kept)
	}
	wrapping, err := keys.Ensure(h.ring, string(h.env)+wrappingKey, keyBytes)
	if err != nil {
		return fmt.Errorf("wrapping key: %w", err)
	}
	clear(wrapping)
	h.fresh = k
	h.unlocked = append(h.unlocked, k)
	return nil
}

// keep keeps in the history what was made for it.
func (h *keyholder) keep(ctx context.Context, history *store.Store) error {
	if h.unavailable != nil || h.fresh == nil {
		return nil
	}
	w, err := h.wrap(h.fresh)
	if err != nil {
		return err
	}
	return history.KeepKeys(ctx, store.EventKeysMade, "", w)
}

// wrap wraps keys by the keyring's key.
func (h *keyholder) wrap(k *store.Keys) (store.WrappedKeys, error) {
	wrapping, err := h.ring.Get(string(h.env) + wrappingKey)
	if err != nil {
		return store.WrappedKeys{}, err
	}
	defer clear(wrapping)
	return k.Wrap(string(h.env), store.ByKeyring, wrapping, nil, h.now)
}

// forgetOld removes the keys of an older program from the keyring once the same
// were read back from the history with what the keyring has now. Others stay:
// they may belong to another history.
func (h *keyholder) forgetOld(ctx context.Context, history *store.Store) error {
	if h.unavailable != nil {
		return nil
	}
	old, err := h.ring.Get(string(h.env) + oldDataKey) // removed last
	if errors.Is(err, keys.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer clear(old)
	all, err := history.WrappedKeys(ctx)
	if err != nil {
		return err
	}
	proven := &keyholder{ring: h.ring, env: h.env}
	defer proven.done()
	if err := proven.open(all); err != nil {
		return err
	}
	for _, k := range proven.unlocked {
		if !slices.Equal(k.Data[:], old) {
			continue
		}
		fingerprint, err := h.ring.Get(string(h.env) + oldFingerprintKey)
		if err == nil && slices.Equal(fingerprint, k.Fingerprint[:]) {
			err = h.ring.Delete(string(h.env) + oldFingerprintKey)
		}
		if err != nil && !errors.Is(err, keys.ErrNotFound) {
			return err
		}
		return h.ring.Delete(string(h.env) + oldDataKey)
	}
	return nil
}

func (h *keyholder) has(id string) bool {
	return slices.ContainsFunc(h.unlocked, func(k *store.Keys) bool { return k.ID == id })
}

// newest are the keys for what is written from now on; nil if none are here.
func (h *keyholder) newest() *store.Keys {
	if len(h.unlocked) == 0 {
		return nil
	}
	return h.unlocked[len(h.unlocked)-1]
}

// sealer seals with the newest keys and opens with all.
func (h *keyholder) sealer() (store.Sealer, error) {
	if len(h.unlocked) == 0 {
		return nil, nil
	}
	var data [][]byte
	for _, k := range slices.Backward(h.unlocked) {
		data = append(data, k.Data[:])
	}
	return store.NewSealer(data[0], data[1:]...)
}

// deskKeys are the desk's own copies of the newest keys; nil if none are here.
func (h *keyholder) deskKeys() (fingerprint []byte, signing ed25519.PrivateKey) {
	k := h.newest()
	if k == nil {
		return nil, nil
	}
	return slices.Clone(k.Fingerprint[:]), ed25519.NewKeyFromSeed(k.Signing[:])
}

// missing is what the keys leave to be wished for.
func (h *keyholder) missing() []Missing {
	switch {
	case h.unavailable != nil:
		return []Missing{MissingKeyring}
	case len(h.unlocked) == 0:
		return []Missing{MissingKeys}
	}
	return nil
}

// done wipes what was opened. The sealer has its own.
func (h *keyholder) done() {
	for _, k := range h.unlocked {
		k.Wipe()
	}
	h.unlocked, h.fresh = nil, nil
}
