package gatewaytest

import (
	"context"
	"fmt"
	"net"
	"sync"

	"keyindesk/gateways"
)

func checkPassesAGoodCharge(b *bench) {
	if found := b.over(refused, patience).Check(b.order()); len(found) != 0 {
		b.Errorf("found %+v", found)
	}
}

func checkBlocksEachBadField(b *bench) {
	if len(b.Blocked) == 0 {
		b.Error("no cases")
	}
	never := func(context.Context, string) (net.Conn, error) {
		b.Error("it was dialled")
		return nil, net.ErrClosed
	}
	for _, c := range b.Blocked {
		charge := b.order()
		c.Change(&charge)
		client := b.over(never, patience)
		if finding, ok := b.finding(client, charge, c); ok && !finding.Block {
			b.Errorf("%s: does not block", c.Name)
		}
		approval := client.Charge(context.Background(), charge)
		b.expect(c.Name, approval.Result, gateways.NotSent)
		if approval.Advice != gateways.AdviceFixInput {
			b.Errorf("%s: advice %q", c.Name, approval.Advice)
		}
	}
}

func checkWarnsAndStillSends(b *bench) {
	for _, c := range b.Warned {
		charge := b.order()
		c.Change(&charge)
		client := b.over(b.twin.Dial, patience)
		if finding, ok := b.finding(client, charge, c); ok && finding.Block {
			b.Errorf("%s: blocks", c.Name)
		}
		b.expect(c.Name, client.Charge(context.Background(), charge).Result, gateways.Approved)
	}
}

// finding is what Check says about the case's field; nothing may be said about
// another.
func (b *bench) finding(client gateways.KeyIn, charge gateways.Charge, c Case) (found gateways.Finding, ok bool) {
	for _, finding := range client.Check(charge) {
		if finding.Field != c.Field || finding.Rule != c.Rule {
			b.Errorf("%s: also found %+v", c.Name, finding)
			continue
		}
		found, ok = finding, true
	}
	if !ok {
		b.Errorf("%s: %s of %s was not found", c.Name, c.Rule, c.Field)
	}
	return found, ok
}

func concurrentCallsDoNotMix(b *bench) {
	const calls = 40
	client, err := b.twin.Client(b.twin.Dial, patience)
	if err != nil {
		b.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range calls {
		charge := b.order()
		charge.AmountKRW += int64(i)
		all.Go(func() {
			approval := client.Charge(context.Background(), charge)
			b.expect("charge "+charge.OrderNumber, approval.Result, gateways.Approved)
			want := Sale{charge.OrderNumber, approval.TransactionID, charge.AmountKRW, false}
			if sale, times := b.sale(charge.OrderNumber); times != 1 || sale != want {
				b.Errorf("their books %d times: %+v, want %+v", times, sale, want)
			}
			if i%2 == 0 {
				cancel := gateways.Cancel{TransactionID: approval.TransactionID}
				b.expect("cancel "+charge.OrderNumber, client.Cancel(context.Background(), cancel).Result, gateways.Approved)
			}
		})
	}
	all.Wait()
	for i, sale := range b.twin.Sales() {
		if want := (sale.AmountKRW-sumKRW)%2 == 0; sale.Cancelled != want {
			b.Errorf("sale %d: %s", i, fmt.Sprintf("%+v, cancelled should be %v", sale, want))
		}
	}
	if got := len(b.twin.Sales()); got != calls {
		b.Errorf("%d sales of %d charges", got, calls)
	}
}
