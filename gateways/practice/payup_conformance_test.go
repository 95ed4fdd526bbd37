package practice_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
)

// bends spoil the client, or what it hears; none by default.
type bends struct {
	client func(gateways.KeyIn) gateways.KeyIn
	dial   func(gatewaytest.Dial) gatewaytest.Dial
}

func payupSubject(bend bends) gatewaytest.Subject {
	return gatewaytest.Subject{
		Name:  payup.Name,
		Start: func(t *testing.T) gatewaytest.Twin { return startPayup(t, bend).twin() },
	}
}

// payupStage is a Payup twin and what the suite is told about it.
type payupStage struct {
	*practice.Payup
	bend   bends
	orders atomic.Int64
}

func startPayup(t *testing.T, bend bends) *payupStage {
	p := practice.NewPayup(practice.PayupConfig{Key: gateways.NewSecret(sampleKey)})
	t.Cleanup(func() { _ = p.Close() })
	return &payupStage{Payup: p, bend: bend}
}

func (p *payupStage) twin() gatewaytest.Twin {
	_, key := p.Credentials()
	return gatewaytest.Twin{
		Dial:     p.Dial,
		Client:   p.client,
		Requests: p.Requests,
		Secrets:  []gateways.Secret{key},
		Calls:    []gatewaytest.Call{p.chargeCall(), p.cancelCall()},
		Sell: func(t testing.TB, amountKRW int64) (gateways.Cancel, func() int64) {
			sale := p.sell(t, amountKRW)
			return gateways.Cancel{TransactionID: sale}, func() int64 {
				if p.entry(func(e practice.Entry) bool { return e.TransactionID == sale }).Cancelled() {
					return 0
				}
				return amountKRW
			}
		},
		KeyIn: &gatewaytest.KeyIn{
			Charge:      goodCharge,
			Sales:       p.sales,
			Decline:     p.decline,
			DeclineCode: "8350",
			UnknownSale: "20260101000000ST9999",
			Blocked:     blocked,
			Warned:      warned,
		},
	}
}

func (p *payupStage) client(dial gatewaytest.Dial, total time.Duration) (gateways.Gateway, error) {
	merchant, key := p.Credentials()
	if p.bend.dial != nil {
		dial = p.bend.dial(dial)
	}
	client, err := payup.New(payup.Config{
		Environment: gateways.Practice,
		MerchantID:  merchant,
		CertKey:     key,
		Exchange:    gateways.NewExchange(gateways.Options{Total: total, Dial: dial}),
	})
	if p.bend.client != nil {
		return p.bend.client(client), err
	}
	return client, err
}

// order is a good charge under a new order number.
func (p *payupStage) order(amountKRW int64) gateways.Charge {
	charge := goodCharge()
	charge.OrderNumber = fmt.Sprintf("CONF%012d", p.orders.Add(1))
	charge.AmountKRW = amountKRW
	return charge
}

func (p *payupStage) chargeCall() gatewaytest.Call {
	return gatewaytest.Call{
		Name:  "charge",
		Moves: true,
		Ready: func(_ testing.TB, client gateways.Gateway) gatewaytest.Ready {
			charge := p.order(51_234)
			var approval gateways.Approval
			return gatewaytest.Ready{
				Do: func(ctx context.Context) (gateways.Result, any) {
					approval = client.(gateways.KeyIn).Charge(ctx, charge)
					return approval.Result, approval
				},
				Happened: func() int { return p.times(charge.OrderNumber) },
				Mine: func() bool {
					return approval.TransactionID == p.entry(func(e practice.Entry) bool { return e.OrderNumber == charge.OrderNumber }).TransactionID
				},
				Secrets: func() []gateways.Secret { return []gateways.Secret{charge.Card.Number} },
			}
		},
		Code:        gatewaytest.Echo{Member: "responseCode"},
		Echoes:      []gatewaytest.Echo{{Member: "orderNumber"}, {Member: "amount"}},
		DeclineCode: "8350",
		Decline:     p.decline,
		Odd: map[string]func(){
			"another order number":   p.set(practice.WrongOrder),
			"another amount":         p.set(practice.WrongAmount),
			"no transaction id":      p.set(practice.NoID),
			"a page":                 p.set(practice.Garbage),
			"502":                    p.set(practice.BadGateway),
			"cut in the middle":      p.set(practice.CutDuring),
			"lost request":           p.set(practice.LostRequest),
			"lost reply":             p.set(practice.LostReply),
			"9001":                   func() { p.decline("9001", "관리자에게 문의해주세요.") },
			"1002":                   func() { p.decline("1002", "제휴사 프로세스 생성 오류") },
			"a code of no table":     func() { p.decline("?", "") },
			"a decline with a blank": func() { p.decline("0000 ", "성공") },
		},
	}
}

func (p *payupStage) cancelCall() gatewaytest.Call {
	return gatewaytest.Call{
		Name:  "cancel",
		Moves: true,
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			id := p.sell(t, 51_234)
			return gatewaytest.Ready{
				Do: func(ctx context.Context) (gateways.Result, any) {
					cancellation := client.(gateways.KeyIn).Cancel(ctx, gateways.Cancel{TransactionID: id})
					return cancellation.Result, cancellation
				},
				Happened: func() int {
					if p.entry(func(e practice.Entry) bool { return e.TransactionID == id }).Cancelled() {
						return 1
					}
					return 0
				},
			}
		},
		Code:        gatewaytest.Echo{Member: "responseCode"},
		Echoes:      []gatewaytest.Echo{{Member: "transactionId", Optional: true}}, // in the example of 2.2, not in its table
		DeclineCode: "1003",
		Decline:     p.decline,
		Odd: map[string]func(){
			"1006":              p.set(practice.CancelError),
			"a page":            p.set(practice.Garbage),
			"502":               p.set(practice.BadGateway),
			"cut in the middle": p.set(practice.CutDuring),
			"lost request":      p.set(practice.LostRequest),
			"lost reply":        p.set(practice.LostReply),
		},
	}
}

// sell makes a sale with a client that nobody bends, and returns its id.
func (p *payupStage) sell(t testing.TB, amountKRW int64) string {
	t.Helper()
	honest := payupStage{Payup: p.Payup}
	client, err := honest.client(p.Dial, 20*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	sale := client.(gateways.KeyIn).Charge(context.Background(), p.order(amountKRW))
	if sale.Outcome != gateways.Approved {
		t.Fatalf("a good charge: %s %s %v", sale.Outcome, sale.Code, sale.Cause)
	}
	return sale.TransactionID
}

func (p *payupStage) set(key practice.Key) func() {
	return func() { p.Next(practice.Behaviour{Key: key}) }
}

func (p *payupStage) decline(code, message string) { p.Next(practice.Decline(code, message)) }

func (p *payupStage) sales() (sales []gatewaytest.Sale) {
	for _, e := range p.Ledger() {
		sales = append(sales, gatewaytest.Sale{
			OrderNumber: e.OrderNumber, TransactionID: e.TransactionID, AmountKRW: e.AmountKRW, Cancelled: e.Cancelled(),
		})
	}
	return sales
}

func (p *payupStage) times(orderNumber string) (n int) {
	for _, e := range p.Ledger() {
		if e.OrderNumber == orderNumber {
			n++
		}
	}
	return n
}

// entry is the first entry that is the one, or an empty one.
func (p *payupStage) entry(is func(practice.Entry) bool) practice.Entry {
	entries := p.Ledger()
	if i := slices.IndexFunc(entries, is); i >= 0 {
		return entries[i]
	}
	return practice.Entry{}
}
