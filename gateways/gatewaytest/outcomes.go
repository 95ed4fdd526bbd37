package gatewaytest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strconv"
	"time"

	"keyindesk/gateways"
)

func approvedIsInTheirBooks(b *bench) {
	charge := b.order()
	approval := b.over(b.twin.Dial, patience).Charge(context.Background(), charge)
	b.expect("a good charge", approval.Result, gateways.Approved)
	sale, times := b.sale(charge.OrderNumber)
	want := Sale{charge.OrderNumber, approval.TransactionID, charge.AmountKRW, false}
	if times != 1 || sale != want {
		b.Errorf("their books have it %d times: %+v, want %+v", times, sale, want)
	}
	if approval.TransactionID == "" || approval.ApprovalNumber == "" || approval.ApprovedAt == "" || approval.CardCompany == "" {
		b.Errorf("the slip lacks something: %+v", approval)
	}
	if approval.Fault != "" || approval.Cause != nil || !approval.Trace.Written || approval.Trace.Host == "" {
		b.Errorf("the trace of a good call: %s, %+v", told(approval.Result), approval.Trace)
	}
}

func mixedSaleKeepsItsParts(b *bench) {
	charge := b.order()
	charge.Tax = &gateways.Tax{TaxableKRW: 51_000, FreeKRW: 234}
	approval := b.over(b.twin.Dial, patience).Charge(context.Background(), charge)
	b.expect("a mixed sale", approval.Result, gateways.Approved)
	parts := approval.Parts
	if parts == nil {
		b.Fatal("no parts")
	}
	if parts.FreeKRW != 234 || parts.VATKRW <= 0 || parts.SupplyKRW+parts.VATKRW != 51_000 {
		b.Errorf("parts %+v", *parts)
	}
}

func declinedIsAResult(b *bench) {
	b.twin.Decline(b.DeclineCode, "한도초과")
	charge := b.order()
	approval := b.over(b.twin.Dial, patience).Charge(context.Background(), charge)
	b.expect("a declined card", approval.Result, gateways.Declined)
	if approval.Code != b.DeclineCode || approval.Message != "한도초과" || approval.Cause != nil || approval.Fault != "" {
		b.Errorf("not what they said: %s", told(approval.Result))
	}
	if _, times := b.sale(charge.OrderNumber); times != 0 {
		b.Error("it was charged")
	}
}

func approvedNeedsOurOrderNumber(b *bench) {
	charge := b.order()
	other := "X" + charge.OrderNumber[1:]
	dial := forge(b.T, b.twin.Dial, charge.OrderNumber, other)
	b.expect("yes to another order", b.over(dial, patience).Charge(context.Background(), charge).Result, gateways.Unknown)
}

func approvedNeedsOurAmount(b *bench) {
	charge := b.order()
	dial := forge(b.T, b.twin.Dial, strconv.Itoa(sumKRW), strconv.Itoa(sumKRW+1))
	b.expect("yes to another amount", b.over(dial, patience).Charge(context.Background(), charge).Result, gateways.Unknown)
}

func oddAnswersAreUnknown(b *bench) {
	if len(b.twin.OddCharges) == 0 || len(b.twin.OddCancels) == 0 {
		b.Error("the twin knows no odd answers")
	}
	for name, odd := range b.twin.OddCharges {
		odd()
		approval := b.over(b.twin.Dial, patience).Charge(context.Background(), b.order())
		b.expect("charge, "+name, approval.Result, gateways.Unknown)
	}
	for name, odd := range b.twin.OddCancels {
		cancel := gateways.Cancel{TransactionID: b.sold().TransactionID}
		odd()
		b.expect("cancel, "+name, b.over(b.twin.Dial, patience).Cancel(context.Background(), cancel).Result, gateways.Unknown)
	}
}

func cancelGivesItBack(b *bench) {
	kept, given := b.sold(), b.sold()
	cancellation := b.over(b.twin.Dial, patience).Cancel(context.Background(), gateways.Cancel{TransactionID: given.TransactionID})
	b.expect("a cancel", cancellation.Result, gateways.Approved)
	if cancellation.CancelledAt == "" {
		b.Error("no time of the cancel")
	}
	for _, sale := range b.twin.Sales() {
		if sale.Cancelled != (sale.TransactionID == given.TransactionID) {
			b.Errorf("%s cancelled, %s kept; their books: %+v", given.TransactionID, kept.TransactionID, sale)
		}
	}
}

