package easypay

import (
	"context"
	"net/url"
	"testing"
	"time"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// TestFaults drives every call against a server that fails in every way we know.
// -v prints the table.
func TestFaults(t *testing.T) {
	gatewaytest.Faults(t, Name, append(faultsOfKeys(), faultsOfTrades()...)...)
}

// faultsOfKeys are the calls that move no money.
func faultsOfKeys() []gatewaytest.Verb {
	registered := certReply(testPage)
	issued := object("resCd", "0000", "customerKey", sampleKey, "shopUserId", "pang-su-14")
	revoked := object("resCd", "0000", "isExpired", true)
	listed := methodsReply()
	page := object("resCd", "0000", "resMsg", "정상", "shopTransactionId", "TX-0001", "authPageUrl", url.QueryEscape(testPage))
	return []gatewaytest.Verb{
		{
			Name: "userCertReg", Good: registered,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result {
				return c.Register(ctx, sampleRegistration()).Result
			}),
			Bad: append(append(badCodes(registered), badPages(registered, "easyPayCertPageUrl")...),
				faulty("no requestTid", registered, "requestTid", nil),
				faulty("another requestTid", registered, "requestTid", "R-2"),
				faulty("no registerTid", registered, "registerTid", nil)),
		},
		{
			Name: "generation", Good: issued,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result { return c.Issue(ctx, sampleIssue()).Result }),
			Bad: append(badCodes(issued),
				faulty("another's key", issued, "shopUserId", "pang-su-15"),
				faulty("nobody's key", issued, "shopUserId", nil),
				faulty("no key", issued, "customerKey", nil),
				faulty("the word null as key", issued, "customerKey", "null")),
		},
		{
			Name: "paymentMethodInfo", Good: listed,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result {
				return c.Methods(ctx, gateways.MethodQuery{CustomerKey: gateways.NewSecret(sampleKey)}).Result
			}),
			Bad: append(badCodes(listed),
				faulty("no list", listed, "payMethodInfoList", nil),
				faulty("a list with a number in it", listed, "payMethodInfoList", []int{1}),
				faulty("a no with a list", listed, "resCd", "8521")),
			Fine: []gatewaytest.Body{faulty("an empty list", listed, "payMethodInfoList", []int{})},
		},
		{
			Name: "paymentAuthReg", Good: page,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result {
				return c.RegisterPayment(ctx, samplePayment()).Result
			}),
			Bad: append(append(badCodes(page), badPages(page, "authPageUrl")...),
				faulty("no id", page, "shopTransactionId", nil),
				faulty("another id", page, "shopTransactionId", "TX-0002"),
				faulty("a no with a page", page, "resCd", "P301")),
			Fine: []gatewaytest.Body{faulty("an address that is not encoded", page, "authPageUrl", testPage)},
		},
		{
			Name: "expiration", Good: revoked,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result { return c.Revoke(ctx, sampleRevocation()).Result }),
			Bad: append(badCodes(revoked),
				faulty("not expired", revoked, "isExpired", false),
				faulty("no word of expiry", revoked, "isExpired", nil),
				faulty("a no that expired it", revoked, "resCd", "8521")),
			Fine: []gatewaytest.Body{faulty("true as a text", revoked, "isExpired", "true")},
		},
	}
}

// faultsOfTrades are the calls that move money, and the questions after them.
func faultsOfTrades() []gatewaytest.Verb {
	settle, cancel := settleReply(), cancelReply()
	return []gatewaytest.Verb{
		{
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
		{
			Name: "tradeStatus of settle", Good: settle,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result {
				return c.InquireSettlement(ctx, sampleSettlement()).Result
			}),
			Bad:  append(badTrades(settle), faulty("a plain no", object("resCd", "P351", "resMsg", "조회할 거래가 없습니다."), "x", 1)),
			Fine: []gatewaytest.Body{faulty("no msgAuthValue to an inquiry", settle, "msgAuthValue", nil)},
		},
		{
			Name: "cancel", Good: cancel,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result { return c.Cancel(ctx, sampleCancel()).Result }),
			Bad:  append(badCancels(cancel), faulty("a no with a cancel in it", cancel, "resCd", "P371")),
			Fine: []gatewaytest.Body{faulty("no word of the rest", cancel, "remainAmount", nil), faulty("no state", cancel, "statusCode", nil)},
		},
		{
			Name: "tradeStatus of cancel", Good: cancel,
			Call: calling(func(ctx context.Context, c *Client) gateways.Result {
				return c.InquireCancel(ctx, sampleCancel()).Result
			}),
			Bad: append(badCancels(cancel), faulty("a plain no", object("resCd", "P351", "resMsg", "조회할 거래가 없습니다."), "x", 1)),
		},
	}
}

// badCancels are what spoils a yes to a cancel.
func badCancels(good string) []gatewaytest.Body {
	return append(badTrades(good),
		faulty("another sale", good, "oriPgCno", "20061510000000000002"),
		faulty("no sale", good, "oriPgCno", nil),
		faulty("a part", good, "cancelAmount", 300),
		faulty("no id of the cancel", good, "cancelPgCno", nil),
		faulty("something left", good, "remainAmount", 1))
}

// badPages are addresses that must not be opened.
func badPages(good, member string) []gatewaytest.Body {
	return []gatewaytest.Body{
		faulty("no page", good, member, nil),
		faulty("a page of the live host", good, member, livePage),
		faulty("a page elsewhere", good, member, "https://testapi.easypay.co.kr.evil.example/"),
		faulty("a page behind a user", good, member, "https://testapi.easypay.co.kr@evil.example/"),
		faulty("a page without TLS", good, member, "http://testapi.easypay.co.kr/"),
	}
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
