package easypay

import (
	"context"
	"net/url"
	"testing"
	"time"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// TestFaults drives the calls that move money, the question after them and the
// one that names a page against a server that fails in every way we know. The
// others are sent and read by the same few functions. -v prints the table.
func TestFaults(t *testing.T) {
	settle, cancel := settleReply(), cancelReply()
	page := object("resCd", "0000", "resMsg", "정상", "shopTransactionId", "TX-0001", "authPageUrl", url.QueryEscape(testPage))
	gatewaytest.Faults(t,
		gatewaytest.Verb{
			Name: "settle", Good: settle,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result { return c.Settle(ctx, sampleSettlement()).Result }),
			Bad: append(badTrades(settle),
				faulty("no msgAuthValue", settle, "msgAuthValue", nil),
				faulty("an empty msgAuthValue", settle, "msgAuthValue", ""),
				faulty("another msgAuthValue", settle, "msgAuthValue", "819ea67c1ff2481eb70da9792d028cb87bbefedbcac6a899d37291fddda88adc"),
				faulty("a trade that was given back", settle, "statusCode", "TS02"),
				faulty("an amount with a point", settle, "amount", raw("1000.0")),
				faulty("a no with an approval in it", settle, "resCd", "8521")),
			Fine: []gatewaytest.Body{
				faulty("the amount as text", settle, "amount", "1000"),
				faulty("msgAuthValue in capitals", settle, "msgAuthValue", "819EA67C1FF2481EB70DA9792D028CB87BBEFEDBCAC6A899D37291FDDDA88ADB"),
				faulty("nothing about the card", settle, "paymentInfo", ""),
			},
		},
		gatewaytest.Verb{
			Name: "cancel", Good: cancel,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result { return c.Cancel(ctx, sampleCancel()).Result }),
			Bad: append(badTrades(cancel),
				faulty("another sale", cancel, "oriPgCno", "20061510000000000002"),
				faulty("no sale", cancel, "oriPgCno", nil),
				faulty("a part", cancel, "cancelAmount", 300),
				faulty("no id of the cancel", cancel, "cancelPgCno", nil),
				faulty("something left", cancel, "remainAmount", 1),
				faulty("a no with a cancel in it", cancel, "resCd", "P371")),
			Fine: []gatewaytest.Body{faulty("no word of the rest", cancel, "remainAmount", nil), faulty("no state", cancel, "statusCode", nil)},
		},
		gatewaytest.Verb{
			Name: "tradeStatus", Good: settle,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result {
				return c.InquireSettlement(ctx, sampleSettlement()).Result
			}),
			Bad:  append(badTrades(settle), faulty("a plain no", object("resCd", "P351", "resMsg", "조회할 거래가 없습니다."), "x", 1)),
			Fine: []gatewaytest.Body{faulty("no msgAuthValue", settle, "msgAuthValue", nil)},
		},
		gatewaytest.Verb{
			Name: "paymentAuthReg", Good: page,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result {
				return c.RegisterPayment(ctx, samplePayment()).Result
			}),
			Bad: append(badCodes(page),
				faulty("no id", page, "shopTransactionId", nil),
				faulty("another id", page, "shopTransactionId", "TX-0002"),
				faulty("no page", page, "authPageUrl", nil),
				faulty("a page of the live host", page, "authPageUrl", livePage),
				faulty("a page elsewhere", page, "authPageUrl", "https://testapi.easypay.co.kr.evil.example/"),
				faulty("a page behind a user", page, "authPageUrl", "https://testapi.easypay.co.kr@evil.example/"),
				faulty("a page without TLS", page, "authPageUrl", "http://testapi.easypay.co.kr/"),
				faulty("a no with a page", page, "resCd", "P301")),
			Fine: []gatewaytest.Body{faulty("an address that is not encoded", page, "authPageUrl", testPage)},
		},
	)
}

// faulty is a good body with one member changed, or away if value is nil.
func faulty(name, good, member string, value any) gatewaytest.Body {
	return gatewaytest.Body{Name: name, Text: replaced(good, member, value)}
}

// badCodes stand where the 0000 was.
func badCodes(good string) []gatewaytest.Body {
	return []gatewaytest.Body{
		faulty("code is the number 0", good, "resCd", 0),
		faulty("code with a blank", good, "resCd", " 0000"),
		faulty("code missing", good, "resCd", nil),
		faulty("code empty", good, "resCd", ""),
	}
}

// badTrades are what spoils a yes about money.
func badTrades(good string) []gatewaytest.Body {
	return append(badCodes(good),
		faulty("another shop", good, "mallId", "T0001005"),
		faulty("another id", good, "shopTransactionId", "TX-0009"),
		faulty("another order", good, "shopOrderNo", "K261103-0002"))
}

// calling makes the call with a client of its own.
func calling(call func(context.Context, *Client) gateways.Result) func(testing.TB, string, *gateways.Exchange) func(context.Context) gateways.Result {
	return func(t testing.TB, base string, exchange *gateways.Exchange) func(context.Context) gateways.Result {
		client, err := New(Config{
			Environment: gateways.Test, Merchants: []Merchant{sampleMerchant()}, Dialect: DialectMallID,
			BaseURL: base, Exchange: exchange, Now: func() time.Time { return noon },
		})
		if err != nil {
			t.Fatal(err)
		}
		return func(ctx context.Context) gateways.Result { return call(ctx, client) }
	}
}
