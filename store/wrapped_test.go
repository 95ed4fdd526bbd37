package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	k := NewKeys(now)
	w, err := k.Wrap("live", ByKeyring, testKey(7), nil, now)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Unwrap("live", testKey(7))
	if err != nil || !got.Equal(k) || !got.BegunAt.Equal(k.BegunAt) {
		t.Fatal(got, err)
	}
	if another := NewKeys(now); another.Equal(k) || another.Data == k.Data || k.Data == k.Fingerprint || k.Fingerprint == k.Signing {
		t.Error("keys are not random")
	}
	for name, bend := range map[string]func(w *WrappedKeys) (environment string, key []byte){
		"another key":         func(*WrappedKeys) (string, []byte) { return "live", testKey(8) },
		"another environment": func(*WrappedKeys) (string, []byte) { return "test", testKey(7) },
		"another way":         func(w *WrappedKeys) (string, []byte) { w.Way = ByPhrase; return "live", testKey(7) },
		"another name":        func(w *WrappedKeys) (string, []byte) { w.KeysID = "0123456789abcdef"; return "live", testKey(7) },
		"another beginning": func(w *WrappedKeys) (string, []byte) {
			w.BegunAt = "2020-01-01T00:00:00.000Z"
			return "live", testKey(7)
		},
		"a bit": func(w *WrappedKeys) (string, []byte) { w.Wrapped[30] ^= 1; return "live", testKey(7) },
		"cut off": func(w *WrappedKeys) (string, []byte) {
			w.Wrapped = w.Wrapped[:len(w.Wrapped)-1]
			return "live", testKey(7)
		},
		"nothing": func(w *WrappedKeys) (string, []byte) { w.Wrapped = nil; return "live", testKey(7) },
	} {
		bent := w
		bent.Wrapped = bytes.Clone(w.Wrapped)
		environment, key := bend(&bent)
		if _, err := bent.Unwrap(environment, key); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, secret := range [][]byte{k.Data[:], k.Fingerprint[:], k.Signing[:]} {
		if bytes.Contains(w.Wrapped, secret) {
			t.Error("wrapped in plain")
		}
	}
	if text := fmt.Sprintf("%v %+v %#v %x %s", k, k, k, k, k); strings.Contains(text, fmt.Sprintf("%x", k.Data[:4])) ||
		strings.Count(text, "keys "+k.ID) != 5 {
		t.Error(text)
	}
	k.Wipe()
	if k.Data != [32]byte{} || k.Fingerprint != [32]byte{} || k.Signing != [32]byte{} {
		t.Error("not wiped")
	}
}

func wrapped(tb testing.TB, k *Keys, way Way, key byte, at time.Time) WrappedKeys {
	tb.Helper()
	w, err := k.Wrap("practice", way, testKey(key), []byte("salt"), at)
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func TestKeepKeys(t *testing.T) {
	s, c := newStore(t)
	k := NewKeys(c.Now())
	first := wrapped(t, k, ByKeyring, 1, c.Now())
	if err := s.KeepKeys(ctx, EventKeysMade, "", first); err != nil {
		t.Fatal(err)
	}
	phrase := wrapped(t, k, ByPhrase, 2, c.Now())
	if err := s.KeepKeys(ctx, EventPhraseMade, "김점원", phrase); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(time.Hour)
	anew := wrapped(t, k, ByPhrase, 3, c.Now())
	if err := s.KeepKeys(ctx, EventPhraseMade, "김점원", anew); err != nil {
		t.Fatal(err)
	}
	got, err := s.WrappedKeys(ctx)
	if diff := cmp.Diff([]WrappedKeys{first, anew}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	for name, err := range map[string]error{
		"an event of another kind": s.KeepKeys(ctx, EventBackedUp, "", first),
		"no keys":                  s.KeepKeys(ctx, EventKeysMade, "", WrappedKeys{}),
	} {
		if err == nil {
			t.Error(name)
		}
	}
	for _, statement := range []string{
		`DELETE FROM wrapped_keys`, `UPDATE wrapped_keys SET keys_id = '0123456789abcdef'`, `UPDATE wrapped_keys SET begun_at = ''`,
		`INSERT OR REPLACE INTO wrapped_keys SELECT * FROM wrapped_keys`,
	} {
		if _, err := s.writer.Exec(statement); err == nil {
			t.Error("allowed:", statement)
		}
	}
	var story []string
	if err := s.writer.Select(&story, `SELECT type || ' ' || staff || ' ' || detail FROM events ORDER BY seq`); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`keys-made  {"keys":["` + k.ID + `"]}`, `phrase-made 김점원 {"keys":["` + k.ID + `"]}`, `phrase-made 김점원 {"keys":["` + k.ID + `"]}`,
	}
	if diff := cmp.Diff(want, story); diff != "" {
		t.Error(diff)
	}
}

// TestUnlock follows the keys from the file to the copy beside it and into the
// next file.
func TestUnlock(t *testing.T) {
	o, c := testOptions(t, filepath.Join(t.TempDir(), "practice"))
	k := NewKeys(c.Now())
	var seen []WrappedKeys
	sealer := o.Sealer
	o.Sealer, o.Unlock = nil, func(all []WrappedKeys) (Sealer, error) { seen = all; return sealer, nil }
	s := openTest(t, o)
	if len(seen) != 0 {
		t.Error("keys in a new history")
	}
	in := chargeIntent(1000)
	in.Buyer = Buyer{Name: "홍길동"}
	op := prepared(t, s, in)
	first, phrase := wrapped(t, k, ByKeyring, 1, c.Now()), wrapped(t, k, ByPhrase, 2, c.Now())
	if err := s.KeepKeys(ctx, EventKeysMade, "", first, phrase); err != nil {
		t.Fatal(err)
	}
	s.Close()

	// The copy beside it is lost: the file has them.
	aside := filepath.Join(o.Dir, asideName)
	if err := os.Remove(aside); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, o)
	if diff := cmp.Diff([]WrappedKeys{first, phrase}, seen); diff != "" {
		t.Error(diff)
	}
	if got, err := s.Operation(ctx, op.ID); err != nil || got.Buyer.Name != "홍길동" {
		t.Error(got.Buyer, err)
	}
	old := filepath.Join(t.TempDir(), "older.db")
	if err := copyTo(ctx, s.writer, old); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(time.Hour)
	anew := wrapped(t, k, ByPhrase, 3, c.Now())
	if err := s.KeepKeys(ctx, EventPhraseMade, "", anew); err != nil {
		t.Fatal(err)
	}
	s.Close()

	// An older copy takes its place: the older phrase does not come back.
	writeFile(t, filepath.Join(o.Dir, databaseName), readFile(t, old))
	openTest(t, o).Close()
	if diff := cmp.Diff([]WrappedKeys{first, anew}, seen); diff != "" {
		t.Error(diff)
	}
	// A new history begins: it has the keys.
	if err := os.Remove(filepath.Join(o.Dir, databaseName)); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, o)
	if diff := cmp.Diff([]WrappedKeys{first, anew}, seen); diff != "" {
		t.Error(diff)
	}
	if err := s.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
	s.Close()

	// Nonsense beside it is no keys, and harms none.
	for _, nonsense := range []string{"", "{", `[{"keys_id":"x","way":"keyring"}]`, `[{"way":"phrase","made_at":"9"}]`} {
		writeFile(t, aside, []byte(nonsense))
		openTest(t, o).Close()
		if diff := cmp.Diff([]WrappedKeys{first, anew}, seen); diff != "" {
			t.Error(nonsense, diff)
		}
		if len(readFile(t, aside)) < 100 {
			t.Error("the copy is not put right")
		}
	}
}

