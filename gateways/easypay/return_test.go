package easypay

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
)

const (
	base64ID   = "wAb0pFc28zLjXolutFEol1eB2AIMnY++Y0THUA0F7b4="       // registerTid of S0
	base64Sent = "wAb0pFc28zLjXolutFEol1eB2AIMnY%2B%2BY0THUA0F7b4%3D" // as a browser posts it
)

// A registration's return with resMsg encoded twice: by KICC, then by the
// browser.
const registrationForm = "resCd=0000&resMsg=%25EC%25A0%2595%25EC%2583%2581&certSeqNo=BA20D76918529F75E81FE7F1BEDB3E0C4C273443" +
	"&requestTid=202006180000001abcdef-123-qwer&registerTid=" + base64Sent + "&shopParameter="

const paymentForm = "resCd=0000&resMsg=%25EC%25A0%2595%25EC%2583%2581&shopTransactionId=TX-0001&shopOrderNo=K261103-0001&authorizationId=AUTH20261103000001&shopParameter=2%ED%98%B8%EC%A0%90"

func registrationReturn() gateways.PageReturn {
	return gateways.PageReturn{
		Code: "0000", Message: "정상", Registration: true, RequestID: "202006180000001abcdef-123-qwer",
		RegisterID: base64ID, CertificationID: "BA20D76918529F75E81FE7F1BEDB3E0C4C273443",
	}
}

func paymentReturn() gateways.PageReturn {
	return gateways.PageReturn{
		Code: "0000", Message: "정상", RequestID: "TX-0001", OrderNumber: "K261103-0001", AuthorizationID: "AUTH20261103000001",
	}
}

func returnWith(r gateways.PageReturn, change func(*gateways.PageReturn)) gateways.PageReturn {
	change(&r)
	return r
}

