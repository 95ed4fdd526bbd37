package easypay

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// FuzzReturn: whatever is pasted or posted, reading it ends, what comes back
// keeps every rule, and each id in it is the one that stands in the text.
func FuzzReturn(f *testing.F) {
	const registration = `{"resCd":"0000","resMsg":"%EC%A0%95%EC%83%81","certSeqNo":"BA20D769","requestTid":"R-1","registerTid":"` + base64ID + `","shopParameter":"50%"}`
	const payment = `{"resCd":"0000","resMsg":"정상","shopTransactionId":"TX-0001","shopOrderNo":"K261103-0001","authorizationId":"AUTH1","shopParameter":null}`
	for i, seed := range []string{registrationForm, paymentForm, "?" + paymentForm, "https://shop.example/?" + registrationForm, registration, payment,
		`{"resCd":"0000","requestTid":"A1","certSeqNo":"B2"}`, "resCd=8521&shopTransactionId=T1&resMsg=%25zz", "", "{", "=&=&%", "a=%FF"} {
		f.Add(seed, uint64(i))
	}
	mutants := gatewaytest.NewMutants(registration, payment, `{"resCd":"W002","resMsg":"사용자 취소","requestTid":"R-1"}`)
	client, _ := overLine(f, ok("{}"))
	tally := gatewaytest.NewTally(f)
	try := func(t *testing.T, text string) {
		tally.Try(text, func() {
			got, err := client.ReadReturn(text)
			tally.Taken(err == nil)
			if err != nil {
				checkRefused(t, got, err)
				return
			}
			checkReturned(t, text, got)
		})
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		try(t, text)
		mutants.Each(seed, 16, func(body string) {
			try(t, body)
			if members, err := gateways.DecodeObject(body); err == nil {
				form := url.Values{}
				for name, value := range members {
					form.Set(name, value)
				}
				try(t, form.Encode())
			}
		})
	})
}

func checkRefused(t *testing.T, got gateways.PageReturn, err error) {
	t.Helper()
	var refused *gateways.ReturnError
	if !errors.As(err, &refused) || got != (gateways.PageReturn{}) {
		t.Fatalf("%v with %+v", err, got)
	}
	if _, ours := returnFields[refused.Field]; refused.Field != "" && !ours {
		t.Fatalf("the error names %q", refused.Field)
	}
}

func checkReturned(t *testing.T, text string, got gateways.PageReturn) {
	t.Helper()
	yes := got.Code == approvedCode
	switch {
	case !codeShaped(got.Code), !ourIDValid(got.RequestID, idBytes):
		t.Fatalf("%+v", got)
	case got.Registration && got.OrderNumber+got.AuthorizationID != "", !got.Registration && got.RegisterID+got.CertificationID != "":
		t.Fatalf("both pages: %+v", got)
	case yes && got.Registration && !theirIDValid(got.CertificationID):
		t.Fatalf("a registration without certification: %+v", got)
	case yes && !got.Registration && (!theirIDValid(got.AuthorizationID) || !ourIDValid(got.OrderNumber, orderBytes)):
		t.Fatalf("a payment without authorization: %+v", got)
	case yes && got.Advice != gateways.AdviceNone, !yes && got.Advice == gateways.AdviceNone:
		t.Fatalf("advice: %+v", got)
	case !utf8.ValidString(got.Message), len([]rune(got.Message)) > messageLetters+1, strings.ContainsFunc(got.Message, func(r rune) bool { return r < ' ' }):
		t.Fatalf("message %q", got.Message)
	}
	said, ok := pairsOf(text)
	if !ok {
		return
	}
	id := "shopTransactionId"
	if got.Registration {
		id = "requestTid"
	}
	for name, value := range map[string]string{
		id: got.RequestID, "resCd": got.Code, "registerTid": got.RegisterID, "certSeqNo": got.CertificationID,
		"shopOrderNo": got.OrderNumber, "authorizationId": got.AuthorizationID,
	} {
		if want := strings.ReplaceAll(said[name], " ", "+"); value != want {
			t.Fatalf("%s is %q, not %q: %q", name, value, want, text)
		}
	}
}

// pairsOf reads a form or an object by Go's own means; not ok where they refuse
// what ReadReturn lets pass.
func pairsOf(text string) (map[string]string, bool) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\ufeff", ""))
	if strings.HasPrefix(text, "{") {
		members, err := gateways.DecodeObject(text)
		return members, err == nil
	}
	values, err := url.ParseQuery(strings.TrimPrefix(text, "?"))
	if err != nil || strings.Contains(text, "://") {
		return nil, false
	}
	said := map[string]string{}
	for name := range values {
		said[name] = values.Get(name)
	}
	return said, true
}
