package payup

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"keyindesk/gateways"
)

// What each code means for a charge and for a cancel, by hand and not from the
// table: the table is money.
func TestCodes(t *testing.T) {
	const unknown, declined = gateways.Unknown, gateways.Declined
	for code, want := range map[string]struct {
		charge, cancel gateways.Outcome
		advice         gateways.Advice
	}{
		"1001": {declined, declined, gateways.AdviceSettings},
		"1002": {unknown, unknown, gateways.AdviceCheckAdmin},
		"1003": {unknown, declined, gateways.AdviceRefundFunds},
		"1004": {unknown, declined, gateways.AdviceNoSuchSale},
		"1005": {unknown, declined, gateways.AdviceNotCancelable},
		"1006": {unknown, unknown, gateways.AdviceCheckAdmin},
		"2001": {declined, declined, gateways.AdviceSettings},
		"5001": {declined, declined, gateways.AdviceFixAmount},
		"5002": {declined, declined, gateways.AdviceFixAmount},
		"5003": {declined, declined, gateways.AdviceShopLimit},
		"5004": {declined, declined, gateways.AdviceShopLimit},
		"5005": {declined, declined, gateways.AdviceShopLimit},
		"6001": {declined, declined, gateways.AdviceFixInput},
		"6002": {declined, declined, gateways.AdviceFixInput},
		"6003": {declined, declined, gateways.AdviceFixInput},
		"7001": {declined, declined, gateways.AdviceSettings},
		"9001": {unknown, unknown, gateways.AdviceCheckAdmin},
		"9108": {declined, declined, gateways.AdviceSettings},
		"8324": {declined, unknown, ""}, // not in the table: a payment error (S4 3.1), which a cancel is not
		"P051": {declined, unknown, ""},
		"1007": {unknown, unknown, gateways.AdviceCheckAdmin}, // among Payup's own process codes
		"9099": {unknown, unknown, gateways.AdviceCheckAdmin},
	} {
		body := fmt.Sprintf(`{"responseCode":%q,"responseMsg":"그 외 오류"}`, code)
		client, _ := overLine(t, ok(body))
		charge := client.Charge(context.Background(), leastCharge()).Result
		client, _ = overLine(t, ok(body))
		cancel := client.Cancel(context.Background(), sampleCancel).Result
		if charge.Outcome != want.charge || cancel.Outcome != want.cancel || charge.Code != code || charge.Message != "그 외 오류" {
			t.Errorf("%s: charge %v, cancel %v, %q %q", code, charge.Outcome, cancel.Outcome, charge.Code, charge.Message)
		}
		for verb, result := range map[string]gateways.Result{"charge": charge, "cancel": cancel} {
			advice := want.advice
			switch {
			case result.Outcome == unknown:
				advice = gateways.AdviceCheckAdmin
			case advice == "" && verb == "charge":
				advice = gateways.AdviceAskCardholder
			case advice == "":
				advice = gateways.AdviceCallGateway
			}
			if result.Advice != advice {
				t.Errorf("%s: the advice for a %s is %q", code, verb, result.Advice)
			}
		}
	}
}

type reply map[string]any

func (r reply) with(name string, value any) reply {
	out := maps.Clone(r)
	if out[name] = value; value == nil {
		delete(out, name)
	}
	return out
}

func (r reply) text() string {
	text, _ := json.Marshal(r)
	return string(text)
}

var (
	approvedCharge = reply{
		"responseCode": "0000", "responseMsg": "성공", "orderNumber": "K260101-0001", "amount": "1004",
		"transactionId": "20260102030406ST0321", "authNumber": "00308225", "authDateTime": "20260102030406",
	}
	approvedCancel = reply{
		"responseCode": "0000", "responseMsg": "성공", "transactionId": sampleCancel.TransactionID, "cancelDateTime": "20170912152745",
	}
	declined = reply{"responseCode": "8324", "responseMsg": "한도초과"}
)

