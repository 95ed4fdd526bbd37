package payple

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"keyindesk/gateways"
)

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
	found = reply{
		"PCD_PAY_RST": "success", "PCD_PAY_CODE": "0000", "PCD_PAY_MSG": "회원조회 성공", "PCD_PAY_TYPE": "card",
		"PCD_PAYER_ID": billing, "PCD_PAYER_NAME": "홍길동", "PCD_PAY_CARDNAME": "BC카드", "PCD_PAY_CARDNUM": "1111-****-****-2222",
	}
	deleted = reply{"PCD_PAY_RST": "success", "PCD_PAY_MSG": "해지완료", "PCD_PAY_WORK": "PUSERDEL", "PCD_PAYER_ID": billing}
	refused = reply{"PCD_PAY_RST": "error", "PCD_PAY_CODE": "SPAY0005", "PCD_PAY_MSG": "등록된 계좌정보를 찾을 수 없습니다."}
)

func lookedUp(t testing.TB, body string) gateways.BillingKey {
	return clientOf(t, newOffice(t).answering(body)).LookupBillingKey(context.Background(), sampleBilling)
}

func removed(t testing.TB, body string) gateways.Deletion {
	return clientOf(t, newOffice(t).answering(body)).DeleteBillingKey(context.Background(), sampleBilling)
}

// What each code means, by hand and not from the table, for the
// authentication, a look-up and a deletion.
func TestCodes(t *testing.T) {
	const unknown, declined = gateways.Unknown, gateways.Declined
	for code, want := range map[string]struct {
		deletion gateways.Outcome
		advice   gateways.Advice
	}{
		"AUTH0001": {declined, gateways.AdviceSettings},
		"AUTH0002": {declined, gateways.AdviceSettings},
		"AUTH0003": {declined, gateways.AdviceSettings},
		"AUTH0004": {declined, gateways.AdviceNetworkBlock},
		"AUTH0005": {declined, gateways.AdviceCallGateway},
		"AUTH0006": {declined, gateways.AdviceNetworkBlock},
		"AUTH0007": {declined, gateways.AdviceNetworkBlock},
		"AUTH0099": {declined, gateways.AdviceSettings},
		"SPAY0001": {declined, gateways.AdviceSettings},
		"SPAY0002": {declined, gateways.AdviceFixInput},
		"SPAY0003": {declined, gateways.AdviceShopLimit},
		"SPAY0004": {declined, gateways.AdviceShopLimit},
		"SPAY0005": {declined, gateways.AdviceNoSuchSale},
		"SPAY0011": {unknown, gateways.AdviceCheckAdmin},
		"SPAY0012": {declined, gateways.AdviceCallGateway},
		"SPAY0019": {declined, gateways.AdviceCallGateway},
		"SPAY9998": {declined, gateways.AdviceAskAgain},
		"SPCD0001": {declined, gateways.AdviceNoSuchSale},
		"SPCD0011": {declined, gateways.AdviceFixInput},
		"SPCD0012": {declined, gateways.AdviceNoSuchSale},
		"SPCD9991": {declined, gateways.AdviceSettings},
		"CPAY0018": {unknown, gateways.AdviceCheckAdmin},
		"CPAY0024": {unknown, gateways.AdviceCheckAdmin},
		"SPAY0077": {declined, gateways.AdviceCallGateway}, // not in the table: error means failure (S3 4)
	} {
		for shape, body := range map[string]string{
			"as code":        fmt.Sprintf(`{"PCD_PAY_RST":"error","PCD_PAY_CODE":%q,"PCD_PAY_MSG":"오류"}`, code),
			"in brackets":    fmt.Sprintf(`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"[%s]","PCD_PAY_MSG":"오류"}`, code),
			"of the test":    fmt.Sprintf(`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"[test]%s"}`, code),
			"in the words":   fmt.Sprintf(`{"PCD_PAY_RST":"error","PCD_PAY_MSG":"오류 [%s] 확인"}`, code),
			"as result_msg":  fmt.Sprintf(`{"result":"error","result_msg":%q}`, code),
			"in result_msg":  fmt.Sprintf(`{"result":"error","result_msg":"[%s] 오류"}`, code),
			"with a blank":   fmt.Sprintf(`{"result":"error","result_msg":"%s %s"}`, code[:4], code[4:]),
			"in both shapes": fmt.Sprintf(`{"result":"error","PCD_PAY_RST":"error","PCD_PAY_CODE":%q}`, code),
		} {
			auth := clientOf(t, newOffice(t).refusing(body)).Probe(context.Background())
			lookup, deletion := lookedUp(t, body).Result, removed(t, body).Result
			if auth.Outcome != declined || lookup.Outcome != declined || deletion.Outcome != want.deletion {
				t.Errorf("%s %s: auth %v, look-up %v, deletion %v", code, shape, auth.Outcome, lookup.Outcome, deletion.Outcome)
			}
			if !strings.Contains(strings.ReplaceAll(auth.Code, " ", ""), code) || !strings.Contains(lookup.Code, code) {
				t.Errorf("%s %s: codes %q %q", code, shape, auth.Code, lookup.Code)
			}
			if auth.Advice != want.advice || lookup.Advice != want.advice || want.deletion == declined && deletion.Advice != want.advice {
				t.Errorf("%s %s: advice %q %q %q, want %q", code, shape, auth.Advice, lookup.Advice, deletion.Advice, want.advice)
			}
			if want.deletion == unknown && deletion.Advice != gateways.AdviceInquire {
				t.Errorf("%s %s: advice for a deletion in doubt %q", code, shape, deletion.Advice)
			}
		}
	}
	for _, m := range codes {
		if m.lookup != declined || m.section == "" || m.advice == "" || m.expired && m.deletion != declined {
			t.Errorf("the row of %s: %+v", m.code, m)
		}
	}
}

