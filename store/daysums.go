package store

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"
)

// DaySum is what the sales, or the cancels, of one business day that stand alike
// come to. A cancel counts on its own day and not on that of its sale.
//
// What a query does not add up by is left empty in its sums.
type DaySum struct {
	Day         string `db:"business_day"`
	Hour        int    `db:"hour"` // in Korea, in which it was begun, 0 to 23
	Kind        Kind   `db:"kind"`
	State       State  `db:"state"`
	Gateway     string `db:"gateway"`
	CardCompany string `db:"card_company"`
	Staff       string `db:"staff"`
	Count       int    `db:"count"`
	AmountKRW   int64  `db:"amount_krw"`
}

// DaySums adds up what moves money on some business days, both included, by
// day, kind, state, gateway, card company and staff, in no order. until, if it
// is not zero, leaves out what was begun later by the PC's clock.
func (s *Store) DaySums(ctx context.Context, fromDay, toDay string, until time.Time) ([]DaySum, error) {
	last := "9"
	if !until.IsZero() {
		last = stamp(until)
	}
	var all []DaySum
	err := s.readers.SelectContext(ctx, &all, s.readers.Rebind(`SELECT business_day, kind, state, gateway, card_company, staff,
			COUNT(*) AS count, SUM(amount_krw) AS amount_krw
		FROM operations WHERE business_day >= ? AND business_day <= ? AND kind IN ('charge', 'settle', 'cancel') AND prepared_at <= ?
		GROUP BY business_day, kind, state, gateway, card_company, staff`), fromDay, toDay, last)
	return all, disk(err)
}

// HourSums adds up what was approved on some business days, both included, by
// day, hour, kind, gateway, card company and staff, in no order.
func (s *Store) HourSums(ctx context.Context, fromDay, toDay string) ([]DaySum, error) {
	var all []DaySum
	err := s.readers.SelectContext(ctx, &all, s.readers.Rebind(hourSums), fromDay, toDay)
	return all, disk(err)
}

// ApprovedByDay adds up what was approved on some business days, both included,
// by day and kind, in no order: a month is ten thousand rows in a busy shop, and
// added up by less they take a third of the time.
func (s *Store) ApprovedByDay(ctx context.Context, fromDay, toDay string) ([]DaySum, error) {
	var all []DaySum
	err := s.readers.SelectContext(ctx, &all, s.readers.Rebind(approvedByDay), fromDay, toDay)
	return all, disk(err)
}

// Both go over the days by an index. Nine hours are between what is stored, UTC,
// and Korea; the business day is Korea's already.
const (
	hourSums = `SELECT business_day, (CAST(substr(prepared_at, 12, 2) AS INTEGER) + 9) % 24 AS hour, kind, state, gateway, card_company, staff,
			COUNT(*) AS count, SUM(amount_krw) AS amount_krw
		FROM operations WHERE business_day >= ? AND business_day <= ? AND kind IN ('charge', 'settle', 'cancel') AND state = 'approved'
		GROUP BY business_day, hour, kind, gateway, card_company, staff`
	approvedByDay = `SELECT business_day, kind, state, COUNT(*) AS count, SUM(amount_krw) AS amount_krw
		FROM operations WHERE business_day >= ? AND business_day <= ? AND kind IN ('charge', 'settle', 'cancel') AND state = 'approved'
		GROUP BY business_day, kind`
)

// DayOperations returns what moves money, or may have, on one business day, the
// newest first.
func (s *Store) DayOperations(ctx context.Context, day string) ([]Operation, error) {
	var all []Operation
	err := s.read(ctx, func(tx *sqlx.Tx) (err error) {
		all, err = s.operations(ctx, tx, `WHERE o.business_day = ? AND o.kind IN ('charge', 'settle', 'cancel') ORDER BY o.id DESC`, day)
		return err
	})
	return all, err
}
