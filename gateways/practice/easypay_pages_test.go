package practice_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways/practice"
)

func TestEasyPayRegistrationPage(t *testing.T) {
	w := newWallet(t)
	fields := w.registration().with("shopParameter", `<b>"점포" & 1</b>+%20`)
	answer := w.yes(toRegister, fields)
	b := w.browse()
	page := b.open(answer.text("easyPayCertPageUrl"))
	for _, want := range []string{`lang="ko"`, "연습", `id="agree"`, `id="cancel"`, `value="홍길동"`} {
		if !strings.Contains(page.text, want) {
			t.Errorf("the first page lacks %s", want)
		}
	}
	for _, never := range []string{"<script", "http://", "src=", "@import"} {
		if strings.Contains(page.text, never) {
			t.Errorf("the first page has %s", never)
		}
	}
	if got := page.header.Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") || page.header.Get("Cache-Control") != "no-store" {
		t.Errorf("header %v", page.header)
	}
	page = b.press(b.press(b.press(page, "agree"), "next"), "register")
	to, posted := page.form(t, "return")
	if to != fields.text("returnUrl") {
		t.Errorf("returns to %q", to)
	}
	if posted.Get("resCd") != "0000" || posted.Get("resMsg") != url.QueryEscape("정상") || posted.Get("requestTid") != fields.text("requestTid") ||
		posted.Get("shopParameter") != fields.text("shopParameter") || len(posted) != 6 {
		t.Errorf("returns %v", posted)
	}
	_, shown, _ := strings.Cut(page.text, `readonly>`)
	shown, _, _ = strings.Cut(shown, "</textarea>")
	copied, err := url.ParseQuery(html.UnescapeString(shown))
	if diff := cmp.Diff(posted, copied); err != nil || diff != "" {
		t.Errorf("%v: the box to copy from differs:\n%s", err, diff)
	}
	if again := b.open(answer.text("easyPayCertPageUrl")); again.text != page.text {
		t.Error("the page can be gone through twice")
	}
	if again := b.post("/easypay/cert/userCertPage.do", url.Values{"registerTid": {posted.Get("registerTid")}, "action": {"cancel"}}); again.text != page.text {
		t.Error("a yes was turned into a no")
	}
}

func TestEasyPayRegistrationPageAsksAgain(t *testing.T) {
	w := newWallet(t)
	b := w.browse()
	first := b.open(w.yes(toRegister, w.registration()).text("easyPayCertPageUrl"))
	to, identify := first.form(t, "agree")
	second := b.press(first, "agree")
	_, methods := second.form(t, "next")
	_, pin := b.press(second, "next").form(t, "register")
	bend := func(fields url.Values, name string, values ...string) url.Values {
		out := url.Values{}
		for n, v := range fields {
			out[n] = v
		}
		out[name] = values
		return out
	}
	for name, fields := range map[string]url.Values{
		"no name":        bend(identify, "name"),
		"no consent":     bend(identify, "consent"),
		"no method":      bend(methods, "method"),
		"no such method": bend(methods, "method", "99", "-1", "x"),
		"five digits":    bend(pin, "pin", "12345"),
		"letters":        bend(pin, "pin", "12345a"),
		"another":        bend(pin, "again", "123457"),
		"methods lost":   bend(pin, "method"),
		"no step":        bend(pin, "step"),
	} {
		if page := b.post(to, fields); !strings.Contains(page.text, `id="problem"`) || strings.Contains(page.text, `id="return"`) {
			t.Errorf("%s was let through", name)
		}
	}
	if page := b.post(to, pin); !strings.Contains(page.text, `id="return"`) {
		t.Error("the page can't be finished after that")
	}
}

