package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"keyindesk/gateways"
)

// Payup plays Payup's keyin2 and cancel2 as the document "카드결제 구인증 API
// 규격서" (v1.1.2, history to V1.3.0) describes them. Sections in the comments
// of this package are that document's.
//
// All methods may be called from anywhere at any time; after Close nothing is
// answered any more, and what the ledger holds can still be read.
type Payup struct {
	*player
	config PayupConfig
	ledger *ledger
}

// PayupConfig sets a Payup up. Everything in it may be left out.
type PayupConfig struct {
	Now      func() time.Time // the clock; time.Now
	Merchant string           // the only merchant id it knows; "practice-shop"
	Key      gateways.Secret  // that merchant's apiCertKey; one made for practice

	MinimumKRW int64 // less is refused with 5001; 100 won
	MaximumKRW int64 // more is refused with 5002; 100,000,000 won

	Patience time.Duration // how long SilentReply is silent at most; 2 minutes
}

func (c PayupConfig) complete() PayupConfig {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Merchant == "" {
		c.Merchant = "practice-shop"
	}
	if c.Key.Empty() {
		c.Key = practiceKey()
	}
	if c.MinimumKRW == 0 {
		c.MinimumKRW = 100
	}
	if c.MaximumKRW == 0 {
		c.MaximumKRW = 100_000_000
	}
	if c.Patience == 0 {
		c.Patience = 2 * time.Minute
	}
	return c
}

// practiceKey has the shape of an apiCertKey and opens nothing.
func practiceKey() gateways.Secret {
	sum := sha256.Sum256([]byte("KeyinDesk practice"))
	return gateways.NewSecret(hex.EncodeToString(sum[:16]))
}

// NewPayup starts a Payup with an empty ledger that lasts until Close.
func NewPayup(config PayupConfig) *Payup {
	return start(config, newLedger())
}

// OpenPayup starts a Payup whose ledger is kept in the file at journal, so that
// yesterday's charge can be cancelled today. The file is made when it is
// missing, and belongs to one Payup at a time.
func OpenPayup(config PayupConfig, journal string) (*Payup, error) {
	ledger := newLedger()
	j, err := openJournal(journal, ledger.replay)
	if err != nil {
		return nil, err
	}
	ledger.journal = j
	return start(config, ledger), nil
}

func start(config PayupConfig, ledger *ledger) *Payup {
	config = config.complete()
	p := &Payup{newPlayer(payupHabits, config.Patience), config, ledger}
	p.play(p.Handler())
	return p
}

// Close hangs up every connection and returns when no request is being
// answered any more. It may be called twice.
func (p *Payup) Close() error {
	if !p.shut() {
		return nil
	}
	return p.ledger.close()
}

// Credentials are what a shop would have been given by Payup (1.6).
func (p *Payup) Credentials() (merchantID string, key gateways.Secret) {
	return p.config.Merchant, p.config.Key
}

// Next sets what happens to the next request that it can happen to: to the
// next cancel for CancelShort and CancelError, to the next charge for the
// card company's declines and the odd answers, to whichever comes first
// otherwise. After that one, requests are answered normally again.
func (p *Payup) Next(b Behaviour) { p.player.Next(b) }

// Ledger is the truth about the money: every charge, oldest first.
func (p *Payup) Ledger() []Entry { return p.ledger.all() }

// Admin is what a person would see in Payup's admin page: every charge, newest
// first. It is where a charge in doubt is looked up in practice.
func (p *Payup) Admin() []Entry {
	entries := p.ledger.all()
	slices.Reverse(entries)
	return entries
}

// Rehearsal is the hand of the practice strip on this Payup.
func (p *Payup) Rehearsal() gateways.Rehearsal {
	return rehearsal{twin: p, admin: p.sales}
}

// sales is the ledger as the strip shows it, the newest first.
func (p *Payup) sales() []gateways.Sale {
	var sales []gateways.Sale
	for _, e := range p.Admin() {
		sale := gateways.Sale{
			At: e.ChargedAt, OrderNumber: e.OrderNumber, TransactionID: e.TransactionID, ApprovalNumber: e.ApprovalNumber,
			CardCompany: e.CardCompany, AmountKRW: e.AmountKRW, Cancelled: e.Cancelled(),
		}
		if sale.Cancelled {
			sale.CancelledKRW = sale.AmountKRW
		}
		sales = append(sales, sale)
	}
	return sales
}
