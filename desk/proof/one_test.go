package proof

import (
	"bufio"
	"context"
	"errors"
	"os"

	"keyindesk/desk"
)

// actVariable names the one act that a child is to do.
const actVariable = "PROOF_ACT"

// act is one thing that a program does, from the last moment before it to the
// last moment after it. Each is killed before every system call.
type act string

const (
	actCharge  act = "charge"  // a confirmed press, until the history is closed
	actCancel  act = "cancel"  // likewise
	actSettle  act = "settle"  // a payment that the customer has approved, likewise
	actPart    act = "part"    // a cancel of a part of it, likewise
	actRecover act = "recover" // opening a history that was cut off, and closing it
	actBegin   act = "begin"   // the first opening in an empty folder, and closing it
)

// ofWallet says whether EasyPay takes part, and not Payup.
func (a act) ofWallet() bool { return a == actSettle || a == actPart }

// The amounts of the orders that the acts are about.
const (
	amountBefore = 10_000 // approved before
	amountCut    = 20_000 // prepared by a program that is gone
	amountNow    = 30_000
	amountPart   = 8_000 // of amountNow
)

// playOne gets ready for its act, waits for the word, and does it.
func playOne() error {
	ctx := context.Background()
	switch act(os.Getenv(actVariable)) {
	case actCharge:
		return withCounter(ctx, func(c *counter) (func() error, error) {
			press, err := c.readBack(ctx, amountNow)
			return func() error {
				report("begin charge %d", amountNow)
				return reported(press.Charge(ctx, true))
			}, err
		})
	case actCancel:
		return withCounter(ctx, func(c *counter) (func() error, error) {
			page, err := c.History(ctx, desk.Query{})
			return func() error {
				charge := page.Operations[len(page.Operations)-1]
				report("begin cancel %d", charge.AmountKRW)
				return reported(c.Cancel(ctx, cancelOrder(charge)))
			}, err
		})
	case actSettle:
		return playSettle(ctx)
	case actPart:
		return playPart(ctx)
	case actRecover, actBegin:
		if err := ready(); err != nil {
			return err
		}
		c, err := openCounter(ctx)
		if err != nil {
			return err
		}
		return c.close()
	}
	return errors.New("no such act")
}

// withCounter opens a counter, prepares an act at it, and waits for the word
// before acting.
func withCounter(ctx context.Context, prepare func(*counter) (func() error, error)) error {
	c, err := openCounter(ctx)
	if err != nil {
		return err
	}
	do, err := prepare(c)
	if err != nil {
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	return errors.Join(do(), c.close())
}

// ready tells the parent that everything is set up, and waits for its word.
func ready() error {
	allowTracing()
	report("ready")
	_, err := bufio.NewReader(os.Stdin).ReadString('\n')
	return err
}

func reported(op desk.Operation, err error) error {
	if err != nil {
		return err
	}
	report("end %s %s", op.OrderNumber, op.State)
	return nil
}
