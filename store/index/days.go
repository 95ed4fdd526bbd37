package index

import (
	"slices"
	"sort"
)

// Days are business days ("2026-11-21") from one to another, both included; ""
// is open. The zero Days are all of them.
type Days struct{ From, To string }

// dated is a business day with the order numbers' part that its rows share.
type dated struct{ day, head string }

// calendar numbers what rows are dated with, from 0 in the order in which it
// came: as a rule, but not always, that of the days.
type calendar struct {
	dates   []dated
	numbers map[dated]uint32
	sorted  []uint32 // numbers by day
}

func newCalendar() calendar { return calendar{numbers: map[dated]uint32{}} }

// number is the number of a day, and whether it is new.
func (c *calendar) number(d dated) (number uint32, isNew bool) {
	if number, ok := c.numbers[d]; ok {
		return number, false
	}
	number = uint32(len(c.dates))
	c.dates = append(c.dates, d)
	c.numbers[d] = number
	c.sorted = slices.Insert(c.sorted, c.behind(d.day), number)
	return number, true
}

// before is how many of sorted are before a day, and behind how many are not
// after it.
func (c *calendar) before(day string) int {
	return sort.Search(len(c.sorted), func(i int) bool { return c.dates[c.sorted[i]].day >= day })
}

func (c *calendar) behind(day string) int {
	return sort.Search(len(c.sorted), func(i int) bool { return c.dates[c.sorted[i]].day > day })
}

// choose gives the numbers of the days wanted, nil if that is all of them. It
// uses the room of a choice that is not used any more.
func (c *calendar) choose(d Days, room *spans) spans {
	from, to := c.before(d.From), len(c.sorted)
	if d.To != "" {
		to = max(from, c.behind(d.To))
	}
	if to-from == len(c.sorted) {
		return nil
	}
	s := room.room(len(c.dates))
	*room = s
	for _, number := range c.sorted[from:to] {
		s[number+1] = 1
	}
	for i := range c.dates {
		s[i+1] += s[i]
	}
	return s
}