// Words alone, and numbers alone, tell the code where Payple leaves it out.
func TestCodesByWords(t *testing.T) {
	for body, want := range map[string]string{
		`{"result":"error","result_msg":"CONNECT SERVER ERROR!!"}`:                                      "AUTH0004",
		`{"result":"error","result_msg":"TOKEN CREATE ERROR!!"}`:                                        "AUTH0005",
		`{"result":"error","result_msg":"가맹점 계정이 존재하지 않습니다."}`:                                          "AUTH0003",
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"0004","PCD_PAY_MSG":"CONNECT SERVER ERROR!!"}`:          "AUTH0004",
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"0001","PCD_PAY_MSG":"결제용 KEY 값이 존재하지 않습니다."}`:           "SPCD0001",
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"0001","PCD_PAY_MSG":"인증실패 : MEM INFO ERROR"}`:           "SPAY0001",
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"0005"}`:                                                 "SPAY0005",
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"0011","PCD_PAY_MSG":"출금이체 결과 미수신!! [시스템관리자에게 문의하세요~]"}`: "SPAY0011",
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":"[test]0012"}`:                                           "SPAY0012",
		`{"PCD_PAY_RST":"error","PCD_PAY_CODE":12}`:                                                     "",
		`{"PCD_PAY_RST":"error","PCD_PAY_MSG":"우리만 아는 오류"}`:                                             "",
		`{"PCD_PAY_RST":"error","PCD_PAY_MSG":"XAUTH00041"}`:                                            "",
	} {
		members, err := gateways.DecodeObject(body)
		if err != nil {
			t.Fatal(err)
		}
		if got := meaningOf(members["PCD_PAY_CODE"], members["PCD_PAY_MSG"]+members["result_msg"], "SPAY"); got.code != want {
			t.Errorf("%s is %q, not %q", body, got.code, want)
		}
		if got := lookedUp(t, body); got.Outcome != gateways.Declined {
			t.Errorf("%s: %v", body, got.Outcome)
		}
	}
	if got := meaningOf("0005", "", "SPAY"); got.advice != gateways.AdviceFixInput {
		t.Errorf("a number alone says that the key is gone: %q", got.advice)
	}
	// Whoever is refused at the door, or by another code, has learnt nothing about
	// the key: a deletion in doubt must not be settled by it.
	for _, c := range [][3]string{
		{"", "PCD_CUST_KEY 값이 존재하지 않습니다.", "SPAY"}, {"AUTH0099", "custKEY 값이 존재하지 않습니다.", "AUTH"},
		{"", "결제용 KEY 값이 존재하지 않습니다.", "AUTH"}, {"RPAY0007", "결제용 KEY 값이 존재하지 않습니다.", "SPAY"},
	} {
		if got := meaningOf(c[0], c[1], c[2]); got.advice == gateways.AdviceNoSuchSale {
			t.Errorf("%q: %+v", c, got)
		}
	}
	if got := meaningOf("", "결제용 KEY 값이 존재하지 않습니다.", "SPAY"); got.advice != gateways.AdviceNoSuchSale {
		t.Errorf("an unknown key: %+v", got)
	}
	if got := meaningOf("0004", "", "AUTH"); got.code != "AUTH0004" {
		t.Errorf("0004 to an authentication is %q", got.code)
	}
}