func TestChargeOutcome(t *testing.T) {
	for name, c := range map[string]struct {
		reply reply
		want  gateways.Outcome
		fault string
	}{
		"approved":                       {approvedCharge, gateways.Approved, ""},
		"amount as a number":             {approvedCharge.with("amount", 1004), gateways.Approved, ""},
		"without approval number":        {approvedCharge.with("authNumber", nil), gateways.Approved, ""},
		"without message":                {approvedCharge.with("responseMsg", nil), gateways.Approved, ""},
		"with fields unheard of":         {approvedCharge.with("new", reply{"a": []int{1}}), gateways.Approved, ""},
		"id of live":                     {approvedCharge.with("transactionId", "20190513155900LE6375"), gateways.Approved, ""},
		"no order number":                {approvedCharge.with("orderNumber", nil), gateways.Unknown, gateways.FaultEcho},
		"another order number":           {approvedCharge.with("orderNumber", "K260101-0002"), gateways.Unknown, gateways.FaultEcho},
		"order number in lower case":     {approvedCharge.with("orderNumber", "k260101-0001"), gateways.Unknown, gateways.FaultEcho},
		"order number with a blank":      {approvedCharge.with("orderNumber", "K260101-0001 "), gateways.Unknown, gateways.FaultEcho},
		"no amount":                      {approvedCharge.with("amount", nil), gateways.Unknown, gateways.FaultEcho},
		"another amount":                 {approvedCharge.with("amount", "10040"), gateways.Unknown, gateways.FaultEcho},
		"amount with separator":          {approvedCharge.with("amount", "1,004"), gateways.Unknown, gateways.FaultEcho},
		"amount with decimals":           {approvedCharge.with("amount", "1004.0"), gateways.Unknown, gateways.FaultEcho},
		"amount with exponent":           {approvedCharge.with("amount", json.RawMessage("1.004e3")), gateways.Unknown, gateways.FaultEcho},
		"amount padded":                  {approvedCharge.with("amount", "000000001004"), gateways.Unknown, gateways.FaultEcho},
		"amount in full-width":           {approvedCharge.with("amount", "１００４"), gateways.Unknown, gateways.FaultEcho},
		"no id":                          {approvedCharge.with("transactionId", nil), gateways.Unknown, gateways.FaultEcho},
		"an empty id":                    {approvedCharge.with("transactionId", ""), gateways.Unknown, gateways.FaultEcho},
		"null as id":                     {approvedCharge.with("transactionId", json.RawMessage("null")), gateways.Unknown, gateways.FaultEcho},
		"the word null as id":            {approvedCharge.with("transactionId", "null"), gateways.Unknown, gateways.FaultEcho},
		"an id too long":                 {approvedCharge.with("transactionId", "20260102030406ST03210"), gateways.Unknown, gateways.FaultEcho},
		"an id in Korean":                {approvedCharge.with("transactionId", "거래1"), gateways.Unknown, gateways.FaultEcho},
		"an object as id":                {approvedCharge.with("transactionId", reply{"id": 1}), gateways.Unknown, gateways.FaultEcho},
		"the card as id":                 {approvedCharge.with("transactionId", "9490191412341234"), gateways.Unknown, gateways.FaultEcho},
		"an approval number too long":    {approvedCharge.with("authNumber", strings.Repeat("1", 21)), gateways.Unknown, gateways.FaultEcho},
		"no code":                        {approvedCharge.with("responseCode", nil), gateways.Unknown, gateways.FaultCode},
		"an empty code":                  {approvedCharge.with("responseCode", ""), gateways.Unknown, gateways.FaultCode},
		"zero as a number":               {approvedCharge.with("responseCode", 0), gateways.Unknown, gateways.FaultCode},
		"a code with a blank":            {approvedCharge.with("responseCode", "0000 "), gateways.Unknown, gateways.FaultCode},
		"a code of five":                 {declined.with("responseCode", "83245"), gateways.Unknown, gateways.FaultCode},
		"a code in Korean":               {declined.with("responseCode", "오류오류"), gateways.Unknown, gateways.FaultCode},
		"a code of signs":                {declined.with("responseCode", "12-4"), gateways.Unknown, gateways.FaultCode},
		"declined":                       {declined, gateways.Declined, ""},
		"declined, order echoed":         {declined.with("orderNumber", "K260101-0001"), gateways.Declined, ""},
		"declined, empty ids":            {declined.with("transactionId", "").with("authNumber", " "), gateways.Declined, ""},
		"declined, another order":        {declined.with("orderNumber", "K260101-0002"), gateways.Unknown, gateways.FaultEcho},
		"declined, with an id":           {declined.with("transactionId", "20260102030406ST0321"), gateways.Unknown, gateways.FaultMixed},
		"declined, with approval number": {declined.with("authNumber", "00308225"), gateways.Unknown, gateways.FaultMixed},
		"listed, with approval number":   {declined.with("responseCode", "6001").with("authNumber", "00308225"), gateways.Unknown, gateways.FaultMixed},
		"1002 says nothing":              {declined.with("responseCode", "1002"), gateways.Unknown, ""},
	} {
		client, _ := overLine(t, ok(c.reply.text()))
		if got := client.Charge(context.Background(), leastCharge()); got.Outcome != c.want || got.Fault != c.fault {
			t.Errorf("%s: %v %q", name, got.Outcome, got.Fault)
		}
	}
}

