package payup

import (
	"strings"
	"testing"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// FuzzReply: whatever body comes back to a charge or a cancel, a yes is an
// object that says 0000 and echoes what was asked, and a no carries no mark of
// a yes; with a status other than 200 it is neither. What can come around a body
// is FuzzExchange's.
func FuzzReply(f *testing.F) {
	mutants := gatewaytest.NewMutants(approvedCharge.text(), approvedCancel.text(), declined.text())
	for _, body := range []string{
		approvedCharge.text(), approvedCharge.with("amount", 1004).text(), declined.text(), approvedCancel.text(),
		approvedCancel.with("transactionId", nil).text(), `{"responseCode":"1005","responseMsg":"취소 가능 상태가 아닙니다."}`, "", "{}", "[]",
	} {
		f.Add(body, uint64(len(body)))
	}
	client, _ := overLine(f, "")
	charge := leastCharge()
	toldCharge := client.told(charge)
	toldCancel := gateways.Told{Ours: []string{sampleCancel.TransactionID}, Secrets: []gateways.Secret{gateways.NewSecret(sampleKey)}}
	tally := gatewaytest.NewTally(f)
	check := func(t *testing.T, body string) {
		called := gatewaytest.Arrived(body)
		approval := client.approval(called, charge, toldCharge)
		cancellation := client.cancellation(called, sampleCancel, toldCancel)
		tally.Outcome(approval.Outcome)
		tally.Outcome(cancellation.Outcome)
		gatewaytest.Quiet(t, approval.Result, sampleKey, "9490191412341234")
		gatewaytest.Quiet(t, cancellation.Result, sampleKey)
		if approval.Outcome == gateways.Unknown && cancellation.Outcome == gateways.Unknown {
			return
		}
		said, _ := gateways.DecodeObject(body)
		switch {
		case approval.Outcome == gateways.NotSent,
			approval.Outcome == gateways.Approved && (said["responseCode"] != "0000" || said["orderNumber"] != "K260101-0001" ||
				said["amount"] != "1004" || approval.TransactionID == ""),
			approval.Outcome == gateways.Declined && (strings.TrimSpace(approval.TransactionID) != "" || len(approval.Code) != 4):
			t.Fatalf("charge %v by %q", approval.Outcome, body)
		}
		named := said["transactionId"] == sampleCancel.TransactionID
		timed := strings.TrimSpace(said["transactionId"]) == "" && len(cancellation.CancelledAt) == 14
		if cancellation.Outcome == gateways.NotSent ||
			cancellation.Outcome == gateways.Approved && (said["responseCode"] != "0000" || !named && !timed) {
			t.Fatalf("cancel %v by %q", cancellation.Outcome, body)
		}
	}
	f.Fuzz(func(t *testing.T, body string, seed uint64) {
		tally.Try(body, func() {
			check(t, body)
			failed := keeper.Failed(gatewaytest.Unusable(body), toldCharge)
			tally.Outcome(failed.Outcome)
			gatewaytest.Quiet(t, failed, sampleKey, "9490191412341234")
			if failed.Outcome != gateways.Unknown {
				t.Fatalf("%v by %q with status 500", failed.Outcome, body)
			}
		})
		mutants.Each(seed, 16, func(body string) { tally.Try(body, func() { check(t, body) }) })
	})
}
