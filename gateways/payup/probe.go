package payup

import (
	"context"

	"keyindesk/gateways"
)

// noSale is a transaction id that no sale can have: Payup's begin with the
// time of the sale (S4 2.1), and there is no month 00.
const noSale = "00000000000000XX0000"

var _ gateways.Prober = (*Client)(nil)

// Probe asks for the cancel of a sale that can't exist, which moves no money:
// the family has no other call that would say whether merchant id and key are
// right (facts 3.1). Declined with AdviceNoSuchSale means that both were
// accepted, AdviceSettings that one is wrong; anything else tells nothing about
// them.
func (c *Client) Probe(ctx context.Context) gateways.Result {
	return c.Cancel(ctx, gateways.Cancel{TransactionID: noSale}).Result
}
