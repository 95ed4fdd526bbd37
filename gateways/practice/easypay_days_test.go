package practice_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEasyPayIDsUntilMidnight: an id of the shop's is refused as a repeat until
// midnight in Korea, and is a new request after it, a second charge.
func TestEasyPayIDsUntilMidnight(t *testing.T) {
	w := newWallet(t)
	w.at("02 23:45:00")
	key := w.registered(w.registration())
	payment := w.payment(key)
	settle := w.authorized(payment)
	w.no("P301", toPayment, payment) // before it is settled
	w.at("02 23:59:50")
	first := w.yes(toSettle, settle)
	w.no("P301", toPayment, payment)
	w.no("P301", toSettle, settle)
	cancel := w.cancel(first)
	w.no("P301", toCancel, cancel.copy().with("shopTransactionId", payment["shopTransactionId"]).
		with("msgAuthValue", macOf(first.text("pgCno"), payment.text("shopTransactionId"))))

	w.at("03 00:00:00")
	if found := w.yes(toStatus, w.status(payment.text("shopTransactionId"), "20260302")); found.text("pgCno") != first.text("pgCno") {
		t.Error("yesterday's settle is not found")
	}
	w.no("P334", toSettle, settle) // yesterday's date
	w.no("P301", toSettle, settle.copy().with("approvalReqDate", w.today()))
	second := w.yes(toSettle, w.authorized(payment))
	if got := w.Payments(); len(got) != 2 || second.text("pgCno") == first.text("pgCno") {
		t.Errorf("payments %+v", got)
	}
	w.no("P352", toStatus, w.status(payment.text("shopTransactionId"), "20260301"))
	for date, pgCno := range map[string]string{"20260302": first.text("pgCno"), "20260303": second.text("pgCno")} {
		if found := w.yes(toStatus, w.status(payment.text("shopTransactionId"), date)); found.text("pgCno") != pgCno {
			t.Errorf("%s: %v", date, found.fields)
		}
	}
}

// TestEasyPayAcrossMidnight: registered before midnight, settled after it.
func TestEasyPayAcrossMidnight(t *testing.T) {
	w := newWallet(t)
	w.at("02 23:59:50")
	settle := w.authorized(w.payment(w.registered(w.registration())))
	w.at("03 00:00:01")
	w.no("P334", toSettle, settle)
	settle["approvalReqDate"] = w.today()
	approval := w.yes(toSettle, settle)
	if got := approval.text("transactionDate"); got != "20260303000001" {
		t.Errorf("transactionDate %s", got)
	}
	w.no("P351", toStatus, w.status(settle.text("shopTransactionId"), "20260302"))
	w.yes(toStatus, w.status(settle.text("shopTransactionId"), "20260303"))
}

func TestEasyPayStatus(t *testing.T) {
	w := newWallet(t)
	settle, approval := w.settled()
	id := settle.text("shopTransactionId")
	found := w.yes(toStatus, w.status(id, "20260302"))
	if _, there := found.fields["msgAuthValue"]; there {
		t.Error("a tradeStatus came with a msgAuthValue")
	}
	delete(approval.fields, "msgAuthValue")
	if diff := cmp.Diff(approval.fields, found.fields); diff != "" {
		t.Errorf("(-settle +tradeStatus):\n%s", diff)
	}
	cancel := w.cancel(approval, 5000, 55000)
	given := w.yes(toCancel, cancel)
	if diff := cmp.Diff(given.fields, w.yes(toStatus, w.status(cancel.text("shopTransactionId"), "20260302")).fields); diff != "" {
		t.Errorf("(-cancel +tradeStatus):\n%s", diff)
	}
	if diff := cmp.Diff(found.fields, w.yes(toStatus, w.status(id, "20260302")).fields); diff != "" {
		t.Errorf("the sale after a cancel (-before +after):\n%s", diff)
	}
	w.no("P351", toStatus, w.status("TX-none", "20260302"))
	w.no("P351", toStatus, w.status(id, "20260301"))
	w.at("03 23:59:59")
	w.yes(toStatus, w.status(id, "20260302"))
	w.at("04 00:00:00")
	w.no("P352", toStatus, w.status(id, "20260302"))
	w.no("P352", toStatus, w.status(id, "20260305"))
}
