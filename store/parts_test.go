package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"
	"pgregory.net/rapid"
)

func TestPartialCancel(t *testing.T) {
	for name, sell := range map[string]func(testing.TB, *Store, int64) Operation{"charge": approved, "settle": settledPayment} {
		t.Run("of_a_"+name, func(t *testing.T) {
			s, _ := newStore(t)
			sale := sell(t, s, 10_000)
			remains := func(want int64, by int64, state State) {
				t.Helper()
				got, err := s.Operation(ctx, sale.ID)
				if err != nil || got.RemainKRW() != want || got.CancelledKRW != 10_000-want || got.CancelledBy != by || got.CancelState != state {
					t.Errorf("remain %d, cancelled %d by %d, %s, %v", got.RemainKRW(), got.CancelledKRW, got.CancelledBy, got.CancelState, err)
				}
			}
			refused := func(amount int64, want error) {
				t.Helper()
				if _, err := s.Prepare(ctx, partIntent(sale, amount)); !errors.Is(err, want) {
					t.Errorf("%d: %v, want %v", amount, err, want)
				}
			}
			remains(10_000, 0, "")
			first := prepared(t, s, partIntent(sale, 3_000))
			if first.MerchantID != sale.MerchantID || first.CustomerID != sale.CustomerID || first.TransactionID != sale.TransactionID {
				t.Errorf("not copied: %+v", first)
			}
			refused(1_000, ErrCancelOpen)
			first = finished(t, s, first.ID, Answer{State: Approved, CancelID: "C1"})
			if first.CancelID != "C1" || first.RemainKRW() != 0 {
				t.Errorf("%+v", first)
			}
			remains(7_000, 0, Approved)
			refused(7_001, ErrTooMuch)
			doubt := finished(t, s, prepared(t, s, partIntent(sale, 5_000)).ID, Answer{State: InDoubt})
			refused(1_000, ErrCancelOpen)
			remains(7_000, 0, InDoubt)
			resolved(t, s, doubt.ID, Resolution{Evidence: "취소 안 됨"})
			last := finished(t, s, prepared(t, s, partIntent(sale, 7_000)).ID, Answer{State: Approved})
			remains(0, last.ID, Approved)
			refused(1, ErrAlreadyCancelled)
			if _, err := s.Resolve(ctx, doubt.ID, Resolution{Happened: true, Evidence: "됨"}); !errors.Is(err, ErrAlreadyCancelled) {
				t.Error("more than was taken", err)
			}
			if all, err := s.Cancels(ctx, sale.ID); err != nil || len(all) != 3 {
				t.Error(len(all), err)
			}
			want := Totals{Rows: 1, Approved: Tally{Count: 1, AmountKRW: 10_000}, GivenBack: Tally{Count: 1, AmountKRW: 10_000}}
			if got, err := s.Totals(ctx, Query{Kinds: []Kind{sale.Kind}}); err != nil || got != want {
				t.Errorf("%+v %v", got, err)
			}
		})
	}
	t.Run("a_finding_may_not_give_back_too_much", func(t *testing.T) {
		s, _ := newStore(t)
		sale := approved(t, s, 10_000)
		doubt := finished(t, s, prepared(t, s, partIntent(sale, 5_000)).ID, Answer{State: InDoubt})
		resolved(t, s, doubt.ID, Resolution{Evidence: "취소 안 됨"})
		finished(t, s, prepared(t, s, partIntent(sale, 5_001)).ID, Answer{State: Approved})
		if _, err := s.Resolve(ctx, doubt.ID, Resolution{Happened: true, Evidence: "됨"}); !errors.Is(err, ErrTooMuch) {
			t.Error(err)
		}
	})
	t.Run("only_under_the_merchant_id_that_took_it", func(t *testing.T) {
		s, _ := newStore(t)
		in := partIntent(settledPayment(t, s, 1000), 500)
		in.MerchantID = "T9999"
		if _, err := s.Prepare(ctx, in); !errors.Is(err, ErrNotCancellable) {
			t.Error(err)
		}
	})
}

// TestOverRefund takes the rules in Go away and leaves the database alone with
// any sequence of cancels: what was given back never exceeds what was taken,
// and the totals sum up.
func TestOverRefund(t *testing.T) {
	o, _ := testOptions(t, quickTemp(t))
	s := openTest(t, o)
	insert := func(sale Operation, amount int64) (id int64, err error) {
		err = s.write(ctx, func(tx *sqlx.Tx) error {
			r := s.newRow(partIntent(sale, amount))
			if err := s.giveOrderNumber(ctx, tx, &r, "", row{}); err != nil {
				return err
			}
			if err = insertOperation.get(ctx, tx, &r.ID, r); err != nil {
				return err
			}
			id = r.ID
			return s.beginStory(ctx, tx, r, r.prepared(0))
		})
		return id, err
	}
	rapid.Check(t, func(rt *rapid.T) {
		sale := approved(t, s, rapid.Int64Range(1, 50).Draw(rt, "sale"))
		var given int64
		for range rapid.IntRange(1, 12).Draw(rt, "cancels") {
			amount := rapid.Int64Range(1, 60).Draw(rt, "amount")
			id, err := insert(sale, amount)
			fits := given+amount <= sale.AmountKRW
			if fits != (err == nil) {
				rt.Fatalf("%d of %d after %d: %v", amount, sale.AmountKRW, given, err)
			}
			if err != nil {
				if !strings.Contains(err.Error(), "what remains of a sale") {
					rt.Fatal(err)
				}
				continue
			}
			state := rapid.SampledFrom([]State{Approved, Declined, NotSent}).Draw(rt, "state")
			finished(t, s, id, Answer{State: state})
			if state == Approved {
				given += amount
			}
		}
		got, err := s.Operation(ctx, sale.ID)
		if err != nil || got.CancelledKRW != given || got.RemainKRW() != sale.AmountKRW-given || (got.CancelledBy != 0) != (given == sale.AmountKRW) {
			rt.Fatalf("%+v after %d, %v", got, given, err)
		}
	})
	all := pages(t, s, Query{})
	checkTotals(t, s, Query{}, all)
	sum, err := s.Totals(ctx, Query{})
	if err != nil || sum.GivenBack.AmountKRW != sum.Cancelled.AmountKRW || sum.GivenBack.AmountKRW > sum.Approved.AmountKRW || sum.Cancelled.Count == 0 {
		t.Errorf("%+v %v", sum, err)
	}
}

