package desk_test

import (
	"errors"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways"
)

// Everything about a customer, and about a sale, is asked as the mall under
// which it began, whatever the settings say by then (facts 1.3).
func TestTheMallThatBeganIt(t *testing.T) {
	s := openTill(t)
	payment := s.payment(50_000)
	sale, err := s.Settle(t.Context(), payment.ID, "김하늘")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Methods(t.Context(), sale.CustomerID, "김하늘"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Cancel(t.Context(), desk.CancelOrder{ChargeID: sale.ID, Reason: "시듦", Confirm: "50000"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RevokeCustomerKey(t.Context(), sale.CustomerID, "pang-su-14", "김하늘"); err != nil {
		t.Fatal(err)
	}
	const mall = "T0001004"
	for call, got := range map[string]string{
		"issue": s.wallet.issues[0].MerchantID, "methods": s.wallet.queries[0].MerchantID, "payment": s.wallet.payments[0].MerchantID,
		"settle": s.wallet.settlements[0].MerchantID, "cancel": s.wallet.cancels[0].MerchantID, "revoke": s.wallet.revocations[0].MerchantID,
	} {
		if got != mall {
			t.Errorf("%s as %q", call, got)
		}
	}
}

// The registerTid of the return goes before that of the reply (facts 0.5).
func TestRegisterIDOfTheReturn(t *testing.T) {
	s := openTill(t)
	s.customer()
	if got := s.wallet.issues[0].RegisterID; got != "B922D5" {
		t.Errorf("issued with %q", got)
	}
}

// A one-time address takes the return of its own page only.
func TestAddressTakesItsOwnReturn(t *testing.T) {
	s := openTill(t)
	ask := func(id string) (desk.Operation, string) {
		before := map[string]bool{}
		for _, token := range s.returns.tokens() {
			before[token] = true
		}
		page, err := s.RegisterCustomer(t.Context(), desk.NewRegistration{ShopUserID: id, Name: "홍길동"}, "김하늘")
		if err != nil {
			t.Fatal(err)
		}
		for _, token := range s.returns.tokens() {
			if !before[token] {
				return page.Operation, token
			}
		}
		t.Fatal("no address was opened")
		return page.Operation, ""
	}
	first, address := ask("pang-su-14")
	second, _ := ask("pang-su-15")
	text := posted(t, gateways.PageReturn{
		Registration: true, Code: "0000", RequestID: second.RequestID, RegisterID: "B922D5", CertificationID: "BA20D7",
	})
	if reply := s.returns.post(address, text); reply.Accepted || reply.Rule != gateways.ReturnNotPending {
		t.Errorf("taken: %+v", reply)
	}
	for _, op := range []desk.Operation{first, second} {
		if _, err := s.IssueCustomerKey(t.Context(), op.ID, "김하늘"); !errors.Is(err, desk.ErrNotReturned) {
			t.Errorf("%s: %v", op.OrderNumber, err)
		}
	}
}
