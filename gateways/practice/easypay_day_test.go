package practice_test

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keyindesk/gateways"
)

// What comes before each call of an EasyPay day, done with an honest client and
// by clicking through the pages.

// registration asks for a customer's page.
func (e *easypayStage) registration() gateways.Registration {
	return gateways.Registration{
		RequestID: e.id("REG"), ShopUserID: e.id("user"), ReturnURL: "https://shop.example/return",
		CI: gateways.NewSecret(strings.Repeat("Ab3+", 21) + "Ag=="),
	}
}

// certified is a customer who went through the page and has no key yet.
func (e *easypayStage) certified(t testing.TB) gateways.Issue {
	t.Helper()
	asked := e.registration()
	registered := e.honest(t).Register(context.Background(), asked)
	if registered.Outcome != gateways.Approved {
		t.Fatalf("register: %s %s %v", registered.Outcome, registered.Code, registered.Cause)
	}
	id := query(t, registered.PageURL, "registerTid")
	returned := e.click(t, registered.PageURL,
		url.Values{"registerTid": {id}, "step": {"pin"}, "method": {"0", "4"}, "pin": {"135790"}, "again": {"135790"}})
	return gateways.Issue{
		MerchantID: registered.MerchantID, RequestID: returned.RequestID, RegisterID: returned.RegisterID,
		CertificationID: returned.CertificationID, ShopUserID: asked.ShopUserID,
	}
}

// customer is one with a key, a fresh one each time.
func (e *easypayStage) customer(t testing.TB) customerKey {
	t.Helper()
	issue := e.certified(t)
	wallet := e.honest(t)
	issued := wallet.Issue(context.Background(), issue)
	list := wallet.Methods(context.Background(), gateways.MethodQuery{CustomerKey: issued.CustomerKey})
	if issued.Outcome != gateways.Approved || list.Outcome != gateways.Approved || len(list.Methods) == 0 {
		t.Fatalf("a customer: %s %s, %s %s", issued.Outcome, issued.Code, list.Outcome, list.Code)
	}
	return customerKey{issue.ShopUserID, issued.CustomerKey, list.Methods[0]}
}

// order is a payment of the regular customer.
func (e *easypayStage) order(t testing.TB, amountKRW int64) gateways.Payment {
	t.Helper()
	if e.regular == nil {
		customer := e.customer(t)
		e.regular = &customer
	}
	return gateways.Payment{
		RequestID: e.id("PAY"), OrderNumber: e.id("ORDER"), CustomerKey: e.regular.key, Method: e.regular.method,
		AmountKRW: amountKRW, ItemName: "꽃바구니", ReturnURL: "https://shop.example/return",
	}
}

// authorized is a payment that the customer has approved on the page.
func (e *easypayStage) authorized(t testing.TB, amountKRW int64) gateways.Settlement {
	t.Helper()
	payment := e.order(t, amountKRW)
	page := e.honest(t).RegisterPayment(context.Background(), payment)
	if page.Outcome != gateways.Approved {
		t.Fatalf("register a payment: %s %s %v", page.Outcome, page.Code, page.Cause)
	}
	returned := e.click(t, page.PageURL, url.Values{"authKey": {query(t, page.PageURL, "authKey")}, "pin": {"135790"}})
	return gateways.Settlement{
		MerchantID: page.MerchantID, RequestID: returned.RequestID, OrderNumber: returned.OrderNumber,
		AuthorizationID: returned.AuthorizationID, AmountKRW: amountKRW, At: noon,
	}
}

// taken is a payment of which the money was taken, and the answer to that.
func (e *easypayStage) taken(t testing.TB, amountKRW int64) (gateways.Settlement, gateways.Approval) {
	t.Helper()
	settlement := e.authorized(t, amountKRW)
	approval := e.honest(t).Settle(context.Background(), settlement)
	if approval.Outcome != gateways.Approved {
		t.Fatalf("settle: %s %s %v", approval.Outcome, approval.Code, approval.Cause)
	}
	return settlement, approval
}

// sold is the cancel of all of a sale.
func (e *easypayStage) sold(t testing.TB, amountKRW int64) gateways.Cancel {
	t.Helper()
	settlement, approval := e.taken(t, amountKRW)
	return gateways.Cancel{
		TransactionID: approval.TransactionID, RequestID: e.id("CAN"), MerchantID: settlement.MerchantID,
		OrderNumber: settlement.OrderNumber, AmountKRW: amountKRW, RemainKRW: amountKRW, At: noon,
	}
}

// click fills a page in and reads what it returns, as staff would paste it.
func (e *easypayStage) click(t testing.TB, page string, form url.Values) gateways.PageReturn {
	t.Helper()
	path, _, _ := strings.Cut(page, "?")
	shown, err := http.PostForm(path, form)
	if err != nil {
		t.Fatal(err)
	}
	defer shown.Body.Close()
	text, err := io.ReadAll(shown.Body)
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(text), `<textarea id="posted" rows="6" readonly>`)
	posted, _, ended := strings.Cut(after, "</textarea>")
	if !found || !ended {
		t.Fatalf("the page returns nothing: %s", text)
	}
	returned, err := e.honest(t).ReadReturn(html.UnescapeString(posted))
	if err != nil || returned.Code != "0000" {
		t.Fatalf("the page returns %s: %v", posted, err)
	}
	return returned
}

func query(t testing.TB, address, name string) string {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil || to.Query().Get(name) == "" {
		t.Fatalf("no %s in %s: %v", name, address, err)
	}
	return to.Query().Get(name)
}
