package desk_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/store"
	"keyindesk/store/keys"
)

// locker is a keyring whose entries can be seen, and which can be gone.
type locker struct {
	entries map[string][]byte
	gone    bool
	step    func(when, what string) // before and after each call
}

func newLocker() *locker { return &locker{entries: map[string][]byte{}} }

func (l *locker) do(what string, act func() error) error {
	if l.gone {
		return keys.ErrUnavailable
	}
	if l.step != nil {
		l.step("before", what)
		defer l.step("after", what)
	}
	return act()
}

func (l *locker) Get(name string) (value []byte, err error) {
	err = l.do("get "+name, func() error {
		kept, ok := l.entries[name]
		if !ok {
			return keys.ErrNotFound
		}
		value = slices.Clone(kept)
		return nil
	})
	return value, err
}

func (l *locker) Set(name string, value []byte) error {
	return l.do("set "+name, func() error { l.entries[name] = slices.Clone(value); return nil })
}

func (l *locker) Delete(name string) error {
	return l.do("delete "+name, func() error {
		if _, ok := l.entries[name]; !ok {
			return keys.ErrNotFound
		}
		delete(l.entries, name)
		return nil
	})
}

func (l *locker) copy() *locker {
	c := newLocker()
	for name, value := range l.entries {
		c.entries[name] = slices.Clone(value)
	}
	return c
}

func noon() time.Time { return time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC) }

// openOffice opens the practice desk of a data folder with a gateway that says
// yes. The office closes with the test, or earlier.
func openOffice(t *testing.T, dir string, ring keys.Ring) (*desk.Office, *desk.Desk) {
	t.Helper()
	office := desk.NewOffice(desk.OfficeConfig{
		DataDir: dir, Ring: ring, Now: noon,
		Wire: func(desk.Environment, string, desk.Credentials) (desk.Wired, error) {
			return desk.Wired{KeyIn: &gateway{}}, nil
		},
	})
	t.Cleanup(office.Close)
	d, err := office.OpenDesk(t.Context(), desk.Practice)
	if err != nil {
		t.Fatal(err)
	}
	return office, d
}

