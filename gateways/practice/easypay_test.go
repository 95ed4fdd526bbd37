package practice_test

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

// wallet is an EasyPay under test: its clock stands until it is set, and it is
// spoken to in bare HTTP.
type wallet struct {
	*practice.EasyPay
	t    *testing.T
	http *http.Client

	mu  sync.Mutex
	now time.Time
	ids int
}

const (
	walletMAC     = "secretkey1234" // of the facts' own test vectors
	walletService = "practice-service"
	walletMall    = "T0001004"
)

func newWallet(t *testing.T, change ...func(*practice.EasyPayConfig)) *wallet {
	return openWallet(t, "", change...)
}

// openWallet keeps its books in a file if one is named.
func openWallet(t *testing.T, journal string, change ...func(*practice.EasyPayConfig)) *wallet {
	t.Helper()
	w := &wallet{t: t, now: noon}
	config := practice.EasyPayConfig{
		Now: w.clock, MallID: walletMall, ServiceID: gateways.NewSecret(walletService), MACKey: gateways.NewSecret(walletMAC),
	}
	for _, c := range change {
		c(&config)
	}
	var err error
	if journal == "" {
		w.EasyPay, err = practice.NewEasyPay(config)
	} else {
		w.EasyPay, err = practice.OpenEasyPay(config, journal)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	w.http = &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(ctx context.Context, _, host string) (net.Conn, error) { return w.Dial(ctx, host) },
	}}
	return w
}

func (w *wallet) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// at sets the clock to a time in Seoul on 2 March 2026 or the days after.
func (w *wallet) at(text string) {
	w.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-03-"+text, time.FixedZone("KST", 9*60*60))
	if err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = at
}

// id is a new id of the shop's.
func (w *wallet) id(kind string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ids++
	return fmt.Sprintf("%s-%04d", kind, w.ids)
}

func (w *wallet) today() string {
	return w.clock().In(time.FixedZone("KST", 9*60*60)).Format("20060102")
}

// registration is a request for the page in the dialect of [S0].
func (w *wallet) registration() body {
	return body{
		"mallId": walletMall, "requestTid": w.id("REQ"), "shopUserId": "pang-su-14", "certType": "NONE",
		"returnUrl": "https://127.0.0.1:8443/return/abc?x=1&y=2", "shopParameter": "점포 1",
	}
}

// registered goes through the registration page and returns the CustomerKey.
func (w *wallet) registered(fields body) string {
	w.t.Helper()
	answer := w.yes(toRegister, fields)
	posted := w.browse().clickThrough(answer.text("easyPayCertPageUrl"), "agree", "next", "register")
	issued := w.yes(toIssue, issueOf(posted))
	return issued.text("customerKey")
}

func issueOf(posted map[string]string) body {
	return body{
		"mallId": walletMall, "requestTid": posted["requestTid"], "registerTid": posted["registerTid"], "certSeqNo": posted["certSeqNo"],
	}
}

// method is the customer's first card.
func (w *wallet) method(key string) map[string]any {
	w.t.Helper()
	list, _ := w.yes(toMethods, body{"mallId": walletMall, "customerKey": key}).fields["payMethodInfoList"].([]any)
	if len(list) == 0 {
		w.t.Fatal("no methods")
	}
	first, _ := list[0].(map[string]any)
	return first
}

// payment is a request for the page of a payment by the customer's first card,
// signed.
func (w *wallet) payment(key string) body {
	w.t.Helper()
	m := w.method(key)
	return w.signPayment(body{
		"mallId": walletMall, "customerKey": key, "easypayVirtualNo": m["easypayVirtualNo"],
		"payMethodTypeCode": m["payMethodTypeCode"], "payMethodDetailCode": m["payMethodDetailCode"],
		"shopTransactionId": w.id("TX"), "shopOrderNo": w.id("P"), "currency": "00", "amount": 55000, "goodsName": "꽃다발",
		"installmentMonth": 0, "isFreeInstallment": false, "isCardPointUsageCheck": false,
		"returnUrl": "https://127.0.0.1:8443/return/abc",
	})
}

func (w *wallet) signPayment(b body) body {
	return b.with("msgAuthValue", macOf(b.text("customerKey"), b.text("shopTransactionId"), b.text("payMethodDetailCode"),
		b.text("easypayVirtualNo"), fmt.Sprint(b["amount"])))
}

// authorized goes through the payment page and returns the settle that follows.
func (w *wallet) authorized(payment body) body {
	w.t.Helper()
	answer := w.yes(toPayment, payment)
	posted := w.browse().clickThrough(decoded(w.t, answer.text("authPageUrl")), "pay")
	return body{
		"mallId": walletMall, "shopTransactionId": posted["shopTransactionId"], "shopOrderNo": posted["shopOrderNo"],
		"authorizationId": posted["authorizationId"], "approvalReqDate": w.today(),
	}
}

// settled is a payment of which the money was taken.
func (w *wallet) settled() (settle body, approval told) {
	w.t.Helper()
	settle = w.authorized(w.payment(w.registered(w.registration())))
	return settle, w.yes(toSettle, settle)
}

// cancel is a request to give all of a sale back; parts of it with amounts.
func (w *wallet) cancel(approval told, amounts ...int64) body {
	b := body{
		"mallId": walletMall, "shopTransactionId": w.id("CX"), "shopOrderNo": approval.text("shopOrderNo"),
		"pgCno": approval.text("pgCno"), "cancelTxtype": "40", "cancelReqDate": w.today(),
	}
	if len(amounts) == 2 {
		b["cancelTxtype"], b["amount"], b["remainAmount"] = "32", amounts[0], amounts[1]
	}
	return b.with("msgAuthValue", macOf(b.text("pgCno"), b.text("shopTransactionId")))
}

func (w *wallet) status(id, date string) body {
	return body{"mallId": walletMall, "shopTransactionId": id, "transactionDate": date}
}

func (b body) copy() body { return maps.Clone(b) }
