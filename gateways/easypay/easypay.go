// Package easypay registers a shop's customers with KICC EasyPay (간편결제), takes
// payments that they approve on KICC's page, and gives the money back.
//
// It must not know the history, the counter or the screens; it imports only
// gateways. Start reading at Client.Settle, and at Client.Register for where a
// customer comes from.
//
// # Fact sheet
//
//	documents  등록 of the Korean developer site (S0), User Auth Registration (S1)
//	           and Transaction Registration (S2) of docs.kicc.co.kr; the other calls
//	           from the pages that facts 1.2 names and from public clients (facts
//	           1.5, 1.6). All read 2026-11. None was tried against KICC's servers
//	hosts      test https://testapi.easypay.co.kr, live https://api.easypay.co.kr (S0)
//	calls      POST /easypay/cert/userCertReg.do, /easypay/user/customerkey/generation.do
//	           and expiration.do, /easypay/user/paymentMethodInfo.do,
//	           /easypay/auth/paymentAuthReg.do, /easypay/payment/settle.do, cancel.do
//	           and tradeStatus.do; two pages in the customer's browser between them
//	form       flat JSON under "application/json; charset=euc-kr" (S1, S2), written in
//	           pure ASCII, so that nobody's charset matters; result codes come with
//	           status 200 only (page exception-handling)
//	identity   Authorization: Basic base64(Service ID), without colon or password: no
//	           specification mentions it, both sites demand it (facts 0.1, 1.1)
//	MAC        HMAC-SHA256 in lower-case hex, see mac.go (S2, facts 1.5)
//	SEED       certValue and issuingValue as hex; mode, padding, case and charset are
//	           not published (facts 1.8), so they are settings without a default
//	limits     bytes of EUC-KR; requestTid, shopUserId, shopTransactionId, CustomerKey,
//	           virtual number 60, shopOrderNo 40, goodsName 100, mail 50, returnUrl 256,
//	           shopParameter 4000 (S0, S1, S2)
//	time       at least 30 s for settle and cancel (facts 1.1); the Exchange waits 40 s
//	repeats    shopTransactionId may be used once until midnight in Korea, a repeat is
//	           an error and not the earlier answer (facts 1.4); tradeStatus answers for
//	           today and yesterday only
//	missing    the codes of a repeat, of an unknown trade and of wrong credentials are
//	           published nowhere. So no call can tell a good Service ID from a bad one,
//	           and there is no Prober here: whatever it said would be a guess
package easypay

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"keyindesk/gateways"
)

// Name is the stored name of this gateway.
const Name = "easypay"

// The base addresses (S0). Practice has a name that no resolver knows and no
// TLS, so that only an in-memory Dial can answer for it.
var bases = map[gateways.Environment]string{
	gateways.Practice: "http://easypay.practice.invalid",
	gateways.Test:     "https://testapi.easypay.co.kr",
	gateways.Live:     "https://api.easypay.co.kr",
}

// The hosts whose pages may be opened in a browser, by environment.
var pageHosts = map[gateways.Environment]string{
	gateways.Test: "testapi.easypay.co.kr",
	gateways.Live: "api.easypay.co.kr",
}

// Dialect is which of KICC's two userCertReg a shop has been given. They can't
// be told apart by asking, so there is no default (facts 0.2).
type Dialect string

// The dialects.
const (
	DialectMallID   Dialect = "mall-id"        // S0: mallId, no e-mail
	DialectUserMail Dialect = "shop-user-mail" // S1: shopUserMail, no mallId
)

// Config is what a shop knows about its EasyPay contract.
type Config struct {
	Environment gateways.Environment
	// Merchants are the shop's contracts. The first is the current one; the
	// others approved earlier sales and keys and are needed for those.
	Merchants []Merchant
	Dialect   Dialect
	// BaseURL puts another server in KICC's place; loopback only, empty for KICC
	// itself. See gateways.BaseURL.
	BaseURL string
	// PagesURL is where the practice twin serves its pages, as
	// "http://127.0.0.1:port". Practice only.
	PagesURL string
	Exchange *gateways.Exchange
	// Now is the clock that says what today is; time.Now if nil.
	Now func() time.Time
}

// Merchant is one contract with KICC.
type Merchant struct {
	MallID    string          // 상점ID, 8 letters and digits
	ServiceID gateways.Secret // for the Authorization header
	MACKey    gateways.Secret // Secret Key of msgAuthValue
	SEED      *SEED           // nil: not set up, so no CI and no cash receipt
}

// Client is EasyPay for one shop in one environment. It holds no state between
// calls and may be used by many goroutines at once.
type Client struct {
	config Config
	base   string
}

var _ gateways.Wallet = (*Client)(nil)

