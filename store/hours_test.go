package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHourSums(t *testing.T) {
	s, c := newStore(t)
	c.set("2026-11-20 23:59:59")
	sale := approved(t, s, 10_000)
	c.set("2026-11-21 00:00:00")
	finished(t, s, prepared(t, s, partIntent(sale, 4_000)).ID, Answer{State: Approved})
	c.set("2026-11-21 08:59:59") // still the day before by UTC
	approved(t, s, 1_000)
	c.set("2026-11-21 09:00:00")
	approved(t, s, 2_000)
	charged(t, s, InDoubt)
	charged(t, s, Declined)
	c.set("2026-11-21 09:59:59")
	approved(t, s, 3_000)
	c.set("2026-11-21 23:59:59")
	approved(t, s, 5_000)
	c.set("2026-11-22 00:00:00")
	approved(t, s, 7_000)
	sum := func(day string, hour int, kind Kind, count int, amount int64) DaySum {
		return DaySum{Day: day, Hour: hour, Kind: kind, State: Approved, Gateway: "payup", CardCompany: "BC카드", Staff: "김직원", Count: count, AmountKRW: amount}
	}
	want := []DaySum{
		sum("2026-11-20", 23, KindCharge, 1, 10_000), sum("2026-11-21", 0, KindCancel, 1, 4_000), sum("2026-11-21", 8, KindCharge, 1, 1_000),
		sum("2026-11-21", 9, KindCharge, 2, 5_000), sum("2026-11-21", 23, KindCharge, 1, 5_000),
	}
	got, err := s.HourSums(ctx, "2026-11-20", "2026-11-21")
	slices.SortFunc(got, func(a, b DaySum) int { return strings.Compare(a.Day, b.Day)*100 + a.Hour - b.Hour })
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	days, err := s.ApprovedByDay(ctx, "2026-11-20", "2026-11-21")
	slices.SortFunc(days, func(a, b DaySum) int { return strings.Compare(a.Day+string(a.Kind), b.Day+string(b.Kind)) })
	byDay := []DaySum{
		{Day: "2026-11-20", Kind: KindCharge, State: Approved, Count: 1, AmountKRW: 10_000},
		{Day: "2026-11-21", Kind: KindCancel, State: Approved, Count: 1, AmountKRW: 4_000},
		{Day: "2026-11-21", Kind: KindCharge, State: Approved, Count: 4, AmountKRW: 11_000},
	}
	if diff := cmp.Diff(byDay, days); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// TestHourSumsByIndex asks SQLite how it would find the rows: with a million of
// them it must not look at any other day's.
func TestHourSumsByIndex(t *testing.T) {
	s, _ := newStore(t)
	for _, query := range []string{hourSums, approvedByDay} {
		var plan []struct {
			ID, Parent, Notused int
			Detail              string
		}
		if err := s.readers.Select(&plan, `EXPLAIN QUERY PLAN `+query, "2026-11-20", "2026-11-21"); err != nil {
			t.Fatal(err)
		}
		if len(plan) == 0 || !strings.HasPrefix(plan[0].Detail, "SEARCH operations USING INDEX") || !strings.Contains(plan[0].Detail, "business_day>? AND business_day<?") {
			t.Errorf("%+v", plan)
		}
	}
}

// BenchmarkDay is what the closing screen adds up, in ten years of a busy shop
// at its end of a month.
func BenchmarkDay(b *testing.B) {
	o := decade(b, 10_000)
	if rows := filepath.Join(filepath.Dir(o.Dir), decadeName(b, 1_000_000)+"-1000000"); exists(rows) {
		o.Dir = rows
	}
	s := openTest(b, o)
	var newest string
	if err := s.readers.Get(&newest, `SELECT MAX(business_day) FROM operations`); err != nil {
		b.Fatal(err)
	}
	end, err := time.Parse(time.DateOnly, newest)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("hours of two days", func(b *testing.B) {
		for b.Loop() {
			if all, err := s.HourSums(ctx, end.AddDate(0, 0, -1).Format(time.DateOnly), newest); err != nil || len(all) == 0 {
				b.Fatal(len(all), err)
			}
		}
	})
	b.Run("days of a month", func(b *testing.B) {
		for b.Loop() {
			if all, err := s.ApprovedByDay(ctx, end.AddDate(0, 0, -30).Format(time.DateOnly), newest); err != nil || len(all) == 0 {
				b.Fatal(len(all), err)
			}
		}
	})
}
