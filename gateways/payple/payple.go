// Package payple looks a billing key up at Payple (PUSERINFO) and deletes one
// (PUSERDEL).
//
// It must not know the history, the counter or the screens; it imports only
// gateways. Start reading at Client.LookupBillingKey.
//
// # Fact sheet
//
//	document   페이플 빌링키 "등록 조회", developer.payple.kr/etc-api/registration-lookup;
//	           called S3 below, read 2026-11. Deletion from the neighbouring page
//	           registration-cancel and Payple's public manuals (facts 2.4)
//	hosts      test https://democpay.payple.kr, live https://cpay.payple.kr (S3 3)
//	calls      POST /php/auth.php (S3 3), then POST to the return_url of its reply
//	           (S3 4), such as /php/cPayUser/api/cPayUserAct.php?ACT_=PUSERINFO
//	form       flat JSON; headers Content-Type, Cache-Control: no-cache, Referer
//	token      cst_id, custKey and AuthKey of the reply, other values than those
//	           sent (facts 0.19): 30 minutes, any number of calls (S3 4); one for
//	           each kind of work, as the addresses differ (facts 2.1)
//	Referer    the domain the shop registered; another one is AUTH0004 (S3 3)
//	success    PCD_PAY_RST success and PCD_PAY_CODE 0000 (S3 4); a deletion may
//	           leave the code out (facts 2.4)
//	limits     PCD_PAYER_ID 255 in public clients (facts 2.3); no other is stated
//	missing    the table of codes for these two calls, a sample of an error, a code
//	           that surely means an expired token (facts 6); HTTP statuses
package payple

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"keyindesk/gateways"
)

// Name is the stored name of this gateway.
const Name = "payple"

// The base addresses (S3 3). Practice has a name that no resolver knows and no
// TLS, so that only an in-memory Dial can answer for it.
var bases = map[gateways.Environment]string{
	gateways.Practice: "http://payple.practice.invalid",
	gateways.Test:     "https://democpay.payple.kr",
	gateways.Live:     "https://cpay.payple.kr",
}

// practiceReferer is sent in practice where the shop has not set one yet.
const practiceReferer = "https://practice.invalid"

// Config is what a shop knows about its Payple contract.
type Config struct {
	Environment gateways.Environment
	PartnerID   string          // cst_id, issued by Payple
	PartnerKey  gateways.Secret // custKey, issued by Payple for this PartnerID
	// Referer is the domain that the shop registered with Payple, or an http or
	// https address on it. It may be empty in practice only.
	Referer string
	// BaseURL puts another server in Payple's place; loopback only, empty for
	// Payple itself. See gateways.BaseURL.
	BaseURL  string
	Exchange *gateways.Exchange
	// Now is the clock that ages the token: time.Now if nil, whose readings are
	// monotonic.
	Now func() time.Time
}

// Client is Payple for one shop in one environment. Between calls it holds the
// tokens of the partner authentication and nothing else. It may be used by
// many goroutines at once.
type Client struct {
	config  Config
	base    string
	referer string
	tokens  tokens
}

var _ gateways.BillingKeys = (*Client)(nil)

