package desk

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"sync"

	"keyindesk/gateways"
	"keyindesk/store"
)

// Order is what staff keyed in.
type Order struct {
	Card        Card
	AmountKRW   int64
	Quota       int // months; 0 is a lump sum
	Tax         *Tax
	ItemName    string
	Buyer       Buyer
	NotifyKakao bool
	// OrderNumber is staff's own; empty for the next one of the history.
	OrderNumber string
}

// standInOrderNumber takes the place of a number that the history gives only
// when the intent is written, so that an order can be checked before.
const standInOrderNumber = "0"

// Check looks an order over without touching the history: what must be
// corrected, what is worth a second look. Fields still empty are reported as
// missing; whether to show that already is the screen's choice.
func (d *Desk) Check(o Order) []Finding {
	if d.KeyIn == nil {
		return nil
	}
	return append(d.KeyIn.Check(d.charge(o, standInOrderNumber)), misplaced(o)...)
}

// Press is one order read back and waiting for one press of the button. It can
// be sent once: a second Charge returns ErrAlreadyPressed, whoever calls it.
type Press struct {
	// Findings are the warnings worth showing beside the read-back.
	Findings []Finding
	// Duplicates are earlier operations that look the same: the same card and
	// amount today, or anything in doubt on this card, that first. While there
	// are any, Charge needs the override.
	Duplicates []Operation

	desk  *Desk
	order Order
	staff string

	taking  sync.Mutex // held while it is decided whether the press is sent
	pressed bool
}

// ReadBack checks an order and looks for duplicates, so that staff can read it
// back to the caller. It sends nothing and writes nothing. *Blocked says what
// must be corrected first, ErrNotReady that there is no gateway to send to.
func (d *Desk) ReadBack(ctx context.Context, o Order, staff string) (*Press, error) {
	if d.KeyIn == nil {
		return nil, ErrNotReady
	}
	findings := d.Check(o)
	if gateways.Blocked(findings) {
		return nil, &Blocked{Findings: findings}
	}
	duplicates, err := d.LookAlikes(ctx, o)
	if err != nil {
		return nil, &NotWritten{Cause: err}
	}
	return &Press{Findings: findings, Duplicates: duplicates, desk: d, order: o, staff: staff}, nil
}

// Charge takes the money, once, and returns the row as recorded; its State is
// what happened. override says that staff saw the Duplicates and went on; it
// is kept in the row's story. The card is wiped before Charge returns, except
// after ErrDuplicate, which leaves the press unused.
//
// Errors: ErrDuplicate (a duplicate stands, or a new one appeared since the
// read-back), ErrAlreadyPressed, ErrClosing and *NotWritten mean that nothing
// was sent; *Unrecorded means that the outcome is known but not kept.
func (p *Press) Charge(ctx context.Context, override bool) (Operation, error) {
	d := p.desk
	d.charging.Lock()
	written := sync.OnceFunc(d.charging.Unlock)
	defer written()
	duplicates, err := p.take(ctx, override)
	if err != nil {
		return Operation{}, err
	}
	defer p.order.Card.Wipe()

	in := d.intent(p.order, p.staff)
	if len(duplicates) > 0 {
		in.OverrideOf = duplicates[0].ID
	}
	return d.carryOut(ctx, in, func(ctx context.Context, op Operation) outcome {
		written()
		got := d.KeyIn.Charge(ctx, d.charge(p.order, op.OrderNumber))
		return outcome{Result: got.Result, answer: approvalAnswer(got, op)}
	})
}

// Drop gives the press up: it can't be sent any more, and the card in it is
// wiped. After Charge it does nothing.
func (p *Press) Drop() {
	p.taking.Lock()
	defer p.taking.Unlock()
	if !p.pressed {
		p.pressed = true
		p.order.Card.Wipe()
	}
}

// take decides, for one caller at a time, whether the press is sent now, and
// returns the duplicates that staff went past.
func (p *Press) take(ctx context.Context, override bool) ([]Operation, error) {
	p.taking.Lock()
	defer p.taking.Unlock()
	if p.pressed {
		return nil, ErrAlreadyPressed
	}
	duplicates, err := p.desk.LookAlikes(ctx, p.order)
	if err != nil {
		return nil, &NotWritten{Cause: err}
	}
	if len(duplicates) > 0 && (!override || !shown(p.Duplicates, duplicates)) {
		p.Duplicates = duplicates
		return nil, ErrDuplicate
	}
	p.pressed = true
	return duplicates, nil
}

// shown says whether staff were shown all of found.
func shown(before, found []Operation) bool {
	for _, f := range found {
		if !slices.ContainsFunc(before, func(b Operation) bool { return b.ID == f.ID }) {
			return false
		}
	}
	return true
}

// LookAlikes are earlier operations that look like this order, those whose
// outcome is not known first: the duplicate guard's question, which a screen
// may ask while the order is still being keyed in.
func (d *Desk) LookAlikes(ctx context.Context, o Order) ([]Operation, error) {
	return d.alike(ctx, d.fingerprint(o.Card), o.AmountKRW)
}

// alike are earlier operations of a card, or of a customer, that look like a
// payment of this amount now.
func (d *Desk) alike(ctx context.Context, fingerprint []byte, amountKRW int64) ([]Operation, error) {
	found, err := d.Book.Duplicates(ctx, fingerprint, amountKRW, BusinessDay(d.Now()))
	slices.SortStableFunc(found, func(a, b Operation) int { return settledLast(a) - settledLast(b) })
	return found, err
}

func settledLast(o Operation) int {
	if o.State == InDoubt || o.State == Prepared {
		return 0
	}
	return 1
}

// CompanyHint names the card company that approved charges on the same first
// six digits, as the gateway spelt it; "" when this shop has seen none.
func (d *Desk) CompanyHint(ctx context.Context, first6 string) (string, error) {
	return d.Book.CardCompanyOf(ctx, first6)
}

// fingerprint is a keyed hash of the card number: equal for equal cards, and
// of no use to anybody without the key.
func (d *Desk) fingerprint(c Card) []byte {
	return d.keyed(c.Number.Reveal())
}

func (d *Desk) keyed(text string) []byte {
	mac := hmac.New(sha256.New, d.FingerprintKey)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// charge is the order as the gateway takes it.
func (d *Desk) charge(o Order, orderNumber string) gateways.Charge {
	if o.OrderNumber != "" {
		orderNumber = o.OrderNumber
	}
	return gateways.Charge{
		OrderNumber: orderNumber, Card: o.Card, AmountKRW: o.AmountKRW, Quota: o.Quota, Tax: o.Tax,
		ItemName: o.ItemName, BuyerName: o.Buyer.Name, BuyerPhone: o.Buyer.Phone, BuyerEmail: o.Buyer.Email,
		NotifyKakao: o.NotifyKakao, At: d.Now(),
	}
}

// intent is the order as the history keeps it: the card as a mask, a network
// and a fingerprint only.
func (d *Desk) intent(o Order, staff string) store.Intent {
	in := store.Intent{
		Kind: KindCharge, Gateway: d.KeyIn.Name(), Staff: staff, AmountKRW: o.AmountKRW, Quota: o.Quota,
		MaskedCard: gateways.MaskedNumber(o.Card.Number), Network: string(gateways.NetworkOf(o.Card.Number.Reveal())),
		ItemName: o.ItemName, Fingerprint: d.fingerprint(o.Card), Buyer: o.Buyer, OrderNumber: o.OrderNumber,
	}
	if o.Tax != nil {
		in.Mixed, in.TaxableKRW, in.FreeKRW = true, o.Tax.TaxableKRW, o.Tax.FreeKRW
	}
	return in
}
