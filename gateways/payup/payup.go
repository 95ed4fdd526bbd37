// Package payup takes keyed-in cards through Payup's keyin2 and gives the
// money back through cancel2.
//
// It must not know the history, the counter or the screens; it imports only
// gateways. Start reading at Client.Charge.
//
// # Fact sheet
//
//	document   페이업 카드결제 구인증 API 규격서 v1.1.2, change list to V1.3.0
//	           (2022-06-22); called S4 below, read 2026-11
//	hosts      test https://api.testpayup.co.kr, live https://api.payup.co.kr (S4 1.5)
//	calls      POST /v2/api/payment/{merchantId}/keyin2 (S4 2.1) and /cancel2 (S4 2.2)
//	form       flat JSON, every request value a string, UTF-8 (S4 2.0)
//	signature  SHA-256 over fields joined by "|" (S4 2.1.1, 2.2.1); it covers
//	           neither card nor quota nor tax
//	limits     order number 20, card 11 to 20 digits, amount 12 digits, quota 0
//	           to 24, item 128, name 50 (S4 2.1; bytes or characters not said)
//	missing    no inquiry, no partial cancel, no protection against a repeated
//	           order number (facts 3.1, 3.3): a lost keyin2 reply can only be
//	           settled by a person who looks in Payup's admin
package payup

import (
	"context"
	"errors"
	"net/url"
	"strconv"

	"keyindesk/gateways"
)

// Name is the stored name of this gateway.
const Name = "payup"

// The base addresses (S4 1.5). Practice has a name that no resolver knows and
// no TLS, so that only an in-memory Dial can answer for it.
var bases = map[gateways.Environment]string{
	gateways.Practice: "http://payup.practice.invalid",
	gateways.Test:     "https://api.testpayup.co.kr",
	gateways.Live:     "https://api.payup.co.kr",
}

// Config is what a shop knows about its Payup contract.
type Config struct {
	Environment gateways.Environment
	MerchantID  string          // 가맹점아이디, 1 to 20 of A-Z a-z 0-9 _ - . @
	CertKey     gateways.Secret // apiCertKey, issued by Payup for this MerchantID
	// BaseURL puts another server in Payup's place; loopback only, empty for
	// Payup itself. See gateways.BaseURL.
	BaseURL  string
	Exchange *gateways.Exchange
}

// Client is Payup for one shop in one environment. It holds no state between
// calls and may be used by many goroutines at once.
type Client struct {
	config Config
	base   string
}

var _ gateways.KeyIn = (*Client)(nil)

// New checks the configuration; it calls nobody.
func New(config Config) (*Client, error) {
	constant, known := bases[config.Environment]
	switch {
	case !known:
		return nil, errors.New("payup: no such environment")
	case config.Exchange == nil:
		return nil, errors.New("payup: no exchange")
	case !merchantIDValid(config.MerchantID):
		return nil, errors.New("payup: the merchant id is not 1 to 20 letters, digits, _ - . or @")
	case !certKeyValid(config.CertKey):
		return nil, errors.New("payup: the certification key is empty or holds a blank or another sign that no key has")
	}
	base, err := gateways.BaseURL(constant, config.BaseURL)
	if err != nil {
		return nil, err
	}
	return &Client{config: config, base: base}, nil
}

// Name is "payup".
func (c *Client) Name() string { return Name }

// Capabilities: no inquiry, no partial cancel, no protection against a repeat
// (facts 3.1, 3.3).
func (c *Client) Capabilities() gateways.Capabilities {
	return gateways.Capabilities{Idempotency: gateways.IdempotencyNone}
}

// Charge sends one keyin2 (S4 2.1). It is sent at most once; calling Charge
// again is another charge even with the same order number, as Payup shows no
// protection against that (facts 3.3).
//
//   - Approved: code 0000, and the reply echoes the order number and the amount
//     and carries a transaction id.
//   - Declined: a well-formed no, see codes.go.
//   - NotSent: refused by Check (Fault "check"), or no byte was written.
//   - Unknown: everything else, a cancelled ctx after the first byte included.
func (c *Client) Charge(ctx context.Context, charge gateways.Charge) gateways.Approval {
	if charge.At.IsZero() || gateways.Blocked(c.Check(charge)) {
		return gateways.Approval{Result: gateways.Refused()}
	}
	t := c.told(charge)
	sent := c.send(ctx, "keyin2", c.buildCharge(charge))
	if sent.Failure != nil {
		return gateways.Approval{Result: keeper.Failed(sent, t)}
	}
	return c.approval(sent, charge, t)
}

// Cancel sends one cancel2 (S4 2.2), which gives the whole amount back; Payup
// knows no partial cancel here, so a Part is refused. A repeated Cancel takes no more money: Payup
// answers 1005 to the second. After Unknown the sale must be looked up.
//
//   - Approved: code 0000, and the reply echoes the transaction id, or leaves it
//     out and gives the time of the cancel.
//   - Declined, NotSent, Unknown: as for Charge.
func (c *Client) Cancel(ctx context.Context, cancel gateways.Cancel) gateways.Cancellation {
	if !transactionIDValid(cancel.TransactionID) || cancel.Part {
		return gateways.Cancellation{Result: gateways.Refused()}
	}
	t := gateways.Told{Ours: []string{cancel.TransactionID}, Secrets: []gateways.Secret{c.config.CertKey}, People: gateways.People(cancel.Buyer...)}
	sent := c.send(ctx, "cancel2", c.buildCancel(cancel))
	if sent.Failure != nil {
		return gateways.Cancellation{Result: keeper.Failed(sent, t)}
	}
	return c.cancellation(sent, cancel, t)
}

// told lists what must not come back: everything about the card, the expiry
// also as one in either order, the key, and who the buyer is. A name of one
// letter would be taken out of every other word and stays.
func (c *Client) told(charge gateways.Charge) gateways.Told {
	card := charge.Card
	month, year := card.ExpiryMonth.Reveal(), card.ExpiryYear.Reveal()
	t := gateways.Told{Ours: []string{charge.OrderNumber, strconv.FormatInt(charge.AmountKRW, 10)}, Secrets: []gateways.Secret{
		card.Number, card.HolderID, card.Password, card.ExpiryMonth, card.ExpiryYear, c.config.CertKey,
		gateways.NewSecret(month + year), gateways.NewSecret(year + month),
		gateways.NewSecret("20" + year + month), gateways.NewSecret(month + "20" + year),
	}, People: gateways.People(charge.BuyerName, charge.BuyerPhone, charge.BuyerEmail)}
	return t
}

// send posts the pairs to one of the merchant's verbs.
func (c *Client) send(ctx context.Context, verb string, pairs []gateways.Pair) gateways.Called {
	path := "/v2/api/payment/" + url.PathEscape(c.config.MerchantID) + "/" + verb
	header := map[string]string{"Content-Type": "application/json; charset=utf-8"}
	return c.config.Exchange.Call(ctx, c.base, path, header, pairs)
}