func cancelTwiceIsDeclined(b *bench) {
	cancel := gateways.Cancel{TransactionID: b.sold().TransactionID}
	b.expect("the first cancel", b.over(b.twin.Dial, patience).Cancel(context.Background(), cancel).Result, gateways.Approved)
	second := b.over(b.twin.Dial, patience).Cancel(context.Background(), cancel)
	b.expect("the second cancel", second.Result, gateways.Declined)
	if second.Code == "" || second.Message == "" || second.CancelledAt != "" {
		b.Errorf("the second cancel: %s, cancelled at %q", told(second.Result), second.CancelledAt)
	}
}

func cancelledNeedsOurTransactionID(b *bench) {
	if !b.CancelEchoes {
		b.Skip("this gateway's reply to a cancel doesn't name the sale")
	}
	id := b.sold().TransactionID
	other := "9" + id[1:]
	if other == id {
		other = "8" + id[1:]
	}
	dial := forge(b.T, b.twin.Dial, id, other)
	result := b.over(dial, patience).Cancel(context.Background(), gateways.Cancel{TransactionID: id}).Result
	b.expect("another sale cancelled", result, gateways.Unknown)
}

func cancelOfAnUnknownSaleIsDeclined(b *bench) {
	cancel := gateways.Cancel{TransactionID: b.UnknownSale}
	b.expect("a cancel of nothing", b.over(b.twin.Dial, patience).Cancel(context.Background(), cancel).Result, gateways.Declined)
	if b.twin.Requests() != 1 {
		b.Errorf("%d requests", b.twin.Requests())
	}
}

