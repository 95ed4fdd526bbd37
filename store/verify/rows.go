package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// intent are the columns of an operation that its prepared event tells under
// the same name, and never change.
var intent = []column{
	{name: "kind"}, {name: "gateway"}, {name: "environment"}, {name: "terminal"}, {name: "order_number"},
	{name: "order_seq", number: true}, {name: "business_day"}, {name: "parent_id", number: true, nullable: true}, {name: "amount_krw", number: true}, {name: "quota", number: true},
	{name: "masked_card"}, {name: "network"}, {name: "item_name"}, {name: "mixed", number: true}, {name: "taxable_krw", number: true},
	{name: "free_krw", number: true}, {name: "reason"}, {name: "request_id"}, {name: "customer_id", number: true, nullable: true},
}

// outcome are the columns that a gateway's answer tells under the same name.
var outcome = []column{
	{name: "merchant_id"}, {name: "key_hint"}, {name: "masked_number"}, {name: "transaction_id"}, {name: "cancel_id"},
	{name: "approval_number"}, {name: "answered_at"}, {name: "card_company"}, {name: "result_code"},
	{name: "result_message"}, {name: "advice"}, {name: "fault"}, {name: "kakao_result_code"}, {name: "interest_free", number: true},
	{name: "parts_given", number: true}, {name: "supply_krw", number: true}, {name: "vat_krw", number: true}, {name: "exempt_krw", number: true},
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
	name     string
	number   bool
	nullable bool // and then it is 0 in the event
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
	ownColumns = []column{
		{name: "prepared_at"}, {name: "staff"}, {name: "state"}, {name: "finished_at"}, {name: "returned", number: true}, {name: "return_code"},
	}
	sealedColumns = []string{"fingerprint", "buyer_name", "buyer_phone", "buyer_email", "private"}
	plainColumns  = slices.Concat(ownColumns, intent, outcome)
)

func (d *database) operations(ctx context.Context) (func() (*row, error), error) {
	var columns []string
	for _, c := range plainColumns {
		columns = append(columns, c.name)
	}
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
			b.fill(rows)
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

// fill adds the row that is being read: its plain columns, then what is sealed.
func (b *rowBatch) fill(from *tableRows) {
	plain := len(plainColumns)
	if b.used == len(b.rows) {
		values, first := make([][]byte, plain), len(ownColumns)
		b.rows = append(b.rows, row{values: values, intent: values[first : first+len(intent)], outcome: values[first+len(intent):]})
	}
	r := &b.rows[b.used]
	b.used++
	b.scratch = b.scratch[:0]
	for i := range r.values {
		v := from.value(i)
		switch c := plainColumns[i]; {
		case v.isNull && c.nullable:
			r.values[i] = zero
		case c.number:
			r.values[i] = b.copies.add(v.digits(&b.scratch))
		default:
			r.values[i] = b.copies.add(v.text())
		}
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
		text := func(i int) string { return string(rows.value(i).text()) }
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
