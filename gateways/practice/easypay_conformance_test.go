package practice_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/gatewaytest"
	"keyindesk/gateways/practice"
)

// walletBends spoil the client of a wallet, or what it hears.
type walletBends struct {
	client func(gateways.Wallet) gateways.Wallet
	dial   func(gatewaytest.Dial) gatewaytest.Dial
}

func easypaySubject(bend walletBends) gatewaytest.Subject {
	return gatewaytest.Subject{
		Name: easypay.Name,
		Start: func(t *testing.T) gatewaytest.Twin {
			e, err := practice.NewEasyPay(practice.EasyPayConfig{Now: func() time.Time { return noon }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = e.Close() })
			return (&easypayStage{EasyPay: e, bend: bend}).twin()
		},
	}
}

// easypayStage is an EasyPay twin and what the suite is told about it. Its day
// is the one of noon.
type easypayStage struct {
	*practice.EasyPay
	bend walletBends
	ids  atomic.Int64

	regular *customerKey // of the payments; made when the first is asked for
}

// customerKey is a customer who has registered, and a card of theirs.
type customerKey struct {
	user   string
	key    gateways.Secret
	method gateways.Method
}

func (e *easypayStage) twin() gatewaytest.Twin {
	keys := e.Credentials()
	secrets := []gateways.Secret{keys.ServiceID, keys.MACKey, keys.SEEDKey}
	if !keys.SEEDIV.Empty() {
		secrets = append(secrets, keys.SEEDIV)
	}
	return gatewaytest.Twin{
		Dial:     e.Dial,
		Client:   e.client,
		Requests: e.Requests,
		Secrets:  secrets,
		Calls: []gatewaytest.Call{
			e.register(), e.issue(), e.methods(), e.registerPayment(), e.settle(), e.inquireSettlement(),
			e.cancel("cancel", false), e.cancel("cancel of a part", true), e.inquireCancel(), e.revoke(),
		},
		Sell: func(t testing.TB, amountKRW int64) (gateways.Cancel, func() int64) {
			cancel := e.sold(t, amountKRW)
			return cancel, func() int64 {
				sale := e.payment(func(p practice.EasyPayPayment) bool { return p.TransactionID == cancel.TransactionID })
				return sale.AmountKRW - sale.CancelledKRW
			}
		},
		Inquiries: []gatewaytest.Inquiry{e.settleInquiry(), e.cancelInquiry()},
	}
}

func (e *easypayStage) client(dial gatewaytest.Dial, total time.Duration) (gateways.Gateway, error) {
	keys := e.Credentials()
	if e.bend.dial != nil {
		dial = e.bend.dial(dial)
	}
	client, err := easypay.New(easypay.Config{
		Environment: gateways.Practice,
		Merchants: []easypay.Merchant{{
			MallID: keys.MallID, ServiceID: keys.ServiceID, MACKey: keys.MACKey,
			SEED: &easypay.SEED{
				Key: keys.SEEDKey, IV: keys.SEEDIV,
				Mode: keys.SEEDMode, Padding: keys.SEEDPadding, HexCase: keys.SEEDHexCase, Charset: "utf-8",
			},
		}},
		Dialect:  easypay.DialectMallID,
		PagesURL: e.PagesURL(),
		Exchange: gateways.NewExchange(gateways.Options{Total: total, Dial: dial}),
		Now:      func() time.Time { return noon },
	})
	if e.bend.client != nil {
		return e.bend.client(client), err
	}
	return client, err
}