// TestPhraseClockBack: a phrase was made while the clock was ahead, and another
// one since. An older backup does not bring the first one back.
func TestPhraseClockBack(t *testing.T) {
	o, c := testOptions(t, filepath.Join(t.TempDir(), "practice"))
	var seen []WrappedKeys
	sealer := o.Sealer
	o.Sealer, o.Unlock = nil, func(all []WrappedKeys) (Sealer, error) { seen = all; return sealer, nil }
	s := openTest(t, o)
	k, right := NewKeys(c.Now()), c.Now()
	c.now = right.AddDate(4, 0, 0)
	keep := func(seed byte) WrappedKeys {
		w := wrapped(t, k, ByPhrase, seed, c.Now())
		if err := s.KeepKeys(ctx, EventPhraseMade, "", w); err != nil {
			t.Fatal(err)
		}
		return w
	}
	keep(1)
	old := filepath.Join(t.TempDir(), "older.db")
	if err := copyTo(ctx, s.writer, old); err != nil {
		t.Fatal(err)
	}
	c.now = right
	newest := keep(2)
	s.Close()
	writeFile(t, filepath.Join(o.Dir, databaseName), readFile(t, old))
	openTest(t, o)
	if len(seen) != 1 || string(seen[0].Wrapped) != string(newest.Wrapped) {
		t.Error("the older phrase is back")
	}
}

// TestUnlockUnreadable: a copy that can't be read just now may hold the only keys
// to what was sealed before. A history without keys waits for it, one that has
// its own goes on, and neither writes over it.
func TestUnlockUnreadable(t *testing.T) {
	o, c := testOptions(t, filepath.Join(t.TempDir(), "practice"))
	o.Sealer, o.Unlock = nil, func([]WrappedKeys) (Sealer, error) { return nil, nil }
	aside := filepath.Join(o.Dir, asideName)
	mkdir(t, aside) // a folder can't be read as a file
	if _, err := Open(ctx, o); !isTrouble(err) {
		t.Error("new keys would have been made:", err)
	}
	if err := os.Remove(aside); err != nil {
		t.Fatal(err)
	}
	s := openTest(t, o)
	if err := s.KeepKeys(ctx, EventKeysMade, "", wrapped(t, NewKeys(c.Now()), ByKeyring, 1, c.Now())); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := os.Remove(aside); err != nil {
		t.Fatal(err)
	}
	mkdir(t, aside)
	openTest(t, o)
}

// TestSealers opens what was sealed under an older key.
func TestSealers(t *testing.T) {
	old, err1 := NewSealer(testKey(1))
	both, err2 := NewSealer(testKey(2), testKey(1))
	newest, err3 := NewSealer(testKey(2))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	place := []byte("here")
	sealed, err := old.Seal([]byte("홍길동"), place)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := both.Open(sealed, place); err != nil || string(plain) != "홍길동" {
		t.Error(err)
	}
	if sealed, err = both.Seal([]byte("홍길동"), place); err != nil {
		t.Fatal(err)
	}
	if plain, err := newest.Open(sealed, place); err != nil || string(plain) != "홍길동" {
		t.Error("not sealed with the first", err)
	}
	if _, err := old.Open(sealed, place); !errors.Is(err, ErrUnreadable) {
		t.Error(err)
	}
	if _, err := both.Open(sealed, []byte("there")); !errors.Is(err, ErrUnreadable) {
		t.Error(err)
	}
	if _, err := NewSealer(testKey(1), []byte("short")); err == nil {
		t.Error("a short key")
	}
}
