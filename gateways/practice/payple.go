package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"

	"keyindesk/gateways"
)

// Payple plays Payple's partner authentication (auth.php) and the two calls
// behind it, PUSERINFO and PUSERDEL, as the document "페이플 빌링키 등록 조회"
// describes them. S3 in the comments of this package is that document; "manual"
// are Payple's public manuals, which add the deletion and the codes.
//
// All methods may be called from anywhere at any time; after Close nothing is
// answered any more, and what Keys holds can still be read.
type Payple struct {
	*player
	config PaypleConfig
	keys   *billingKeys

	mu              sync.Mutex
	tokens          map[string]token // by AuthKey
	authentications int
}

// PaypleConfig sets a Payple up. Everything in it may be left out.
type PaypleConfig struct {
	Now     func() time.Time // the clock that ages tokens; time.Now
	Partner string           // the only cst_id it knows; "practice-partner"
	Key     gateways.Secret  // that partner's custKey; one made for practice
	Referer string           // an address on the domain that the partner registered; "https://practice.invalid"
	Host    string           // what it calls itself (PCD_PAY_HOST); "http://payple.practice.invalid"

	Patience time.Duration // how long SilentReply is silent at most; 2 minutes
}

func (c PaypleConfig) complete() PaypleConfig {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Partner == "" {
		c.Partner = "practice-partner"
	}
	if c.Key.Empty() {
		sum := sha256.Sum256([]byte("KeyinDesk practice at Payple"))
		c.Key = gateways.NewSecret(hex.EncodeToString(sum[:7])) // as long as that of the test account (S3 3)
	}
	if c.Referer == "" {
		c.Referer = "https://practice.invalid"
	}
	if c.Host == "" {
		c.Host = "http://payple.practice.invalid"
	}
	if c.Patience == 0 {
		c.Patience = 2 * time.Minute
	}
	return c
}

// NewPayple starts a Payple whose customers have just registered. What is
// deleted stays deleted until Close.
func NewPayple(config PaypleConfig) *Payple {
	return startPayple(config, newBillingKeys())
}

// OpenPayple starts a Payple that keeps its deletions in the file at journal: a
// key deleted yesterday is unknown today. The file is made when it is missing,
// and belongs to one Payple at a time. It holds no billing key. Tokens do not
// outlive Close.
func OpenPayple(config PaypleConfig, journal string) (*Payple, error) {
	keys := newBillingKeys()
	j, err := openJournal(journal, keys.replay)
	if err != nil {
		return nil, err
	}
	keys.journal = j
	return startPayple(config, keys), nil
}

func startPayple(config PaypleConfig, keys *billingKeys) *Payple {
	config = config.complete()
	p := &Payple{player: newPlayer(paypleHabits, config.Patience), config: config, keys: keys, tokens: map[string]token{}}
	p.play(p.Handler())
	return p
}

// Close hangs up every connection and returns when no request is being
// answered any more. It may be called twice.
func (p *Payple) Close() error {
	if !p.shut() {
		return nil
	}
	return p.keys.close()
}

// Credentials are what a shop would have been given by Payple, cst_id and
// custKey, and the Referer it would have registered there (S3 3).
func (p *Payple) Credentials() (partnerID string, partnerKey gateways.Secret, referer string) {
	return p.config.Partner, p.config.Key, p.config.Referer
}

// Next sets what happens to the next request that it can happen to: to the
// next authentication for AuthRefused and ForeignURL, to the next look-up or
// deletion for everything else but the two cuts, which meet whichever comes
// first. After that one, requests are answered normally again.
//
// Setting one that meets an authentication ends every session, so that one
// follows: otherwise a token at hand would put it off by half an hour.
func (p *Payple) Next(b Behaviour) {
	p.player.Next(b)
	if b.Key == AuthRefused || b.Key == ForeignURL {
		p.forget()
	}
}

// Authentications counts the requests to auth.php, refused ones too.
func (p *Payple) Authentications() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.authentications
}

// Keys are the billing keys that were ever registered, oldest first: the truth
// about what was deleted.
func (p *Payple) Keys() []PaypleKey { return p.keys.all() }

// Rehearsal is the hand of the practice strip on this Payple. Its samples are
// the billing keys that stand: a card's, an account's, then the rest. It has
// no sales to show.
func (p *Payple) Rehearsal() gateways.Rehearsal {
	return rehearsal{twin: p, samples: p.keys.samples}
}
