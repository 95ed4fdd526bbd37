package easypay

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"keyindesk/gateways"
)

// inKorea is a moment of November 2026 on Korea's clocks.
func inKorea(day, hour, minute, second int) time.Time {
	return time.Date(2026, 11, day, hour, minute, second, 0, gateways.Korea)
}

// KICC answers for today and yesterday in Korea, by the day of the request; a
// request near midnight may have been booked beyond it.
func TestInquiryDays(t *testing.T) {
	for name, c := range map[string]struct {
		at, now time.Time
		days    []string
	}{
		"today":                         {inKorea(3, 12, 0, 0), inKorea(3, 12, 5, 0), []string{"20261103"}},
		"yesterday":                     {inKorea(2, 12, 0, 0), inKorea(3, 12, 0, 0), []string{"20261102"}},
		"yesterday, at its last moment": {inKorea(2, 12, 0, 0), inKorea(3, 23, 59, 59), []string{"20261102"}},
		"the day before yesterday":      {inKorea(1, 12, 0, 0), inKorea(3, 0, 0, 0), nil},
		"tomorrow":                      {inKorea(4, 12, 0, 0), inKorea(3, 12, 0, 0), nil},
		"23:59:50, still that day":      {inKorea(2, 23, 59, 50), inKorea(2, 23, 59, 58), []string{"20261102"}},
		"23:59:50, after midnight":      {inKorea(2, 23, 59, 50), inKorea(3, 0, 0, 40), []string{"20261102", "20261103"}},
		"23:59:50, the next evening":    {inKorea(2, 23, 59, 50), inKorea(3, 23, 0, 0), []string{"20261102", "20261103"}},
		"23:59:50, two days later":      {inKorea(2, 23, 59, 50), inKorea(4, 0, 1, 0), []string{"20261103"}},
		"23:57:59 is not near":          {inKorea(2, 23, 57, 59), inKorea(3, 0, 5, 0), []string{"20261102"}},
		"00:00:10, their clock behind":  {inKorea(3, 0, 0, 10), inKorea(3, 0, 1, 0), []string{"20261103", "20261102"}},
		"in UTC it is the day before":   {time.Date(2026, 11, 2, 15, 30, 0, 0, time.UTC), inKorea(3, 9, 0, 0), []string{"20261103"}},
	} {
		t.Run(name, func(t *testing.T) {
			asked := func(call func(*Client) gateways.Result) []string {
				client, l := overLineWith(t, Config{Now: func() time.Time { return c.now }}, ok(object("resCd", "R900", "resMsg", "거래 없음")))
				result := call(client)
				want := gateways.Unknown
				if len(c.days) == 0 {
					want = gateways.NotSent
				}
				if result.Outcome != want || result.Advice != gateways.AdviceCheckAdmin || want == gateways.NotSent && result.Fault != gateways.FaultCheck {
					t.Errorf("%s, fault %q, advice %q", result.Outcome, result.Fault, result.Advice)
				}
				var days []string
				for _, body := range l.bodies {
					_, date, _ := strings.Cut(body, `"transactionDate":"`)
					days = append(days, date[:8])
				}
				return days
			}
			settlement, cancel := sampleSettlement(), sampleCancel()
			settlement.At, cancel.At = c.at, c.at
			for verb, days := range map[string][]string{
				"settle": asked(func(k *Client) gateways.Result { return k.InquireSettlement(context.Background(), settlement).Result }),
				"cancel": asked(func(k *Client) gateways.Result { return k.InquireCancel(context.Background(), cancel).Result }),
			} {
				if diff := cmp.Diff(c.days, days, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s: %s", verb, diff)
				}
			}
		})
	}
}

// A settle at 23:59:50 whose reply was lost is found on the day after.
func TestInquiryBeyondMidnight(t *testing.T) {
	config := Config{Now: func() time.Time { return inKorea(3, 0, 0, 40) }}
	no := ok(object("resCd", "R900", "resMsg", "거래 없음"))
	s := sampleSettlement()
	s.At = inKorea(2, 23, 59, 50)
	client, l := overLineWith(t, config, no, ok(replaced(settleReply(), "msgAuthValue", nil)))
	if got := client.InquireSettlement(context.Background(), s); got.Outcome != gateways.Approved || got.TransactionID != samplePgCno || l.calls != 2 {
		t.Errorf("%s, %q, %d calls", got.Outcome, got.TransactionID, l.calls)
	}
	x := sampleCancel()
	x.At = s.At
	client, l = overLineWith(t, config, no, ok(cancelReply()))
	if got := client.InquireCancel(context.Background(), x); got.Outcome != gateways.Approved || l.calls != 2 {
		t.Errorf("%s, %d calls", got.Outcome, l.calls)
	}
	// Found at once, it is not asked again.
	client, l = overLineWith(t, config, ok(settleReply()))
	if got := client.InquireSettlement(context.Background(), s); got.Outcome != gateways.Approved || l.calls != 1 {
		t.Errorf("%s, %d calls", got.Outcome, l.calls)
	}
}

