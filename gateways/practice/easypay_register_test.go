package practice_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

func TestEasyPayRegisters(t *testing.T) {
	w := newWallet(t)
	fields := w.registration()
	answer := w.yes(toRegister, fields)
	reply := answer.text("registerTid")
	if decoded, err := base64.StdEncoding.DecodeString(reply); err != nil || len(decoded) != 32 ||
		!strings.Contains(reply, "+") || !strings.HasSuffix(reply, "=") {
		t.Errorf("registerTid %q is not base64 with + and =", reply)
	}
	if answer.text("requestTid") != fields.text("requestTid") || answer.fields["isSignUpUser"] != false || answer.charset != "UTF-8" {
		t.Errorf("reply %v in %s", answer.fields, answer.charset)
	}
	page := answer.text("easyPayCertPageUrl")
	if !strings.HasPrefix(page, w.PagesURL()+"/easypay/cert/userCertPage.do?registerTid=") || len(page) > 256 || strings.Contains(page, reply) {
		t.Errorf("page %q", page)
	}
	posted := w.browse().clickThrough(page, "agree", "next", "register")
	if posted["registerTid"] == reply || !strings.HasSuffix(page, "="+posted["registerTid"]) {
		t.Errorf("the return's registerTid %q, the reply's %q", posted["registerTid"], reply)
	}
	if len(posted["certSeqNo"]) != 40 {
		t.Errorf("certSeqNo %q", posted["certSeqNo"])
	}
	w.no("P321", toIssue, issueOf(posted).with("registerTid", reply))
	w.no("P322", toIssue, issueOf(posted).with("certSeqNo", strings.Repeat("A", 40)))
	issued := w.yes(toIssue, issueOf(posted))
	again := w.yes(toIssue, issueOf(posted))
	if diff := cmp.Diff(issued.fields, again.fields); diff != "" || issued.text("shopUserId") != "pang-su-14" {
		t.Errorf("asked again: %s", diff)
	}
	want := []practice.EasyPayCustomer{{
		ShopUserID: "pang-su-14", CustomerKey: issued.text("customerKey"), IssuedAt: noon, Methods: []string{"비씨카드"},
	}}
	if diff := cmp.Diff(want, w.Customers()); diff != "" {
		t.Errorf("customers (-want +got):\n%s", diff)
	}
}

func TestEasyPayIssuesNothingBeforeThePage(t *testing.T) {
	w := newWallet(t)
	fields := w.registration()
	_, id, _ := strings.Cut(w.yes(toRegister, fields).text("easyPayCertPageUrl"), "registerTid=")
	w.no("P322", toIssue, body{"mallId": walletMall, "requestTid": fields["requestTid"], "registerTid": id, "certSeqNo": "0"})
	w.no("P203", toIssue, body{"mallId": walletMall, "requestTid": fields["requestTid"], "registerTid": id, "certSeqNo": ""})
}

func TestEasyPayDialects(t *testing.T) {
	w := newWallet(t)
	mail := w.registration().without("mallId").with("shopUserMail", "hong@example.com")
	w.yes(toRegister, mail)
	w.no("P203", toRegister, w.registration().without("mallId"))
	w.no("P207", toRegister, w.registration().with("shopUserMail", "hong@example.com"))
	w.yes(toRegister, w.registration().without("shopParameter")) // required by the table, not by its example
}

func TestEasyPayRefusesARepeatedRequest(t *testing.T) {
	w := newWallet(t)
	fields := w.registration()
	w.yes(toRegister, fields)
	w.no("P301", toRegister, fields)
	w.at("05 12:00:00") // requestTid is never free again
	w.no("P301", toRegister, fields)
}

