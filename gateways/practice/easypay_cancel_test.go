package practice_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
)

func TestEasyPayCancels(t *testing.T) {
	w := newWallet(t)
	settle, approval := w.settled()
	w.no("P103", toCancel, w.cancel(approval).with("msgAuthValue", macOf(approval.text("pgCno"), "55000")))
	w.no("P203", toCancel, w.cancel(approval).without("msgAuthValue"))
	w.no("P334", toCancel, w.cancel(approval).with("cancelReqDate", "20260301"))
	w.no("P333", toCancel, w.cancel(approval).with("shopOrderNo", "P-0"))
	w.no("P204", toCancel, w.cancel(approval).with("cancelTxtype", "41"))
	w.no("P204", toCancel, w.cancel(approval).with("amount", "55000"))
	w.no("P364", toCancel, w.cancel(approval).with("amount", 54999))
	w.no("P365", toCancel, w.cancel(approval).with("remainAmount", 54999))
	w.no("P366", toCancel, w.cancel(approval).with("comFreeAmt", 55000))
	strange := w.cancel(approval)
	strange["pgCno"] = "26030212000000009999"
	w.no("P361", toCancel, strange.with("msgAuthValue", macOf(strange.text("pgCno"), strange.text("shopTransactionId"))))

	cancel := w.cancel(approval)
	given := w.yes(toCancel, cancel)
	if given.text("oriPgCno") != approval.text("pgCno") || given.text("cancelPgCno") == approval.text("pgCno") || len(given.text("cancelPgCno")) != 20 ||
		given.number("cancelAmount") != "55000" || given.number("remainAmount") != "0" || given.text("statusCode") != "TS02" || given.charset != "EUC-KR" {
		t.Errorf("reply %v in %s", given.fields, given.charset)
	}
	if _, there := given.fields["msgAuthValue"]; there {
		t.Error("a cancel came with a msgAuthValue")
	}
	w.no("P301", toCancel, cancel)
	w.no("P362", toCancel, w.cancel(approval))
	if got := w.Payments(); len(got) != 1 || got[0].CancelledKRW != 55000 || got[0].Cancels != 1 || got[0].RequestID != settle.text("shopTransactionId") {
		t.Errorf("payments %+v", got)
	}
}

func TestEasyPayCancelsParts(t *testing.T) {
	w := newWallet(t)
	_, approval := w.settled()
	w.no("P203", toCancel, w.cancel(approval, 0, 55000))
	w.no("P364", toCancel, w.cancel(approval, 55001, 55000))
	w.no("P365", toCancel, w.cancel(approval, 5000, 50000))
	first := w.yes(toCancel, w.cancel(approval, 5000, 55000))
	if first.number("cancelAmount") != "5000" || first.number("remainAmount") != "50000" || first.text("statusCode") != "TS06" {
		t.Errorf("first %v", first.fields)
	}
	w.no("P365", toCancel, w.cancel(approval, 5000, 55000))
	w.no("P363", toCancel, w.cancel(approval)) // what is left is a part too
	w.no("P364", toCancel, w.cancel(approval, 50001, 50000))
	last := w.yes(toCancel, w.cancel(approval, 50000, 50000).without("remainAmount"))
	if last.number("remainAmount") != "0" || last.text("statusCode") != "TS02" {
		t.Errorf("last %v", last.fields)
	}
	w.no("P362", toCancel, w.cancel(approval, 1, 0))
	want := []gateways.Sale{{
		At: noon, OrderNumber: approval.text("shopOrderNo"), TransactionID: approval.text("pgCno"),
		ApprovalNumber: w.Payments()[0].ApprovalNumber, CardCompany: "비씨카드", AmountKRW: 55000, CancelledKRW: 55000, Cancelled: true,
	}}
	if diff := cmp.Diff(want, w.Rehearsal().Admin()); diff != "" {
		t.Errorf("admin (-want +got):\n%s", diff)
	}
}

func TestEasyPayCancelsPartsOfAMixedSale(t *testing.T) {
	w := newWallet(t)
	payment := w.payment(w.registered(w.registration()))
	payment["comTaxAmt"], payment["comVatAmt"], payment["comFreeAmt"] = 40000, 4000, 11000
	approval := w.yes(toSettle, w.authorized(payment))
	if got := approval.number("comTaxAmt") + approval.number("comVatAmt") + approval.number("comFreeAmt"); got != "40000400011000" {
		t.Errorf("parts %s", got)
	}
	part := func(amount, remain, tax, vat, free int64) body {
		b := w.cancel(approval, amount, remain)
		b["comTaxAmt"], b["comVatAmt"], b["comFreeAmt"] = tax, vat, free
		return b
	}
	w.no("P366", toCancel, w.cancel(approval, 11000, 55000))
	w.no("P366", toCancel, part(11000, 55000, 0, 0, 10999))
	w.no("P366", toCancel, part(11001, 55000, 0, 0, 11001)) // more than the tax-free part
	w.yes(toCancel, part(11000, 55000, 0, 0, 11000))
	w.no("P366", toCancel, part(1, 44000, 0, 0, 1))
	w.yes(toCancel, part(44000, 44000, 40000, 4000, 0))
}

func TestEasyPayCancelsAMixedSaleWhole(t *testing.T) {
	w := newWallet(t)
	payment := w.payment(w.registered(w.registration()))
	payment["comTaxAmt"], payment["comVatAmt"], payment["comFreeAmt"] = 40000, 4000, 11000
	approval := w.yes(toSettle, w.authorized(payment))
	wrong := w.cancel(approval)
	wrong["comTaxAmt"], wrong["comVatAmt"], wrong["comFreeAmt"] = 50000, 5000, 0
	w.no("P366", toCancel, wrong)
	w.yes(toCancel, w.cancel(approval))
}