func TestLookupOutcome(t *testing.T) {
	for name, c := range map[string]struct {
		reply reply
		want  gateways.Outcome
		fault string
	}{
		"found":                          {found, gateways.Approved, ""},
		"an account":                     {found.with("PCD_PAY_TYPE", "transfer"), gateways.Approved, ""},
		"without name, mask and company": {reply{"PCD_PAY_RST": "success", "PCD_PAY_CODE": "0000", "PCD_PAY_TYPE": "card", "PCD_PAYER_ID": billing}, gateways.Approved, ""},
		"other words":                    {found.with("PCD_PAY_MSG", "계좌조회 성공"), gateways.Approved, ""},
		"numbers for texts":              {found.with("PCD_PAY_CARD", 200).with("PCD_PAYER_NO", 1234), gateways.Approved, ""},
		"fields unheard of":              {found.with("new", reply{"a": []int{1}}), gateways.Approved, ""},
		"result says so too":             {found.with("result", "success"), gateways.Approved, ""},
		"work echoed":                    {found.with("PCD_PAY_WORK", "PUSERINFO"), gateways.Approved, ""},
		"no word":                        {found.with("PCD_PAY_RST", nil), gateways.Unknown, gateways.FaultCode},
		"null for a word":                {found.with("PCD_PAY_RST", json.RawMessage("null")), gateways.Unknown, gateways.FaultCode},
		"an empty word":                  {found.with("PCD_PAY_RST", ""), gateways.Unknown, gateways.FaultCode},
		"another word":                   {found.with("PCD_PAY_RST", "close"), gateways.Unknown, gateways.FaultCode},
		"a word in capitals":             {found.with("PCD_PAY_RST", "SUCCESS"), gateways.Unknown, gateways.FaultCode},
		"result in its place":            {found.with("PCD_PAY_RST", nil).with("result", "success"), gateways.Unknown, gateways.FaultCode},
		"yes, and result says no":        {found.with("result", "error"), gateways.Unknown, gateways.FaultMixed},
		"yes, and result says else":      {found.with("result", "wait"), gateways.Unknown, gateways.FaultCode},
		"no code":                        {found.with("PCD_PAY_CODE", nil), gateways.Unknown, gateways.FaultCode},
		"zero as a number":               {found.with("PCD_PAY_CODE", 0), gateways.Unknown, gateways.FaultMixed},
		"a code with a blank":            {found.with("PCD_PAY_CODE", "0000 "), gateways.Unknown, gateways.FaultMixed},
		"yes with an error's code":       {found.with("PCD_PAY_CODE", "SPAY0005"), gateways.Unknown, gateways.FaultMixed},
		"yes with a family's zero":       {found.with("PCD_PAY_CODE", "CDAU0000"), gateways.Unknown, gateways.FaultMixed},
		"no key":                         {found.with("PCD_PAYER_ID", nil), gateways.Unknown, gateways.FaultEcho},
		"an empty key":                   {found.with("PCD_PAYER_ID", ""), gateways.Unknown, gateways.FaultEcho},
		"a blank key":                    {found.with("PCD_PAYER_ID", " "), gateways.Unknown, gateways.FaultEcho},
		"another key":                    {found.with("PCD_PAYER_ID", strings.Replace(billing, "N", "M", 1)), gateways.Unknown, gateways.FaultEcho},
		"the key in lower case":          {found.with("PCD_PAYER_ID", strings.ToLower(billing)), gateways.Unknown, gateways.FaultEcho},
		"the key cut":                    {found.with("PCD_PAYER_ID", billing[:16]), gateways.Unknown, gateways.FaultEcho},
		"the key with a blank":           {found.with("PCD_PAYER_ID", billing+" "), gateways.Unknown, gateways.FaultEcho},
		"the key masked":                 {found.with("PCD_PAYER_ID", billing[:4]+"****"), gateways.Unknown, gateways.FaultEcho},
		"the key in a list":              {found.with("PCD_PAYER_ID", []string{billing}), gateways.Unknown, gateways.FaultEcho},
		"the deletion's answer":          {found.with("PCD_PAY_WORK", "PUSERDEL"), gateways.Unknown, gateways.FaultEcho},
		"no method":                      {found.with("PCD_PAY_TYPE", nil), gateways.Unknown, gateways.FaultCode},
		"another method":                 {found.with("PCD_PAY_TYPE", "phone"), gateways.Unknown, gateways.FaultCode},
		"refused":                        {refused, gateways.Declined, ""},
		"refused, key echoed":            {refused.with("PCD_PAYER_ID", billing), gateways.Declined, ""},
		"refused without code":           {refused.with("PCD_PAY_CODE", nil), gateways.Declined, ""},
		"refused by result":              {reply{"result": "error", "result_msg": "AUTH0004"}, gateways.Declined, ""},
		"refused without a word more":    {reply{"PCD_PAY_RST": "error"}, gateways.Unknown, gateways.FaultCode},
		"refused, another key":           {refused.with("PCD_PAYER_ID", "another"), gateways.Unknown, gateways.FaultEcho},
		"refused with 0000":              {refused.with("PCD_PAY_CODE", "0000"), gateways.Unknown, gateways.FaultMixed},
		"refused with a long code":       {refused.with("PCD_PAY_CODE", strings.Repeat("1", 17)), gateways.Unknown, gateways.FaultCode},
		"refused with a code in Korean":  {refused.with("PCD_PAY_CODE", "오류"), gateways.Unknown, gateways.FaultCode},
		"nothing":                        {reply{}, gateways.Unknown, gateways.FaultCode},
	} {
		got := lookedUp(t, c.reply.text())
		if got.Outcome != c.want || got.Fault != c.fault {
			t.Errorf("%s: %v %q", name, got.Outcome, got.Fault)
		}
		if got.Outcome != gateways.Approved && (got.Method != "" || got.HolderName != "" || got.MaskedNumber != "") {
			t.Errorf("%s: %v with %+v", name, got.Outcome, got)
		}
		if got.Outcome == gateways.Unknown && got.Advice != gateways.AdviceAskAgain {
			t.Errorf("%s: advice %q", name, got.Advice)
		}
	}
	for _, body := range []string{"", "[]", "<html>", `{"PCD_PAY_RST":"success","PCD_PAY_MONTH":04}`, found.text() + found.text()} {
		if got := lookedUp(t, body); got.Outcome != gateways.Unknown || got.Fault != gateways.FaultNotJSON || got.Advice != gateways.AdviceAskAgain {
			t.Errorf("%q: %+v", body, got.Result)
		}
	}
}