func notSentWhenRefused(b *bench) {
	for name, dial := range map[string]Dial{
		"refused": refused,
		"no such host": func(context.Context, string) (net.Conn, error) {
			return nil, &net.DNSError{Err: "no such host", Name: "gateway", IsNotFound: true}
		},
		"never connects": func(ctx context.Context, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
	} {
		approval := b.over(dial, 50*time.Millisecond).Charge(context.Background(), b.order())
		b.expect("charge, "+name, approval.Result, gateways.NotSent)
		if approval.Fault == "" || approval.Trace.Written {
			b.Errorf("charge, %s: %s, written %v", name, told(approval.Result), approval.Trace.Written)
		}
		cancellation := b.over(dial, 50*time.Millisecond).Cancel(context.Background(), gateways.Cancel{TransactionID: b.UnknownSale})
		b.expect("cancel, "+name, cancellation.Result, gateways.NotSent)
	}
	if b.twin.Requests() != 0 {
		b.Errorf("%d requests arrived", b.twin.Requests())
	}
}

func unknownWhenServerHangsUp(b *bench) {
	for _, broken := range []error{io.EOF, reset} {
		charge := b.order()
		dial, _ := through(b.twin.Dial, -1, 0, broken)
		b.expect("charge", b.over(dial, patience).Charge(context.Background(), charge).Result, gateways.Unknown)
		cancel := gateways.Cancel{TransactionID: b.sold().TransactionID}
		dial, _ = through(b.twin.Dial, -1, 0, broken)
		b.expect("cancel", b.over(dial, patience).Cancel(context.Background(), cancel).Result, gateways.Unknown)
	}
}

func unknownWhenServerIsSilent(b *bench) {
	const total = 150 * time.Millisecond
	charge := b.order()
	cancel := gateways.Cancel{TransactionID: b.sold().TransactionID}
	started := time.Now()
	dial, _ := silent(b.twin.Dial)
	approval := b.over(dial, total).Charge(context.Background(), charge)
	b.expect("charge", approval.Result, gateways.Unknown)
	dial, _ = silent(b.twin.Dial)
	b.expect("cancel", b.over(dial, total).Cancel(context.Background(), cancel).Result, gateways.Unknown)
	if took := time.Since(started); took < 2*total || took > patience/2 {
		b.Errorf("two calls of %v took %v", total, took)
	}
	if approval.Fault == "" || !approval.Trace.Written {
		b.Errorf("%s, written %v", told(approval.Result), approval.Trace.Written)
	}
	if _, times := b.sale(charge.OrderNumber); times != 1 {
		b.Errorf("the twin charged it %d times", times)
	}
}

func cancelledBeforeSendIsNotSent(b *bench) {
	over, stop := context.WithCancel(context.Background())
	stop()
	b.expect("charge", b.over(b.twin.Dial, patience).Charge(over, b.order()).Result, gateways.NotSent)
	b.expect("cancel", b.over(b.twin.Dial, patience).Cancel(over, gateways.Cancel{TransactionID: b.UnknownSale}).Result, gateways.NotSent)

	// Ended while connecting, and by a connection that comes all the same.
	for _, late := range []bool{false, true} {
		ctx, stop := context.WithCancel(context.Background())
		dial := func(dialling context.Context, host string) (net.Conn, error) {
			stop()
			<-dialling.Done()
			if late {
				return b.twin.Dial(context.WithoutCancel(dialling), host)
			}
			return nil, dialling.Err()
		}
		b.expect("while connecting", b.over(dial, time.Second).Charge(ctx, b.order()).Result, gateways.NotSent)
	}
	if got := b.twin.Requests() + len(b.twin.Sales()); got != 0 {
		b.Errorf("%d requests and sales", got)
	}
}

func cancelledAfterSendIsUnknown(b *bench) {
	charge := b.order()
	dial, answered := silent(b.twin.Dial)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() { <-answered; stop() }()
	b.expect("charge", b.over(dial, patience).Charge(ctx, charge).Result, gateways.Unknown)
	if !errors.Is(ctx.Err(), context.Canceled) {
		b.Error("the call ended before the context")
	}
	if _, times := b.sale(charge.OrderNumber); times != 1 {
		b.Errorf("the twin charged it %d times", times)
	}
}

// What makes ordinary HTTP clients send again, or elsewhere.
var temptations = map[string]string{
	"nothing":             "",
	"307":                 "HTTP/1.1 307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n",
	"308 elsewhere":       "HTTP/1.1 308 Permanent Redirect\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n",
	"302":                 "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n",
	"401":                 "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
	"407":                 "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
	"408":                 "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
	"421":                 "HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n",
	"425":                 "HTTP/1.1 425 Too Early\r\nContent-Length: 0\r\n\r\n",
	"429":                 "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
	"500":                 "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
	"503":                 "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
	"100 and no more":     "HTTP/1.1 100 Continue\r\n\r\n",
	"empty 200":           "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
	"204":                 "HTTP/1.1 204 No Content\r\n\r\n",
	"page":                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>0000</html>",
	"empty object":        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
	"another protocol":    "SSH-2.0-OpenSSH_9.2\r\n",
	"an upgrade":          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
	"larger than allowed": "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + string(bytes.Repeat([]byte(" "), 4<<20)),
}

func atMostOneRequestPerCall(b *bench) {
	// The bench itself fails whatever dials twice in one call.
	for name, reply := range temptations {
		b.expect("charge, "+name, b.over(scripted(reply), patience).Charge(context.Background(), b.order()).Result, gateways.Unknown)
		cancellation := b.over(scripted(reply), patience).Cancel(context.Background(), gateways.Cancel{TransactionID: b.UnknownSale})
		b.expect("cancel, "+name, cancellation.Result, gateways.Unknown)
	}
	// Two calls of one client are two connections with one request each.
	dials := 0
	client, err := b.twin.Client(func(ctx context.Context, host string) (net.Conn, error) {
		dials++
		return b.twin.Dial(ctx, host)
	}, patience)
	if err != nil {
		b.Fatal(err)
	}
	for range 3 {
		b.expect("charge", client.Charge(context.Background(), b.order()).Result, gateways.Approved)
	}
	if dials != 3 || b.twin.Requests() != 3 || len(b.twin.Sales()) != 3 {
		b.Errorf("3 calls: %d dials, %d requests, %d sales", dials, b.twin.Requests(), len(b.twin.Sales()))
	}
}
