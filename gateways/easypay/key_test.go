package easypay

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"keyindesk/gateways"
)

func TestIssue(t *testing.T) {
	good := object("resCd", "0000", "resMsg", "정상", "customerKey", sampleKey, "shopUserId", "pang-su-14") // S0 03
	for name, reply := range map[string]struct {
		body    string
		outcome gateways.Outcome
		fault   string
	}{
		"approved":                    {good, gateways.Approved, ""},
		"another customer":            {replaced(good, "shopUserId", "pang-su-15"), gateways.Unknown, gateways.FaultEcho},
		"no customer":                 {replaced(good, "shopUserId", nil), gateways.Unknown, gateways.FaultEcho},
		"no key":                      {replaced(good, "customerKey", nil), gateways.Unknown, gateways.FaultEcho},
		"a key too long":              {replaced(good, "customerKey", strings.Repeat("A1", 31)), gateways.Unknown, gateways.FaultEcho},
		"a key that is a word":        {replaced(good, "customerKey", "null"), gateways.Unknown, gateways.FaultEcho},
		"a key with a |":              {replaced(good, "customerKey", "A1|B2"), gateways.Unknown, gateways.FaultEcho},
		"declined":                    {object("resCd", "R201", "resMsg", "미인증"), gateways.Declined, ""},
		"declined with a key":         {replaced(good, "resCd", "R201"), gateways.Unknown, gateways.FaultMixed},
		"no code":                     {replaced(good, "resCd", ""), gateways.Unknown, gateways.FaultCode},
		"the message quotes the key":  {replaced(good, "resMsg", "발급 "+sampleKey), gateways.Approved, ""},
		"declined, quoting the key":   {object("resCd", "R201", "resMsg", sampleKey, "customerKey", sampleKey), gateways.Unknown, gateways.FaultMixed},
		"the key again as the person": {replaced(good, "shopUserId", sampleKey), gateways.Unknown, gateways.FaultEcho},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := overLine(t, ok(reply.body))
			got := client.Issue(context.Background(), sampleIssue())
			if got.Outcome != reply.outcome || got.Fault != reply.fault {
				t.Errorf("%s, fault %q", got.Outcome, got.Fault)
			}
			if (got.CustomerKey.Reveal() == sampleKey) != (reply.outcome == gateways.Approved) {
				t.Errorf("%s with the key %t", got.Outcome, !got.CustomerKey.Empty())
			}
			if strings.Contains(fmt.Sprintf("%+v", got), sampleKey) {
				t.Errorf("the key shows: %+v", got)
			}
		})
	}
}

// certSeqNo is 40 bytes in one table and 60 in another: up to 60 is taken (facts
// 0.4).
func TestIssueIDs(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*gateways.Issue)
		sent   bool
	}{
		"40 bytes":               {func(i *gateways.Issue) { i.CertificationID = strings.Repeat("A", 39) + "1" }, true},
		"60 bytes":               {func(i *gateways.Issue) { i.CertificationID = strings.Repeat("A", 59) + "1" }, true},
		"61 bytes":               {func(i *gateways.Issue) { i.CertificationID = strings.Repeat("A", 60) + "1" }, false},
		"no certification":       {func(i *gateways.Issue) { i.CertificationID = "" }, false},
		"a register id, base64":  {func(i *gateways.Issue) { i.RegisterID = "wAb0pFc28zLjXolutFEol1eB2AIMnY++Y0THUA0F7b4=" }, true},
		"no register id":         {func(i *gateways.Issue) { i.RegisterID = "" }, false},
		"no request id":          {func(i *gateways.Issue) { i.RequestID = "" }, false},
		"no customer":            {func(i *gateways.Issue) { i.ShopUserID = "" }, false},
		"an older customer's id": {func(i *gateways.Issue) { i.ShopUserID = "user.name@shop" }, true},
	} {
		t.Run(name, func(t *testing.T) {
			client, l := overLine(t, ok("{}"))
			issue := sampleIssue()
			c.change(&issue)
			got := client.Issue(context.Background(), issue)
			if (l.calls == 1) != c.sent || !c.sent && (got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCheck) {
				t.Errorf("%d calls, %s", l.calls, got.Outcome)
			}
		})
	}
}

