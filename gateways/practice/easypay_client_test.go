package practice_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/practice"
)

// client is the real client over the twin's line, on the same clock.
func (w *wallet) client(dialect easypay.Dialect) *easypay.Client {
	w.t.Helper()
	c := w.Credentials()
	client, err := easypay.New(easypay.Config{
		Environment: gateways.Practice, Dialect: dialect, PagesURL: w.PagesURL(), Now: w.clock,
		Merchants: []easypay.Merchant{{MallID: c.MallID, ServiceID: c.ServiceID, MACKey: c.MACKey, SEED: &easypay.SEED{
			Key: c.SEEDKey, Mode: c.SEEDMode, IV: c.SEEDIV, Padding: c.SEEDPadding, HexCase: c.SEEDHexCase, Charset: "utf-8",
		}}},
		Exchange: gateways.NewExchange(gateways.Options{Total: 2 * time.Second, Dial: w.Dial}),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return client
}

// returned is what a page's return says to the client, as it was posted.
func (w *wallet) returned(client gateways.Wallet, page string, ids ...string) gateways.PageReturn {
	w.t.Helper()
	form := url.Values{}
	for name, value := range w.browse().clickThrough(page, ids...) {
		form.Set(name, value)
	}
	read, err := client.ReadReturn(form.Encode())
	if err != nil {
		w.t.Fatal(err)
	}
	return read
}

// approved wants a yes.
func (w *wallet) approved(what string, r gateways.Result) {
	w.t.Helper()
	if r.Outcome != gateways.Approved {
		w.t.Fatalf("%s: %s %s %s (%s, %v)", what, r.Outcome, r.Code, r.Message, r.Fault, r.Cause)
	}
}

// customer registers one with the client and returns the key and its methods.
func (w *wallet) customer(client gateways.Wallet, asked gateways.Registration) (gateways.Secret, []gateways.Method) {
	w.t.Helper()
	registered := client.Register(w.t.Context(), asked)
	w.approved("register", registered.Result)
	back := w.returned(client, registered.PageURL, "agree", "next", "register")
	if !back.Registration || back.Code != "0000" || back.Message != "정상" || back.RequestID != asked.RequestID || back.RegisterID == registered.RegisterID {
		w.t.Errorf("return %+v", back)
	}
	issued := client.Issue(w.t.Context(), gateways.Issue{
		MerchantID: registered.MerchantID, RequestID: asked.RequestID, RegisterID: back.RegisterID,
		CertificationID: back.CertificationID, ShopUserID: asked.ShopUserID,
	})
	w.approved("issue", issued.Result)
	list := client.Methods(w.t.Context(), gateways.MethodQuery{MerchantID: registered.MerchantID, CustomerKey: issued.CustomerKey})
	w.approved("methods", list.Result)
	return issued.CustomerKey, list.Methods
}

// TestEasyPayClient goes through a whole day with the real client, in both
// dialects of userCertReg and with a CI.
func TestEasyPayClient(t *testing.T) {
	for name, c := range map[string]struct {
		dialect easypay.Dialect
		ask     gateways.Registration
	}{
		"with mallId":       {easypay.DialectMallID, gateways.Registration{}},
		"with shopUserMail": {easypay.DialectUserMail, gateways.Registration{Email: "hong@example.com"}},
		"with a CI":         {easypay.DialectMallID, gateways.Registration{CI: gateways.NewSecret(testCI), Note: "점포 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWallet(t)
			client := w.client(c.dialect)
			ask := c.ask
			ask.RequestID, ask.ShopUserID, ask.ReturnURL = w.id("REQ"), "pang-su-14", "https://127.0.0.1:8443/return/abc"
			key, methods := w.customer(client, ask)
			if len(methods) != 1 || methods[0].Name != "비씨카드" || methods[0].MaskedNumber != "****1406" || !methods[0].Card() {
				t.Fatalf("methods %+v", methods)
			}
			payment := gateways.Payment{
				MerchantID: walletMall, RequestID: w.id("TX"), OrderNumber: w.id("P"), CustomerKey: key, Method: methods[0],
				AmountKRW: 55000, Parts: &gateways.TaxParts{SupplyKRW: 40000, VATKRW: 4000, FreeKRW: 11000}, ItemName: "꽃다발", Quota: 3,
				Email: "hong@example.com", ReturnURL: "https://127.0.0.1:8443/return/abc", Note: "점포 1",
				Deposits: []gateways.Deposit{{Type: "C", AmountKRW: 300}},
			}
			page := client.RegisterPayment(t.Context(), payment)
			w.approved("register payment", page.Result)
			back := w.returned(client, page.PageURL, "pay")
			settlement := gateways.Settlement{
				MerchantID: page.MerchantID, RequestID: back.RequestID, OrderNumber: back.OrderNumber,
				AuthorizationID: back.AuthorizationID, AmountKRW: 55000, At: w.clock(),
			}
			sale := client.Settle(t.Context(), settlement)
			w.approved("settle", sale.Result)
			if sale.CardCompany != "비씨카드" || sale.Quota != 3 || sale.ApprovedAt != "20260302120000" || sale.ApprovalNumber != w.Payments()[0].ApprovalNumber {
				t.Errorf("sale %+v", sale)
			}
			if diff := cmp.Diff(payment.Parts, sale.Parts); diff != "" {
				t.Errorf("parts: %s", diff)
			}
			w.approved("inquire", client.InquireSettlement(t.Context(), settlement).Result)
			cancel := gateways.Cancel{
				TransactionID: sale.TransactionID, RequestID: w.id("CX"), MerchantID: walletMall, OrderNumber: settlement.OrderNumber,
				AmountKRW: 11000, RemainKRW: 55000, Part: true, Parts: &gateways.TaxParts{FreeKRW: 11000}, At: w.clock(),
			}
			w.approved("cancel a part", client.Cancel(t.Context(), cancel).Result)
			w.approved("inquire about it", client.InquireCancel(t.Context(), cancel).Result)
			cancel.RequestID, cancel.AmountKRW, cancel.RemainKRW = w.id("CX"), 44000, 44000
			cancel.Parts = &gateways.TaxParts{SupplyKRW: 40000, VATKRW: 4000}
			w.approved("cancel the rest", client.Cancel(t.Context(), cancel).Result)
			if got := w.Payments()[0]; got.CancelledKRW != 55000 || got.Settles != 1 || got.Cancels != 2 {
				t.Errorf("their books %+v", got)
			}
			revocation := gateways.Revocation{MerchantID: walletMall, CustomerKey: key, ShopUserID: "pang-su-14"}
			w.approved("revoke", client.Revoke(t.Context(), revocation).Result)
			if w.Customers()[0].RevokedAt.IsZero() {
				t.Error("the key lives on")
			}
		})
	}
}

// TestEasyPayClientOnABadDay: what the real client makes of each behaviour at
// the settle, and whether the money was taken.
func TestEasyPayClientOnABadDay(t *testing.T) {
	w := newWallet(t, func(c *practice.EasyPayConfig) { c.Patience = 10 * time.Millisecond })
	client := w.client(easypay.DialectMallID)
	key, methods := w.customer(client, gateways.Registration{
		RequestID: w.id("REQ"), ShopUserID: "pang-su-14", ReturnURL: "https://127.0.0.1:8443/return/abc",
	})
	for behaviour, want := range map[practice.Key]struct {
		outcome gateways.Outcome
		taken   bool
	}{
		practice.DeclineLimit: {gateways.Declined, false}, practice.DeclineFunds: {gateways.Declined, false},
		practice.DeclineLost: {gateways.Declined, false}, practice.DeclinePassword: {gateways.Declined, false},
		practice.CutBefore: {gateways.NotSent, false}, practice.CutDuring: {gateways.Unknown, false},
		practice.LostRequest: {gateways.Unknown, false}, practice.BadGateway: {gateways.Unknown, false},
		practice.LostReply: {gateways.Unknown, true}, practice.SilentReply: {gateways.Unknown, true}, practice.Garbage: {gateways.Unknown, true},
		practice.WrongOrder: {gateways.Unknown, true}, practice.WrongAmount: {gateways.Unknown, true}, practice.NoID: {gateways.Unknown, true},
		practice.MACWrong: {gateways.Unknown, true}, practice.MACMissing: {gateways.Unknown, true},
	} {
		page := client.RegisterPayment(t.Context(), gateways.Payment{
			MerchantID: walletMall, RequestID: w.id("TX"), OrderNumber: w.id("P"), CustomerKey: key, Method: methods[0],
			AmountKRW: 1000, ItemName: "꽃", ReturnURL: "https://127.0.0.1:8443/return/abc",
		})
		w.approved("register payment", page.Result)
		back := w.returned(client, page.PageURL, "pay")
		settlement := gateways.Settlement{
			MerchantID: walletMall, RequestID: back.RequestID, OrderNumber: back.OrderNumber,
			AuthorizationID: back.AuthorizationID, AmountKRW: 1000, At: w.clock(),
		}
		before := len(w.Payments())
		w.next(behaviour)
		got := client.Settle(t.Context(), settlement)
		if taken := len(w.Payments()) > before; got.Outcome != want.outcome || taken != want.taken {
			t.Errorf("%s: %s (%s %s), taken %v", behaviour, got.Outcome, got.Code, got.Fault, taken)
		}
		found := client.InquireSettlement(t.Context(), settlement)
		if (found.Outcome == gateways.Approved) != want.taken {
			t.Errorf("%s: then found %s (%s %s)", behaviour, found.Outcome, found.Code, found.Fault)
		}
	}
	for _, p := range w.Payments() {
		if p.Settles != 1 {
			t.Errorf("settled again: %+v", p)
		}
	}
}
