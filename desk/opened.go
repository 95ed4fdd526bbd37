package desk

import (
	"context"
	"errors"
	"sync"

	"keyindesk/store"
)

// ErrNothingOpen: no history is open.
var ErrNothingOpen = errors.New("no history is open")

// opened is the history behind the open desk, for what the office does to it
// as a whole.
type opened struct {
	env     Environment
	history *store.Store
	keyIDs  map[string]bool // of the keys that are open
	ctx     context.Context // ends when the desk is to close
	work    sync.WaitGroup  // the desk closes after this
}

// hold keeps the open history from being closed until done is called.
func (o *Office) hold() (open *opened, done func(), err error) {
	o.openMu.Lock()
	defer o.openMu.Unlock()
	if o.open == nil {
		return nil, nil, ErrNothingOpen
	}
	o.open.work.Add(1)
	return o.open, o.open.work.Done, nil
}

// beginHolding lets others hold the history, from now until the desk closes.
func (o *Office) beginHolding(open *opened) {
	ctx, stop := context.WithCancel(context.Background())
	open.ctx = ctx
	o.openMu.Lock()
	o.open = open
	o.openMu.Unlock()
	if open.env != Practice {
		open.work.Go(func() { o.backUpDaily(open) })
	}
	o.closers = append(o.closers, func() {
		o.openMu.Lock()
		o.open = nil
		o.openMu.Unlock()
		stop()
		open.work.Wait()
	})
}
