package practice

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"time"
)

// korea is the zone of every time a gateway writes. It has no summer time.
var korea = time.FixedZone("KST", 9*60*60)

// stamp is the form of a time in a reply: YYYYMMDDhhmmss.
const stamp = "20060102150405"

// Entry is one charge as the gateway knows it: the truth that the history is
// compared with. Nothing of the card and nothing of the buyer is in it.
type Entry struct {
	OrderNumber    string    `json:"order_number"`
	TransactionID  string    `json:"transaction_id"`
	ApprovalNumber string    `json:"approval_number"`
	CardCompany    string    `json:"card_company"`
	AmountKRW      int64     `json:"amount_krw"`
	Quota          int       `json:"quota,omitempty"`
	ChargedAt      time.Time `json:"charged_at"`
	CancelledAt    time.Time `json:"cancelled_at,omitzero"` // zero while the charge stands
}

// Cancelled says whether the money was given back.
func (e Entry) Cancelled() bool { return !e.CancelledAt.IsZero() }

// line is one line of Payup's journal: a charge, or the cancel of an earlier one.
type line struct {
	Charge *Entry    `json:"charge,omitempty"`
	Cancel string    `json:"cancel,omitempty"` // a transaction id
	At     time.Time `json:"at,omitzero"`
}

// ledger holds the entries of one gateway, oldest first. Its methods may be
// called from anywhere at any time.
type ledger struct {
	mu       sync.Mutex
	entries  []Entry
	at       map[string]int // transaction id to its place in entries
	sequence int
	journal  *journal // nil when nothing is kept
}

func newLedger() *ledger { return &ledger{at: map[string]int{}} }

// charge adds an entry under a new transaction id and approval number. What
// can't be kept is not charged.
func (l *ledger) charge(e Entry) (Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.TransactionID = l.newID(e.ChargedAt)
	e.ApprovalNumber = approvalNumber(e.TransactionID)
	if err := l.journal.write(line{Charge: &e}); err != nil {
		return Entry{}, err
	}
	l.add(e)
	return e, nil
}

// newID makes an id of the shape seen in Payup's replies: the second, "ST" as
// on its test host, and four digits.
func (l *ledger) newID(at time.Time) string {
	for {
		l.sequence = (l.sequence + 1) % 10000
		id := fmt.Sprintf("%sST%04d", at.In(korea).Format(stamp), l.sequence)
		if _, taken := l.at[id]; !taken {
			return id
		}
		if l.sequence == 0 {
			at = at.Add(time.Second)
		}
	}
}

// approvalNumber is eight digits that look like no sequence.
func approvalNumber(transactionID string) string {
	sum := sha256.Sum256([]byte(transactionID))
	return fmt.Sprintf("%08d", binary.BigEndian.Uint64(sum[:])%100_000_000)
}

func (l *ledger) add(e Entry) {
	l.at[e.TransactionID] = len(l.entries)
	l.entries = append(l.entries, e)
}

// find is the entry of a transaction id, if there is one.
func (l *ledger) find(transactionID string) (Entry, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i, ok := l.at[transactionID]
	if !ok {
		return Entry{}, false
	}
	return l.entries[i], true
}

// cancel marks an entry as given back, and says whether it was this call that
// did so.
func (l *ledger) cancel(transactionID string, at time.Time) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i, ok := l.at[transactionID]
	if !ok || l.entries[i].Cancelled() {
		return false, nil
	}
	if err := l.journal.write(line{Cancel: transactionID, At: at}); err != nil {
		return false, err
	}
	l.entries[i].CancelledAt = at
	return true, nil
}

// all copies the entries, oldest first.
func (l *ledger) all() []Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.entries)
}

// close gives the journal's file back. What comes later is not charged.
func (l *ledger) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.journal.close()
}

// replay takes one line of the journal into the ledger.
func (l *ledger) replay(line line) {
	if c := line.Charge; c != nil {
		if _, known := l.at[c.TransactionID]; !known && c.TransactionID != "" {
			l.add(*c)
		}
		return
	}
	if i, known := l.at[line.Cancel]; known && !l.entries[i].Cancelled() {
		l.entries[i].CancelledAt = line.At
	}
}
