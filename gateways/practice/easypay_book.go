package practice

import (
	"fmt"
	"slices"
	"sync"
	"time"
)

// kiccBook is what EasyPay knows: who registered, which keys live, what was
// paid and given back. A change is written to the journal as the whole new
// record, and only then holds; reading the journal is the same in order.
//
// Its mutex is held for the whole of a request's work, so that two requests
// never see half of each other.
type kiccBook struct {
	mu            sync.Mutex
	registrations []*kiccRegistration
	customers     []*kiccCustomer
	payments      []*kiccPayment
	used          map[string]bool // shopTransactionId by day, see usedOn
	numbers       int             // how many pgCno were given
	pagesAt       string          // where the pages were reached last
	journal       *journal        // nil when nothing is kept
}

func newKICCBook() *kiccBook { return &kiccBook{used: map[string]bool{}} }

// kiccRegistration is one request for the registration page and what became
// of it ([S0] 01 to 03).
type kiccRegistration struct {
	RequestTID  string `json:"request_tid"`
	RegisterTID string `json:"register_tid"` // of the page and of what it returns
	ReplyTID    string `json:"reply_tid"`    // of the reply: another value for the same thing
	ShopUserID  string `json:"shop_user_id"`
	Identity    string `json:"identity"` // a digest of all that the customer was registered with
	ReturnURL   string `json:"return_url"`
	Note        string `json:"note,omitempty"`

	At        time.Time    `json:"at"`
	CertSeqNo string       `json:"cert_seq_no,omitempty"` // of a customer who went through the page
	Methods   []kiccMethod `json:"methods,omitempty"`     // what was chosen there
	Returned  []kiccPair   `json:"returned,omitempty"`    // what the page posted; none while it is open
	Customer  string       `json:"customer,omitempty"`    // whose key it led to, as a serial
}

// kiccPair is one field of a form.
type kiccPair struct{ Name, Value string }

// kiccCustomer is a CustomerKey and whose it is. The key itself is made from the
// serial whenever it is needed (EasyPay.keyOf), so that none is in the journal.
type kiccCustomer struct {
	Serial     string       `json:"serial"`
	ShopUserID string       `json:"shop_user_id"`
	Identity   string       `json:"identity"`
	IssuedAt   time.Time    `json:"issued_at"`
	RevokedAt  time.Time    `json:"revoked_at,omitzero"`
	Methods    []kiccMethod `json:"methods"`
}

// kiccMethod is one card or account of a customer (paymentMethodInfo).
type kiccMethod struct {
	Type          string `json:"type"`   // "11" card, "21" account
	Detail        string `json:"detail"` // card company or bank
	Name          string `json:"name"`
	Nickname      string `json:"nickname,omitempty"`
	VirtualNumber string `json:"virtual_number"`
	Masked        string `json:"masked"`
	CardNumber    string `json:"card_number,omitempty"` // masked as in the reply to a settle
	Check         bool   `json:"check,omitempty"`
	Corporate     bool   `json:"corporate,omitempty"`
}

// kiccPayment is one registered transaction and what became of it.
type kiccPayment struct {
	Page        string     `json:"page"` // names it in the page's address
	RequestID   string     `json:"shop_transaction_id"`
	OrderNumber string     `json:"shop_order_no"`
	Customer    string     `json:"customer"` // as a serial
	Method      kiccMethod `json:"method"`
	AmountKRW   int64      `json:"amount_krw"`
	Parts       *kiccParts `json:"parts,omitempty"`
	Item        string     `json:"item"`
	Quota       int        `json:"quota,omitempty"`
	Free        bool       `json:"free,omitempty"`    // interest-free
	Receipt     bool       `json:"receipt,omitempty"` // a cash receipt is asked for
	ReturnURL   string     `json:"return_url"`
	Note        string     `json:"note,omitempty"`

	At              time.Time  `json:"at"`
	AuthorizationID string     `json:"authorization_id,omitempty"` // of a customer who said yes on the page
	Returned        []kiccPair `json:"returned,omitempty"`

	Settles        int          `json:"settles,omitempty"`  // settle requests that came, refused ones too
	Declined       bool         `json:"declined,omitempty"` // the card company said no: the authorization is spent
	PgCno          string       `json:"pg_cno,omitempty"`   // "" while no money was taken
	ApprovalNumber string       `json:"approval_number,omitempty"`
	SettledAt      time.Time    `json:"settled_at,omitzero"`
	Cancels        []kiccRefund `json:"cancels,omitempty"`
}

