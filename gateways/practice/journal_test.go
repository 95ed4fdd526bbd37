package practice_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways/practice"
)

func openPayup(t *testing.T, path string) *practice.Payup {
	t.Helper()
	p, err := practice.OpenPayup(sample(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// aDay leaves a journal of two charges, the first cancelled, and returns the
// ledger of it.
func aDay(t *testing.T, path string) []practice.Entry {
	t.Helper()
	p := openPayup(t, path)
	id := must(t, p, keyin, charge()).fields["transactionId"]
	must(t, p, keyin, charge().with("orderNumber", "A2").signed())
	must(t, p, cancel2, cancel(id))
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return p.Ledger()
}

func TestJournal(t *testing.T) {
	t.Run("yesterdays_charge_can_be_cancelled_today", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payup.jsonl")
		yesterday := aDay(t, path)
		p := openPayup(t, path)
		if diff := cmp.Diff(yesterday, p.Ledger()); diff != "" {
			t.Errorf("ledger (-yesterday +today):\n%s", diff)
		}
		if got := must(t, p, cancel2, cancel(yesterday[0].TransactionID)).fields["responseCode"]; got != "1005" {
			t.Errorf("cancelled yesterday: %s", got)
		}
		if got := must(t, p, cancel2, cancel(yesterday[1].TransactionID)).fields["responseCode"]; got != "0000" {
			t.Errorf("standing since yesterday: %s", got)
		}
		if id := must(t, p, keyin, charge()).fields["transactionId"]; id != "20260302120000ST0003" {
			t.Errorf("new id %s", id)
		}
	})

	t.Run("torn_at_every_byte", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payup.jsonl")
		aDay(t, path)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for n := range len(whole) + 1 {
			if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			lines := bytes.Count(whole[:n], []byte("\n"))
			p := openPayup(t, path)
			if got, want := len(p.Ledger()), min(lines, 2); got != want {
				t.Fatalf("cut at %d: %d charges, want %d", n, got, want)
			}
			must(t, p, keyin, charge().with("orderNumber", "NEW").signed())
			after := p.Ledger()
			_ = p.Close()
			if diff := cmp.Diff(after, openPayup(t, path).Ledger()); diff != "" {
				t.Fatalf("cut at %d, reopened (-before +after):\n%s", n, diff)
			}
		}
	})

	t.Run("passes_over_a_line_it_cannot_read", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payup.jsonl")
		want := aDay(t, path)
		whole, _ := os.ReadFile(path)
		if err := os.WriteFile(path, append([]byte("\x00\x00 not json\n{}\n"), whole...), 0o600); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, openPayup(t, path).Ledger()); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("holds_nothing_of_card_or_buyer_and_is_private", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payup.jsonl")
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		aDay(t, path)
		whole, _ := os.ReadFile(path)
		for _, secret := range []string{"9490", "1234", "890302", "홍길동", "상품", sampleKey} {
			if bytes.Contains(whole, []byte(secret)) {
				t.Errorf("%q is in the journal", secret)
			}
		}
		info, _ := os.Stat(path)
		if got := info.Mode().Perm(); got != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("mode %o", got)
		}
	})

	t.Run("no_folder", func(t *testing.T) {
		if _, err := practice.OpenPayup(sample(), filepath.Join(t.TempDir(), "no", "payup.jsonl")); err == nil {
			t.Error("opened")
		}
	})
}
