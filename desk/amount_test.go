package desk_test

import (
	"testing"

	"pgregory.net/rapid"

	"keyindesk/desk"
)

func TestReadKorean(t *testing.T) {
	for amount, want := range map[int64]string{
		0: "", -1: "", 1: "일원", 10: "십원", 1_004: "천사원", 10_000: "만원", 17_334: "만칠천삼백삼십사원", 52_000: "오만이천원",
		110_000: "십일만원", 128_000: "십이만팔천원", 1_000_000: "백만원", 100_000_000: "일억원", 110_010_000: "일억천일만원",
		999_999_999_999: "구천구백구십구억구천구백구십구만구천구백구십구원",
	} {
		if got := desk.ReadKorean(amount); got != want {
			t.Errorf("%d reads %q, want %q", amount, got, want)
		}
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct{ amount, free, supply, vat int64 }{
		{10_000, 0, 9_091, 909}, {1_000, 0, 909, 91}, {1_004, 0, 913, 91}, {52_000, 0, 47_273, 4_727}, {10_000, 10_000, 0, 0}, {0, 0, 0, 0},
	} {
		if supply, vat := desk.Parts(c.amount, c.free); supply != c.supply || vat != c.vat {
			t.Errorf("%d with %d free: %d and %d, want %d and %d", c.amount, c.free, supply, vat, c.supply, c.vat)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(0, 999_999_999_999).Draw(t, "amount")
		free := rapid.Int64Range(0, amount).Draw(t, "free")
		if supply, vat := desk.Parts(amount, free); supply+vat+free != amount || vat < 0 || supply < 0 {
			t.Fatalf("%d + %d + %d is not %d", supply, vat, free, amount)
		}
	})
}

func TestMonthly(t *testing.T) {
	if got := desk.Monthly(52_000, 3); got != 17_334 {
		t.Errorf("got %d", got)
	}
	if got := desk.Monthly(52_000, 0); got != 0 {
		t.Errorf("a lump sum is %d a month", got)
	}
}

func TestGrouped(t *testing.T) {
	for amount, want := range map[int64]string{0: "0", 999: "999", 1_000: "1,000", -1_234_567: "-1,234,567"} {
		if got := desk.Grouped(amount); got != want {
			t.Errorf("%d is %q, want %q", amount, got, want)
		}
	}
}
