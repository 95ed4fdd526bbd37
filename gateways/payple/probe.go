package payple

import (
	"context"

	"keyindesk/gateways"
)

var _ gateways.Prober = (*Client)(nil)

// Probe makes the partner authentication alone (S3 3), always anew. Approved
// means that id, key and Referer were accepted; Declined with AdviceSettings or
// AdviceNetworkBlock that one was not. The token it gets serves later look-ups.
func (c *Client) Probe(ctx context.Context) gateways.Result {
	t, result := c.authenticate(ctx, lookup)
	if t != nil {
		c.tokens.hold(lookup, t)
	}
	return result
}