// TestEasyPayRefuses bends a good registration in every way.
func TestEasyPayRefuses(t *testing.T) {
	w := newWallet(t)
	header := func(values ...string) func(*request) { return func(r *request) { r.authorization = values } }
	kind := func(kind string) func(*request) { return func(r *request) { r.kind = kind } }
	set := func(name string, value any) func(*request) {
		return func(r *request) { *r = w.request(r.path, w.registration().with(name, value)) }
	}
	raw := func(text string) func(*request) { return func(r *request) { r.body = text } }
	id := base64.StdEncoding.EncodeToString([]byte(walletService))
	for name, c := range map[string]struct {
		code string
		bend func(*request)
	}{
		"as it should be":           {"0000", func(*request) {}},
		"utf-8 said":                {"0000", kind("application/json; charset=UTF-8")},
		"no charset said":           {"0000", kind("application/json")},
		"30 Hangul":                 {"0000", set("shopUserId", strings.Repeat("가", 30))},
		"a null that may miss":      {"0000", set("shopParameter", nil)},
		"no authorization":          {"P101", header()},
		"a colon after the id":      {"P101", header("Basic " + base64.StdEncoding.EncodeToString([]byte(walletService+":")))},
		"another id":                {"P101", header("Basic " + base64.StdEncoding.EncodeToString([]byte("other")))},
		"the id in the clear":       {"P101", header("Basic " + walletService)},
		"no word Basic":             {"P101", header(id)},
		"small basic":               {"P101", header("basic " + id)},
		"twice":                     {"P101", header("Basic "+id, "Basic "+id)},
		"a form":                    {"P201", kind("application/x-www-form-urlencoded")},
		"another charset":           {"P201", kind("application/json; charset=utf-16")},
		"no type":                   {"P201", kind("")},
		"no JSON":                   {"P201", raw("resCd=0000")},
		"a list":                    {"P201", raw("[]")},
		"null":                      {"P201", raw("null")},
		"two objects":               {"P201", raw("{}{}")},
		"Hangul unescaped":          {"P202", raw(`{"mallId":"꽃"}`)},
		"another mall":              {"P102", set("mallId", "T0001005")},
		"a mall of nine":            {"P205", set("mallId", "T00010041")},
		"no request id":             {"P203", set("requestTid", "")},
		"no customer":               {"P203", set("shopUserId", nil)},
		"no certType":               {"P203", set("certType", "")},
		"no returnUrl":              {"P203", set("returnUrl", "")},
		"a number for text":         {"P204", set("shopUserId", 14)},
		"a certType of its own":     {"P204", set("certType", "PIN")},
		"a request id of 61":        {"P205", set("requestTid", strings.Repeat("a", 61))},
		"31 Hangul":                 {"P205", set("shopUserId", strings.Repeat("가", 31))},
		"an emoji":                  {"P206", set("shopParameter", "꽃💐")},
		"a returnUrl of 257":        {"P205", set("returnUrl", "https://shop.example/"+strings.Repeat("a", 236))},
		"http":                      {"P204", set("returnUrl", "http://shop.example/")},
		"no scheme":                 {"P204", set("returnUrl", "shop.example")},
		"javascript":                {"P204", set("returnUrl", "javascript:alert(1)")},
		"a user in it":              {"P204", set("returnUrl", "https://kicc@shop.example/")},
		"a note of 4001":            {"P205", set("shopParameter", strings.Repeat("a", 4001))},
		"another certType's absent": {"P203", set("certType", "CI")},
	} {
		t.Run(name, func(t *testing.T) {
			r := w.request(toRegister, w.registration())
			c.bend(&r)
			answer, err := w.send(r)
			if err != nil {
				t.Fatal(err)
			}
			if answer.text("resCd") != c.code {
				t.Errorf("%v, want %s", answer.fields, c.code)
			}
		})
	}
	for _, method := range []string{http.MethodGet, http.MethodPut} {
		r := w.request(toRegister, w.registration())
		r.method = method
		if answer, err := w.send(r); err == nil {
			t.Errorf("%s was answered: %v", method, answer.fields)
		}
	}
}

func TestEasyPayKnowsACustomerAgain(t *testing.T) {
	w := newWallet(t)
	first := w.registered(w.registration())
	if answer := w.yes(toRegister, w.registration()); answer.fields["isSignUpUser"] != true {
		t.Errorf("isSignUpUser %v", answer.fields["isSignUpUser"])
	}
	if again := w.registered(w.registration()); again != first {
		t.Error("the same data led to another key")
	}
	if other := w.registered(w.registration().with("shopUserId", "other")); other == first {
		t.Error("another customer got the same key")
	}
	if got := w.Customers()[0].Methods; len(got) != 1 {
		t.Errorf("methods after registering twice: %v", got)
	}

	revoke := body{"mallId": walletMall, "customerKey": first, "shopUserId": "pang-su-14"}
	w.no("P314", toRevoke, revoke.copy().with("shopUserId", "other"))
	w.no("P311", toRevoke, revoke.copy().with("customerKey", "0"))
	if answer := w.yes(toRevoke, revoke); answer.fields["isExpired"] != true {
		t.Errorf("isExpired %v", answer.fields["isExpired"])
	}
	w.yes(toRevoke, revoke) // a repeat does no harm
	w.no("P312", toMethods, body{"mallId": walletMall, "customerKey": first})
	if answer := w.yes(toRegister, w.registration()); answer.fields["isSignUpUser"] != false {
		t.Error("a customer who left is still one")
	}
	if again := w.registered(w.registration()); again == first {
		t.Error("a revoked key came back")
	}
}

