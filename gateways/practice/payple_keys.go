package practice

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"sync"
	"time"

	"keyindesk/gateways"
)

// PaypleKey is one billing key as the gateway knows it. It is made up and
// charges nobody.
type PaypleKey struct {
	BillingKey string // PCD_PAYER_ID
	Method     gateways.BillingMethod
	DeletedAt  time.Time // zero while it stands
}

// Deleted says whether the key is gone.
func (k PaypleKey) Deleted() bool { return !k.DeletedAt.IsZero() }

// customer is what stands behind a key, everything as Payple masks it.
type customer struct {
	method        gateways.BillingMethod
	holder        string // PCD_PAY_BANKACCTYPE
	name, phone   string
	code, company string
	number        string
}

// customers are the first to have registered: the document's two (S3 4), then
// the other kinds of holders, masked in the other ways seen in public.
var customers = []customer{
	{gateways.BillingCard, "개인", "홍길동", "010-****-5678", "0200", "BC카드", "1111-****-****-2222"},
	{gateways.BillingAccount, "개인", "이서연", "010-****-4321", "081", "KEB하나은행", "123-********-021"},
	{gateways.BillingCard, "개인사업자", "박준호", "010-****-7777", "0200", "BC카드", "1111********4444"},
	{gateways.BillingAccount, "법인", "(주)연습상사", "010-****-0099", "088", "신한은행", "110-********-345"},
	{gateways.BillingCard, "법인", "(주)가나다유통", "02-****-1200", "0200", "BC카드", "12345678****1234"},
	{gateways.BillingAccount, "개인사업자", "최민아", "010-****-2580", "004", "국민은행", "456-********-901"},
}

// billingKeys holds the keys of one Payple, oldest first. Whoever's key is
// deleted registers again under another one, so that there is always something
// to try. Its methods may be called from anywhere at any time.
type billingKeys struct {
	mu      sync.Mutex
	entries []PaypleKey
	whose   []customer     // beside entries
	at      map[string]int // billing key to its place in entries
	journal *journal       // nil when nothing is kept
}

func newBillingKeys() *billingKeys {
	k := &billingKeys{at: map[string]int{}}
	for _, c := range customers {
		k.register(c)
	}
	return k
}

func (k *billingKeys) register(c customer) {
	place := len(k.entries)
	key := payerID(place)
	k.at[key] = place
	k.whose = append(k.whose, c)
	k.entries = append(k.entries, PaypleKey{BillingKey: key, Method: c.method})
}

// payerID is a key of the shape in S3: base64 of a base64. The one of a place
// is the same in every Payple; no place is negative.
func payerID(place int) string {
	sum := sha256.Sum256([]byte("KeyinDesk practice billing key " + strconv.Itoa(place)))
	inner := base64.StdEncoding.EncodeToString(sum[:16])
	return base64.StdEncoding.EncodeToString([]byte(inner))
}

// find is the customer behind a key that stands.
func (k *billingKeys) find(key string) (customer, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	place, standing := k.standing(key)
	if !standing {
		return customer{}, false
	}
	return k.whose[place], true
}

func (k *billingKeys) standing(key string) (place int, ok bool) {
	place, ok = k.at[key]
	return place, ok && !k.entries[place].Deleted()
}

// remove deletes a key that stands, and says whether it did. What can't be
// kept is not deleted.
func (k *billingKeys) remove(key string, at time.Time) (customer, bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	place, standing := k.standing(key)
	if !standing {
		return customer{}, false, nil
	}
	if err := k.journal.write(deletion{Number: place + 1, At: at}); err != nil {
		return customer{}, false, err
	}
	k.drop(place, at)
	return k.whose[place], true, nil
}

func (k *billingKeys) drop(place int, at time.Time) {
	k.entries[place].DeletedAt = at
	k.register(k.whose[place])
}

// deletion is one line of the journal. It names a key by its number, counted
// from 1, so that no key is in the file.
type deletion struct {
	Number int       `json:"deleted"`
	At     time.Time `json:"at"`
}

// replay takes one line of the journal in.
func (k *billingKeys) replay(d deletion) {
	place := d.Number - 1
	if place >= 0 && place < len(k.entries) && !k.entries[place].Deleted() && !d.At.IsZero() {
		k.drop(place, d.At)
	}
}

// all copies the keys, oldest first.
func (k *billingKeys) all() []PaypleKey {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.entries)
}

// samples are the keys that stand: a card's, an account's, then the rest.
func (k *billingKeys) samples() []string {
	var first, rest []string
	shown := map[gateways.BillingMethod]bool{}
	standing := slices.DeleteFunc(k.all(), PaypleKey.Deleted)
	slices.SortStableFunc(standing, func(a, b PaypleKey) int { return rank(a) - rank(b) })
	for _, key := range standing {
		if shown[key.Method] {
			rest = append(rest, key.BillingKey)
			continue
		}
		shown[key.Method] = true
		first = append(first, key.BillingKey)
	}
	return append(first, rest...)
}

// rank puts cards before accounts.
func rank(k PaypleKey) int {
	if k.Method == gateways.BillingCard {
		return 0
	}
	return 1
}

// close gives the journal's file back. What comes later is not deleted.
func (k *billingKeys) close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.journal.close()
}
