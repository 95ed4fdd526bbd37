package easypay

import (
	"context"
	"testing"

	"keyindesk/gateways"
)

// Every code of the table, and the classes of those that are not in it, for
// each kind of call.
func TestCodes(t *testing.T) {
	const yes, no, unknown = gateways.Approved, gateways.Declined, gateways.Unknown
	for code, want := range map[string]gateways.Outcome{
		"0000": yes,
		"8035": no, "8311": no, "8314": no, "8315": no, "8316": no, "8350": no, "8373": no, "8521": no, "8527": no, "WN14": no,
		"VTIM": unknown, "VT00": unknown,
		"8001": no, // not in the table, of a card company's shape
		"V999": unknown, "TIME": unknown, "RTIM": unknown, "NTO1": unknown, "T001": unknown, "E001": unknown, "EC99": unknown,
		"S001": unknown, "SY01": unknown, "X001": unknown, "9999": unknown, "9001": unknown, "0001": unknown, "00AA": unknown,
		// not codes
		"": unknown, "000": unknown, "00000": unknown, "0": unknown, "ok": unknown, "abcd": unknown, "정상": unknown, "85 1": unknown, "８５２１": unknown, "null": unknown, "true": unknown,
	} {
		m, shaped := meaningOf(code)
		if m.settle != want || m.cancel != want || m.free != want {
			t.Errorf("%q: settle %s, cancel %s, free %s, want %s", code, m.settle, m.cancel, m.free, want)
		}
		if shaped && (m.code != code || m.section == "") {
			t.Errorf("%q: %+v", code, m)
		}
		// The same through the client.
		body := object("resCd", code, "resMsg", "x")
		if want == yes {
			continue
		}
		client, _ := overLine(t, ok(body))
		for verb, result := range map[string]gateways.Result{
			"settle":  client.Settle(context.Background(), sampleSettlement()).Result,
			"cancel":  client.Cancel(context.Background(), sampleCancel()).Result,
			"revoke":  client.Revoke(context.Background(), sampleRevocation()).Result,
			"payment": client.RegisterPayment(context.Background(), samplePayment()).Result,
		} {
			if result.Outcome != want {
				t.Errorf("%s answered %q: %s, want %s", verb, code, result.Outcome, want)
			}
		}
	}
	// Neither: a no to what moves no money, nothing certain about the rest.
	for _, code := range []string{"1234", "R102", "A011", "WN01", "P301"} {
		if m, _ := meaningOf(code); m.settle != unknown || m.cancel != unknown || m.free != no {
			t.Errorf("%q: settle %s, cancel %s, free %s", code, m.settle, m.cancel, m.free)
		}
	}
	seen := map[string]bool{}
	for _, m := range codes {
		if seen[m.code] || !codeShaped(m.code) {
			t.Errorf("%q", m.code)
		}
		seen[m.code] = true
		if m.settle == no && m.advice == gateways.AdviceNone {
			t.Errorf("%s: a no without advice", m.code)
		}
	}
}
