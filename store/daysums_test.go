package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestDaySums(t *testing.T) {
	s, c := newStore(t)
	c.set("2026-11-20 23:59:00")
	sale := approved(t, s, 10_000)
	c.set("2026-11-21 00:01:00")
	finished(t, s, prepared(t, s, partIntent(sale, 4_000)).ID, Answer{State: Approved})
	approved(t, s, 1_000)
	c.set("2026-11-21 15:00:00")
	approved(t, s, 2_000)
	charged(t, s, InDoubt)
	prepared(t, s, allKinds[KindLookupKey](t, s)) // moves nothing
	sum := func(day string, kind Kind, state State, company string, count int, amount int64) DaySum {
		return DaySum{Day: day, Kind: kind, State: state, Gateway: "payup", CardCompany: company, Staff: "김직원", Count: count, AmountKRW: amount}
	}
	less := cmpopts.SortSlices(func(a, b DaySum) bool {
		return a.Day+string(a.Kind)+string(a.State) < b.Day+string(b.Kind)+string(b.State)
	})
	all := []DaySum{
		sum("2026-11-20", KindCharge, Approved, "BC카드", 1, 10_000), sum("2026-11-21", KindCancel, Approved, "BC카드", 1, 4_000),
		sum("2026-11-21", KindCharge, Approved, "BC카드", 2, 3_000), sum("2026-11-21", KindCharge, InDoubt, "", 1, 1_000),
	}
	got, err := s.DaySums(ctx, "2026-11-20", "2026-11-21", time.Time{})
	if diff := cmp.Diff(all, got, less); diff != "" || err != nil {
		t.Error(diff, err)
	}
	got, err = s.DaySums(ctx, "2026-11-21", "2026-11-21", time.Date(2026, 11, 21, 12, 0, 0, 0, korea))
	want := []DaySum{sum("2026-11-21", KindCancel, Approved, "BC카드", 1, 4_000), sum("2026-11-21", KindCharge, Approved, "BC카드", 1, 1_000)}
	if diff := cmp.Diff(want, got, less); diff != "" || err != nil {
		t.Error(diff, err)
	}
	day, err := s.DayOperations(ctx, "2026-11-21")
	if err != nil || len(day) != 4 || day[0].State != InDoubt || day[3].Kind != KindCancel || day[3].Buyer.Name != "" {
		t.Errorf("%+v %v", day, err)
	}
}
