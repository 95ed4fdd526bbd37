package payup

import (
	"context"
	"encoding/json"
	"testing"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// TestFaults drives both calls against a server that fails in every way we
// know. -v prints the table.
func TestFaults(t *testing.T) {
	charge := func(ctx context.Context, c *Client) gateways.Result { return c.Charge(ctx, leastCharge()).Result }
	cancel := func(ctx context.Context, c *Client) gateways.Result { return c.Cancel(ctx, sampleCancel).Result }
	fine := func(name, text string) gatewaytest.Body { return gatewaytest.Body{Name: name, Text: text} }
	gatewaytest.Faults(t, Name,
		gatewaytest.Verb{
			Name: "keyin2", Good: approvedCharge.text(), Call: calling(charge),
			Bad: append(badCodes(approvedCharge), bodies(approvedCharge, []change{
				{"wrong order number", "orderNumber", "K260101-0002"},
				{"order number missing", "orderNumber", nil},
				{"wrong amount", "amount", "10040"},
				{"amount 1,004", "amount", "1,004"},
				{"amount 1004.0", "amount", "1004.0"},
				{"amount the number 1004.0", "amount", json.RawMessage("1004.0")},
				{"amount missing", "amount", nil},
				{"0000 without an id", "transactionId", nil},
				{"0000 with an empty id", "transactionId", ""},
				{"0000 with the word null as id", "transactionId", "null"},
			})...),
			Fine: []gatewaytest.Body{fine("amount as a number", approvedCharge.with("amount", 1004).text())},
		},
		gatewaytest.Verb{
			Name: "cancel2", Good: approvedCancel.text(), Call: calling(cancel),
			Bad: append(badCodes(approvedCancel),
				fine("another transaction id", approvedCancel.with("transactionId", "20170912142746ST0021").text()),
				fine("0000 and nothing else", `{"responseCode":"0000","responseMsg":"성공"}`)),
			Fine: []gatewaytest.Body{
				fine("without transaction id", approvedCancel.with("transactionId", nil).text()),
				fine("without time", approvedCancel.with("cancelDateTime", nil).text()),
			},
		},
	)
}

// calling makes the call with a client of its own, as the shop "tester".
func calling(call func(context.Context, *Client) gateways.Result) func(testing.TB, string, *gateways.Exchange) func(context.Context) gateways.Result {
	return func(t testing.TB, base string, exchange *gateways.Exchange) func(context.Context) gateways.Result {
		client := clientOf(t, Config{Environment: gateways.Test, BaseURL: base, Exchange: exchange})
		return func(ctx context.Context) gateways.Result { return call(ctx, client) }
	}
}

// change is another value for one member of a good reply; nil takes it away.
type change struct {
	name, member string
	value        any
}

func bodies(good reply, changes []change) (all []gatewaytest.Body) {
	for _, c := range changes {
		all = append(all, gatewaytest.Body{Name: c.name, Text: good.with(c.member, c.value).text()})
	}
	return all
}

// badCodes stand where the 0000 of either call was.
func badCodes(good reply) []gatewaytest.Body {
	return bodies(good, []change{
		{"code is the number 0", "responseCode", 0},
		{"code with a blank", "responseCode", " 0000"},
		{"code missing", "responseCode", nil},
		{"code 1002", "responseCode", "1002"},
		{"code 1006", "responseCode", "1006"},
		{"code 9001", "responseCode", "9001"},
		{"a no with the marks of a yes", "responseCode", "8324"},
		{"another transaction id, or none", "transactionId", json.RawMessage(`{}`)},
	})
}
