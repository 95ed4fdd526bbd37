package practice_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

// openShop is a shop whose Payple keeps its deletions.
func openShop(t *testing.T, path string) *shop {
	t.Helper()
	s := newShop(t)
	kept, err := practice.OpenPayple(samplePayple(s), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kept.Close() })
	s.Payple = kept
	return s
}

// remove deletes a key and returns the reply.
func (s *shop) remove(t *testing.T, key string) map[string]any {
	t.Helper()
	url, ask := s.session(t, "PUSERDEL")
	return s.hear(t, url, ask.with("PCD_PAYER_ID", key))
}

// stands asks the ledger, not the wire.
func (s *shop) stands(key string) bool {
	return slices.ContainsFunc(s.Keys(), func(k practice.PaypleKey) bool { return k.BillingKey == key && !k.Deleted() })
}

func TestPaypleDeletion(t *testing.T) {
	t.Run("card", func(t *testing.T) {
		s := newShop(t)
		card := s.card()
		want := map[string]any{
			"PCD_PAY_RST": "success", "PCD_PAY_CODE": "0000", "PCD_PAY_MSG": "해지완료",
			"PCD_PAY_TYPE": "card", "PCD_PAY_WORK": "PUSERDEL", "PCD_PAYER_ID": card,
		}
		if diff := cmp.Diff(want, s.remove(t, card)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if s.stands(card) {
			t.Error("it stands")
		}
	})

	t.Run("account_without_a_code", func(t *testing.T) {
		s := newShop(t)
		account := s.account()
		want := map[string]any{
			"PCD_PAY_RST": "success", "PCD_PAY_MSG": "계좌해지완료",
			"PCD_PAY_TYPE": "transfer", "PCD_PAY_WORK": "PUSERDEL", "PCD_PAYER_ID": account,
		}
		if diff := cmp.Diff(want, s.remove(t, account)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("is_for_good", func(t *testing.T) {
		s := newShop(t)
		card := s.card()
		s.remove(t, card)
		if said := s.remove(t, card); said["PCD_PAY_CODE"] != "SPAY0005" {
			t.Errorf("again: %v", said)
		}
		url, ask := s.session(t, "PUSERINFO")
		if said := s.hear(t, url, ask.with("PCD_PAYER_ID", card)); said["PCD_PAY_CODE"] != "SPAY0005" {
			t.Errorf("look-up: %v", said)
		}
	})

	t.Run("leaves_something_to_try", func(t *testing.T) {
		s := newShop(t)
		for range 10 {
			card, account := s.card(), s.account()
			s.remove(t, card)
			s.remove(t, account)
		}
		methods := map[string]gateways.BillingMethod{}
		for _, k := range s.Keys() {
			methods[k.BillingKey] = k.Method
		}
		samples := s.Rehearsal().Samples()
		if len(methods) != 26 || len(samples) != 6 {
			t.Errorf("%d keys, %d samples", len(methods), len(samples))
		}
		if methods[samples[0]] != gateways.BillingCard || methods[samples[1]] != gateways.BillingAccount {
			t.Errorf("samples begin with %s, %s", methods[samples[0]], methods[samples[1]])
		}
		for _, key := range samples {
			if !s.stands(key) {
				t.Errorf("%s is gone", key)
			}
		}
	})

	t.Run("a_look_up_token_deletes_nothing", func(t *testing.T) {
		s := newShop(t)
		card := s.card()
		_, ask := s.session(t, "PUSERINFO")
		said := s.hear(t, paypleHost+"/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERDEL", ask)
		if said["PCD_PAY_CODE"] != "SPAY0001" || !s.stands(card) {
			t.Errorf("said %v", said)
		}
	})
}

func TestPaypleJournal(t *testing.T) {
	t.Run("deleted_stays_deleted", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payple.jsonl")
		s := openShop(t, path)
		s.remove(t, s.card())
		newcomer := s.Keys()[6].BillingKey
		s.remove(t, newcomer)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Keys(), openShop(t, path).Keys()); diff != "" {
			t.Errorf("(-before +after):\n%s", diff)
		}
	})

	t.Run("a_session_does_not_outlive_it", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payple.jsonl")
		s := openShop(t, path)
		url, ask := s.session(t, "PUSERINFO")
		_ = s.Close()
		if said := openShop(t, path).hear(t, url, ask); said["PCD_PAY_CODE"] != "SPAY0001" {
			t.Errorf("said %v", said)
		}
	})

	t.Run("torn_at_every_byte", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payple.jsonl")
		s := openShop(t, path)
		s.remove(t, s.card())
		s.remove(t, s.account())
		_ = s.Close()
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for n := range len(whole) + 1 {
			if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			p, err := practice.OpenPayple(samplePayple(s), path)
			if err != nil {
				t.Fatal(err)
			}
			deleted := slices.DeleteFunc(p.Keys(), func(k practice.PaypleKey) bool { return !k.Deleted() })
			_ = p.Close()
			if got, want := len(deleted), bytes.Count(whole[:n], []byte("\n")); got != want {
				t.Fatalf("cut at %d: %d deleted, want %d", n, got, want)
			}
		}
	})

	t.Run("holds_no_key_and_passes_over_nonsense", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "payple.jsonl")
		const nonsense = "not json\n{}\n{\"deleted\":-1,\"at\":\"2026-03-02T12:00:00Z\"}\n{\"deleted\":99,\"at\":\"2026-03-02T12:00:00Z\"}\n{\"deleted\":1}\n"
		if err := os.WriteFile(path, []byte(nonsense), 0o600); err != nil {
			t.Fatal(err)
		}
		s := openShop(t, path)
		keys := s.Rehearsal().Samples()
		if len(s.Keys()) != 6 {
			t.Errorf("keys %+v", s.Keys())
		}
		s.remove(t, keys[0])
		whole, _ := os.ReadFile(path)
		for _, secret := range append(keys, samplePartnerKey, "홍길동") {
			if bytes.Contains(whole, []byte(secret)) {
				t.Errorf("%q is in the journal", secret)
			}
		}
	})

	t.Run("no_folder", func(t *testing.T) {
		if _, err := practice.OpenPayple(practice.PaypleConfig{}, filepath.Join(t.TempDir(), "no", "payple.jsonl")); err == nil {
			t.Error("opened")
		}
	})
}