func TestEasyPayRevokedKeyIsNotIssuedAgain(t *testing.T) {
	w := newWallet(t)
	answer := w.yes(toRegister, w.registration())
	posted := w.browse().clickThrough(answer.text("easyPayCertPageUrl"), "agree", "next", "register")
	key := w.yes(toIssue, issueOf(posted)).text("customerKey")
	w.yes(toRevoke, body{"mallId": walletMall, "customerKey": key, "shopUserId": "pang-su-14"})
	w.no("P312", toIssue, issueOf(posted))
}

func TestEasyPayKeyLife(t *testing.T) {
	w := newWallet(t, func(c *practice.EasyPayConfig) { c.KeyLife = 24 * time.Hour })
	key := w.registered(w.registration())
	w.at("03 11:59:59")
	w.yes(toMethods, body{"mallId": walletMall, "customerKey": key})
	w.at("03 12:00:00")
	w.no("P313", toMethods, body{"mallId": walletMall, "customerKey": key})
	if again := w.registered(w.registration()); again == key {
		t.Error("the old key was given out again")
	}
}

func TestEasyPayMethods(t *testing.T) {
	w := newWallet(t)
	answer := w.yes(toRegister, w.registration())
	b := w.browse()
	page := b.press(b.open(answer.text("easyPayCertPageUrl")), "agree")
	to, fields := page.form(t, "next")
	fields["method"] = []string{"0", "2", "3", "4"}
	_, posted := b.press(b.post(to, fields), "register").form(t, "return")
	key := w.yes(toIssue, body{
		"mallId": walletMall, "requestTid": posted.Get("requestTid"), "registerTid": posted.Get("registerTid"), "certSeqNo": posted.Get("certSeqNo"),
	}).text("customerKey")

	ask := body{"mallId": walletMall, "customerKey": key}
	all := w.yes(toMethods, ask)
	var got []string
	for _, one := range all.fields["payMethodInfoList"].([]any) {
		m := one.(map[string]any)
		if id, _ := m["easypayVirtualNo"].(string); len(id) != 40 {
			t.Errorf("easypayVirtualNo %q", id)
		}
		got = append(got, strings.Join([]string{m["payMethodTypeCode"].(string), m["payMethodDetailCode"].(string),
			m["displayName"].(string), m["maskingNo"].(string), m["checkCardFlag"].(string), m["cardUserType"].(string)}, " "))
	}
	want := []string{"11 026 비씨카드 ****1406 N P", "11 026 비씨체크카드 ****1234 Y P", "11 029 신한법인카드 ****0004 N C", "21 088 신한은행 ****5678  "}
	if diff := cmp.Diff(want, got); diff != "" || all.charset != "EUC-KR" {
		t.Errorf("methods in %s (-want +got):\n%s", all.charset, diff)
	}
	count := func(fields body) int { return len(w.yes(toMethods, fields).fields["payMethodInfoList"].([]any)) }
	if n := count(ask.copy().with("payMethodTypeCodeList", "21")); n != 1 {
		t.Errorf("%d accounts", n)
	}
	if n := count(ask.copy().with("payMethodDetailCodeList", "026")); n != 2 {
		t.Errorf("%d of BC", n)
	}
	w.no("P311", toMethods, ask.copy().with("customerKey", "BB2BDC6A1B519C7EE31EE6FAB5D83D0FC2E80B86"))
}

func TestEasyPayRefusesStrangeSEEDSettings(t *testing.T) {
	for name, change := range map[string]func(*practice.EasyPayConfig){
		"mode":    func(c *practice.EasyPayConfig) { c.SEEDMode = "ctr" },
		"padding": func(c *practice.EasyPayConfig) { c.SEEDPadding = "none" },
		"case":    func(c *practice.EasyPayConfig) { c.SEEDHexCase = "Upper" },
		"key":     func(c *practice.EasyPayConfig) { c.SEEDKey = gateways.NewSecret("00") },
		"iv": func(c *practice.EasyPayConfig) {
			c.SEEDMode, c.SEEDIV = "cbc", gateways.NewSecret("xx")
		},
	} {
		var config practice.EasyPayConfig
		change(&config)
		if e, err := practice.NewEasyPay(config); err == nil {
			_ = e.Close()
			t.Errorf("took another %s", name)
		}
	}
}