func TestReadReturn(t *testing.T) {
	form := func(name, value string) string {
		values, _ := url.ParseQuery(registrationForm)
		values.Set(name, value)
		return values.Encode()
	}
	says := func(message string) gateways.PageReturn {
		return returnWith(registrationReturn(), func(r *gateways.PageReturn) { r.Message = message })
	}
	client, _ := overLine(t, ok("{}"))
	for name, c := range map[string]struct {
		text string
		want gateways.PageReturn
	}{
		"a form":                     {registrationForm, registrationReturn()},
		"a form of a payment":        {paymentForm, paymentReturn()},
		"a query":                    {"?" + registrationForm, registrationReturn()},
		"an address":                 {"https://shop.example/r?" + registrationForm, registrationReturn()},
		"an address with a fragment": {"https://shop.example/r?" + paymentForm + "#top", paymentReturn()},
		"blanks around it":           {"\ufeff \r\n" + registrationForm + "\n", registrationReturn()},
		"ampersands too many":        {"&" + registrationForm + "&&", registrationReturn()},
		"JSON": {object("resCd", "0000", "resMsg", "%EC%A0%95%EC%83%81", "certSeqNo", "BA20D76918529F75E81FE7F1BEDB3E0C4C273443",
			"requestTid", "202006180000001abcdef-123-qwer", "registerTid", base64ID), registrationReturn()},
		"JSON of a payment": {object("resCd", "0000", "resMsg", "정상", "shopTransactionId", "TX-0001", "shopOrderNo", "K261103-0001", "authorizationId", "AUTH20261103000001"), paymentReturn()},
		"a bare + in an id": {strings.Replace(registrationForm, base64Sent, base64ID, 1), registrationReturn()}, // facts 0.5
		"no register id":    {form("registerTid", ""), returnWith(registrationReturn(), func(r *gateways.PageReturn) { r.RegisterID = "" })},
		"others' fields":    {registrationForm + "&utm_source=x&utm_source=y", registrationReturn()},
		"cancelled by the customer": {"resCd=W002&resMsg=%EC%82%AC%EC%9A%A9%EC%9E%90+%EC%B7%A8%EC%86%8C&requestTid=R1&certSeqNo=&registerTid=", gateways.PageReturn{
			Code: "W002", Message: "사용자 취소", Advice: gateways.AdviceRegisterAgain, Registration: true, RequestID: "R1"}},
		"a payment cancelled": {"resCd=W002&resMsg=x&shopTransactionId=TX-0001", gateways.PageReturn{Code: "W002", Message: "x", Advice: gateways.AdviceRegisterAgain, RequestID: "TX-0001"}},
		"a card at its limit": {"resCd=8521&resMsg=x&shopTransactionId=TX-0001", gateways.PageReturn{Code: "8521", Message: "x", Advice: gateways.AdviceOtherMethod, RequestID: "TX-0001"}},
		"a code of time-outs": {"resCd=VTIM&resMsg=x&shopTransactionId=TX-0001", gateways.PageReturn{Code: "VTIM", Message: "x", Advice: gateways.AdviceRegisterAgain, RequestID: "TX-0001"}},

		"a message encoded once":        {form("resMsg", "정상 처리"), says("정상 처리")},
		"a message with a plus":         {form("resMsg", "정상+완료"), says("정상+완료")},
		"a message encoded by KICC":     {form("resMsg", url.QueryEscape("정상 처리+완료")), says("정상 처리+완료")},
		"a message in CP949":            {strings.Replace(registrationForm, "%25EC%25A0%2595%25EC%2583%2581", "%C1%A4%BB%F3", 1), registrationReturn()},
		"a message in CP949, twice":     {strings.Replace(registrationForm, "%25EC%25A0%2595%25EC%2583%2581", "%25C1%25A4%25BB%25F3", 1), registrationReturn()},
		"a message with a percent":      {form("resMsg", "50% 할인"), says("50% 할인")},
		"a message that can't be read":  {strings.Replace(registrationForm, "resMsg=%25EC", "resMsg=%zz", 1), says("%zz%25A0%2595%25EC%2583%2581")},
		"a message with a card":         {form("resMsg", "카드 4111-1111-1111-1111 오류"), says("카드 […] 오류")},
		"a message over lines":          {form("resMsg", "a\nb\x00c"), says("a b c")},
		"a message without end":         {form("resMsg", strings.Repeat("가", 5000)), says(strings.Repeat("가", 200) + "…")},
		"no message":                    {form("resMsg", ""), says("")},
		"ids of 60 bytes":               {form("certSeqNo", strings.Repeat("A", 59)+"1"), returnWith(registrationReturn(), func(r *gateways.PageReturn) { r.CertificationID = strings.Repeat("A", 59) + "1" })},
		"a shopParameter of 2,000":      {form("shopParameter", strings.Repeat("가", 2000)), registrationReturn()},
		"a name encoded":                {strings.Replace(registrationForm, "requestTid", "request%54id", 1), registrationReturn()},
		"JSON that hides a percent id":  {object("resCd", "8521", "resMsg", "x", "shopTransactionId", "TX-0001", "shopParameter", "50%"), gateways.PageReturn{Code: "8521", Message: "x", Advice: gateways.AdviceOtherMethod, RequestID: "TX-0001"}},
		"JSON, the code first a string": {`{"resCd":"8521","resMsg":null,"shopTransactionId":"TX-0001"}`, gateways.PageReturn{Code: "8521", Advice: gateways.AdviceOtherMethod, RequestID: "TX-0001"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := client.ReadReturn(c.text)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

func TestReadReturnRefuses(t *testing.T) {
	client, _ := overLine(t, ok("{}"))
	set := func(form, name, value string) string {
		values, _ := url.ParseQuery(form)
		if value == "" {
			values.Del(name)
		} else {
			values.Set(name, value)
		}
		return values.Encode()
	}
	long := strings.Repeat("A", 60) + "1"
	for name, c := range map[string]struct {
		text, rule, field string
	}{
		"nothing":                        {"", gateways.ReturnEmpty, ""},
		"blanks":                         {" \n\t\ufeff", gateways.ReturnEmpty, ""},
		"too much":                       {registrationForm + strings.Repeat("x", returnLimit), gateways.ReturnTooLong, ""},
		"a sentence":                     {"등록이 끝났습니다", gateways.ReturnUnreadable, ""},
		"half JSON":                      {`{"resCd":"0000"`, gateways.ReturnUnreadable, ""},
		"an array":                       {`[{"resCd":"0000"}]`, gateways.ReturnUnreadable, ""},
		"HTML":                           {"<html><body>x</body></html>", gateways.ReturnUnreadable, ""},
		"an address in http":             {"http://shop.example/r?" + registrationForm, gateways.ReturnUnreadable, ""},
		"an address without a query":     {"https://shop.example/r", gateways.ReturnMissing, "resCd"},
		"an address of the page itself":  {livePage, gateways.ReturnMissing, "resCd"},
		"fields of another":              {"a=1&b=2", gateways.ReturnMissing, "resCd"},
		"no code":                        {set(registrationForm, "resCd", ""), gateways.ReturnMissing, "resCd"},
		"no ids at all":                  {"resCd=0000&resMsg=x", gateways.ReturnMissing, "requestTid"},
		"no request id":                  {set(registrationForm, "requestTid", ""), gateways.ReturnMissing, "requestTid"},
		"no request id with a no":        {"resCd=W002&certSeqNo=A1", gateways.ReturnMissing, "requestTid"},
		"no certification":               {set(registrationForm, "certSeqNo", ""), gateways.ReturnMissing, "certSeqNo"},
		"no authorization":               {set(paymentForm, "authorizationId", ""), gateways.ReturnMissing, "authorizationId"},
		"no order":                       {set(paymentForm, "shopOrderNo", ""), gateways.ReturnMissing, "shopOrderNo"},
		"no payment":                     {set(paymentForm, "shopTransactionId", ""), gateways.ReturnMissing, "shopTransactionId"},
		"both pages at once":             {registrationForm + "&shopTransactionId=TX-0001", gateways.ReturnUnreadable, ""},
		"the code twice":                 {registrationForm + "&resCd=8521", gateways.ReturnTwice, "resCd"},
		"an id twice, the same":          {registrationForm + "&registerTid=" + base64Sent, gateways.ReturnTwice, "registerTid"},
		"an id twice in JSON":            {`{"resCd":"0000","requestTid":"A1","requestTid":"B2"}`, gateways.ReturnTwice, "requestTid"},
		"a strange name twice in JSON":   {`{"resCd":"0000","4111111111111111":1,"4111111111111111":2}`, gateways.ReturnUnreadable, ""},
		"a long request id":              {set(registrationForm, "requestTid", long), gateways.ReturnTooLong, "requestTid"},
		"a long register id":             {set(registrationForm, "registerTid", long), gateways.ReturnTooLong, "registerTid"},
		"a long certification":           {set(registrationForm, "certSeqNo", long), gateways.ReturnTooLong, "certSeqNo"},
		"a long authorization":           {set(paymentForm, "authorizationId", long), gateways.ReturnTooLong, "authorizationId"},
		"a long order":                   {set(paymentForm, "shopOrderNo", long), gateways.ReturnTooLong, "shopOrderNo"},
		"a long code":                    {set(paymentForm, "resCd", "00000"), gateways.ReturnTooLong, "resCd"},
		"a shopParameter of 2,001":       {set(paymentForm, "shopParameter", strings.Repeat("가", 2001)), gateways.ReturnTooLong, "shopParameter"},
		"a code in small letters":        {set(paymentForm, "resCd", "ok"), gateways.ReturnShape, "resCd"},
		"a request id with a blank":      {set(registrationForm, "requestTid", "a b"), gateways.ReturnShape, "requestTid"},
		"a request id with a quote":      {set(registrationForm, "requestTid", "a'b"), gateways.ReturnShape, "requestTid"},
		"a register id with a newline":   {set(registrationForm, "registerTid", "A1\nB2"), gateways.ReturnShape, "registerTid"},
		"a register id in Korean":        {set(registrationForm, "registerTid", "등록1"), gateways.ReturnShape, "registerTid"},
		"a certification with a |":       {set(registrationForm, "certSeqNo", "A1|B2"), gateways.ReturnShape, "certSeqNo"},
		"an authorization that is null":  {set(paymentForm, "authorizationId", "null"), gateways.ReturnShape, "authorizationId"},
		"encoded twice":                  {url.QueryEscape(registrationForm), gateways.ReturnUnreadable, ""},
		"an id that was encoded twice":   {strings.Replace(registrationForm, base64Sent, url.QueryEscape(base64Sent), 1), gateways.ReturnShape, "registerTid"},
		"an id with half an escape":      {strings.Replace(registrationForm, base64Sent, "A1%2", 1), gateways.ReturnShape, "registerTid"},
		"an id that JSON says encoded":   {object("resCd", "0000", "requestTid", "A1", "certSeqNo", "B2", "registerTid", base64Sent), gateways.ReturnShape, "registerTid"},
		"an id that JSON says an object": {`{"resCd":"0000","requestTid":{"a":1},"certSeqNo":"B2"}`, gateways.ReturnShape, "requestTid"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := client.ReadReturn(c.text)
			var refused *gateways.ReturnError
			if !errors.As(err, &refused) || refused.Rule != c.rule || refused.Field != c.field || got != (gateways.PageReturn{}) {
				t.Errorf("%v, %+v; want %s %s", err, got, c.rule, c.field)
			}
		})
	}
}
