package easypay

import (
	"context"
	"slices"
	"strings"

	"keyindesk/gateways"
)

// What a trade stands at (facts 1.6). The other codes are not published.
const (
	statusApproved  = "TS03" // approved, the card company's purchase asked for
	statusCancelled = "TS02" // all of it given back
	statusPart      = "TS06" // a part given back
)

// Cancel sends one cancel (facts 1.2) as the merchant that approved the sale:
// all of it, or a Part. It is a request of its own with an id of its own, and is
// sent at most once.
//
//   - Approved: code 0000, the reply names the sale and the amount and carries an
//     id of the cancel, and nothing in it contradicts. It has no message
//     authentication (facts 1.5).
//   - Declined: a well-formed no without any mark of a yes, see codes.go.
//   - NotSent: refused here (Fault "check"), or no byte was written.
//   - Unknown: everything else. Only InquireCancel may be asked.
func (c *Client) Cancel(ctx context.Context, cancel gateways.Cancel) gateways.Cancellation {
	m, known := c.merchant(cancel.MerchantID)
	switch {
	case !known:
		return gateways.Cancellation{Result: strange()}
	case !cancelValid(cancel):
		return gateways.Cancellation{Result: gateways.Refused()}
	}
	called := c.send(ctx, m, "/easypay/payment/cancel.do", buildCancel(m, cancel))
	return cancellation(called, m, cancel, settled)
}

// cancelValid asks that a whole cancel gives back exactly what is left, and
// that the parts of a mixed sale add up.
func cancelValid(c gateways.Cancel) bool {
	return pgCnoValid(c.TransactionID) && ourIDValid(c.RequestID, idBytes) && ourIDValid(c.OrderNumber, orderBytes) &&
		c.AmountKRW > 0 && c.AmountKRW <= c.RemainKRW && c.RemainKRW <= maxAmountKRW &&
		(c.Part || c.AmountKRW == c.RemainKRW) && partsAddUp(c.Parts, c.AmountKRW) && !c.At.IsZero()
}

// cancellation reads the reply to cancel, or to tradeStatus about one.
func cancellation(called gateways.Called, m Merchant, cancel gateways.Cancel, by asked) gateways.Cancellation {
	t := m.told(cancel.RequestID, cancel.OrderNumber, cancel.TransactionID, won(cancel.AmountKRW))
	t.People = gateways.People(cancel.Buyer...)
	if called.Failure != nil {
		return gateways.Cancellation{Result: failed(keepCancelled, called, t, by.unknown())}
	}
	reply, err := decode(called.Reply.Text)
	if err != nil {
		return gateways.Cancellation{Result: unreadable(keepCancelled, called, err, t, by.unknown())}
	}
	kept := keepCancelled.Clean(reply, t)
	code, shaped := meaningOf(kept["resCd"])
	outcome, fault := judgeCancel(kept, m, cancel, code, shaped)
	if by == inquired && outcome == gateways.Approved && (kept["statusCode"] == "" || kept["shopTransactionId"] != cancel.RequestID) {
		outcome, fault = gateways.Unknown, gateways.FaultEcho // the answer could be about an earlier part
	}
	if outcome == gateways.Declined && by == inquired {
		outcome = gateways.Unknown
	}
	return gateways.Cancellation{
		Result:      answered(keepCancelled, called, kept, outcome, fault, code, by.unknown()),
		CancelledAt: firstMoment(kept["transactionDate"], kept["reviseInfo.approvalDate"]),
		CancelID:    kept["cancelPgCno"],
	}
}

// judgeCancel decides what the reply to a cancel says, and the fault if it says
// less than it seems to.
func judgeCancel(kept map[string]string, m Merchant, cancel gateways.Cancel, code meaning, shaped bool) (gateways.Outcome, string) {
	for _, e := range [][2]string{
		{"mallId", m.MallID}, {"shopTransactionId", cancel.RequestID}, {"shopOrderNo", cancel.OrderNumber}, {"oriPgCno", cancel.TransactionID},
	} {
		if shaped && kept[e[0]] != "" && kept[e[0]] != e[1] {
			return gateways.Unknown, gateways.FaultEcho
		}
	}
	switch {
	case !shaped:
		return gateways.Unknown, gateways.FaultCode
	case code.cancel == gateways.Approved:
		if kept["oriPgCno"] != cancel.TransactionID || kept["cancelAmount"] != won(cancel.AmountKRW) || !pgCnoValid(kept["cancelPgCno"]) {
			return gateways.Unknown, gateways.FaultEcho
		}
		if !standFits(kept, cancel) {
			return gateways.Unknown, gateways.FaultMixed
		}
	case code.cancel == gateways.Declined:
		if strings.TrimSpace(kept["cancelPgCno"]+kept["cancelAmount"]) != "" || slices.Contains([]string{statusCancelled, statusPart}, kept["statusCode"]) {
			return gateways.Unknown, gateways.FaultMixed
		}
	}
	return code.cancel, ""
}

// standFits holds what the reply says of the sale now against what was asked,
// where it says anything: a part that takes the rest may stand as either.
func standFits(kept map[string]string, cancel gateways.Cancel) bool {
	left := cancel.RemainKRW - cancel.AmountKRW
	fitting := []string{"", statusCancelled}
	switch {
	case cancel.Part && left == 0:
		fitting = append(fitting, statusPart)
	case cancel.Part:
		fitting = []string{"", statusPart}
	}
	return slices.Contains(fitting, kept["statusCode"]) && slices.Contains([]string{"", won(left)}, kept["remainAmount"])
}
