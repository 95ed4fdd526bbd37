package proof

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	"keyindesk/desk"
	"keyindesk/store"
)

// naive is the book of a program that writes a row when it knows how the call
// ended, as many do: it holds the intent back under a number of its own. It is
// here to show that the crash harness sees what is lost that way.
type naive struct {
	desk.Book
	mu      sync.Mutex
	intents []store.Intent
}

// Prepare remembers the intent and writes nothing.
func (n *naive) Prepare(_ context.Context, in store.Intent) (store.Operation, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if in.OrderNumber == "" {
		in.OrderNumber = fmt.Sprintf("N%d-%d", time.Now().UnixMilli(), os.Getpid())
	}
	n.intents = append(n.intents, in)
	return store.Operation{
		ID: -int64(len(n.intents)), Kind: in.Kind, State: store.Prepared, OrderNumber: in.OrderNumber, AmountKRW: in.AmountKRW,
	}, nil
}

// Finish writes the intent and the answer, now that there is one.
func (n *naive) Finish(ctx context.Context, id int64, a store.Answer) (store.Operation, error) {
	n.mu.Lock()
	in := n.intents[-id-1]
	n.mu.Unlock()
	op, err := n.Book.Prepare(ctx, in)
	if err != nil {
		return store.Operation{}, err
	}
	return n.Book.Finish(ctx, op.ID, a)
}
