package easypay

import (
	"context"
	"slices"
	"time"

	"keyindesk/gateways"
)

// Within this of midnight, KICC may have booked a request on the day next to
// the one it was sent on: the call itself may take 40 s, and this PC's clock
// need not be theirs.
const midnightMargin = 2 * time.Minute

// InquireSettlement asks tradeStatus what became of a Settle, by its request id
// and the day it was sent (facts 1.2). It moves nothing and may be repeated.
//
//   - Approved: the same echoes as for Settle, and the trade stands as approved
//     (see standsApproved); the reply carries no msgAuthValue, so none is asked
//     for (facts 1.5).
//   - NotSent: no byte was written, or the day is neither today nor yesterday in
//     Korea, where KICC gives no answer (Fault "check").
//   - Unknown: everything else. It is never Declined: which code says that there
//     is no such trade is not published, so code and message are for the person
//     who looks.
func (c *Client) InquireSettlement(ctx context.Context, s gateways.Settlement) gateways.Approval {
	m, known := c.merchant(s.MerchantID)
	days := c.askable(s.At)
	switch {
	case !known:
		return gateways.Approval{Result: strange()}
	case !settlementValid(s):
		return gateways.Approval{Result: gateways.Refused()}
	case len(days) == 0:
		return gateways.Approval{Result: tooLate()}
	}
	var first gateways.Approval
	for i, date := range days {
		answer := approval(c.inquire(ctx, m, s.RequestID, date), m, s, inquired)
		if answer.Outcome == gateways.Approved {
			return answer
		}
		if i == 0 {
			first = answer
		}
	}
	return first
}

// InquireCancel asks tradeStatus what became of a Cancel, by the cancel's own
// request id, with the rules of InquireSettlement and the echoes of Cancel.
func (c *Client) InquireCancel(ctx context.Context, cancel gateways.Cancel) gateways.Cancellation {
	m, known := c.merchant(cancel.MerchantID)
	days := c.askable(cancel.At)
	switch {
	case !known:
		return gateways.Cancellation{Result: strange()}
	case !cancelValid(cancel):
		return gateways.Cancellation{Result: gateways.Refused()}
	case len(days) == 0:
		return gateways.Cancellation{Result: tooLate()}
	}
	var first gateways.Cancellation
	for i, date := range days {
		answer := cancellation(c.inquire(ctx, m, cancel.RequestID, date), m, cancel, inquired)
		if answer.Outcome == gateways.Approved {
			return answer
		}
		if i == 0 {
			first = answer
		}
	}
	return first
}

func (c *Client) inquire(ctx context.Context, m Merchant, requestID, date string) gateways.Called {
	return c.send(ctx, m, "/easypay/payment/tradeStatus.do", buildInquiry(m, requestID, date))
}

// tooLate is the answer when KICC no longer tells: a person must look.
func tooLate() gateways.Result {
	return gateways.Result{Outcome: gateways.NotSent, Fault: gateways.FaultCheck, Advice: gateways.AdviceCheckAdmin}
}

// askable lists the days to ask for a request sent at that moment: its own day
// first, then the one beyond the midnight it was near. Days other than today
// and yesterday in Korea are left out.
func (c *Client) askable(at time.Time) []string {
	now := c.config.Now()
	answered := []string{day(now), day(now.Add(-24 * time.Hour))}
	var days []string
	for _, candidate := range []time.Time{at, at.Add(midnightMargin), at.Add(-midnightMargin)} {
		date := day(candidate)
		if slices.Contains(answered, date) && !slices.Contains(days, date) {
			days = append(days, date)
		}
	}
	return days
}
