package proof

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"

	"keyindesk/desk"
	"keyindesk/store"
)

// firstVariable is the amount of a keyer's first order.
const firstVariable = "PROOF_FIRST_AMOUNT"

// report tells the parent something in one write, before the next system call.
func report(format string, values ...any) { fmt.Printf(format+"\n", values...) }

// playKeyer keys in orders until it is killed, and gives some of them back,
// those of an earlier life too.
func playKeyer() error {
	ctx := context.Background()
	report("start")
	c, err := openCounter(ctx)
	if err != nil {
		return err
	}
	report("open")
	amount, err := strconv.ParseInt(os.Getenv(firstVariable), 10, 64)
	if err != nil {
		return err
	}
	for ; ; amount++ {
		if err := c.keyIn(ctx, amount); err != nil {
			return err
		}
		if rand.N(3) == 0 {
			if err := c.giveBack(ctx); err != nil {
				return err
			}
		}
	}
}

// keyIn presses one charge, and reports it before and after.
func (c *counter) keyIn(ctx context.Context, amount int64) error {
	press, err := c.readBack(ctx, amount)
	if err != nil {
		return err
	}
	report("begin charge %d", amount)
	op, err := press.Charge(ctx, true)
	if err != nil {
		return err
	}
	report("end %s %s", op.OrderNumber, op.State)
	return nil
}

// giveBack presses a cancel of the newest charge that can be given back.
func (c *counter) giveBack(ctx context.Context) error {
	page, err := c.History(ctx, desk.Query{Kinds: []store.Kind{desk.KindCharge}, States: []desk.State{desk.Approved}})
	if err != nil {
		return err
	}
	for _, charge := range page.Operations {
		if desk.Cancellable(charge) {
			report("begin cancel %d", charge.AmountKRW)
			op, err := c.Cancel(ctx, cancelOrder(charge))
			if err != nil {
				return err
			}
			report("end %s %s", op.OrderNumber, op.State)
			return nil
		}
	}
	return nil
}
