package desk

import (
	"context"
	"time"

	"keyindesk/store"
)

// korea is the shop's time: nine hours east all year, without a time-zone
// database, which a Windows PC may not have.
var korea = time.FixedZone("KST", 9*60*60)

// BusinessDay is the calendar day in Korea, as "2026-11-21".
func BusinessDay(t time.Time) string { return store.BusinessDay(t) }

// InKorea is the same moment on a Korean clock.
func InKorea(t time.Time) time.Time { return t.In(korea) }

// History returns a page of operations, newest first.
func (d *Desk) History(ctx context.Context, q Query) (Page, error) { return d.Book.History(ctx, q) }

// Totals sums up exactly what History would show for the same query.
func (d *Desk) Totals(ctx context.Context, q Query) (Totals, error) { return d.Book.Totals(ctx, q) }

// Operation returns one row as it stands now.
func (d *Desk) Operation(ctx context.Context, id int64) (Operation, error) {
	return d.Book.Operation(ctx, id)
}

// InDoubt returns what a person still has to settle, the oldest first.
func (d *Desk) InDoubt(ctx context.Context) ([]Operation, error) { return d.Book.InDoubt(ctx) }

// InDoubtCount is how many those are.
func (d *Desk) InDoubtCount(ctx context.Context) (int, error) { return d.Book.InDoubtCount(ctx) }