// kiccRefund is one cancel of a payment.
type kiccRefund struct {
	RequestID string     `json:"shop_transaction_id"`
	PgCno     string     `json:"pg_cno"`
	AmountKRW int64      `json:"amount_krw"`
	RemainKRW int64      `json:"remain_krw"` // after it
	Parts     *kiccParts `json:"parts,omitempty"`
	Whole     bool       `json:"whole,omitempty"` // asked for as a full cancel
	At        time.Time  `json:"at"`
}

func (p *kiccPayment) cancelled() int64 {
	var sum int64
	for _, c := range p.Cancels {
		sum += c.AmountKRW
	}
	return sum
}

// partsLeft are the parts of a mixed sale that are not given back yet.
func (p *kiccPayment) partsLeft() kiccParts {
	left := *p.Parts
	for _, c := range p.Cancels {
		if c.Parts != nil {
			left = left.less(*c.Parts)
		}
	}
	return left
}

// kiccLine is one line of the journal: a record as it is from now on.
type kiccLine struct {
	Registration *kiccRegistration `json:"registration,omitempty"`
	Customer     *kiccCustomer     `json:"customer,omitempty"`
	Payment      *kiccPayment      `json:"payment,omitempty"`
	Pages        string            `json:"pages,omitempty"`
}

// keep writes a line, and only then believes it.
func (b *kiccBook) keep(l kiccLine) error {
	if err := b.journal.write(l); err != nil {
		return err
	}
	b.apply(l)
	return nil
}

// apply takes a line in: it replaces the record of the same id, or is a new one.
func (b *kiccBook) apply(l kiccLine) {
	if r := l.Registration; r != nil {
		b.registrations = replace(b.registrations, r, func(known *kiccRegistration) bool { return known.RequestTID == r.RequestTID })
	}
	if c := l.Customer; c != nil && c.Serial != "" {
		b.customers = replace(b.customers, c, func(known *kiccCustomer) bool { return known.Serial == c.Serial })
	}
	if p := l.Payment; p != nil {
		b.payments = replace(b.payments, p, func(known *kiccPayment) bool { return known.Page == p.Page })
		b.use(p.At, p.RequestID)
		b.numbers++ // at least once for each number that was given
		if p.PgCno != "" {
			b.use(p.SettledAt, p.RequestID)
		}
		for _, c := range p.Cancels {
			b.use(c.At, c.RequestID)
		}
	}
	if l.Pages != "" {
		b.pagesAt = l.Pages
	}
}

func replace[R any](all []*R, with *R, same func(*R) bool) []*R {
	if i := slices.IndexFunc(all, same); i >= 0 {
		all[i] = with
		return all
	}
	return append(all, with)
}

// usedOn says whether an id was used on that day in Korea. The key of KICC's
// idempotency lives until midnight (facts 1.4).
func (b *kiccBook) usedOn(at time.Time, id string) bool { return b.used[day(at)+"|"+id] }

func (b *kiccBook) use(at time.Time, id string) { b.used[day(at)+"|"+id] = true }

// newNumber is a pgCno: twenty digits that begin with the second.
func (b *kiccBook) newNumber(at time.Time) string {
	b.numbers++
	return at.In(korea).Format("060102150405") + fmt.Sprintf("%08d", b.numbers%100_000_000)
}

func (b *kiccBook) registration(is func(*kiccRegistration) bool) (kiccRegistration, bool) {
	return newest(b.registrations, is)
}

func (b *kiccBook) customer(is func(*kiccCustomer) bool) (kiccCustomer, bool) {
	return newest(b.customers, is)
}

func (b *kiccBook) payment(is func(*kiccPayment) bool) (kiccPayment, bool) {
	return newest(b.payments, is)
}

// newest copies the last record that is meant: a changed copy holds once it is
// kept.
func newest[R any](all []*R, is func(*R) bool) (R, bool) {
	for _, r := range slices.Backward(all) {
		if is(r) {
			return *r, true
		}
	}
	var none R
	return none, false
}

// close gives the journal's file back.
func (b *kiccBook) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.journal.close()
}