// honest is a client that nobody bends, for what comes before a call.
func (e *easypayStage) honest(t testing.TB) gateways.Wallet {
	t.Helper()
	client, err := (&easypayStage{EasyPay: e.EasyPay}).client(e.Dial, 20*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return client.(gateways.Wallet)
}

// id is a new id of the shop's, of one length for all.
func (e *easypayStage) id(kind string) string { return fmt.Sprintf("%s%08d", kind, e.ids.Add(1)) }

func (e *easypayStage) set(key practice.Key) func() {
	return func() { e.Next(practice.Behaviour{Key: key}) }
}

func (e *easypayStage) decline(code, message string) { e.Next(practice.Decline(code, message)) }

// odd are answers that can't be trusted: the line's own and the given ones.
func (e *easypayStage) odd(keys ...practice.Key) map[string]func() {
	odd := map[string]func(){}
	for _, key := range append(keys, practice.Garbage, practice.BadGateway, practice.CutDuring, practice.LostRequest, practice.LostReply) {
		odd[string(key)] = e.set(key)
	}
	return odd
}

func (e *easypayStage) payment(is func(practice.EasyPayPayment) bool) practice.EasyPayPayment {
	for _, p := range e.Payments() {
		if is(p) {
			return p
		}
	}
	return practice.EasyPayPayment{}
}

// sign puts KICC's own msgAuthValue over a changed approval.
func (e *easypayStage) sign(body string) string {
	var said struct {
		PgCno, TransactionDate string
		Amount                 json.RawMessage
		MsgAuthValue           string
	}
	if json.Unmarshal([]byte(body), &said) != nil || said.MsgAuthValue == "" {
		return body
	}
	hash := hmac.New(sha256.New, []byte(e.Credentials().MACKey.Reveal()))
	hash.Write([]byte(said.PgCno + "|" + strings.Trim(string(said.Amount), `"`) + "|" + said.TransactionDate))
	return strings.Replace(body, said.MsgAuthValue, hex.EncodeToString(hash.Sum(nil)), 1)
}

// inquiry is what both inquiries have in common. Either may be asked about the
// day before as well, when it is near midnight; at noon it is one request.
func inquiry(name string, ready func(t testing.TB, client gateways.Gateway) gatewaytest.Asked) gatewaytest.Inquiry {
	return gatewaytest.Inquiry{Name: name, Ready: ready}
}

func (e *easypayStage) settleInquiry() gatewaytest.Inquiry {
	return inquiry("settle", func(t testing.TB, client gateways.Gateway) gatewaytest.Asked {
		settlement := e.authorized(t, 51_234)
		wallet := client.(gateways.Wallet)
		return gatewaytest.Asked{
			Do: func(ctx context.Context) gateways.Result { return wallet.Settle(ctx, settlement).Result },
			Ask: func(ctx context.Context, daysAgo int) gateways.Result {
				asked := settlement
				asked.At = asked.At.AddDate(0, 0, -daysAgo)
				return wallet.InquireSettlement(ctx, asked).Result
			},
			Happened: func() int { return e.settled(settlement.RequestID) },
		}
	})
}

func (e *easypayStage) cancelInquiry() gatewaytest.Inquiry {
	return inquiry("cancel", func(t testing.TB, client gateways.Gateway) gatewaytest.Asked {
		cancel := e.sold(t, 51_234)
		wallet := client.(gateways.Wallet)
		return gatewaytest.Asked{
			Do: func(ctx context.Context) gateways.Result { return wallet.Cancel(ctx, cancel).Result },
			Ask: func(ctx context.Context, daysAgo int) gateways.Result {
				asked := cancel
				asked.At = asked.At.AddDate(0, 0, -daysAgo)
				return wallet.InquireCancel(ctx, asked).Result
			},
			Happened: func() int { return e.cancelled(cancel.TransactionID) },
		}
	})
}

// settled is how often the money of a payment was taken.
func (e *easypayStage) settled(requestID string) (times int) {
	for _, p := range e.Payments() {
		if p.RequestID == requestID {
			times++
		}
	}
	return times
}

// cancelled is how many cancels of a sale were carried out.
func (e *easypayStage) cancelled(transactionID string) int {
	return e.payment(func(p practice.EasyPayPayment) bool { return p.TransactionID == transactionID }).Cancels
}