func TestDeletionOutcome(t *testing.T) {
	for name, c := range map[string]struct {
		reply reply
		want  gateways.Outcome
		fault string
	}{
		"deleted":               {deleted, gateways.Approved, ""},
		"with code":             {deleted.with("PCD_PAY_CODE", "0000"), gateways.Approved, ""},
		"with an empty code":    {deleted.with("PCD_PAY_CODE", ""), gateways.Approved, ""},
		"without work":          {deleted.with("PCD_PAY_WORK", nil), gateways.Approved, ""},
		"other words":           {deleted.with("PCD_PAY_MSG", "계좌해지완료"), gateways.Approved, ""},
		"with another code":     {deleted.with("PCD_PAY_CODE", "SPAY0005"), gateways.Unknown, gateways.FaultMixed},
		"without key":           {deleted.with("PCD_PAYER_ID", nil), gateways.Unknown, gateways.FaultEcho},
		"another key":           {deleted.with("PCD_PAYER_ID", "another"), gateways.Unknown, gateways.FaultEcho},
		"the look-up's answer":  {deleted.with("PCD_PAY_WORK", "PUSERINFO"), gateways.Unknown, gateways.FaultEcho},
		"result in its place":   {deleted.with("PCD_PAY_RST", nil).with("result", "success"), gateways.Unknown, gateways.FaultCode},
		"no word":               {deleted.with("PCD_PAY_RST", nil), gateways.Unknown, gateways.FaultCode},
		"refused":               {refused, gateways.Declined, ""},
		"refused without code":  {refused.with("PCD_PAY_CODE", nil), gateways.Declined, ""},
		"result not received":   {refused.with("PCD_PAY_CODE", "SPAY0011"), gateways.Unknown, ""},
		"number alone":          {refused.with("PCD_PAY_CODE", "0011").with("PCD_PAY_MSG", "오류"), gateways.Unknown, ""},
		"done, not written":     {refused.with("PCD_PAY_CODE", "SPAY0013").with("PCD_PAY_MSG", "간편결제요청 결과 업데이트 실패!!"), gateways.Unknown, ""},
		"not received, unheard": {refused.with("PCD_PAY_CODE", "ABCD0001").with("PCD_PAY_MSG", "해지 결과 미수신"), gateways.Unknown, ""},
	} {
		got := removed(t, c.reply.text())
		if got.Outcome != c.want || got.Fault != c.fault {
			t.Errorf("%s: %v %q", name, got.Outcome, got.Fault)
		}
		if got.Outcome == gateways.Unknown && got.Advice != gateways.AdviceInquire {
			t.Errorf("%s: advice %q", name, got.Advice)
		}
	}
}

