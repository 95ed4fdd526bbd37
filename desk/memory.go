package desk

import (
	"runtime/debug"
	"sync"
)

// largeHistory is how many operations make what a search needs most of what
// the program has in memory.
const largeHistory = 100_000

// littleReserve is how much of what is in memory, in percent, the collector
// keeps in reserve beside a large history: what a search needs as good as
// never becomes garbage, so its size should not be reserved a second time.
const littleReserve = 15

// reserve is how much memory the program keeps in reserve while a history is
// open. One is open at a time, so nobody else changes it in between.
type reserve struct {
	large  int // from how many operations on a history is large
	mu     sync.Mutex
	low    bool
	before int // in percent
}

// building keeps little in reserve from now on, and after the search was built
// only if that is much.
func (r *reserve) building() (built func(rows int)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.low {
		r.low, r.before = true, debug.SetGCPercent(littleReserve)
	}
	return func(rows int) {
		if rows < r.large {
			r.giveBack()
		}
	}
}

// giveBack lets the program keep as much as before; it may be called at any
// time.
func (r *reserve) giveBack() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.low {
		r.low = false
		debug.SetGCPercent(r.before)
	}
}
