package gatewaytest

import (
	"context"
	"sync"

	"keyindesk/gateways"
)

// concurrentCallsDoNotMix: one client, many calls at once, and each gets its
// own answer.
func concurrentCallsDoNotMix(b *bench) {
	calls := 24
	if b.call.AtOnce > 0 {
		calls = b.call.AtOnce
	}
	client := b.client(&line{to: b.twin.Dial})
	var ready []Ready
	for range calls {
		ready = append(ready, b.call.Ready(b, client))
	}
	var all sync.WaitGroup
	for _, r := range ready {
		all.Go(func() {
			result, whole := r.Do(context.Background())
			b.expect("one of many", result, gateways.Approved)
			if r.Mine != nil && !r.Mine() {
				b.Errorf("another call's answer: %+v", whole)
			}
		})
	}
	all.Wait()
	for _, r := range ready {
		if r.Happened != nil && r.Happened() != 1 {
			b.Errorf("it happened %d times", r.Happened())
		}
	}
}