// New checks the configuration; it calls nobody.
func New(config Config) (*Client, error) {
	constant, known := bases[config.Environment]
	referer, valid := refererOf(config)
	switch {
	case !known:
		return nil, errors.New("payple: no such environment")
	case config.Exchange == nil:
		return nil, errors.New("payple: no exchange")
	case !credentialValid(config.PartnerID):
		return nil, errors.New("payple: the partner id is empty or holds a blank or another sign that no id has")
	case !credentialValid(config.PartnerKey.Reveal()):
		return nil, errors.New("payple: the partner key is empty or holds a blank or another sign that no key has")
	case !valid:
		return nil, errors.New("payple: the Referer is not a domain or an http or https address on one")
	}
	base, err := gateways.BaseURL(constant, config.BaseURL)
	if err != nil {
		return nil, err
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	return &Client{config: config, base: base, referer: referer}, nil
}

// Name is "payple".
func (c *Client) Name() string { return Name }

// Contract is the partner id (cst_id).
func (c *Client) Contract() string { return c.config.PartnerID }

// Capabilities: neither call moves money, and a repeat of either does no harm.
func (c *Client) Capabilities() gateways.Capabilities {
	return gateways.Capabilities{Idempotency: gateways.IdempotencyReadOnly}
}

// LookupBillingKey asks what stands behind a key (S3 4), after a partner
// authentication if no token is at hand. It changes nothing and may be called
// again at will. Where Payple says that the session has expired, it renews the
// token and asks once more, never twice.
//
//   - Approved: PCD_PAY_RST success, code 0000, the key echoed, and a method we
//     know.
//   - Declined: a well-formed no to the look-up or to the authentication.
//   - NotSent: refused by CheckBillingKey (Fault "check"), no byte was written,
//     or the authentication gave no token (Fault "token", or "page" where it named
//     an address that is not Payple's). The Trace is then the authentication's,
//     with Written false.
//   - Unknown: everything else. Asking again is harmless (Advice "ask-again").
func (c *Client) LookupBillingKey(ctx context.Context, key gateways.Secret) gateways.BillingKey {
	a := c.ask(ctx, lookup, key)
	if a.result.Outcome != gateways.Approved {
		return gateways.BillingKey{Result: a.result}
	}
	return billingKey(a)
}

// DeleteBillingKey ends a key for good (facts 2.4). A second deletion of the
// same key is Payple's to refuse. It is sent a second time only where Payple
// says that the session had expired, which is a definite no to the first.
//
//   - Approved: PCD_PAY_RST success, the key echoed, code 0000 or none.
//   - Declined, NotSent: as for LookupBillingKey; the key still stands.
//   - Unknown: everything else, and the codes that may come after the fact. A
//     look-up tells whether the key is gone (Advice "inquire").
func (c *Client) DeleteBillingKey(ctx context.Context, key gateways.Secret) gateways.Deletion {
	return gateways.Deletion{Result: c.ask(ctx, deletion, key).result}
}

// ask makes one call about a key: token, call, and both once more if the
// session had expired.
func (c *Client) ask(ctx context.Context, w work, key gateways.Secret) answer {
	if gateways.Blocked(c.CheckBillingKey(key)) {
		return answer{result: gateways.Refused()}
	}
	for again := false; ; again = true {
		t, refused := c.token(ctx, w)
		if refused != nil {
			return answer{result: without(*refused, key)}
		}
		a := c.answered(c.send(ctx, t.path, c.buildAsk(t, key)), w, key, t)
		if a.meaning.stale() {
			c.tokens.drop(w, t)
		}
		if again || !a.meaning.expired {
			return a
		}
	}
}

// send posts the pairs to a path below the base, as S3 3 and 4 lay out the
// headers.
func (c *Client) send(ctx context.Context, path string, pairs []gateways.Pair) gateways.Called {
	return c.config.Exchange.Call(ctx, c.base, path, map[string]string{
		"Content-Type":  "application/json",
		"Cache-Control": "no-cache",
		"Referer":       c.referer,
	}, pairs)
}

// refererOf is the header that goes along: an address as the shop gave it, a
// bare domain as https.
func refererOf(config Config) (string, bool) {
	referer := strings.TrimSpace(config.Referer)
	if referer == "" {
		return practiceReferer, config.Environment == gateways.Practice
	}
	if !strings.Contains(referer, "://") {
		referer = "https://" + referer
	}
	to, err := url.Parse(referer)
	valid := err == nil && printable(referer) && (to.Scheme == "https" || to.Scheme == "http") && to.Hostname() != "" && to.User == nil
	return referer, valid
}

func credentialValid(text string) bool {
	return text != "" && len(text) <= maxKey && printable(text)
}

// printable says that text is of visible ASCII signs only.
func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}
