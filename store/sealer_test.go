package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

func TestSealer(t *testing.T) {
	sealer, err := NewSealer(testKey(1))
	if err != nil {
		t.Fatal(err)
	}
	other, _ := NewSealer(testKey(2))
	t.Run("opens_what_it_sealed_and_nothing_else", rapid.MakeCheck(func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, 100).Draw(t, "plain")
		place := rapid.SliceOfN(rapid.Byte(), 0, 30).Draw(t, "place")
		sealed, err := sealer.Seal(plain, place)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := sealer.Open(sealed, place); err != nil || !bytes.Equal(got, plain) {
			t.Fatal(got, err)
		}
		if _, err := sealer.Open(sealed, append(place, 0)); !errors.Is(err, ErrUnreadable) {
			t.Fatal("opened elsewhere")
		}
		if _, err := other.Open(sealed, place); !errors.Is(err, ErrUnreadable) {
			t.Fatal("opened with another key")
		}
		at := rapid.IntRange(0, len(sealed)-1).Draw(t, "at")
		sealed[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		if _, err := sealer.Open(sealed, place); !errors.Is(err, ErrUnreadable) {
			t.Fatal("opened an altered value")
		}
		if _, err := sealer.Open(sealed[:at], place); !errors.Is(err, ErrUnreadable) {
			t.Fatal("opened a cut value")
		}
	}))
	t.Run("never_seals_alike", func(t *testing.T) {
		a, _ := sealer.Seal([]byte("홍길동"), nil)
		b, _ := sealer.Seal([]byte("홍길동"), nil)
		if bytes.Equal(a, b) {
			t.Error("equal names look equal on disk")
		}
	})
	t.Run("needs_32_bytes", func(t *testing.T) {
		for _, size := range []int{0, 16, 31, 33} {
			if _, err := NewSealer(make([]byte, size)); err == nil {
				t.Error(size)
			}
		}
	})
}

// TestNothingPlainOnDisk looks for the buyer in every byte that a day leaves.
func TestNothingPlainOnDisk(t *testing.T) {
	o, _ := testOptions(t, t.TempDir())
	s := openTest(t, o)
	charge := approved(t, s, 1000)
	prepared(t, s, cancelIntent(charge))
	if page, err := s.History(ctx, Query{Text: "홍길동"}); err != nil || len(page.Operations) != 1 {
		t.Fatal(page, err)
	}
	search := func() {
		entries, err := os.ReadDir(o.Dir)
		if err != nil || len(entries) < 2 {
			t.Fatal(entries, err)
		}
		for _, e := range entries {
			content := readFile(t, filepath.Join(o.Dir, e.Name()))
			for _, plain := range []string{"홍길동", "01012345678", "hong@example"} {
				if bytes.Contains(content, []byte(plain)) {
					t.Errorf("%s in %s", plain, e.Name())
				}
			}
		}
	}
	search()
	s.Close()
	search()
}

// TestSealedPlace moves sealed values to where they do not belong.
func TestSealedPlace(t *testing.T) {
	sealer, err := NewSealer(testKey(1))
	if err != nil {
		t.Fatal(err)
	}
	who := Buyer{Name: "홍길동", Phone: "01012345678"}
	sealed, err := sealBuyer(sealer, who, "P1")
	if err != nil {
		t.Fatal(err)
	}
	if got := sealed.open(sealer, "P1"); got != who {
		t.Errorf("%+v", got)
	}
	unreadable := Buyer{Unreadable: true}
	if got := sealed.open(sealer, "P2"); got != unreadable {
		t.Errorf("in another row: %+v", got)
	}
	if got := (sealedBuyer{Name: sealed.Phone, Phone: sealed.Name}).open(sealer, "P1"); got != unreadable {
		t.Errorf("in another column: %+v", got)
	}
	if got := (sealedBuyer{}).open(nil, "P1"); got != (Buyer{}) {
		t.Errorf("nobody: %+v", got)
	}
}
