package payup

import (
	"context"
	"fmt"
	"testing"

	"keyindesk/gateways"
)

// TestCodeShape: what is no code says nothing about the money.
func TestCodeShape(t *testing.T) {
	for _, literal := range []string{`true`, `null`, `"null"`, `"fail"`, `"FAIL"`, `"ERR1"`, `1e10`, `"12 4"`, `"00000"`, `""`, `"p051"`} {
		body := `{"responseCode":` + literal + `,"responseMsg":"오류"}`
		client, _ := overLine(t, ok(body))
		if got := client.Charge(context.Background(), leastCharge()).Outcome; got != gateways.Unknown {
			t.Errorf("charge %s: %v", literal, got)
		}
		client, _ = overLine(t, ok(body))
		if got := client.Cancel(context.Background(), sampleCancel).Outcome; got != gateways.Unknown {
			t.Errorf("cancel %s: %v", literal, got)
		}
	}
}

// TestOwnValuesAreNoSecrets: an amount that equals the expiry or the birth date
// is still our amount.
func TestOwnValuesAreNoSecrets(t *testing.T) {
	charge := leastCharge()
	charge.Card.ExpiryMonth, charge.Card.ExpiryYear = gateways.NewSecret("12"), gateways.NewSecret("30")
	charge.Card.HolderID = gateways.NewSecret("801120")
	for _, amount := range []int64{1230, 3012, 203012, 122030, 801120} {
		charge.AmountKRW = amount
		client, _ := overLine(t, ok(fmt.Sprintf(`{"responseCode":"0000","orderNumber":%q,"amount":"%d","transactionId":"20261121153210ST0001"}`, charge.OrderNumber, amount)))
		if got := client.Charge(context.Background(), charge); got.Outcome != gateways.Approved {
			t.Errorf("%d won: %v, fault %q", amount, got.Outcome, got.Fault)
		}
	}
}
