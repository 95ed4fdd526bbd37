package desk

import (
	"context"
	"slices"
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

// Facets are the gateways, card companies and staff that the history really
// has. It waits until the search is ready.
func (d *Desk) Facets(ctx context.Context) (Facets, error) { return d.Book.Facets(ctx) }

// SearchReady says whether a search by text is answered at once. Otherwise it
// waits until a big history, just opened, has been read through.
func (d *Desk) SearchReady() bool { return d.Book.SearchReady() }

// Operation returns one row as it stands now.
func (d *Desk) Operation(ctx context.Context, id int64) (Operation, error) {
	return d.Book.Operation(ctx, id)
}

// InDoubt returns what a person still has to settle, the oldest first.
func (d *Desk) InDoubt(ctx context.Context) ([]Operation, error) { return d.Book.InDoubt(ctx) }

// InDoubtCount is how many those are.
func (d *Desk) InDoubtCount(ctx context.Context) (int, error) { return d.Book.InDoubtCount(ctx) }

// GuardBlind says that the duplicate guard can't recognise some of the cards it
// would have to: rows in doubt or of today were written under keys that are
// not here any more, as after the keyring was lost. Their names can't be read
// either.
func (d *Desk) GuardBlind(ctx context.Context) (bool, error) {
	open, err := d.Book.InDoubt(ctx)
	if err != nil {
		return false, err
	}
	today := BusinessDay(d.Now())
	page, err := d.Book.History(ctx, Query{FromDay: today, ToDay: today})
	if err != nil {
		return false, err
	}
	unreadable := func(o Operation) bool { return o.Buyer.Unreadable }
	return slices.ContainsFunc(open, unreadable) || slices.ContainsFunc(page.Operations, unreadable), nil
}
