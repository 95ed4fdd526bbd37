package store

import "time"

// korea is the shop's time zone. It has had no summer time since 1988, and a
// fixed zone needs no time-zone database on the PC.
var korea = time.FixedZone("KST", 9*60*60)

// stampLayout is how a time is stored: UTC, fixed width, so that text order is
// time order.
const stampLayout = "2006-01-02T15:04:05.000Z"

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// parseStamp reads a stored time. The empty text is the zero time.
func parseStamp(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(stampLayout, text)
}

// BusinessDay is the calendar day in Korea at t, such as "2026-11-21".
func BusinessDay(t time.Time) string { return t.In(korea).Format(time.DateOnly) }