// tradeStatus carries no msgAuthValue, so none is asked for (facts 1.5); every
// echo is. No answer of it is a no, as the code that means one is not published.
func TestInquiryReplies(t *testing.T) {
	good := replaced(settleReply(), "msgAuthValue", nil)
	for name, c := range map[string]struct {
		body    string
		outcome gateways.Outcome
	}{
		"approved":                {good, gateways.Approved},
		"with some MAC":           {replaced(good, "msgAuthValue", "x"), gateways.Approved},
		"another amount":          {replaced(good, "amount", 999), gateways.Unknown},
		"another request":         {replaced(good, "shopTransactionId", "TX-0003"), gateways.Unknown},
		"another order":           {replaced(good, "shopOrderNo", "K1"), gateways.Unknown},
		"another mall id":         {replaced(good, "mallId", "T0021792"), gateways.Unknown},
		"no trade id":             {replaced(good, "pgCno", ""), gateways.Unknown},
		"cancelled since":         {replaced(good, "statusCode", "TS02"), gateways.Unknown},
		"given back in part":      {replaced(good, "statusCode", "TS06"), gateways.Unknown},
		"stands as nothing known": {replaced(good, "statusCode", "TS99"), gateways.Unknown},
		"stands as nothing":       {replaced(good, "statusCode", nil), gateways.Unknown},
		"asked, and not approved": {replaced(replaced(good, "statusCode", "TS00"), "paymentInfo", ""), gateways.Unknown},
		"no time":                 {replaced(good, "transactionDate", ""), gateways.Unknown},
		"no approval number":      {replaced(good, "paymentInfo", raw(`{"payMethodTypeCode":"11"}`)), gateways.Unknown},
		"an account has none":     {replaced(good, "paymentInfo", raw(`{"payMethodTypeCode":"21"}`)), gateways.Approved},
		"the reply of a cancel":   {cancelReply(), gateways.Unknown},
		"a no of the bank":        {object("resCd", "8521", "resMsg", "한도초과"), gateways.Unknown},
		"no such trade, perhaps":  {object("resCd", "R900", "resMsg", "거래 없음"), gateways.Unknown},
		"not JSON":                {"x", gateways.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := overLine(t, ok(c.body))
			got := client.InquireSettlement(context.Background(), sampleSettlement())
			if got.Outcome != c.outcome {
				t.Errorf("%s, fault %q", got.Outcome, got.Fault)
			}
			if name == "no such trade, perhaps" && (got.Code != "R900" || got.Message != "거래 없음" || got.Advice != gateways.AdviceCheckAdmin) {
				t.Errorf("%q %q %q", got.Code, got.Message, got.Advice)
			}
		})
	}
	for name, c := range map[string]struct {
		body    string
		outcome gateways.Outcome
	}{
		"cancelled":            {cancelReply(), gateways.Approved},
		"another amount":       {replaced(cancelReply(), "cancelAmount", 1), gateways.Unknown},
		"another sale":         {replaced(cancelReply(), "oriPgCno", "20061510000000000002"), gateways.Unknown},
		"the reply of a sale":  {good, gateways.Unknown},
		"no such cancel":       {object("resCd", "R900", "resMsg", "거래 없음"), gateways.Unknown},
		"standing as approved": {replaced(cancelReply(), "statusCode", "TS03"), gateways.Unknown},
	} {
		t.Run("cancel/"+name, func(t *testing.T) {
			client, _ := overLine(t, ok(c.body))
			if got := client.InquireCancel(context.Background(), sampleCancel()); got.Outcome != c.outcome {
				t.Errorf("%s, fault %q", got.Outcome, got.Fault)
			}
		})
	}
}
