package easypay

import (
	"context"
	"strings"

	"keyindesk/gateways"
)

// RegisterPayment sends one paymentAuthReg (S2) and returns the page on which
// the customer approves the payment with a PIN. No money moves yet.
//
//   - Approved: code 0000, the reply echoes the request id and names a page on
//     KICC's own host.
//   - Declined, NotSent: as for Register.
//   - Unknown: everything else; ask again under a new request id, as this one may
//     be used up until midnight (facts 1.4).
func (c *Client) RegisterPayment(ctx context.Context, p gateways.Payment) gateways.PaymentPage {
	m, known := c.merchant(p.MerchantID)
	if !known {
		return gateways.PaymentPage{Result: strange()}
	}
	if gateways.Blocked(c.CheckPayment(p)) {
		return gateways.PaymentPage{Result: gateways.Refused(), MerchantID: m.MallID}
	}
	issuingValue, err := m.issuingValue(p.CashReceipt)
	if err != nil {
		return gateways.PaymentPage{Result: gateways.Refused(), MerchantID: m.MallID}
	}
	called := c.send(ctx, m, "/easypay/auth/paymentAuthReg.do", buildPayment(m, p, issuingValue))
	page := c.paymentPage(called, p, m.toldPayment(p, issuingValue))
	page.MerchantID = m.MallID
	return page
}

// toldPayment is what a payment says: the CustomerKey, the method and the cash
// receipt's number in secret, the number also as it travels.
func (m Merchant) toldPayment(p gateways.Payment, issuingValue string) gateways.Told {
	t := m.told(p.RequestID, p.OrderNumber, won(p.AmountKRW))
	t.Secrets = append(t.Secrets, given(p.CustomerKey, p.Method.VirtualNumber, gateways.NewSecret(issuingValue))...)
	if p.CashReceipt != nil {
		t.Secrets = append(t.Secrets, p.CashReceipt.Value)
	}
	t.People = gateways.People(p.Email)
	return t
}

// issuingValue is the number of a cash receipt in SEED, or empty if there is
// none.
func (m Merchant) issuingValue(r *gateways.CashReceipt) (string, error) {
	if r == nil {
		return "", nil
	}
	if m.SEED == nil {
		return "", errSEED
	}
	return m.SEED.encrypt(r.Value)
}

// paymentPage reads the reply to paymentAuthReg. authPageUrl is percent-encoded
// as a whole (S2); page decodes it once.
func (c *Client) paymentPage(called gateways.Called, p gateways.Payment, t gateways.Told) gateways.PaymentPage {
	if called.Failure != nil {
		return gateways.PaymentPage{Result: failed(keepPage, called, t, gateways.AdviceAskAgain)}
	}
	reply, err := decode(called.Reply.Text)
	if err != nil {
		return gateways.PaymentPage{Result: unreadable(keepPage, called, err, t, gateways.AdviceAskAgain)}
	}
	kept := keepPage.Clean(reply, t)
	code, shaped := meaningOf(kept["resCd"])
	page, pageErr := c.page(clipAddress(reply["authPageUrl"]))
	outcome, fault := code.free, ""
	switch echo := echoes(kept, "shopTransactionId", p.RequestID); {
	case !shaped:
		outcome, fault = gateways.Unknown, gateways.FaultCode
	case echo == otherEcho, outcome == gateways.Approved && echo != ownEcho:
		outcome, fault = gateways.Unknown, gateways.FaultEcho
	case outcome == gateways.Approved && pageErr != nil:
		outcome, fault = gateways.Unknown, gateways.FaultPage
	case outcome == gateways.Declined && strings.TrimSpace(reply["authPageUrl"]) != "":
		outcome, fault = gateways.Unknown, gateways.FaultMixed
	}
	result := gateways.PaymentPage{Result: answered(keepPage, called, kept, outcome, fault, code, gateways.AdviceAskAgain)}
	if outcome == gateways.Approved {
		result.PageURL = page
	}
	return result
}
