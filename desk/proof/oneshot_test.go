package proof

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

const fingers = 300

// atOnce lets many goroutines do the same thing at the same moment, and counts
// those that came through. All others must say one of the reasons.
func atOnce(t *testing.T, do func() error, reasons ...error) int64 {
	t.Helper()
	var through atomic.Int64
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for range fingers {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			err := do()
			if err == nil {
				through.Add(1)
				return
			}
			for _, reason := range reasons {
				if errors.Is(err, reason) {
					return
				}
			}
			t.Errorf("refused with %v", err)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return through.Load()
}

// TestOneShot presses the same button hundreds of times at once. However the
// goroutines fall, at most one request may reach the gateway: a second one is
// a customer who pays twice.
func TestOneShot(t *testing.T) {
	ctx := context.Background()

	t.Run("one_press_is_sent_once", func(t *testing.T) {
		d, twin := openDesk(t)
		press, err := d.ReadBack(ctx, order(1000), "김점원")
		if err != nil {
			t.Fatal(err)
		}
		charge := func() error { _, err := press.Charge(ctx, true); return err }
		through := atOnce(t, charge, desk.ErrAlreadyPressed)
		if through != 1 || twin.Requests() != 1 || len(twin.Ledger()) != 1 {
			t.Errorf("%d presses came through, %d requests, %d charges", through, twin.Requests(), len(twin.Ledger()))
		}
	})

	t.Run("a_charge_is_given_back_once", func(t *testing.T) {
		d, twin := openDesk(t)
		press, err := d.ReadBack(ctx, order(1000), "김점원")
		if err != nil {
			t.Fatal(err)
		}
		charge, err := press.Charge(ctx, false)
		if err != nil {
			t.Fatal(err)
		}
		before := twin.Requests()
		twin.Next(practice.SlowBy(50 * time.Millisecond))
		cancel := func() error { _, err := d.Cancel(ctx, cancelOrder(charge)); return err }
		through := atOnce(t, cancel, desk.ErrNotCancellable, desk.ErrCancelOpen, desk.ErrAlreadyCancelled)
		if requests := twin.Requests() - before; through != 1 || requests != 1 {
			t.Errorf("%d cancels came through, %d requests", through, requests)
		}
	})

	t.Run("a_closing_desk_sends_nothing_new_and_loses_nothing", func(t *testing.T) {
		for range 20 {
			d, twin := openDesk(t)
			press, err := d.ReadBack(ctx, order(1000), "김점원")
			if err != nil {
				t.Fatal(err)
			}
			twin.Next(practice.SlowBy(10 * time.Millisecond))
			var closing sync.WaitGroup
			sent := 0
			closing.Go(func() {
				time.Sleep(rand.N(8 * time.Millisecond))
				d.Close()
				sent = twin.Requests()
				for _, row := range rowsOf(t, d) {
					if row.State == desk.Prepared {
						t.Errorf("order %s is still prepared when the desk is closed", row.OrderNumber)
					}
				}
			})
			charge := func() error { _, err := press.Charge(ctx, true); return err }
			through := atOnce(t, charge, desk.ErrAlreadyPressed, desk.ErrClosing)
			closing.Wait()
			if _, err := press.Charge(ctx, true); err == nil || twin.Requests() != sent {
				t.Errorf("%d requests after the desk was closed, %v", twin.Requests()-sent, err)
			}
			rows := rowsOf(t, d)
			if n := int64(len(rows)); n != through || int64(twin.Requests()) != through || through > 1 {
				t.Errorf("%d presses came through, %d rows, %d requests", through, n, twin.Requests())
			}
		}
	})
}

// rowsOf is the whole history of a short test.
func rowsOf(t *testing.T, d *desk.Desk) []desk.Operation {
	page, err := d.History(context.Background(), desk.Query{})
	if err != nil {
		t.Error(err)
	}
	return page.Operations
}
