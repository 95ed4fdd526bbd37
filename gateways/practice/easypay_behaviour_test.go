package practice_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways/practice"
)

func (w *wallet) next(key practice.Key) { w.Next(practice.Behaviour{Key: key}) }

func TestEasyPayDeclines(t *testing.T) {
	w := newWallet(t)
	key := w.registered(w.registration())
	for behaviour, code := range map[practice.Key]string{
		practice.DeclineLimit: "8521", practice.DeclineFunds: "8035", practice.DeclineLost: "8350", practice.DeclinePassword: "8311",
	} {
		w.next(behaviour)
		settle := w.authorized(w.payment(key)) // nothing before the settle takes it
		w.no(code, toSettle, settle)
		w.no("P301", toSettle, settle) // the authorization is spent
		w.no("P351", toStatus, w.status(settle.text("shopTransactionId"), w.today()))
	}
	w.Next(practice.Decline("9999", "안 됩니다 💐"))
	answer := w.ask(toRegister, w.registration())
	if answer.text("resCd") != "9999" || answer.text("resMsg") != "안 됩니다 💐" {
		t.Errorf("%v", answer.fields)
	}
	w.Next(practice.Decline("9999", "안 됩니다 💐"))
	if answer = w.ask(toMethods, body{"mallId": walletMall, "customerKey": key}); answer.text("resMsg") != "안 됩니다 ?" {
		t.Errorf("in EUC-KR: %v", answer.fields)
	}
	if got := w.Payments(); len(got) != 0 {
		t.Errorf("took money: %+v", got)
	}
}

// TestEasyPayOddAnswers: the money was taken, the answer can't be trusted.
func TestEasyPayOddAnswers(t *testing.T) {
	w := newWallet(t)
	key := w.registered(w.registration())
	for behaviour, odd := range map[practice.Key]func(settle body, a told) bool{
		practice.WrongOrder:  func(settle body, a told) bool { return a.text("shopOrderNo") != settle.text("shopOrderNo") },
		practice.WrongAmount: func(_ body, a told) bool { return a.number("amount") == "55001" },
		practice.NoID:        func(_ body, a told) bool { return a.text("pgCno") == "" },
		practice.MACWrong: func(_ body, a told) bool {
			return len(a.text("msgAuthValue")) == 64 && a.text("msgAuthValue") != macOf(a.text("pgCno"), "55000", a.text("transactionDate"))
		},
		practice.MACMissing: func(_ body, a told) bool { _, there := a.fields["msgAuthValue"]; return !there },
	} {
		settle := w.authorized(w.payment(key))
		before := len(w.Payments())
		w.next(behaviour)
		answer := w.yes(toSettle, settle)
		if !odd(settle, answer) || len(w.Payments()) != before+1 {
			t.Errorf("%s: %v", behaviour, answer.fields)
		}
		found := w.yes(toStatus, w.status(settle.text("shopTransactionId"), w.today()))
		if found.number("amount") != "55000" || found.text("shopOrderNo") != settle.text("shopOrderNo") {
			t.Errorf("%s: then found %v", behaviour, found.fields)
		}
		if behaviour == practice.MACWrong || behaviour == practice.MACMissing {
			continue
		}
		cancel := w.cancel(found)
		w.next(behaviour)
		given := w.yes(toCancel, cancel)
		want := map[practice.Key]bool{
			practice.WrongOrder:  given.text("oriPgCno") != found.text("pgCno") && given.text("shopOrderNo") != found.text("shopOrderNo"),
			practice.WrongAmount: given.number("cancelAmount") == "55001",
			practice.NoID:        given.text("cancelPgCno") == "",
		}
		if !want[behaviour] {
			t.Errorf("%s: cancel %v", behaviour, given.fields)
		}
		w.yes(toStatus, w.status(cancel.text("shopTransactionId"), w.today()))
	}
}

// TestEasyPayLine: what the line does to each call, and whether it was done.
func TestEasyPayLine(t *testing.T) {
	w := newWallet(t, func(c *practice.EasyPayConfig) { c.Patience = 10 * time.Millisecond })
	key := w.registered(w.registration())
	for _, c := range []struct {
		key  practice.Key
		done bool
	}{
		{practice.CutBefore, false}, {practice.CutDuring, false}, {practice.LostRequest, false}, {practice.BadGateway, false},
		{practice.LostReply, true}, {practice.SilentReply, true}, {practice.Garbage, true},
	} {
		settle := w.authorized(w.payment(key))
		before := len(w.Payments())
		w.next(c.key)
		if answer, err := w.send(w.request(toSettle, settle)); err == nil {
			t.Errorf("%s answered %v", c.key, answer.fields)
		}
		if done := len(w.Payments()) > before; done != c.done {
			t.Errorf("%s: done %v", c.key, done)
		}
		found := w.ask(toStatus, w.status(settle.text("shopTransactionId"), w.today()))
		if (found.text("resCd") == "0000") != c.done {
			t.Errorf("%s: found %v", c.key, found.fields)
		}
	}
	w.Next(practice.SlowBy(time.Millisecond))
	w.yes(toMethods, body{"mallId": walletMall, "customerKey": key})
}

