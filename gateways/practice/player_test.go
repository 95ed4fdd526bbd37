package practice_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways/practice"
)

// The strip's places are counted by hand elsewhere, so they never move.
func TestPayupKeysKeepTheirPlaces(t *testing.T) {
	p := practice.NewPayup(sample())
	t.Cleanup(func() { _ = p.Close() })
	want := []string{
		"approve", "decline-limit", "decline-lost", "decline-password",
		"slow", "cut-before", "cut-during", "lost-reply", "silent-reply", "lost-request", "garbage", "bad-gateway",
		"wrong-order", "wrong-amount", "no-id", "cancel-short", "cancel-error",
	}
	if diff := cmp.Diff(want, p.Rehearsal().Behaviours()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A journal of the first release is still read.
func TestPayupReadsAnEarlierJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "payup-ledger.jsonl")
	const kept = `{"charge":{"order_number":"A1","transaction_id":"20260302120000ST0001","approval_number":"12345678",` +
		`"card_company":"비씨카드","amount_krw":1000,"quota":3,"charged_at":"2026-03-02T12:00:00+09:00"}}` + "\n" +
		`{"cancel":"20260302120000ST0001","at":"2026-03-02T13:00:00+09:00"}` + "\n"
	if err := os.WriteFile(path, []byte(kept), 0o600); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)
	want := []practice.Entry{{
		OrderNumber: "A1", TransactionID: "20260302120000ST0001", ApprovalNumber: "12345678", CardCompany: "비씨카드",
		AmountKRW: 1000, Quota: 3, ChargedAt: at, CancelledAt: at.Add(time.Hour),
	}}
	if diff := cmp.Diff(want, openPayup(t, path).Ledger()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
