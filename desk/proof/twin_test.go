package proof

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
)

// openDesk is a desk over a real history, with a practice Payup in memory.
func openDesk(t *testing.T) (*desk.Desk, *practice.Payup) {
	t.Helper()
	history, err := openHistory(context.Background(), filepath.Join(t.TempDir(), "practice"))
	if err != nil {
		t.Fatal(err)
	}
	twin := practice.NewPayup(practice.PayupConfig{Patience: time.Second})
	merchant, key := twin.Credentials()
	client, err := payup.New(payup.Config{
		Environment: gateways.Practice, MerchantID: merchant, CertKey: key,
		Exchange: gateways.NewExchange(gateways.Options{Total: 500 * time.Millisecond, Dial: twin.Dial}),
	})
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(desk.Config{Book: history, Environment: desk.Practice, KeyIn: client, FingerprintKey: []byte("a card key of a test")})
	t.Cleanup(func() {
		d.Close()
		_ = twin.Close()
		if err := history.VerifyChain(context.Background()); err != nil {
			t.Error(err)
		}
		if err := history.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, twin
}