// New checks the configuration; it calls nobody. Its errors name what is wrong
// and never quote it.
func New(config Config) (*Client, error) {
	constant, known := bases[config.Environment]
	switch {
	case !known:
		return nil, errors.New("easypay: no such environment")
	case config.Exchange == nil:
		return nil, errors.New("easypay: no exchange")
	case config.Dialect != DialectMallID && config.Dialect != DialectUserMail:
		return nil, errors.New("easypay: the dialect of userCertReg is not chosen")
	case len(config.Merchants) == 0:
		return nil, errors.New("easypay: no merchant")
	case config.PagesURL != "" && config.Environment != gateways.Practice:
		return nil, errors.New("easypay: pages of our own are for practice only")
	}
	if config.PagesURL != "" {
		if _, err := gateways.PracticePageURL(config.PagesURL+"/", config.PagesURL); err != nil {
			return nil, errors.New("easypay: the practice pages are not on this PC")
		}
	}
	seen := map[string]bool{}
	for i, m := range config.Merchants {
		if err := m.check(); err != nil {
			return nil, fmt.Errorf("easypay: merchant %d: %w", i+1, err)
		}
		if seen[m.MallID] {
			return nil, fmt.Errorf("easypay: merchant %d: its mall id stands there twice", i+1)
		}
		seen[m.MallID] = true
	}
	base, err := gateways.BaseURL(constant, config.BaseURL)
	if err != nil {
		return nil, err
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	return &Client{config: config, base: base}, nil
}

func (m Merchant) check() error {
	switch {
	case len(m.MallID) != mallIDBytes || !gateways.Made(m.MallID, ""):
		return errors.New("the mall id is not 8 letters and digits")
	case !credentialValid(m.ServiceID):
		return errors.New("the Service ID is empty or holds a blank or another sign that no id has")
	case !credentialValid(m.MACKey):
		return errors.New("the secret key is empty or holds a blank or another sign that no key has")
	case m.SEED != nil:
		return m.SEED.check()
	}
	return nil
}

// Name is "easypay".
func (c *Client) Name() string { return Name }

// Capabilities are those of a wallet: tradeStatus answers for today and
// yesterday (facts 1.2), parts can be cancelled, an id is good until midnight
// (facts 1.4), and the customer acts on KICC's pages.
func (c *Client) Capabilities() gateways.Capabilities {
	return gateways.Capabilities{
		InquiryDays:   2,
		PartialCancel: true,
		Idempotency:   gateways.IdempotencyUntilMidnight,
		Window:        true,
	}
}

// merchant finds the contract under which something was approved; "" means the
// current one. A sale can only be cancelled by the mall id and the key that
// approved it (facts 1.3).
func (c *Client) merchant(mallID string) (Merchant, bool) {
	if mallID == "" {
		return c.config.Merchants[0], true
	}
	for _, m := range c.config.Merchants {
		if m.MallID == mallID {
			return m, true
		}
	}
	return Merchant{}, false
}

// strange is the answer to a merchant id that the settings don't hold.
func strange() gateways.Result {
	return gateways.Result{Outcome: gateways.NotSent, Fault: gateways.FaultCheck, Advice: gateways.AdviceSettings}
}

// send posts the pairs to one of the paths as m.
func (c *Client) send(ctx context.Context, m Merchant, path string, pairs []gateways.Pair) gateways.Called {
	header := map[string]string{
		"Content-Type":  "application/json; charset=euc-kr",
		"Authorization": m.authorization(),
	}
	return c.config.Exchange.Call(ctx, c.base, path, header, pairs)
}

// authorization is the Service ID alone: no colon, no password (facts 1.1).
func (m Merchant) authorization() string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(m.ServiceID.Reveal()))
}

// told is what every request says: the mall id in the open, the credentials in
// secret, the Service ID also in the form in which it travels.
func (m Merchant) told(ours ...string) gateways.Told {
	t := gateways.Told{
		Ours: append([]string{m.MallID, approvedCode}, ours...),
		Secrets: []gateways.Secret{
			m.ServiceID, m.MACKey,
			gateways.NewSecret(base64.StdEncoding.EncodeToString([]byte(m.ServiceID.Reveal()))),
		},
	}
	if m.SEED != nil {
		t.Secrets = append(t.Secrets, m.SEED.Key, m.SEED.IV)
	}
	return t
}

// day is the day in Korea, as KICC writes it.
func day(at time.Time) string { return at.In(gateways.Korea).Format("20060102") }

// page judges the address of one of KICC's pages. Only the host that was asked
// may be opened; in practice that is the twin's page server on this PC.
func (c *Client) page(raw string) (string, error) {
	if c.config.Environment == gateways.Practice {
		return gateways.PracticePageURL(raw, c.config.PagesURL)
	}
	return gateways.PageURL(raw, pageHosts[c.config.Environment])
}
