package keys

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// spoiled answers one verb in its own way.
type spoiled struct {
	Ring
	get func(name string) ([]byte, error)
	set func(name string, value []byte) error
}

func (s spoiled) Get(name string) ([]byte, error) {
	if s.get != nil {
		return s.get(name)
	}
	return s.Ring.Get(name)
}

func (s spoiled) Set(name string, value []byte) error {
	if s.set != nil {
		return s.set(name, value)
	}
	return s.Ring.Set(name, value)
}

// TestRing holds both rings to the same rules.
func TestRing(t *testing.T) {
	keyring.MockInit()
	for name, ring := range map[string]Ring{"memory": Memory(), "system": System("keyindesk-test")} {
		t.Run(name, func(t *testing.T) {
			if _, err := ring.Get("practice/data-key"); !errors.Is(err, ErrNotFound) {
				t.Error(err)
			}
			if err := ring.Delete("practice/data-key"); !errors.Is(err, ErrNotFound) {
				t.Error(err)
			}
			for _, value := range [][]byte{{0, 1, 0xff, '\n'}, {}, bytes.Repeat([]byte{7}, maxValue)} {
				if err := ring.Set("practice/data-key", value); err != nil {
					t.Fatal(err)
				}
				got, err := ring.Get("practice/data-key")
				if err != nil || !bytes.Equal(got, value) {
					t.Errorf("%v %v", got, err)
				}
				if len(got) > 0 {
					got[0]++
				}
				if again, _ := ring.Get("practice/data-key"); !bytes.Equal(again, value) {
					t.Error("a caller changed the kept value")
				}
			}
			if _, err := ring.Get("live/data-key"); !errors.Is(err, ErrNotFound) {
				t.Error("one environment sees another's:", err)
			}
			if err := ring.Delete("practice/data-key"); err != nil {
				t.Error(err)
			}
			if _, err := ring.Get("practice/data-key"); !errors.Is(err, ErrNotFound) {
				t.Error(err)
			}
		})
	}
}

func TestEnsure(t *testing.T) {
	t.Run("makes_a_key_once", func(t *testing.T) {
		ring := Memory()
		first, err := Ensure(ring, "k", 32)
		if err != nil || len(first) != 32 || bytes.Equal(first, make([]byte, 32)) {
			t.Fatal(first, err)
		}
		if second, err := Ensure(ring, "k", 32); err != nil || !bytes.Equal(first, second) {
			t.Error(second, err)
		}
		if other, _ := Ensure(ring, "other", 32); bytes.Equal(first, other) {
			t.Error("two names, one key")
		}
	})
	t.Run("never_replaces_what_it_could_not_read", func(t *testing.T) {
		ring := spoiled{Ring: Memory(), get: func(string) ([]byte, error) { return nil, ErrUnavailable },
			set: func(string, []byte) error { t.Error("wrote"); return nil }}
		if _, err := Ensure(ring, "k", 32); !errors.Is(err, ErrUnavailable) {
			t.Error(err)
		}
	})
	t.Run("never_replaces_a_key_of_another_size", func(t *testing.T) {
		ring := Memory()
		_ = ring.Set("k", []byte("short"))
		if _, err := Ensure(ring, "k", 32); err == nil {
			t.Error("took it")
		}
		if got, _ := ring.Get("k"); string(got) != "short" {
			t.Error("replaced")
		}
	})
	t.Run("reads_a_new_key_back", func(t *testing.T) {
		lost := spoiled{Ring: Memory(), set: func(string, []byte) error { return nil }}
		if _, err := Ensure(lost, "k", 32); err == nil {
			t.Error("a key that was not kept")
		}
		memory := Memory()
		bent := spoiled{Ring: memory, set: func(name string, value []byte) error { return memory.Set(name, value[1:]) }}
		if _, err := Ensure(bent, "k", 32); err == nil {
			t.Error("a key that was kept differently")
		}
	})
}

// stuck is a keyring whose dialog nobody answers.
type stuck struct {
	provider
	release chan struct{}
	calls   chan struct{}
}

func (s stuck) Get(string, string) (string, error) {
	s.calls <- struct{}{}
	<-s.release
	return "", keyring.ErrNotFound
}

func TestSystem(t *testing.T) {
	t.Run("never_waits_for_ever_and_asks_one_thing_at_a_time", func(t *testing.T) {
		p := stuck{release: make(chan struct{}), calls: make(chan struct{}, 10)}
		ring := newSystem("s", p, 20*time.Millisecond)
		for range 3 {
			begun := time.Now()
			if _, err := ring.Get("k"); !errors.Is(err, ErrUnavailable) {
				t.Error(err)
			}
			if took := time.Since(begun); took > time.Second {
				t.Error(took)
			}
		}
		if len(p.calls) != 1 {
			t.Errorf("%d calls in flight", len(p.calls))
		}
		close(p.release) // somebody closed the dialog
		ring.patience = 10 * time.Second
		if _, err := ring.Get("k"); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
	})
	t.Run("no_keyring_is_not_an_empty_keyring", func(t *testing.T) {
		keyring.MockInitWithError(errors.New("dbus: no session bus"))
		defer keyring.MockInit()
		ring := System("s")
		if _, err := ring.Get("k"); !errors.Is(err, ErrUnavailable) || errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		if err := ring.Set("k", nil); !errors.Is(err, ErrUnavailable) {
			t.Error(err)
		}
		if _, err := Ensure(ring, "k", 32); !errors.Is(err, ErrUnavailable) {
			t.Error(err)
		}
	})
	t.Run("what_another_program_wrote_is_not_ours", func(t *testing.T) {
		keyring.MockInit()
		if err := keyring.Set("s", "k", "not base64!"); err != nil {
			t.Fatal(err)
		}
		if _, err := System("s").Get("k"); err == nil || errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
	})
	t.Run("too_large_is_said_before", func(t *testing.T) {
		if err := System("s").Set("k", make([]byte, maxValue+1)); err == nil || errors.Is(err, ErrUnavailable) {
			t.Error(err)
		}
	})
}
