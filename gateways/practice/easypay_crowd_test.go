package practice_test

import (
	"fmt"
	"testing"
)

// TestEasyPayTakesCareOfAll sends many at once: each customer pays and each is
// given a part back, and nothing is mixed up. Run with -race.
func TestEasyPayTakesCareOfAll(t *testing.T) {
	w := newWallet(t)
	const n = 12
	problems := make(chan error, n)
	for i := range n {
		payment := w.payment(w.registered(w.registration().with("shopUserId", fmt.Sprint("user-", i))))
		payment["amount"] = 10000 + i
		settle := w.authorized(w.signPayment(payment))
		go func() {
			answer, err := w.send(w.request(toSettle, settle))
			again, _ := w.send(w.request(toSettle, settle))
			if err == nil && (answer.number("amount") != fmt.Sprint(10000+i) || again.text("resCd") != "P301") {
				err = fmt.Errorf("%v, then %v", answer.fields, again.fields)
			}
			if err == nil {
				answer, err = w.send(w.request(toCancel, w.cancel(answer, int64(i+1), int64(10000+i))))
			}
			if err == nil && answer.number("remainAmount") != "9999" {
				err = fmt.Errorf("%v", answer.fields)
			}
			problems <- err
		}()
	}
	for range n {
		if err := <-problems; err != nil {
			t.Error(err)
		}
	}
	ids := map[string]bool{}
	for _, p := range w.Payments() {
		ids[p.TransactionID] = true
		if p.AmountKRW-p.CancelledKRW != 9999 || p.Settles != 2 {
			t.Errorf("%+v", p)
		}
	}
	if len(ids) != n {
		t.Errorf("%d trades", len(ids))
	}
}

// TestEasyPayTakesOnlyOneOfMany: the same settle, and then the same cancel,
// from many hands at once.
func TestEasyPayTakesOnlyOneOfMany(t *testing.T) {
	w := newWallet(t)
	settle := w.authorized(w.payment(w.registered(w.registration())))
	const n = 12
	many := func(path string, fields body) (yes []told) {
		t.Helper()
		answers := make(chan told, n)
		r := w.request(path, fields)
		for range n {
			go func() {
				answer, _ := w.send(r)
				answers <- answer
			}()
		}
		for range n {
			switch answer := <-answers; answer.text("resCd") {
			case "0000":
				yes = append(yes, answer)
			case "P301":
			default:
				t.Errorf("%s: %v", path, answer.fields)
			}
		}
		return yes
	}
	sale := many(toSettle, settle)
	if len(sale) != 1 || len(w.Payments()) != 1 || w.Payments()[0].Settles != n {
		t.Fatalf("%d approved, payments %+v", len(sale), w.Payments())
	}
	given := many(toCancel, w.cancel(sale[0], 1000, 55000))
	if got := w.Payments()[0]; len(given) != 1 || got.CancelledKRW != 1000 || got.Cancels != 1 {
		t.Errorf("%d cancelled, payment %+v", len(given), got)
	}
}