func TestRevoke(t *testing.T) {
	for name, reply := range map[string]struct {
		body    string
		outcome gateways.Outcome
		fault   string
	}{
		"approved":                  {object("resCd", "0000", "resMsg", "정상처리", "isExpired", true), gateways.Approved, ""},
		"approved, as a string":     {object("resCd", "0000", "isExpired", "true"), gateways.Approved, ""},
		"not expired":               {object("resCd", "0000", "isExpired", false), gateways.Unknown, gateways.FaultEcho},
		"expired is not there":      {object("resCd", "0000"), gateways.Unknown, gateways.FaultEcho},
		"declined":                  {object("resCd", "R301", "resMsg", "없는 키", "isExpired", false), gateways.Declined, ""},
		"declined and expired":      {object("resCd", "R301", "isExpired", true), gateways.Unknown, gateways.FaultMixed},
		"the example, which is not": {"{\n\n   resCd : \"0000\",\n\n   resMsg : \"정상처리\",\n\n   isExpired: true\n\n}", gateways.Unknown, gateways.FaultNotJSON}, // facts 0.6
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := overLine(t, ok(reply.body))
			if got := client.Revoke(context.Background(), sampleRevocation()); got.Outcome != reply.outcome || got.Fault != reply.fault {
				t.Errorf("%s, fault %q", got.Outcome, got.Fault)
			}
		})
	}
	client, l := overLine(t, ok("{}"))
	for _, r := range []gateways.Revocation{{ShopUserID: "a"}, {CustomerKey: gateways.NewSecret(sampleKey)}, {CustomerKey: gateways.NewSecret("a|1"), ShopUserID: "a"}} {
		if got := client.Revoke(context.Background(), r); got.Outcome != gateways.NotSent {
			t.Errorf("%s", got.Outcome)
		}
	}
	if l.calls != 0 {
		t.Errorf("%d calls", l.calls)
	}
}

// methodsReply is a customer with a card and an account, listed out of order,
// and with fields in the shapes that other replies have them in.
func methodsReply() string {
	card := object("payMethodTypeCode", "11", "payMethodDetailCode", "026", "displayName", "비씨카드", "nickName", "생활비",
		"easypayVirtualNo", sampleVirtual, "maskingNo", "****1234", "imageUrl", "https://api.easypay.co.kr/a.png", "sortOrder", 2,
		"checkCardFlag", "N", "cardUserType", "P", "installmentInfoList", raw(`[0,2,"3"]`), "cardPointInfo", "Y")
	account := object("payMethodTypeCode", "21", "payMethodDetailCode", "088", "displayName", "신한은행",
		"easypayVirtualNo", "VIRTUAL0002", "maskingNo", "110-***-***123", "sortOrder", "1", "cardUserType", "C", "checkCardFlag", "",
		"installmentInfoList", "", "cardPointInfo", raw(`{"x":1}`))
	return object("resCd", "0000", "resMsg", "정상", "payMethodInfoList", raw("["+card+","+account+"]"))
}

var revealed = cmp.Comparer(func(a, b gateways.Secret) bool { return a.Equal(b) })

func TestMethods(t *testing.T) {
	client, _ := overLine(t, ok(methodsReply()))
	got := client.Methods(context.Background(), gateways.MethodQuery{CustomerKey: gateways.NewSecret(sampleKey)})
	want := []gateways.Method{
		{TypeCode: "21", DetailCode: "088", Name: "신한은행", VirtualNumber: gateways.NewSecret("VIRTUAL0002"), MaskedNumber: "110-***-***123", Corporate: true},
		{TypeCode: "11", DetailCode: "026", Name: "비씨카드", Nickname: "생활비", VirtualNumber: gateways.NewSecret(sampleVirtual), MaskedNumber: "****1234", Quotas: []int{0, 2, 3}, Points: true},
	}
	if diff := cmp.Diff(want, got.Methods, revealed); diff != "" || got.Outcome != gateways.Approved {
		t.Errorf("%s\n%s", got.Outcome, diff)
	}
	if diff := cmp.Diff(map[string]string{"resCd": "0000", "resMsg": "정상", "methods": "2"}, got.Trace.Reply); diff != "" {
		t.Error(diff)
	}
}