func TestCancelOutcome(t *testing.T) {
	for name, c := range map[string]struct {
		reply reply
		want  gateways.Outcome
		fault string
	}{
		"approved":                 {approvedCancel, gateways.Approved, ""},
		"id without time":          {approvedCancel.with("cancelDateTime", nil), gateways.Approved, ""},
		"time without id":          {approvedCancel.with("transactionId", nil), gateways.Approved, ""},
		"neither":                  {approvedCancel.with("transactionId", nil).with("cancelDateTime", nil), gateways.Unknown, gateways.FaultEcho},
		"a time that is none":      {approvedCancel.with("transactionId", nil).with("cancelDateTime", "null"), gateways.Unknown, gateways.FaultEcho},
		"another id":               {approvedCancel.with("transactionId", "20170912142746ST0021"), gateways.Unknown, gateways.FaultEcho},
		"declined":                 {declined.with("responseCode", "1005"), gateways.Declined, ""},
		"declined, id echoed":      {declined.with("responseCode", "1005").with("transactionId", sampleCancel.TransactionID), gateways.Declined, ""},
		"declined for another":     {declined.with("responseCode", "1005").with("transactionId", "20170912142746ST0021"), gateways.Unknown, gateways.FaultEcho},
		"declined, but cancelled":  {declined.with("responseCode", "1005").with("cancelDateTime", "20170912152745"), gateways.Unknown, gateways.FaultMixed},
		"1006 says nothing":        {declined.with("responseCode", "1006"), gateways.Unknown, ""},
		"a code of five, all well": {approvedCancel.with("responseCode", "00000"), gateways.Unknown, gateways.FaultCode},
	} {
		client, _ := overLine(t, ok(c.reply.text()))
		if got := client.Cancel(context.Background(), sampleCancel); got.Outcome != c.want || got.Fault != c.fault {
			t.Errorf("%s: %v %q", name, got.Outcome, got.Fault)
		}
	}
}

// An approval without tax parts, or with ones that are not numbers, has none.
func TestParts(t *testing.T) {
	mixed := map[string]string{"taxAmount": "913", "vatAmount": "91", "freeAmount": "0"}
	if diff := cmp.Diff(&gateways.TaxParts{SupplyKRW: 913, VATKRW: 91}, partsOf(mixed)); diff != "" {
		t.Error(diff)
	}
	for name := range mixed {
		for _, value := range []string{"", "1,000", "-1", "9999999999999"} {
			broken := maps.Clone(mixed)
			broken[name] = value
			if got := partsOf(broken); got != nil {
				t.Errorf("%s %q: %v", name, value, got)
			}
		}
	}
}

// A live shop that gets an id of the test host, or the other way round, finds
// a note in the trace; the outcome stands.
func TestNoteOnTheOtherEnvironment(t *testing.T) {
	for id, noted := range map[string][3]bool{ // practice, test, live
		"20180212000000ST0000": {false, false, true},
		"20190513155900LE6375": {true, true, false},
		"20190513155900XX6375": {},
		"ST":                   {},
	} {
		for i, environment := range gateways.Environments() {
			client := &Client{config: Config{Environment: environment}}
			if got := client.noteOn(id); (got != "") != noted[i] {
				t.Errorf("%s in %s: %q", id, environment, got)
			}
		}
	}
	client, _ := overLine(t, ok(approvedCharge.with("transactionId", "20190513155900LE6375").text()))
	if got := client.Charge(context.Background(), leastCharge()); got.Outcome != gateways.Approved || got.Trace.Reply["note"] == "" {
		t.Errorf("%v %v", got.Outcome, got.Trace.Reply)
	}
}

// Nothing of the card is left in an answer, whichever field the gateway quotes
// it in, and on whatever outcome.
func TestAnswersHoldNothingOfTheCard(t *testing.T) {
	fields := append(append([]string{"card", keeper.Code, keeper.Message}, keeper.Numbers...), keeper.Texts...)
	rapid.Check(t, func(t *rapid.T) {
		quoted := rapid.SampledFrom([]string{
			"9490191412341234", "9490-1914-1234-1234", "번호 9490 1914 1234 1234 오류", "x9490191412341234x", "94901914123", sampleKey,
		}).Draw(t, "quoted")
		body := approvedCharge.with(rapid.SampledFrom(fields).Draw(t, "field"), quoted).with(quoted, quoted)
		status := rapid.SampledFrom([]string{"200 OK", "500 Oops", "302 " + quoted}).Draw(t, "status")
		raw := strings.Replace(ok(body.text()), "200 OK", status, 1)
		client, _ := overLine(testing.TB(nil), raw)
		got := client.Charge(context.Background(), leastCharge())
		shown := fmt.Sprintf("%+v", got)
		if strings.Contains(shown, "94901914123") || strings.Contains(shown, "1914-1234") || strings.Contains(shown, "1914 1234") || strings.Contains(shown, sampleKey) {
			t.Fatal(shown)
		}
	})
}