func TestEasyPayPaymentPage(t *testing.T) {
	w := newWallet(t)
	payment := w.payment(w.registered(w.registration())).with("goodsName", `<i>꽃</i>"`).with("installmentMonth", 3).with("shopParameter", "a=b&c")
	answer := w.yes(toPayment, payment)
	address := answer.text("authPageUrl")
	if !strings.HasPrefix(address, "http%3A%2F%2F127.0.0.1%3A") || len(address) > 256 || strings.ContainsAny(address, ":/?=") {
		t.Errorf("authPageUrl %q is not encoded as a whole", address)
	}
	b := w.browse()
	page := b.open(decoded(t, address))
	for _, want := range []string{"연습", "55,000원 결제", "&lt;i&gt;꽃&lt;/i&gt;", "비씨카드 ****1406", "3개월", payment.text("shopOrderNo")} {
		if !strings.Contains(page.text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	to, fields := page.form(t, "pay")
	fields.Set("pin", "12345")
	if page := b.post(to, fields); !strings.Contains(page.text, `id="problem"`) {
		t.Error("five digits were enough")
	}
	to, posted := b.press(page, "pay").form(t, "return")
	want := url.Values{
		"resCd": {"0000"}, "resMsg": {url.QueryEscape("정상")}, "shopTransactionId": {payment.text("shopTransactionId")},
		"shopOrderNo": {payment.text("shopOrderNo")}, "authorizationId": {posted.Get("authorizationId")}, "shopParameter": {"a=b&c"},
	}
	if diff := cmp.Diff(want, posted); diff != "" || to != payment.text("returnUrl") || len(posted.Get("authorizationId")) != 40 {
		t.Errorf("to %q (-want +got):\n%s", to, diff)
	}
	if len(w.Payments()) != 0 {
		t.Error("the page took the money")
	}
}

func TestEasyPayCustomerTurnsBack(t *testing.T) {
	w := newWallet(t)
	answer := w.yes(toRegister, w.registration())
	posted := w.browse().clickThrough(answer.text("easyPayCertPageUrl"), "agree", "cancel")
	if posted["resCd"] != "P401" || decoded(t, posted["resMsg"]) != "고객이 취소하였습니다." || posted["certSeqNo"] != "" {
		t.Errorf("registration returns %v", posted)
	}
	w.no("P322", toIssue, issueOf(posted).with("certSeqNo", "0"))

	payment := w.payment(w.registered(w.registration()))
	answer = w.yes(toPayment, payment)
	posted = w.browse().clickThrough(decoded(t, answer.text("authPageUrl")), "cancel")
	if posted["resCd"] != "P401" || posted["authorizationId"] != "" || posted["shopTransactionId"] != payment.text("shopTransactionId") {
		t.Errorf("payment returns %v", posted)
	}
	w.no("P331", toSettle, body{
		"mallId": walletMall, "shopTransactionId": payment["shopTransactionId"], "shopOrderNo": payment["shopOrderNo"],
		"authorizationId": "0", "approvalReqDate": w.today(),
	})
}

func TestEasyPayPagesEnd(t *testing.T) {
	w := newWallet(t)
	registration := w.yes(toRegister, w.registration()).text("easyPayCertPageUrl")
	b := w.browse()
	half := b.press(b.press(b.open(registration), "agree"), "next")
	key := w.registered(w.registration())
	payment := decoded(t, w.yes(toPayment, w.payment(key)).text("authPageUrl"))
	paying := b.open(payment)
	answer := w.yes(toRegister, w.registration())
	posted := b.clickThrough(answer.text("easyPayCertPageUrl"), "agree", "next", "register")

	w.at("02 12:30:00")
	for name, page := range map[string]pageShown{
		"the registration opened": b.open(registration), "the registration finished": b.press(half, "register"),
		"the payment opened": b.open(payment), "the payment finished": b.press(paying, "pay"),
	} {
		if page.status != http.StatusGone {
			t.Errorf("%s: %d", name, page.status)
		}
	}
	w.no("P323", toIssue, issueOf(posted))
	for _, path := range []string{
		"/easypay/cert/userCertPage.do?registerTid=0", "/easypay/cert/userCertPage.do", "/easypay/auth/authPage.do?authKey=", "/", "/easypay/payment/settle.do",
	} {
		if page := b.open(w.PagesURL() + path); page.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, page.status)
		}
	}
}

// TestEasyPayPagesAreForThisPCOnly: the address is a loopback one, and a name
// that another site made lead there gets nothing.
func TestEasyPayPagesAreForThisPCOnly(t *testing.T) {
	w := newWallet(t)
	if !strings.HasPrefix(w.PagesURL(), "http://127.0.0.1:") {
		t.Errorf("pages at %s", w.PagesURL())
	}
	address := w.yes(toRegister, w.registration()).text("easyPayCertPageUrl")
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = "kicc.evil.example"
	b := w.browse()
	if page := b.read(b.http.Do(request)); page.status != http.StatusForbidden || strings.Contains(page.text, "registerTid") {
		t.Errorf("%d: %s", page.status, page.text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if response, err := b.http.Get(address); err == nil {
		_ = response.Body.Close()
		t.Error("the pages outlive Close")
	}
}

func TestEasyPayPageBehaviours(t *testing.T) {
	w := newWallet(t)
	page := func() string { return w.yes(toRegister, w.registration()).text("easyPayCertPageUrl") }
	first := page()
	w.Next(practice.Behaviour{Key: practice.PageRefuse})
	if posted := w.browse().clickThrough(first, "agree", "next", "register"); posted["resCd"] != "P402" || posted["certSeqNo"] != "" {
		t.Errorf("page-refuse returns %v", posted)
	}
	if w.Current().Key != practice.Approve {
		t.Error("page-refuse happens twice")
	}
	fields := w.registration()
	second := w.yes(toRegister, fields).text("easyPayCertPageUrl")
	w.Next(practice.Behaviour{Key: practice.PageForeign})
	posted := w.browse().clickThrough(second, "agree", "next", "register")
	if posted["resCd"] != "0000" || posted["requestTid"] == fields.text("requestTid") || posted["requestTid"] == "" {
		t.Errorf("page-foreign returns %v", posted)
	}

	payment := w.payment(w.registered(w.registration()))
	third := decoded(t, w.yes(toPayment, payment).text("authPageUrl"))
	w.Next(practice.Behaviour{Key: practice.PageForeign})
	if posted := w.browse().clickThrough(third, "pay"); posted["shopTransactionId"] == payment.text("shopTransactionId") || posted["authorizationId"] == "" {
		t.Errorf("page-foreign of a payment returns %v", posted)
	}

	// What is set for the line is left for the line.
	fourth := page()
	w.Next(practice.Behaviour{Key: practice.CutBefore})
	w.browse().clickThrough(fourth, "agree", "next", "register")
	if w.Current().Key != practice.CutBefore {
		t.Error("a page took what was meant for the line")
	}
}
