package practice

import (
	"path/filepath"
	"testing"
)

// What can't be written does not happen: neither a customer, nor a charge, nor
// a cancel.
func TestEasyPayKeepsNothingThatItCannotWrite(t *testing.T) {
	e, err := OpenEasyPay(EasyPayConfig{}, filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	customer := kiccCustomer{Serial: "K", ShopUserID: "u", IssuedAt: e.config.Now()}
	paid := kiccPayment{
		Page: "A", RequestID: "TX-1", OrderNumber: "P-1", Customer: "K", AmountKRW: 1000, At: e.config.Now(), AuthorizationID: "Y",
	}
	open := paid
	open.Page, open.RequestID = "B", "TX-2"
	paid.PgCno, paid.SettledAt = "26030212000000000001", e.config.Now()
	for _, l := range []kiccLine{{Customer: &customer}, {Payment: &paid}, {Payment: &open}} {
		if err := e.book.keep(l); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.book.journal.close(); err != nil {
		t.Fatal(err)
	}
	today := day(e.config.Now())
	for name, answer := range map[string]any{
		"register": e.register(kiccMessage{"mallId": "T0001004", "requestTid": "R", "shopUserId": "u", "certType": "NONE", "returnUrl": "https://a/"}, Behaviour{}),
		"revoke":   e.revoke(kiccMessage{"customerKey": e.keyOf(customer), "shopUserId": "u"}, Behaviour{}),
		"settle": e.settle(kiccMessage{
			"shopTransactionId": "TX-2", "authorizationId": "Y", "shopOrderNo": "P-1", "approvalReqDate": today,
		}, Behaviour{}),
		"cancel": e.cancel(kiccMessage{
			"shopTransactionId": "CX", "pgCno": paid.PgCno, "shopOrderNo": "P-1", "cancelTxtype": cancelWhole, "cancelReqDate": today,
			"msgAuthValue": e.mac(paid.PgCno, "CX"),
		}, Behaviour{}),
	} {
		if answer != kiccOwnTrouble {
			t.Errorf("%s: %v", name, answer)
		}
	}
	if len(e.book.registrations) != 0 || !e.Customers()[0].RevokedAt.IsZero() {
		t.Error("registered or revoked all the same")
	}
	if got := e.Payments(); len(got) != 1 || got[0].CancelledKRW != 0 {
		t.Errorf("payments %+v", got)
	}
	if e.book.usedOn(e.config.Now(), "CX") {
		t.Error("an id is used up by what did not happen")
	}
}
