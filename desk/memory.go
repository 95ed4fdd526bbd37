package desk

import (
	"context"
	"runtime/debug"

	"keyindesk/store"
)

// largeHistory is how many operations make what a search needs most of what
// the program has in memory.
const largeHistory = 100_000

// littleReserve is how much of what is in memory, in percent, the collector
// keeps in reserve beside a large history: what a search needs as good as
// never becomes garbage, so its size should not be reserved a second time.
const littleReserve = 15

// warmSearch loads what a search needs and, if that is much, lets the program
// keep little memory in reserve until giveBack is called. One desk is open at a
// time, so nobody else has changed that in between.
func (o *Office) warmSearch(ctx context.Context, history *store.Store) (giveBack func(), err error) {
	before := debug.SetGCPercent(littleReserve)
	rows := 0
	if err = history.WarmSearch(ctx); err == nil {
		rows, err = history.SearchRows(ctx)
	}
	if rows < o.config.LargeHistory {
		debug.SetGCPercent(before)
		return func() {}, err
	}
	return func() { debug.SetGCPercent(before) }, err
}