// chargeAt takes the money for rice, for 홍길동, over whatever looks alike.
func chargeAt(t *testing.T, d *desk.Desk) desk.Operation {
	t.Helper()
	press, err := d.ReadBack(t.Context(), rice(), "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	op, err := press.Charge(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	return op
}

// buyers are the names of all charges, the oldest first; "?" for one that can't
// be read.
func buyers(t *testing.T, d *desk.Desk) (all []string) {
	t.Helper()
	page, err := d.History(t.Context(), desk.Query{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range slices.Backward(page.Operations) {
		if op.Buyer.Unreadable {
			op.Buyer.Name = "?"
		}
		all = append(all, op.Buyer.Name)
	}
	return all
}

// typedAs is a phrase as a person would type it.
func typedAs(p desk.Phrase) string { return strings.Join(p.Words(), "  ") + "\n" }

func want[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

// olderProgram leaves a history with one charge and its keys as the program did
// before histories held their keys.
func olderProgram(t *testing.T, dir string) *locker {
	t.Helper()
	ring := newLocker()
	data, err1 := keys.Ensure(ring, "practice/data-key", 32)
	fingerprint, err2 := keys.Ensure(ring, "practice/fingerprint-key", 32)
	sealer, err3 := store.NewSealer(data)
	history, err4 := store.Open(t.Context(), store.Options{
		Dir: filepath.Join(dir, "practice"), Environment: "practice", Terminal: "7Q", OrderPrefix: "P", Sealer: sealer, Now: noon,
	})
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	chargeAt(t, desk.New(desk.Config{Book: history, Environment: desk.Practice, KeyIn: &gateway{}, FingerprintKey: fingerprint, Now: noon}))
	if err := history.Close(); err != nil {
		t.Fatal(err)
	}
	return ring
}

// TestTakeOver stops the first start with a history of an older program before
// and after each thing it does with the keyring, as a kill would, and starts
// again from what lies on disk and in the keyring then.
func TestTakeOver(t *testing.T) {
	type moment struct {
		name string
		dir  string
		ring *locker
	}
	var moments []moment
	dir := t.TempDir()
	ring := olderProgram(t, dir)
	ring.step = func(when, what string) {
		m := moment{fmt.Sprintf("%02d_%s_%s", len(moments), when, strings.ReplaceAll(what, "practice/", "")), t.TempDir(), ring.copy()}
		if err := os.CopyFS(m.dir, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		moments = append(moments, m)
	}
	office, d := openOffice(t, dir, ring)
	want(t, "names", buyers(t, d), []string{"홍길동"})
	office.Close()
	ring.step = nil
	moments = append(moments, moment{"the_end", dir, ring})
	acts := map[string]bool{}
	for _, m := range moments {
		acts[m.name[strings.LastIndex(m.name, "_")+1:]] = true
		t.Run(strings.ReplaceAll(m.name, " ", "_"), func(t *testing.T) {
			office, d := openOffice(t, m.dir, m.ring)
			want(t, "missing", d.Missing, nil)
			want(t, "names", buyers(t, d), []string{"홍길동"})
			if duplicates := alike(t, d); duplicates != 1 {
				t.Errorf("%d charges of this card are known", duplicates)
			}
			chargeAt(t, d)
			office.Close()
			_, d = openOffice(t, m.dir, m.ring)
			want(t, "names later", buyers(t, d), []string{"홍길동", "홍길동"})
			if len(m.ring.entries) != 1 || m.ring.entries["practice/wrapping-key"] == nil {
				t.Errorf("in the keyring: %d entries", len(m.ring.entries))
			}
		})
	}
	for _, act := range []string{"set wrapping-key", "delete data-key", "delete fingerprint-key"} {
		if !acts[act] {
			t.Error("never seen:", act, acts)
		}
	}
}

// alike is how many earlier charges the duplicate guard sees.
func alike(t *testing.T, d *desk.Desk) int {
	t.Helper()
	press, err := d.ReadBack(t.Context(), rice(), "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	defer press.Drop()
	return len(press.Duplicates)
}

// TestForeignKeysStay: entries of an older program that are not those of this
// history are not touched.
func TestForeignKeysStay(t *testing.T) {
	dir, ring := t.TempDir(), newLocker()
	office, d := openOffice(t, dir, ring)
	chargeAt(t, d)
	office.Close()
	foreign := olderProgram(t, t.TempDir())
	for name, value := range foreign.entries {
		ring.entries[name] = value
	}
	_, d = openOffice(t, dir, ring)
	want(t, "names", buyers(t, d), []string{"홍길동"})
	if len(ring.entries) != 3 {
		t.Errorf("%d entries", len(ring.entries))
	}
}

// TestRecovery is the day on which the keyring is lost: nothing opens, and with
// the phrase everything does, from then on without it.
func TestRecovery(t *testing.T) {
	dir := t.TempDir()
	office, d := openOffice(t, dir, newLocker())
	chargeAt(t, d)
	recovery := func() desk.Recovery {
		t.Helper()
		r, err := office.Recovery(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := recovery(); r != (desk.Recovery{}) {
		t.Errorf("%+v", r)
	}
	void, phrase := desk.NewPhrase(), desk.NewPhrase()
	for _, p := range []desk.Phrase{void, phrase} {
		if err := office.KeepPhrase(t.Context(), p, "김하늘"); err != nil {
			t.Fatal(err)
		}
	}
	if r := recovery(); !r.Made || r.MadeAt.IsZero() || r.Locked {
		t.Errorf("%+v", r)
	}
	office.Close()

	ring := newLocker()
	office, d = openOffice(t, dir, ring)
	want(t, "missing", d.Missing, []desk.Missing{desk.MissingKeys})
	want(t, "names", buyers(t, d), []string{"?"})
	if len(ring.entries) != 0 {
		t.Error("a key was made in place of the lost one")
	}
	if r := recovery(); !r.Locked || !r.Phrase || r.Made {
		t.Errorf("%+v", r)
	}
	if _, err := d.ReadBack(t.Context(), rice(), "김하늘"); !errors.Is(err, desk.ErrNotReady) {
		t.Error("a charge without keys:", err)
	}
	if err := office.KeepPhrase(t.Context(), desk.NewPhrase(), ""); !errors.Is(err, desk.ErrNoKeyring) {
		t.Error("a phrase for what is not open:", err)
	}
	for name, typed := range map[string]string{"void": typedAs(void), "another's": typedAs(desk.NewPhrase())} {
		if _, err := office.Recover(t.Context(), typed, ""); !errors.Is(err, desk.ErrWrongPhrase) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var refused *desk.PhraseError
	if _, err := office.Recover(t.Context(), "가격", ""); !errors.As(err, &refused) {
		t.Error(err)
	}
	if len(ring.entries) != 0 {
		t.Error("a wrong phrase left a key")
	}
	if forNow, err := office.Recover(t.Context(), typedAs(phrase), "김하늘"); forNow || err != nil {
		t.Fatal(forNow, err)
	}
	for range 2 { // with the phrase, and then without
		office.Close()
		office, d = openOffice(t, dir, ring)
		want(t, "missing", d.Missing, nil)
		if names := buyers(t, d); slices.Contains(names, "?") || names[0] != "홍길동" {
			t.Error(names)
		}
		if alike(t, d) == 0 {
			t.Error("the card is not known any more")
		}
		chargeAt(t, d)
	}
	if r := recovery(); !r.Made || r.Locked {
		t.Errorf("%+v", r)
	}
}

// TestGoOnWithoutPhrase begins with new keys, and finds the phrase later.
func TestGoOnWithoutPhrase(t *testing.T) {
	dir := t.TempDir()
	office, d := openOffice(t, dir, newLocker())
	chargeAt(t, d)
	phrase := desk.NewPhrase()
	if err := office.KeepPhrase(t.Context(), phrase, ""); err != nil {
		t.Fatal(err)
	}
	office.Close()

	ring := newLocker()
	office, _ = openOffice(t, dir, ring)
	if err := office.GoOnWithoutPhrase(t.Context(), "김하늘"); err != nil {
		t.Fatal(err)
	}
	office.Close()
	office, d = openOffice(t, dir, ring)
	want(t, "missing", d.Missing, nil)
	chargeAt(t, d)
	want(t, "names", buyers(t, d), []string{"?", "홍길동"})
	if r, err := office.Recovery(t.Context()); err != nil || !r.Locked || !r.Phrase || r.Made {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := office.Recover(t.Context(), typedAs(phrase), ""); err != nil {
		t.Fatal(err)
	}
	office.Close()
	office, d = openOffice(t, dir, ring)
	want(t, "names", buyers(t, d), []string{"홍길동", "홍길동"})
	if r, err := office.Recovery(t.Context()); err != nil || r.Locked || r.Made {
		t.Errorf("the phrase does not open the newer keys: %+v %v", r, err)
	}
}

// TestNoKeyring: practice works without one and leaves no key behind; with the
// phrase an existing history opens until the program ends.
func TestNoKeyring(t *testing.T) {
	dir, gone := t.TempDir(), &locker{gone: true}
	office, d := openOffice(t, dir, gone)
	want(t, "missing", d.Missing, []desk.Missing{desk.MissingKeyring})
	chargeAt(t, d)
	want(t, "names", buyers(t, d), []string{"홍길동"})
	if _, err := office.OpenDesk(t.Context(), desk.Test); err != nil {
		t.Fatal(err)
	}
	d, err := office.OpenDesk(t.Context(), desk.Practice)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "names after a change of the environment", buyers(t, d), []string{"홍길동"})
	if err := office.KeepPhrase(t.Context(), desk.NewPhrase(), ""); !errors.Is(err, desk.ErrNoKeyring) {
		t.Error(err)
	}
	office.Close()

	ring := newLocker()
	office, d = openOffice(t, dir, ring)
	want(t, "missing with a keyring", d.Missing, nil)
	want(t, "names of another session", buyers(t, d), []string{"?"})
	chargeAt(t, d)
	phrase := desk.NewPhrase()
	if err := office.KeepPhrase(t.Context(), phrase, ""); err != nil {
		t.Fatal(err)
	}
	office.Close()

	office, _ = openOffice(t, dir, gone)
	if forNow, err := office.Recover(t.Context(), typedAs(phrase), ""); !forNow || err != nil {
		t.Fatal(forNow, err)
	}
	if d, err = office.OpenDesk(t.Context(), desk.Practice); err != nil {
		t.Fatal(err)
	}
	want(t, "names until the program ends", buyers(t, d), []string{"?", "홍길동"})
}
