package desk

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Period is from one business day to another, both included, as "2026-11-21";
// "" is open.
type Period struct{ From, To string }

// What can be wrong with a day that was typed.
var (
	ErrDayForm      = errors.New("this can't be read as a day")
	ErrNoSuchDay    = errors.New("the calendar has no such day")
	ErrDaysReversed = errors.New("the last day is before the first")
)

// ReadPeriod makes a period of two days as people type them: 20261121, 261121,
// 1121, 2026-11-21, 11/21, 11.21. or 11월 21일; nothing is open. Without a year
// the first day is the newest one up to now (or up to the last day, if that has a
// year), and the last day the next one from the first on: 12/20 to 1/5, written
// in January, spans the new year. Each error is about one of both texts;
// ErrDaysReversed is about the last day.
func ReadPeriod(from, to string, now time.Time) (p Period, fromErr, toErr error) {
	first, fromErr := readDay(from)
	last, toErr := readDay(to)
	if fromErr != nil || toErr != nil {
		return Period{}, fromErr, toErr
	}
	today, soon := dayOf(InKorea(now)), dayOf(InKorea(now).AddDate(0, 1, 0))
	switch {
	case first.year == 0 && last.year != 0:
		first = first.upTo(last)
	case first.year == 0:
		first = first.upTo(today)
	}
	switch {
	case last.year == 0 && last.month != 0 && first.month != 0:
		if next := last.since(first); next.String() <= soon.String() {
			last = next
		} else {
			last.year = first.year
		}
		if !last.in(last.year) {
			return Period{}, nil, ErrNoSuchDay
		}
	case last.year == 0:
		last = last.upTo(today)
	}
	p = Period{first.String(), last.String()}
	if p.From != "" && p.To != "" && p.From > p.To {
		return Period{}, nil, ErrDaysReversed
	}
	return p, nil, nil
}

// writtenDay is a day as it was written; year 0 if without one, all 0 for
// nothing.
type writtenDay struct{ year, month, day int }

func dayOf(t time.Time) writtenDay { return writtenDay{t.Year(), int(t.Month()), t.Day()} }

// readDay takes a text apart.
func readDay(text string) (writtenDay, error) {
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case strings.ContainsRune("-./년월일－．／", r):
			return '-'
		case r == ' ' || r == '\u3000':
			return -1
		}
		return r
	}, text)
	text = strings.TrimSuffix(text, "-")
	if text == "" {
		return writtenDay{}, nil
	}
	parts := strings.Split(text, "-")
	if len(parts) == 1 {
		switch n := len(text); n {
		case 4:
			parts = []string{text[:2], text[2:]}
		case 6, 8:
			parts = []string{text[:n-4], text[n-4 : n-2], text[n-2:]}
		}
	}
	var numbers []int
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || strings.Trim(p, "0123456789") != "" {
			return writtenDay{}, ErrDayForm
		}
		numbers = append(numbers, n)
	}
	d := writtenDay{}
	switch {
	case len(parts) == 2 && len(parts[0]) <= 2 && len(parts[1]) <= 2:
		d.month, d.day = numbers[0], numbers[1]
	case len(parts) == 3 && len(parts[0])%2 == 0 && len(parts[0]) <= 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2:
		d.year, d.month, d.day = numbers[0], numbers[1], numbers[2]
		if len(parts[0]) == 2 {
			d.year += 2000
		}
		if d.year < 2000 || d.year > 2099 {
			return writtenDay{}, ErrNoSuchDay
		}
	default:
		return writtenDay{}, ErrDayForm
	}
	if !d.in(leapYear) || d.year != 0 && !d.in(d.year) {
		return writtenDay{}, ErrNoSuchDay
	}
	return d, nil
}

// leapYear has every day that there is.
const leapYear = 2024

// in says whether a year has the day.
func (d writtenDay) in(year int) bool {
	at := time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return at.Year() == year && int(at.Month()) == d.month && at.Day() == d.day
}

// upTo gives the day the newest year in which it is not after another.
func (d writtenDay) upTo(other writtenDay) writtenDay { return d.near(other.year, -1, other) }

// since gives it the first year in which it is not before another.
func (d writtenDay) since(other writtenDay) writtenDay { return d.near(other.year, 1, other) }

func (d writtenDay) near(year, step int, other writtenDay) writtenDay {
	if d.month == 0 {
		return d
	}
	for ; ; year += step {
		d.year = year
		if d.in(year) && (step < 0 && d.String() <= other.String() || step > 0 && d.String() >= other.String()) {
			return d
		}
	}
}

// String is the day as BusinessDay writes it; "" for none.
func (d writtenDay) String() string {
	if d.month == 0 {
		return ""
	}
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
