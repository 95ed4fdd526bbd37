package desk_test

import (
	"errors"
	"testing"
	"time"

	"keyindesk/desk"
)

func TestReadPeriod(t *testing.T) {
	november := time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC) // the 21st in Korea
	january := time.Date(2027, 1, 10, 3, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		from, to string
		now      time.Time
		want     desk.Period
		fromErr  error
		toErr    error
	}{
		{now: november},
		{from: "20261121", now: november, want: desk.Period{From: "2026-11-21"}},
		{from: "2026-11-21", to: "2026-11-21", now: november, want: desk.Period{From: "2026-11-21", To: "2026-11-21"}},
		{from: "1121", now: november, want: desk.Period{From: "2026-11-21"}},
		{from: "11/21", now: november, want: desk.Period{From: "2026-11-21"}},
		{from: "11.2.", to: "１１／３", now: november, want: desk.Period{From: "2026-11-02", To: "2026-11-03"}},
		{from: " 2026년 3월 1일 ", now: november, want: desk.Period{From: "2026-03-01"}},
		{from: "24/11/21", to: "241130", now: november, want: desk.Period{From: "2024-11-21", To: "2024-11-30"}},
		{from: "1122", now: november, want: desk.Period{From: "2025-11-22"}}, // tomorrow holds no payments
		{to: "1231", now: november, want: desk.Period{To: "2025-12-31"}},
		{from: "1101", to: "1130", now: november, want: desk.Period{From: "2026-11-01", To: "2026-11-30"}},
		{from: "12/20", to: "1/5", now: january, want: desk.Period{From: "2026-12-20", To: "2027-01-05"}},
		{from: "1101", to: "1231", now: november, want: desk.Period{From: "2026-11-01", To: "2026-12-31"}},
		{from: "20260101", to: "0229", now: november, toErr: desk.ErrNoSuchDay},
		{from: "1121", to: "1031", now: november, toErr: desk.ErrDaysReversed},
		{from: "0301", to: "20250531", now: november, want: desk.Period{From: "2025-03-01", To: "2025-05-31"}},
		{from: "20240301", to: "0430", now: november, want: desk.Period{From: "2024-03-01", To: "2024-04-30"}},
		{from: "0229", now: november, want: desk.Period{From: "2024-02-29"}},
		{from: "내일", now: november, fromErr: desk.ErrDayForm},
		{from: "2026-11", to: "11-21-26", now: november, fromErr: desk.ErrDayForm, toErr: desk.ErrNoSuchDay},
		{from: "112", to: "+1-2", now: november, fromErr: desk.ErrDayForm, toErr: desk.ErrDayForm},
		{from: "20260230", to: "1321", now: november, fromErr: desk.ErrNoSuchDay, toErr: desk.ErrNoSuchDay},
		{from: "20250229", to: "0000", now: november, fromErr: desk.ErrNoSuchDay, toErr: desk.ErrNoSuchDay},
		{from: "19991231", now: november, fromErr: desk.ErrNoSuchDay},
		{from: "20261121", to: "20261120", now: november, toErr: desk.ErrDaysReversed},
	} {
		got, fromErr, toErr := desk.ReadPeriod(c.from, c.to, c.now)
		if got != c.want || !errors.Is(fromErr, c.fromErr) || !errors.Is(toErr, c.toErr) {
			t.Errorf("%q to %q: %+v, %v, %v", c.from, c.to, got, fromErr, toErr)
		}
	}
}
