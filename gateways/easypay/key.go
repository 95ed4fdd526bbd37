package easypay

import (
	"context"
	"strings"

	"keyindesk/gateways"
)

// Issue sends one customerkey/generation (S0 03) as the merchant under which
// the customer was registered.
//
//   - Approved: code 0000, a CustomerKey, and the customer's own id echoed.
//   - Declined, NotSent: as for Register.
//   - Unknown: everything else. It may be repeated with the same ids; else the
//     customer registers again with exactly the same data, which leads to the
//     same key (facts 1.2).
func (c *Client) Issue(ctx context.Context, i gateways.Issue) gateways.Issued {
	m, known := c.merchant(i.MerchantID)
	switch {
	case !known:
		return gateways.Issued{Result: strange()}
	case !ourIDValid(i.RequestID, idBytes), !theirIDValid(i.RegisterID), !theirIDValid(i.CertificationID), !customerIDValid(i.ShopUserID):
		return gateways.Issued{Result: gateways.Refused()}
	}
	t := m.told(i.RequestID, i.RegisterID, i.ShopUserID)
	called := c.send(ctx, m, "/easypay/user/customerkey/generation.do", buildIssue(m, i))
	return issued(called, i, t)
}

// issued reads the reply to customerkey/generation.
func issued(called gateways.Called, i gateways.Issue, t gateways.Told) gateways.Issued {
	if called.Failure != nil {
		return gateways.Issued{Result: failed(keepIssued, called, t, gateways.AdviceAskAgain)}
	}
	reply, err := decode(called.Reply.Text)
	if err != nil {
		return gateways.Issued{Result: unreadable(keepIssued, called, err, t, gateways.AdviceAskAgain)}
	}
	t.Secrets = append(t.Secrets, unsaid(called.Reply.Text)...)
	kept := keepIssued.Clean(reply, t)
	code, shaped := meaningOf(kept["resCd"])
	outcome, fault := code.free, ""
	switch key := reply["customerKey"]; {
	case !shaped:
		outcome, fault = gateways.Unknown, gateways.FaultCode
	case outcome == gateways.Approved && (reply["shopUserId"] != i.ShopUserID || !theirIDValid(key)):
		outcome, fault = gateways.Unknown, gateways.FaultEcho
	case outcome == gateways.Declined && strings.TrimSpace(key) != "":
		outcome, fault = gateways.Unknown, gateways.FaultMixed
	}
	result := gateways.Issued{Result: answered(keepIssued, called, kept, outcome, fault, code, gateways.AdviceAskAgain)}
	if outcome == gateways.Approved {
		result.CustomerKey = gateways.NewSecret(reply["customerKey"])
	}
	return result
}

// Revoke sends one customerkey/expiration (S0 04) and ends the key for good.
//
//   - Approved: code 0000 and isExpired true.
//   - Declined: a well-formed no that doesn't say isExpired true.
//   - NotSent: refused here, or no byte was written.
//   - Unknown: everything else; a repeat is harmless.
func (c *Client) Revoke(ctx context.Context, r gateways.Revocation) gateways.Revoked {
	m, known := c.merchant(r.MerchantID)
	switch {
	case !known:
		return gateways.Revoked{Result: strange()}
	case !theirIDValid(r.CustomerKey.Reveal()), !customerIDValid(r.ShopUserID):
		return gateways.Revoked{Result: gateways.Refused()}
	}
	t := m.told(r.ShopUserID)
	t.Secrets = append(t.Secrets, r.CustomerKey)
	return revoked(c.send(ctx, m, "/easypay/user/customerkey/expiration.do", buildRevocation(m, r)), t)
}

// revoked reads the reply to customerkey/expiration.
func revoked(called gateways.Called, t gateways.Told) gateways.Revoked {
	if called.Failure != nil {
		return gateways.Revoked{Result: failed(keepRevoked, called, t, gateways.AdviceAskAgain)}
	}
	reply, err := decode(called.Reply.Text)
	if err != nil {
		// The example of S0 04 is not JSON. That is a slip of the document and not
		// read leniently (facts 0.6).
		return gateways.Revoked{Result: unreadable(keepRevoked, called, err, t, gateways.AdviceAskAgain)}
	}
	kept := keepRevoked.Clean(reply, t)
	code, shaped := meaningOf(kept["resCd"])
	outcome, fault := code.free, ""
	switch expired := kept["isExpired"] == "true"; {
	case !shaped:
		outcome, fault = gateways.Unknown, gateways.FaultCode
	case outcome == gateways.Approved && !expired:
		outcome, fault = gateways.Unknown, gateways.FaultEcho
	case outcome == gateways.Declined && expired:
		outcome, fault = gateways.Unknown, gateways.FaultMixed
	}
	return gateways.Revoked{Result: answered(keepRevoked, called, kept, outcome, fault, code, gateways.AdviceAskAgain)}
}
