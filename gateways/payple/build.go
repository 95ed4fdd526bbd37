package payple

import "keyindesk/gateways"

// work is what a token is for (PCD_PAY_WORK). Payple's addresses name it too
// (ACT_).
type work string

const (
	lookup   work = "PUSERINFO"
	deletion work = "PUSERDEL"
)

// other is the work that a call must never be taken for.
func (w work) other() work {
	if w == lookup {
		return deletion
	}
	return lookup
}

// buildAuth lays out the partner authentication (S3 3).
func (c *Client) buildAuth(w work) []gateways.Pair {
	return []gateways.Pair{
		{Name: "cst_id", Value: c.config.PartnerID},
		{Name: "custKey", Value: c.config.PartnerKey.Reveal()},
		{Name: "PCD_PAY_WORK", Value: string(w)},
	}
}

// buildAsk lays out the call itself (S3 4): what the authentication returned,
// never what was sent to it (facts 0.19). A deletion has the same fields
// (facts 2.4).
func (c *Client) buildAsk(t *token, key gateways.Secret) []gateways.Pair {
	return []gateways.Pair{
		{Name: "PCD_CST_ID", Value: t.partnerID.Reveal()},
		{Name: "PCD_CUST_KEY", Value: t.partnerKey.Reveal()},
		{Name: "PCD_AUTH_KEY", Value: t.authKey.Reveal()},
		{Name: "PCD_PAYER_ID", Value: key.Reveal()},
	}
}
