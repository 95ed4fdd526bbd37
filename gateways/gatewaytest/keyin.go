package gatewaytest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"keyindesk/gateways"
)

// KeyIn is what the rules need to know of a gateway that takes keyed-in cards;
// its clients are gateways.KeyIn.
type KeyIn struct {
	// Charge is a good charge that the twin approves and about which Check has
	// nothing to say. The suite sets the order number and the amount.
	Charge func() gateways.Charge
	// Sales is the twin's own truth, oldest first.
	Sales func() []Sale
	// Decline makes the twin say no to the next request with these words.
	// DeclineCode is a plain no from the card company.
	Decline     func(code, message string)
	DeclineCode string
	// UnknownSale is a well-formed transaction id that no twin gives.
	UnknownSale string
	// Blocked are charges that must not be sent, Warned are charges that are only
	// worth a second look.
	Blocked, Warned []Case
}

// Case is a change to a good charge and what Check must find in it.
type Case struct {
	Name   string
	Field  gateways.Field
	Rule   string
	Change func(*gateways.Charge)
}

// Sale is one charge in the twin's ledger.
type Sale struct {
	OrderNumber   string
	TransactionID string
	AmountKRW     int64
	Cancelled     bool
}

// counter is a bench with a key-in gateway on it.
type counter struct {
	*bench
	*KeyIn
	orders atomic.Int64
}

// keyedIn is a rule that only holds where cards are keyed in.
func keyedIn(run func(*counter)) func(*bench) {
	return func(b *bench) {
		if b.twin.KeyIn == nil {
			b.skip("no card is keyed in")
		}
		run(&counter{bench: b, KeyIn: b.twin.KeyIn})
	}
}

// sumKRW is easily told from everything else in a reply.
const sumKRW = 51_234

// order makes a good charge under a new order number, which is as long as a
// card number.
func (c *counter) order() gateways.Charge {
	charge := c.Charge()
	charge.OrderNumber = fmt.Sprintf("KEYS%012d", c.orders.Add(1))
	charge.AmountKRW = sumKRW
	return charge
}

// over makes a client whose connections are bent.
func (c *counter) over(how bend) gateways.KeyIn {
	c.Helper()
	over := &line{to: c.twin.Dial}
	over.spoil(1, how)
	return c.client(over).(gateways.KeyIn)
}

func (c *counter) charge(charge gateways.Charge) gateways.Approval {
	c.Helper()
	return c.over(straight).Charge(context.Background(), charge)
}

func (c *counter) cancel(id string) gateways.Cancellation {
	c.Helper()
	return c.over(straight).Cancel(context.Background(), gateways.Cancel{TransactionID: id})
}

// sold is an approved charge, for the rules about cancels.
func (c *counter) sold() gateways.Approval {
	c.Helper()
	approval := c.charge(c.order())
	if approval.Outcome != gateways.Approved {
		c.Fatalf("a good charge: %s", told(approval.Result))
	}
	return approval
}

// sale finds a charge in the twin's books.
func (c *counter) sale(orderNumber string) (found Sale, times int) {
	for _, sale := range c.Sales() {
		if sale.OrderNumber == orderNumber {
			found, times = sale, times+1
		}
	}
	return found, times
}

func chargeIsInTheirBooks(c *counter) {
	charge := c.order()
	approval := c.charge(charge)
	c.expect("a good charge", approval.Result, gateways.Approved)
	sale, times := c.sale(charge.OrderNumber)
	want := Sale{charge.OrderNumber, approval.TransactionID, charge.AmountKRW, false}
	if times != 1 || sale != want {
		c.Errorf("their books have it %d times: %+v, want %+v", times, sale, want)
	}
	if approval.TransactionID == "" || approval.ApprovalNumber == "" || approval.ApprovedAt == "" || approval.CardCompany == "" {
		c.Errorf("the slip lacks something: %+v", approval)
	}
}

func mixedSaleKeepsItsParts(c *counter) {
	charge := c.order()
	charge.Tax = &gateways.Tax{TaxableKRW: 51_000, FreeKRW: 234}
	approval := c.charge(charge)
	c.expect("a mixed sale", approval.Result, gateways.Approved)
	parts := approval.Parts
	if parts == nil {
		c.Fatal("no parts")
	}
	if parts.FreeKRW != 234 || parts.VATKRW <= 0 || parts.SupplyKRW+parts.VATKRW != 51_000 {
		c.Errorf("parts %+v", *parts)
	}
}

func cancelGivesItBack(c *counter) {
	kept, given := c.sold(), c.sold()
	cancellation := c.cancel(given.TransactionID)
	c.expect("a cancel", cancellation.Result, gateways.Approved)
	if cancellation.CancelledAt == "" {
		c.Error("no time of the cancel")
	}
	for _, sale := range c.Sales() {
		if sale.Cancelled != (sale.TransactionID == given.TransactionID) {
			c.Errorf("%s cancelled, %s kept; their books: %+v", given.TransactionID, kept.TransactionID, sale)
		}
	}
}

func cancelTwiceIsDeclined(c *counter) {
	id := c.sold().TransactionID
	c.expect("the first cancel", c.cancel(id).Result, gateways.Approved)
	second := c.cancel(id)
	c.expect("the second cancel", second.Result, gateways.Declined)
	if second.Code == "" || second.Message == "" || second.CancelledAt != "" {
		c.Errorf("the second cancel: %s, cancelled at %q", told(second.Result), second.CancelledAt)
	}
}

func cancelOfAnUnknownSaleIsDeclined(c *counter) {
	c.expect("a cancel of nothing", c.cancel(c.UnknownSale).Result, gateways.Declined)
	if c.twin.Requests() != 1 {
		c.Errorf("%d requests", c.twin.Requests())
	}
}

func concurrentChargesKeepTheirOwn(c *counter) {
	const calls = 40
	client := c.over(straight)
	var all sync.WaitGroup
	for i := range calls {
		charge := c.order()
		charge.AmountKRW += int64(i)
		all.Go(func() {
			approval := client.Charge(context.Background(), charge)
			c.expect("charge "+charge.OrderNumber, approval.Result, gateways.Approved)
			want := Sale{charge.OrderNumber, approval.TransactionID, charge.AmountKRW, false}
			if sale, times := c.sale(charge.OrderNumber); times != 1 || sale != want {
				c.Errorf("their books %d times: %+v, want %+v", times, sale, want)
			}
			if i%2 == 0 {
				cancel := gateways.Cancel{TransactionID: approval.TransactionID}
				c.expect("cancel "+charge.OrderNumber, client.Cancel(context.Background(), cancel).Result, gateways.Approved)
			}
		})
	}
	all.Wait()
	for i, sale := range c.Sales() {
		if want := (sale.AmountKRW-sumKRW)%2 == 0; sale.Cancelled != want {
			c.Errorf("sale %d: %+v, cancelled should be %v", i, sale, want)
		}
	}
	if got := len(c.Sales()); got != calls {
		c.Errorf("%d sales of %d charges", got, calls)
	}
}