func TestTotalsCountMoneyOnly(t *testing.T) {
	s, _ := newStore(t)
	sale := settledPayment(t, s, 1000)
	finished(t, s, prepared(t, s, partIntent(sale, 300)).ID, Answer{State: Approved})
	finished(t, s, prepared(t, s, Intent{Kind: KindDeleteKey}).ID, Answer{State: InDoubt})
	charged(t, s, InDoubt)
	got, err := s.Totals(ctx, Query{})
	if err != nil {
		t.Fatal(err)
	}
	want := Totals{Rows: 7, Approved: Tally{Count: 1, AmountKRW: 1000}, GivenBack: Tally{Count: 1, AmountKRW: 300}, Cancelled: Tally{Count: 1, AmountKRW: 300}, InDoubt: Tally{Count: 1, AmountKRW: 1000}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSettleOnce(t *testing.T) {
	s, _ := newStore(t)
	payment := returnedPayment(t, s, activeCustomer(t, s), 1000)
	again := func() error { _, err := s.Prepare(ctx, followIntent(KindSettle, payment)); return err }
	first := prepared(t, s, followIntent(KindSettle, payment))
	if first.OrderNumber != payment.OrderNumber+"S" || first.CustomerID != payment.CustomerID || first.MerchantID != payment.MerchantID {
		t.Errorf("%+v", first)
	}
	if err := again(); !errors.Is(err, ErrSettleOpen) {
		t.Error("while prepared:", err)
	}
	finished(t, s, first.ID, Answer{State: InDoubt})
	if err := again(); !errors.Is(err, ErrSettleOpen) {
		t.Error("while in doubt:", err)
	}
	resolved(t, s, first.ID, Resolution{Evidence: "없음"})
	second := prepared(t, s, followIntent(KindSettle, payment))
	if second.OrderNumber == first.OrderNumber || !strings.HasSuffix(second.OrderNumber, "S") {
		t.Error(second.OrderNumber)
	}
	if _, err := s.Resolve(ctx, first.ID, happened("R1")); !errors.Is(err, ErrSettleOpen) {
		t.Error("two settles:", err)
	}
	finished(t, s, second.ID, approval("2"))
	if err := again(); !errors.Is(err, ErrAlreadySettled) {
		t.Error("when done:", err)
	}
	if _, err := s.Resolve(ctx, first.ID, happened("R1")); !errors.Is(err, ErrAlreadySettled) {
		t.Error("two settles:", err)
	}
	err := s.write(ctx, func(tx *sqlx.Tx) error {
		r := s.newRow(followIntent(KindSettle, payment))
		r.OrderNumber, r.CustomerID = "other", payment.CustomerID
		return insertOperation.get(ctx, tx, &r.ID, r)
	})
	if err == nil || !strings.Contains(err.Error(), "UNIQUE") {
		t.Error("the index let it through", err)
	}
	for _, text := range []string{payment.OrderNumber, second.OrderNumber} {
		if found := pages(t, s, Query{Text: text, Kinds: []Kind{KindSettle}}); len(found) == 0 {
			t.Error("not found by", text)
		}
	}
}

func TestMaskedNumber(t *testing.T) {
	s, _ := newStore(t)
	payment := returnedPayment(t, s, activeCustomer(t, s), 1000)
	a := approval("1")
	a.MaskedNumber, a.CardCompany = "9490220006611406", "비씨"
	sale := finished(t, s, prepared(t, s, followIntent(KindSettle, payment)).ID, a)
	if sale.MaskedCard != "949022******1406" {
		t.Error("kept as", sale.MaskedCard)
	}
	if company, err := s.CardCompanyOf(ctx, "949022"); err != nil || company != "비씨" {
		t.Error(company, err)
	}
	if found := pages(t, s, Query{Text: "1406"}); len(found) != 1 || found[0].ID != sale.ID {
		t.Error(ids(found))
	}
	for number, want := range map[string]string{"": "", "1234": "1234", "123-456-7890": "123-456-7890", "110-123-456789": "110-123-**6789",
		"949022******1406": "949022******1406", "홍 9490220006611406": "홍 949022******1406"} {
		if got := maskNumber(number); got != want {
			t.Errorf("%q: %q", number, got)
		}
	}
}
