package payple

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// FuzzReply: whatever body comes back to a look-up or a deletion, a look-up is
// Approved only by a success with code 0000 that echoes the key, a deletion
// only by a success that does, and nothing secret is in the answer; with a
// status other than 200 it is neither. What can come around a body is
// FuzzExchange's.
func FuzzReply(f *testing.F) {
	mutants := gatewaytest.NewMutants(found.text(), deleted.text(), refused.text(), found.with("PCD_PAY_TYPE", "transfer").text())
	for _, body := range []string{
		found.text(), deleted.text(), refused.text(), found.with("PCD_PAY_TYPE", "transfer").text(), found.with("PCD_PAYER_ID", nil).text(),
		`{"result":"error","result_msg":"SPAY0001 MEM INFO ERROR"}`, `{"PCD_PAY_RST":"error","PCD_PAY_CODE":"[test]SPAY0011"}`, "", "{}", "[]",
	} {
		f.Add(body, uint64(len(body)))
	}
	client := practiceClient(f, &office{})
	held := &token{partnerID: gateways.NewSecret(returned[0]), partnerKey: gateways.NewSecret(returned[1]), authKey: gateways.NewSecret(returned[2])}
	tally := gatewaytest.NewTally(f)
	read := func(t *testing.T, called gateways.Called) []answer {
		both := []answer{client.answered(called, lookup, sampleBilling, held), client.answered(called, deletion, sampleBilling, held)}
		for _, a := range both {
			tally.Outcome(a.result.Outcome)
			gatewaytest.Quiet(t, a.result, append(slices.Clone(returned), billing, sampleKey)...)
		}
		return both
	}
	check := func(t *testing.T, body string) {
		both := read(t, gatewaytest.Arrived(body))
		for _, a := range both {
			if a.result.Outcome == gateways.Unknown {
				continue
			}
			said, _ := gateways.DecodeObject(body)
			yes := said["PCD_PAYER_ID"] == billing && said["PCD_PAY_RST"] == "success"
			no := said["PCD_PAY_RST"] == "error" || said["result"] == "error"
			if a.result.Outcome == gateways.NotSent || a.result.Outcome == gateways.Approved && !yes || a.result.Outcome == gateways.Declined && !no {
				t.Fatalf("%v by %q", a.result.Outcome, body)
			}
		}
		if looked := both[0]; looked.result.Outcome == gateways.Approved {
			shown := billingKey(looked)
			if shown.Method == "" || looked.reply["PCD_PAY_CODE"] != "0000" {
				t.Fatalf("found by %q", body)
			}
			quiet(t, shown)
		}
	}
	f.Fuzz(func(t *testing.T, body string, seed uint64) {
		tally.Try(body, func() {
			check(t, body)
			for _, a := range read(t, gatewaytest.Unusable(body)) {
				if a.result.Outcome != gateways.Unknown {
					t.Fatalf("%v by %q with status 500", a.result.Outcome, body)
				}
			}
		})
		mutants.Each(seed, 16, func(body string) { tally.Try(body, func() { check(t, body) }) })
	})
}

// FuzzAuthReply: whatever body comes back to an authentication, a token is made
// only of a success with all its parts and an address of Payple's own, and
// nothing secret is in the answer.
func FuzzAuthReply(f *testing.F) {
	recorded := recorded(f, "auth-lookup.reply.json")
	base := bases[gateways.Practice]
	for _, host := range []string{base, base + "@evil.example", base + ".evil.example", "https://payple.kr@evil.example"} {
		f.Add(strings.ReplaceAll(recorded, "BASE", host), uint64(len(host)))
	}
	f.Add(`{"result":"success","cst_id":"a","custKey":"b","AuthKey":"c","return_url":"http://payple.practice.invalid/x"}`, uint64(1))
	f.Add(`{"result":"error","result_msg":"[AUTH0004] CONNECT SERVER ERROR!!"}`, uint64(1))
	f.Add(`{"result":"error","result_msg":"오류 `+returned[2]+`"}`, uint64(1))
	o := &office{}
	client := practiceClient(f, o)
	tally := gatewaytest.NewTally(f)
	mutants := gatewaytest.NewMutants(strings.ReplaceAll(recorded, "BASE", base), strings.ReplaceAll(recorded, "BASE", "https://payple.kr@evil.example"),
		`{"result":"error","result_msg":"[AUTH0004] CONNECT SERVER ERROR!!"}`)
	check := func(t *testing.T, body string) {
		o.dialled, o.requests = nil, nil
		o.answer = func(request) string { return ok(body) }
		held, result := client.authenticate(context.Background(), lookup)
		tally.Outcome(result.Outcome)
		gatewaytest.Quiet(t, result, append(slices.Clone(returned), billing, sampleKey)...)
		if (held != nil) != (result.Outcome == gateways.Approved) || result.Outcome == gateways.NotSent {
			t.Fatalf("%v with token %v by %q", result.Outcome, held != nil, body)
		}
		if held != nil {
			members, _ := gateways.DecodeObject(asRead(body))
			address := members["return_url"]
			if strings.TrimSpace(address) == "" {
				address = members["PCD_PAY_HOST"]
			}
			if blank(held.partnerID) || blank(held.partnerKey) || blank(held.authKey) || held.path[0] != '/' ||
				members["result"] != "success" || !strings.HasPrefix(address, base) {
				t.Fatalf("a token by %q", body)
			}
		}
	}
	f.Fuzz(func(t *testing.T, body string, seed uint64) {
		tally.Try(body, func() { check(t, body) })
		mutants.Each(seed, 16, func(body string) { tally.Try(body, func() { check(t, body) }) })
	})
}

// asRead is a body as it stands on the line, in letters: UTF-8, else CP949.
func asRead(body string) string {
	if !utf8.ValidString(body) {
		body, _ = korean.EUCKR.NewDecoder().String(body)
	}
	return strings.TrimPrefix(body, "\ufeff")
}