func TestAuthOutcome(t *testing.T) {
	members := map[string]any{}
	if err := json.Unmarshal([]byte(authReply(t, "auth-lookup.reply.json")), &members); err != nil {
		t.Fatal(err)
	}
	good := reply(members)
	for name, c := range map[string]struct {
		reply reply
		want  gateways.Outcome
		fault string
	}{
		"accepted":             {good, gateways.Approved, ""},
		"without server_name":  {good.with("server_name", nil), gateways.Approved, ""},
		"a long AuthKey":       {good.with("AuthKey", strings.Repeat("aB3=", 200)), gateways.Approved, ""},
		"a number for a key":   {good.with("AuthKey", 123456789), gateways.Approved, ""},
		"both shapes":          {good.with("PCD_PAY_RST", "success"), gateways.Approved, ""},
		"without cst_id":       {good.with("cst_id", nil), gateways.Unknown, gateways.FaultToken},
		"without custKey":      {good.with("custKey", ""), gateways.Unknown, gateways.FaultToken},
		"without AuthKey":      {good.with("AuthKey", " "), gateways.Unknown, gateways.FaultToken},
		"without result":       {good.with("result", nil), gateways.Unknown, gateways.FaultCode},
		"RST in its place":     {good.with("result", nil).with("PCD_PAY_RST", "success"), gateways.Unknown, gateways.FaultCode},
		"the other shape's no": {good.with("PCD_PAY_RST", "error"), gateways.Unknown, gateways.FaultMixed},
		"with an error's code": {good.with("PCD_PAY_CODE", "AUTH0004"), gateways.Unknown, gateways.FaultMixed},
		"another word":         {good.with("result", "ok"), gateways.Unknown, gateways.FaultCode},
		"refused":              {reply{"result": "error", "result_msg": "AUTH0003"}, gateways.Declined, ""},
		"refused by RST":       {reply{"PCD_PAY_RST": "error", "PCD_PAY_CODE": "AUTH0003", "PCD_PAY_MSG": "없음"}, gateways.Declined, ""},
		"refused, silent":      {reply{"result": "error"}, gateways.Unknown, gateways.FaultCode},
	} {
		got := clientOf(t, newOffice(t).refusing(c.reply.text())).Probe(context.Background())
		if got.Outcome != c.want || got.Fault != c.fault {
			t.Errorf("%s: %v %q", name, got.Outcome, got.Fault)
		}
	}
}