// TestEasyPayLostReplyAtMidnight: settled at 23:59:50, the reply is lost, and
// the answer is found under yesterday's date.
func TestEasyPayLostReplyAtMidnight(t *testing.T) {
	w := newWallet(t)
	w.at("02 23:59:50")
	settle := w.authorized(w.payment(w.registered(w.registration())))
	w.next(practice.LostReply)
	if answer, err := w.send(w.request(toSettle, settle)); err == nil {
		t.Fatalf("answered %v", answer.fields)
	}
	w.at("03 00:00:10")
	w.no("P351", toStatus, w.status(settle.text("shopTransactionId"), "20260303"))
	found := w.yes(toStatus, w.status(settle.text("shopTransactionId"), "20260302"))
	if got := w.Payments(); len(got) != 1 || got[0].Settles != 1 || got[0].TransactionID != found.text("pgCno") {
		t.Errorf("payments %+v", got)
	}
}

// TestEasyPayDuplicate: the line delivers a request twice; it is done once.
func TestEasyPayDuplicate(t *testing.T) {
	w := newWallet(t)
	twice := func(path string, fields body) {
		t.Helper()
		w.next(practice.Duplicate)
		w.no("P301", path, fields)
	}
	twice(toRegister, w.registration())
	payment := w.payment(w.registered(w.registration()))
	twice(toPayment, payment)
	settle := w.authorized(w.payment(payment.text("customerKey")))
	twice(toSettle, settle)
	found := w.yes(toStatus, w.status(settle.text("shopTransactionId"), w.today()))
	twice(toCancel, w.cancel(found, 1000, 55000))
	if got := w.Payments(); len(got) != 1 || got[0].CancelledKRW != 1000 || got[0].Settles != 1 {
		t.Errorf("payments %+v", got)
	}
}

func TestEasyPayRefusalsOnDemand(t *testing.T) {
	w := newWallet(t)
	settle, approval := w.settled()
	key := w.Customers()[0].CustomerKey
	w.next(practice.KeyUnknown)
	w.no("P311", toMethods, body{"mallId": walletMall, "customerKey": key})
	payment := w.payment(key)
	w.next(practice.KeyUnknown)
	w.no("P311", toPayment, payment)
	w.next(practice.KeyUnknown)
	w.no("P311", toRevoke, body{"mallId": walletMall, "customerKey": key, "shopUserId": "pang-su-14"})
	w.next(practice.CancelRefused)
	w.yes(toStatus, w.status(settle.text("shopTransactionId"), w.today())) // not the inquiry's
	w.no("P371", toCancel, w.cancel(approval))
	w.next(practice.StatusUnknown)
	w.no("P351", toStatus, w.status(settle.text("shopTransactionId"), w.today()))
	if got := w.Payments(); got[0].CancelledKRW != 0 || !w.Customers()[0].RevokedAt.IsZero() {
		t.Errorf("done all the same: %+v", got)
	}
}

func TestEasyPayRehearsal(t *testing.T) {
	w := newWallet(t)
	r := w.Rehearsal()
	want := []string{
		"approve", "decline-limit", "decline-funds", "decline-lost", "decline-password",
		"slow", "cut-before", "cut-during", "lost-reply", "silent-reply", "lost-request", "garbage", "bad-gateway",
		"wrong-order", "wrong-amount", "no-id", "mac-wrong", "mac-missing", "duplicate", "key-unknown", "cancel-refused",
		"status-unknown", "page-refuse", "page-foreign",
	}
	if diff := cmp.Diff(want, r.Behaviours()); diff != "" {
		t.Errorf("behaviours (-want +got):\n%s", diff)
	}
	for _, key := range want {
		r.SetNext(key)
		if r.Next() != key {
			t.Errorf("set %s, is %s", key, r.Next())
		}
	}
	r.Decline("9999", "아니오")
	if r.Next() != "decline-other" || r.Samples() != nil || r.Admin() != nil {
		t.Errorf("next %s, samples %v", r.Next(), r.Samples())
	}
}
