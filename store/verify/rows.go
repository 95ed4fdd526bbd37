package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// intent are the columns of an operation that its prepared event tells under
// the same name, and never change.
var intent = []column{
	{"kind", false}, {"gateway", false}, {"environment", false}, {"terminal", false}, {"order_number", false},
	{"order_seq", true}, {"business_day", false}, {"parent_id", true}, {"amount_krw", true}, {"quota", true},
	{"masked_card", false}, {"network", false}, {"item_name", false}, {"mixed", true}, {"taxable_krw", true},
	{"free_krw", true}, {"reason", false}, {"request_id", false}, {"customer_id", true},
}

// outcome are the columns that a gateway's answer tells under the same name.
var outcome = []column{
	{"merchant_id", false}, {"key_hint", false}, {"masked_number", false}, {"transaction_id", false}, {"cancel_id", false},
	{"approval_number", false}, {"answered_at", false}, {"card_company", false}, {"result_code", false},
	{"result_message", false}, {"advice", false}, {"fault", false}, {"kakao_result_code", false}, {"interest_free", true},
	{"parts_given", true}, {"supply_krw", true}, {"vat_krw", true}, {"exempt_krw", true},
}

// Places in outcome that rules name.
const (
	merchantID     = 0
	keyHint        = 1
	transactionID  = 3
	approvalNumber = 5
	cardCompany    = 7
	outcomes       = 18
)

// column is a column and whether it holds a number, which is 0 and not "" when
// an event does not tell it.
type column struct {
	name   string
	number bool
}

var intentPlace, outcomePlace = places(intent), places(outcome)

func places(columns []column) map[string]int {
	all := make(map[string]int, len(columns))
	for i, c := range columns {
		all[c.name] = i
	}
	return all
}

// row is an operation as it lies in the database. What its slices hold is
// overwritten by the next one.
type row struct {
	id         int64
	preparedAt []byte
	staff      []byte
	state      []byte
	finishedAt []byte
	returned   []byte
	returnCode []byte
	intent     [][]byte
	outcome    [][]byte
	values     [][]byte // these and the ones before, in one
	sealed     string   // digest of what is sealed about the buyer, in hex
	person     bool     // something about the buyer is there
	private    string   // digest of what the next step needs; "" for nothing
}

// ownColumns are read in front of intent, outcome and what is sealed.
var (
	ownColumns    = []string{"prepared_at", "staff", "state", "finished_at", "returned", "return_code"}
	sealedColumns = []string{"fingerprint", "buyer_name", "buyer_phone", "buyer_email", "private"}
)

func (d *database) operations(ctx context.Context) (func() (*row, error), error) {
	columns := append([]string{}, ownColumns...)
	for _, c := range append(append([]column{}, intent...), outcome...) {
		columns = append(columns, c.name)
	}
	plain := len(columns)
	rows, err := d.open("operations", append(columns, sealedColumns...)...)
	if err != nil {
		return nil, err
	}
	batches := ahead(ctx, func(b *rowBatch) (bool, error) {
		b.used, b.copies.bytes = 0, b.copies.bytes[:0]
		for b.used < batchRows {
			ok, err := rows.next()
			if err != nil || !ok {
				return false, err
			}
			b.fill(rows, plain)
		}
		return true, nil
	})
	var batch *rowBatch
	at := 0
	return func() (*row, error) {
		for batch == nil || at == batch.used {
			var err error
			if batch, err = batches(); err != nil || batch == nil {
				return nil, err
			}
			at = 0
		}
		at++
		return &batch.rows[at-1], nil
	}, nil
}

// rowBatch are some rows, with copies of what they say.
type rowBatch struct {
	rows    []row
	used    int
	copies  copies
	scratch []byte
}

// fill adds the row that is being read. Its first columns, so many, are plain,
// the others sealed.
func (b *rowBatch) fill(from *tableRows, plain int) {
	if b.used == len(b.rows) {
		values, first := make([][]byte, plain), len(ownColumns)
		b.rows = append(b.rows, row{values: values, intent: values[first : first+len(intent)], outcome: values[first+len(intent):]})
	}
	r := &b.rows[b.used]
	b.used++
	b.scratch = b.scratch[:0]
	for i := range r.values {
		v := from.value(i)
		if v.isNull { // parent_id and customer_id; no other is ever NULL
			r.values[i] = zero
			continue
		}
		r.values[i] = b.copies.add(v.text(&b.scratch))
	}
	r.id = from.id
	r.preparedAt, r.staff, r.state, r.finishedAt, r.returned, r.returnCode = r.values[0], r.values[1], r.values[2], r.values[3], r.values[4], r.values[5]
	fingerprint, name, phone, email := from.value(plain).blob(), from.value(plain+1).blob(), from.value(plain+2).blob(), from.value(plain+3).blob()
	r.sealed = digest("keyindesk sealed 1", name, phone, email, fingerprint)
	r.person = fingerprint != nil || name != nil || phone != nil || email != nil
	r.private = digestOf("keyindesk private 1", from.value(plain+4).blob())
}

// customer is a customer as it lies in the database.
type customer struct {
	id                                   int64
	gateway, shopUserID, merchantID      string
	state, keyHint, createdAt, updatedAt string
	changedBy                            int64
	sealed                               string // digest of name, phone and e-mail, in hex
	person                               bool
	key                                  string // digest of the sealed key; "" for none
}

func (d *database) customers(_ context.Context, do func(customer) error) error {
	rows, err := d.open("customers", "gateway", "shop_user_id", "merchant_id", "state", "key_hint", "created_at", "updated_at",
		"changed_by", "name", "phone", "email", "customer_key")
	if err != nil {
		return err
	}
	for {
		ok, err := rows.next()
		if err != nil || !ok {
			return err
		}
		text := func(i int) string { return string(rows.value(i).bytes) }
		c := customer{
			id: rows.id, gateway: text(0), shopUserID: text(1), merchantID: text(2), state: text(3), keyHint: text(4),
			createdAt: text(5), updatedAt: text(6), changedBy: rows.value(7).number,
		}
		name, phone, email := rows.value(8).blob(), rows.value(9).blob(), rows.value(10).blob()
		c.sealed = digest("keyindesk customer 1", name, phone, email)
		c.person = name != nil || phone != nil || email != nil
		c.key = digestOf("keyindesk customer key 1", rows.value(11).blob())
		if err := do(c); err != nil {
			return err
		}
	}
}

// digest is SHA-256 over what it is of and some values, each with its length in
// front, in hex.
func digest(what string, values ...[]byte) string {
	h := sha256.New()
	part(h, []byte(what))
	for _, v := range values {
		part(h, v)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// digestOf is the digest of one value; "" of nothing.
func digestOf(what string, value []byte) string {
	if len(value) == 0 {
		return ""
	}
	return digest(what, value)
}
