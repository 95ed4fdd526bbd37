package easypay

import (
	"fmt"
	"strings"
	"testing"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// reader is one way of reading a reply, with what it must not show.
type reader struct {
	secrets []string
	read    func(gateways.Called) reading
}

// reading is what came of it. A yes must be proven by the members of the reply.
type reading struct {
	answer any
	gateways.Result
	proven func(said map[string]string) bool
}

// FuzzReply: whatever body comes back, no verb panics, none approves what does
// not echo its request, and no secret gets into a result; with a status other
// than 200 none says anything. What can come around a body is FuzzExchange's.
func FuzzReply(f *testing.F) {
	bodies := []string{
		certReply(practicePage), methodsReply(), settleReply(), cancelReply(), partReply(),
		object("resCd", "0000", "customerKey", sampleKey, "shopUserId", "pang-su-14"),
		object("resCd", "0000", "isExpired", true),
		object("resCd", "0000", "shopTransactionId", "TX-0001", "authPageUrl", practicePage),
		object("resCd", "8521", "resMsg", "한도초과 "+sampleKey), "", "{}", "[]", "{ resCd : \"0000\" }", `{"paymentInfo":"","resCd":"0000"}`,
	}
	for _, body := range bodies {
		f.Add(body, uint64(len(body)))
	}
	mutants := gatewaytest.NewMutants(bodies[:9]...)
	client, _ := overLine(f, ok("{}"))
	readers := append(readersOfKeys(f, client), readersOfTrades()...)
	credentials := []string{sampleServiceID, sampleMACKey, seedKey}
	tally := gatewaytest.NewTally(f)
	check := func(t *testing.T, body string, called gateways.Called) {
		var said map[string]string
		for _, r := range readers {
			got := r.read(called)
			tally.Outcome(got.Outcome)
			secrets := append(credentials[:3:3], r.secrets...)
			gatewaytest.Quiet(t, got.Result, secrets...)
			switch {
			case got.Outcome == gateways.NotSent, called.Failure != nil && got.Outcome != gateways.Unknown:
				t.Fatalf("%T %v by %q, failure %v", got.answer, got.Outcome, body, called.Failure)
			case got.Outcome == gateways.Approved:
				if said == nil {
					said, _ = gateways.DecodeObject(body)
				}
				if said["resCd"] != approvedCode || !got.proven(said) {
					t.Fatalf("%T approved by %q", got.answer, body)
				}
				hides(t, got.answer, secrets...)
			}
		}
	}
	f.Fuzz(func(t *testing.T, body string, seed uint64) {
		tally.Try(body, func() {
			check(t, body, gatewaytest.Arrived(body))
			check(t, body, gatewaytest.Unusable(body))
		})
		mutants.Each(seed, 4, func(body string) { tally.Try(body, func() { check(t, body, gatewaytest.Arrived(body)) }) })
	})
}

// readersOfKeys read what moves no money. A call that was never told the
// CustomerKey can't tell it from other words.
func readersOfKeys(f *testing.F, client *Client) []reader {
	m := sampleMerchant()
	key := []string{sampleKey}
	toldKey := m.told("pang-su-14")
	toldKey.Secrets = append(toldKey.Secrets, gateways.NewSecret(sampleKey))
	payment := fullPayment()
	issuingValue, err := m.issuingValue(payment.CashReceipt)
	if err != nil {
		f.Fatal(err)
	}
	ownPage := func(address string) bool { return strings.HasPrefix(address, "http://127.0.0.1:18443/") }
	return []reader{
		{nil, func(called gateways.Called) reading {
			got := client.registered(called, sampleRegistration(), m.toldRegistration(sampleRegistration(), ""))
			return reading{got, got.Result, func(said map[string]string) bool {
				return said["requestTid"] == sampleRegistration().RequestID && got.RegisterID != "" && ownPage(got.PageURL)
			}}
		}},
		{nil, func(called gateways.Called) reading {
			got := issued(called, sampleIssue(), m.told("pang-su-14"))
			return reading{got, got.Result, func(said map[string]string) bool {
				return said["shopUserId"] == "pang-su-14" && !got.CustomerKey.Empty() && got.CustomerKey.Reveal() == said["customerKey"]
			}}
		}},
		{key, func(called gateways.Called) reading {
			got := revoked(called, toldKey)
			return reading{got, got.Result, func(said map[string]string) bool { return said["isExpired"] == "true" }}
		}},
		{key, func(called gateways.Called) reading {
			got := methodList(called, toldKey)
			return reading{got, got.Result, func(said map[string]string) bool {
				_, listed := said["payMethodInfoList"]
				return listed && len(got.Methods) <= maxMethods
			}}
		}},
		{key, func(called gateways.Called) reading {
			got := client.paymentPage(called, payment, m.toldPayment(payment, issuingValue))
			return reading{got, got.Result, func(said map[string]string) bool {
				return said["shopTransactionId"] == "TX-0001" && ownPage(got.PageURL)
			}}
		}},
	}
}

// readersOfTrades read what moves money, and the inquiries about it.
func readersOfTrades() []reader {
	m := sampleMerchant()
	trade := func(got gateways.Approval, said map[string]string) bool {
		return said["mallId"] == "T0001004" && said["shopTransactionId"] == "TX-0001" && said["shopOrderNo"] == "K261103-0001" &&
			said["amount"] == "1000" && got.TransactionID != ""
	}
	given := func(got gateways.Cancellation, said map[string]string, amount string) bool {
		return said["oriPgCno"] == samplePgCno && said["cancelAmount"] == amount && got.CancelID != ""
	}
	readers := []reader{{nil, func(called gateways.Called) reading {
		got := approval(called, m, sampleSettlement(), settled)
		return reading{got, got.Result, func(said map[string]string) bool {
			signed := m.macApproval(said["pgCno"], said["amount"], said["transactionDate"])
			return trade(got, said) && strings.EqualFold(said["msgAuthValue"], signed)
		}}
	}}, {nil, func(called gateways.Called) reading {
		got := approval(called, m, sampleSettlement(), inquired)
		return reading{got, got.Result, func(said map[string]string) bool { return trade(got, said) }}
	}}}
	for _, by := range []asked{settled, inquired} {
		for amount, cancel := range map[string]gateways.Cancel{"1000": sampleCancel(), "300": partCancel()} {
			readers = append(readers, reader{nil, func(called gateways.Called) reading {
				got := cancellation(called, m, cancel, by)
				return reading{got, got.Result, func(said map[string]string) bool { return given(got, said, amount) }}
			}})
		}
	}
	return readers
}

func hides(t *testing.T, result any, secrets ...string) {
	t.Helper()
	shown := strings.ToLower(fmt.Sprintf("%+v", result))
	for _, secret := range secrets {
		if strings.Contains(shown, strings.ToLower(secret)) {
			t.Fatalf("%T shows %q: %s", result, secret, shown)
		}
	}
}
