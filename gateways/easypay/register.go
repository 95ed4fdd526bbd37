package easypay

import (
	"context"
	"strings"

	"keyindesk/gateways"
)

// Register sends one userCertReg (S0 01, S1) as the current merchant and
// returns the page on which the customer proves who they are, chooses a card
// or account and sets a PIN.
//
//   - Approved: code 0000, the reply echoes the request id, carries an id of its
//     own and names a page on KICC's own host.
//   - Declined: a well-formed no, see codes.go.
//   - NotSent: refused by CheckRegistration (Fault "check"), or no byte was
//     written.
//   - Unknown: everything else. Nothing was charged: ask again under a new id.
//     With Fault "page" KICC said yes and named a page that may not be opened.
func (c *Client) Register(ctx context.Context, r gateways.Registration) gateways.Registered {
	m := c.config.Merchants[0]
	if gateways.Blocked(c.CheckRegistration(r)) {
		return gateways.Registered{Result: gateways.Refused(), MerchantID: m.MallID}
	}
	certValue, err := m.certValue(r.CI)
	if err != nil {
		return gateways.Registered{Result: gateways.Refused(), MerchantID: m.MallID}
	}
	called := c.send(ctx, m, "/easypay/cert/userCertReg.do", c.buildRegistration(m, r, certValue))
	registered := c.registered(called, r, m.toldRegistration(r, certValue))
	registered.MerchantID = m.MallID
	return registered
}

// toldRegistration is what a registration says: the CI in secret, plain and as
// it travels, and whose mail it is.
func (m Merchant) toldRegistration(r gateways.Registration, certValue string) gateways.Told {
	t := m.told(r.RequestID, r.ShopUserID)
	t.Secrets = append(t.Secrets, given(r.CI, gateways.NewSecret(certValue))...)
	t.People = gateways.People(r.Email)
	return t
}

// certValue is a CI in SEED, or empty if there is none.
func (m Merchant) certValue(ci gateways.Secret) (string, error) {
	if ci.Empty() {
		return "", nil
	}
	if m.SEED == nil {
		return "", errSEED
	}
	return m.SEED.encrypt(ci)
}

// registered reads the reply to userCertReg.
func (c *Client) registered(called gateways.Called, r gateways.Registration, t gateways.Told) gateways.Registered {
	if called.Failure != nil {
		return gateways.Registered{Result: failed(keepRegistered, called, t, gateways.AdviceAskAgain)}
	}
	reply, err := decode(called.Reply.Text)
	if err != nil {
		return gateways.Registered{Result: unreadable(keepRegistered, called, err, t, gateways.AdviceAskAgain)}
	}
	kept := keepRegistered.Clean(reply, t)
	code, shaped := meaningOf(kept["resCd"])
	page, pageErr := c.page(clipAddress(reply["easyPayCertPageUrl"]))
	outcome, fault := code.free, ""
	switch {
	case !shaped:
		outcome, fault = gateways.Unknown, gateways.FaultCode
	case echoes(kept, "requestTid", r.RequestID) == otherEcho,
		outcome == gateways.Approved && (kept["requestTid"] != r.RequestID || !theirIDValid(kept["registerTid"])):
		outcome, fault = gateways.Unknown, gateways.FaultEcho
	case outcome == gateways.Approved && pageErr != nil:
		outcome, fault = gateways.Unknown, gateways.FaultPage
	case outcome == gateways.Declined && strings.TrimSpace(reply["easyPayCertPageUrl"]) != "":
		outcome, fault = gateways.Unknown, gateways.FaultMixed
	}
	registered := gateways.Registered{Result: answered(keepRegistered, called, kept, outcome, fault, code, gateways.AdviceAskAgain)}
	if outcome == gateways.Approved {
		// The id of the reply's body: the one in the page's address is another
		// (facts 0.5).
		registered.RegisterID = kept["registerTid"]
		registered.PageURL = page
		registered.Member = kept["isSignUpUser"] == "true"
	}
	return registered
}

// An echo is ours, another's, or not there.
const (
	noEcho = iota
	ownEcho
	otherEcho
)

// echoes says whether a reply names our id. A blank is none.
func echoes(kept map[string]string, name, ours string) int {
	switch kept[name] {
	case "":
		return noEcho
	case ours:
		return ownEcho
	}
	return otherEcho
}

// clipAddress empties an address that is too long to be one of theirs, and too
// long for a QR code.
func clipAddress(address string) string {
	if len(address) > pageAddressBytes {
		return ""
	}
	return address
}

// given leaves out empty secrets.
func given(secrets ...gateways.Secret) []gateways.Secret {
	var out []gateways.Secret
	for _, s := range secrets {
		if !s.Empty() {
			out = append(out, s)
		}
	}
	return out
}
