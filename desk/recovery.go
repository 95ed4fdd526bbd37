package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"keyindesk/store"
	"keyindesk/store/keys"
)

// Phrase is a recovery phrase: twelve Korean words that open the history where
// the keyring is lost. It is shown once and kept nowhere.
type Phrase = keys.Phrase

// PhraseError says why what was typed is no phrase, for errors.As.
type PhraseError = keys.PhraseError

// PhraseWords is how many words a phrase has.
const PhraseWords = keys.PhraseWords

// NewPhrase makes a phrase. It opens nothing until Office.KeepPhrase.
func NewPhrase() Phrase { return keys.NewPhrase() }

// KnownWord says whether a word can be one of a phrase.
func KnownWord(word string) bool { return keys.KnownWord(word) }

// SameWord says whether what somebody typed is a word of a phrase, however
// Unicode writes it.
func SameWord(typed, word string) bool { return keys.SameWord(typed, word) }

var (
	// ErrWrongPhrase: a phrase, but not the one of this history.
	ErrWrongPhrase = errors.New("another recovery phrase")
	// ErrNoPhrase: no phrase was ever made for this history.
	ErrNoPhrase = errors.New("the history has no recovery phrase")
	// ErrNoKeyring: the keyring can't be asked, or has not the keys that are
	// needed.
	ErrNoKeyring = errors.New("the keyring has no keys for this")
)

// Recovery says how the open history could be opened on another PC, and
// whether it is open on this one.
type Recovery struct {
	Made   bool      // the phrase opens everything that this PC can open
	MadeAt time.Time // zero if it was never made
	Locked bool      // something is sealed with keys that are not here
	Phrase bool      // and a phrase can open it
}

// Recovery looks at the open history.
func (o *Office) Recovery(ctx context.Context) (Recovery, error) {
	open, done, err := o.hold()
	if err != nil {
		return Recovery{}, err
	}
	defer done()
	all, err := open.history.WrappedKeys(ctx)
	if err != nil {
		return Recovery{}, err
	}
	var r Recovery
	byPhrase, byRing := map[string]bool{}, map[string]bool{}
	for _, w := range all {
		if w.Way == store.ByKeyring {
			byRing[w.KeysID] = true
			continue
		}
		byPhrase[w.KeysID] = true
		made, err := time.Parse(time.RFC3339, w.MadeAt)
		if err == nil && made.After(r.MadeAt) {
			r.MadeAt = made
		}
	}
	r.Made = len(open.keyIDs) > 0
	for id := range open.keyIDs {
		r.Made = r.Made && byPhrase[id]
		delete(byRing, id)
	}
	r.Locked = len(byRing) > 0
	for id := range byRing {
		r.Phrase = r.Phrase || byPhrase[id]
	}
	return r, nil
}

// KeepPhrase lets a phrase, which a person has written down and shown to know,
// open the history; an earlier one opens it no longer. ErrNoKeyring; *Trouble.
func (o *Office) KeepPhrase(ctx context.Context, p Phrase, staff string) error {
	open, done, err := o.hold()
	if err != nil {
		return err
	}
	defer done()
	all, err := open.history.WrappedKeys(ctx)
	if err != nil {
		return err
	}
	h := o.holder(open.env)
	defer h.done()
	if err := h.open(all); err != nil || len(h.unlocked) == 0 {
		return errors.Join(ErrNoKeyring, err)
	}
	var wrapped []store.WrappedKeys
	for _, k := range h.unlocked {
		salt := make([]byte, 16)
		_, _ = rand.Read(salt) // never fails, see crypto/rand
		key := p.Key(salt)
		w, err := k.Wrap(string(open.env), store.ByPhrase, key, salt, h.now)
		clear(key)
		if err != nil {
			return err
		}
		wrapped = append(wrapped, w)
	}
	return open.history.KeepKeys(ctx, store.EventPhraseMade, staff, wrapped...)
}

// Recover opens the history with its phrase, as a person typed it, and sets
// the keyring up again. Open the desk anew afterwards. forNow says that there
// is no keyring, so that the keys are here until the program ends.
//
// *PhraseError, ErrWrongPhrase, ErrNoPhrase; any other error is the keyring's
// or the disk's.
func (o *Office) Recover(ctx context.Context, typed, staff string) (forNow bool, err error) {
	phrase, err := keys.ParsePhrase(typed)
	if err != nil {
		return false, err
	}
	defer phrase.Wipe()
	open, done, err := o.hold()
	if err != nil {
		return false, err
	}
	defer done()
	all, err := open.history.WrappedKeys(ctx)
	if err != nil {
		return false, err
	}
	had := false
	opened := unwrap(all, store.ByPhrase, open.env, func(w store.WrappedKeys) []byte { had = true; return phrase.Key(w.Salt) })
	switch {
	case !had:
		return false, ErrNoPhrase
	case len(opened) == 0:
		return false, ErrWrongPhrase
	}
	h := o.holder(open.env)
	defer h.done()
	h.unlocked = opened
	if _, err := keys.Ensure(o.config.Ring, string(open.env)+wrappingKey, keyBytes); err != nil {
		o.config.Log.Warn("keyring", "error", err)
		o.openMu.Lock()
		defer o.openMu.Unlock()
		for _, k := range opened {
			copied := *k
			o.sessionKeys[open.env] = append(o.sessionKeys[open.env], &copied)
		}
		return true, nil
	}
	return false, o.rewrap(ctx, open, h, store.EventPhraseUsed, staff)
}

// GoOnWithoutPhrase makes new keys for a history whose own are lost. What was
// sealed with those stays sealed; their phrase would still open it.
func (o *Office) GoOnWithoutPhrase(ctx context.Context, staff string) error {
	open, done, err := o.hold()
	if err != nil {
		return err
	}
	defer done()
	if _, err := keys.Ensure(o.config.Ring, string(open.env)+wrappingKey, keyBytes); err != nil {
		return errors.Join(ErrNoKeyring, err)
	}
	h := o.holder(open.env)
	defer h.done()
	h.unlocked = []*store.Keys{store.NewKeys(h.now)}
	return o.rewrap(ctx, open, h, store.EventKeysMade, staff)
}

// rewrap keeps what h has open, wrapped by the keyring's key, and proves that
// it opens.
func (o *Office) rewrap(ctx context.Context, open *opened, h *keyholder, why store.EventType, staff string) error {
	var wrapped []store.WrappedKeys
	for _, k := range h.unlocked {
		w, err := h.wrap(k)
		if err != nil {
			return err
		}
		wrapped = append(wrapped, w)
	}
	if err := open.history.KeepKeys(ctx, why, staff, wrapped...); err != nil {
		return err
	}
	all, err := open.history.WrappedKeys(ctx)
	if err != nil {
		return err
	}
	proven := o.holder(open.env)
	defer proven.done()
	if err := proven.open(all); err != nil {
		return err
	}
	for _, k := range h.unlocked {
		if !proven.has(k.ID) {
			return fmt.Errorf("keys %s do not open with what the keyring has", k.ID)
		}
	}
	return nil
}

// holder opens keys of an environment with the real keyring.
func (o *Office) holder(env Environment) *keyholder {
	o.openMu.Lock()
	defer o.openMu.Unlock()
	return &keyholder{ring: o.config.Ring, env: env, now: o.config.Now(), session: o.sessionKeys[env]}
}