func TestMethodsReplies(t *testing.T) {
	element := func(change ...any) string {
		body := object("payMethodTypeCode", "11", "payMethodDetailCode", "026", "easypayVirtualNo", sampleVirtual, "maskingNo", "****1234", "sortOrder", 1)
		if len(change) == 2 {
			body = replaced(body, change[0].(string), change[1])
		}
		return body
	}
	list := func(elements ...string) string {
		return object("resCd", "0000", "payMethodInfoList", raw("["+strings.Join(elements, ",")+"]"))
	}
	var many []string
	for n := range maxMethods + 1 {
		many = append(many, element("easypayVirtualNo", fmt.Sprintf("V%d", n)))
	}
	for name, c := range map[string]struct {
		body    string
		outcome gateways.Outcome
		count   int
	}{
		"one":                       {list(element()), gateways.Approved, 1},
		"none":                      {list(), gateways.Approved, 0},
		"an empty string":           {object("resCd", "0000", "payMethodInfoList", ""), gateways.Approved, 0},
		"null":                      {object("resCd", "0000", "payMethodInfoList", raw("null")), gateways.Approved, 0},
		"no list":                   {object("resCd", "0000"), gateways.Unknown, 0},
		"a list that is an object":  {object("resCd", "0000", "payMethodInfoList", raw("{}")), gateways.Unknown, 0},
		"an element that is a word": {list(element(), `"x"`), gateways.Unknown, 0},
		"no virtual number":         {list(element("easypayVirtualNo", "")), gateways.Unknown, 0},
		"a virtual number with |":   {list(element("easypayVirtualNo", "A|B")), gateways.Unknown, 0},
		"the same twice":            {list(element(), element()), gateways.Unknown, 0},
		"no type":                   {list(element("payMethodTypeCode", "")), gateways.Unknown, 0},
		"a long detail code":        {list(element("payMethodDetailCode", "0266")), gateways.Unknown, 0},
		"a hundred":                 {list(many[:maxMethods]...), gateways.Approved, maxMethods},
		"more than a hundred":       {list(many...), gateways.Unknown, 0},
		"a member twice":            {object("resCd", "0000", "payMethodInfoList", raw(`[{"easypayVirtualNo":"A1","easypayVirtualNo":"B2"}]`)), gateways.Unknown, 0},
		"declined":                  {object("resCd", "R401", "resMsg", "없는 회원"), gateways.Declined, 0},
		"declined with a list":      {replaced(list(element()), "resCd", "R401"), gateways.Unknown, 0},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := overLine(t, ok(c.body))
			got := client.Methods(context.Background(), gateways.MethodQuery{CustomerKey: gateways.NewSecret(sampleKey)})
			if got.Outcome != c.outcome || len(got.Methods) != c.count {
				t.Errorf("%s with %d methods", got.Outcome, len(got.Methods))
			}
		})
	}
}

// What is not understood of a method is left empty, and nothing that could be a
// whole number is shown.
func TestMethodFields(t *testing.T) {
	read := func(name string, value any) gateways.Method {
		body := replaced(object("payMethodTypeCode", "11", "payMethodDetailCode", "026", "easypayVirtualNo", sampleVirtual), name, value)
		client, _ := overLine(t, ok(object("resCd", "0000", "payMethodInfoList", raw("["+body+"]"))))
		got := client.Methods(context.Background(), gateways.MethodQuery{CustomerKey: gateways.NewSecret(sampleKey)})
		if got.Outcome != gateways.Approved {
			t.Fatalf("%s %v: %s", name, value, got.Outcome)
		}
		return got.Methods[0]
	}
	for given, want := range map[string]string{
		"****1234": "****1234", "41918700****383*": "41918700****383*", "110-***-***123": "110-***-***123",
		"4111111111111111": "411111******1111", "4111-1111-1111-1111": "4111-11**-****-1111", "4111 1111 1111 1111": "4111-11**-****-1111",
		"1101234567890": "110******7890", "<b>1234</b>": "", "": "", strings.Repeat("*", 31): "",
	} {
		if got := read("maskingNo", given).MaskedNumber; got != want {
			t.Errorf("maskingNo %q: %q, want %q", given, got, want)
		}
	}
	for _, name := range []string{"nickName", "displayName"} {
		m := read(name, "내 카드 4111-1111-1111-1111\n"+sampleVirtual+strings.Repeat("길", 50))
		if got := m.Name + m.Nickname; strings.Contains(got, "4111") || strings.Contains(got, sampleVirtual) || strings.Contains(got, "\n") || len([]rune(got)) > 30 {
			t.Errorf("%s: %q", name, got)
		}
	}
	for given, want := range map[string][]int{
		`[0,2,12]`: {0, 2, 12}, `["2","3"]`: {2, 3}, `[1]`: nil, `[2,"x"]`: nil, `{"a":2}`: nil, `"2,3"`: nil, `[-2]`: nil, `[[2]]`: nil, `[]`: nil, `[2.5]`: nil,
	} {
		if diff := cmp.Diff(want, read("installmentInfoList", raw(given)).Quotas, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("installmentInfoList %s: %s", given, diff)
		}
	}
	if !read("checkCardFlag", "Y").CheckCard || read("checkCardFlag", "N").CheckCard || !read("cardUserType", "C").Corporate {
		t.Error("the flags of a card")
	}
}
