package verify

import (
	"bytes"
)

// prepared is what the first event of an operation tells beside its columns.
// What its slices hold goes with the event.
type prepared struct {
	values                                   [][]byte // of intent
	outcome                                  [outcomes]string
	sealed, private, shopUserID, sealedOther string
}

// unsaid and unanswered are the values of what an event does not tell.
var (
	unsaid     = make([][]byte, len(intent))
	unanswered [outcomes]string
)

func init() {
	for i, c := range intent {
		if c.number {
			unsaid[i] = zero
		}
	}
	for i, c := range outcome {
		if c.number {
			unanswered[i] = "0"
		}
	}
}

func (p *prepared) read(detail []byte) error {
	*p = prepared{values: append(p.values[:0], unsaid...), outcome: unanswered}
	return members(detail, func(name, value []byte) (err error) {
		if i, known := intentPlace[string(name)]; known {
			p.values[i], err = plain(value)
			return err
		}
		var to *string
		switch string(name) {
		case "card_company":
			to = &p.outcome[cardCompany]
		case "transaction_id":
			to = &p.outcome[transactionID]
		case "merchant_id":
			to = &p.outcome[merchantID]
		case "key_hint":
			to = &p.outcome[keyHint]
		case "sealed_sha256":
			to = &p.sealed
		case "private_sha256":
			to = &p.private
		case "shop_user_id":
			to = &p.shopUserID
		case "customer_sha256":
			to = &p.sealedOther
		default:
			return nil
		}
		*to, err = text(value)
		return err
	})
}

func (p *prepared) text(name string) string { return string(p.values[intentPlace[name]]) }

func (p *prepared) count(name string) int64 {
	n, _ := whole(p.values[intentPlace[name]])
	return n
}

// begin takes the first event of an operation, and its row.
func (h *history) begin(e *event) error {
	p := &h.intent
	err := p.read(e.detail)
	moves := takesMoney[p.text("kind")] || givesBack[p.text("kind")]
	if err != nil || len(h.begun) > 0 && e.operation <= h.begun[len(h.begun)-1] || p.count("amount_krw") < 0 || moves && p.count("amount_krw") == 0 {
		h.found.add(Finding{Kind: StoryWrong, Seq: e.seq, Operation: e.operation})
		return nil
	}
	o := h.fresh()
	*o = operation{
		row: o.row,
		id:  e.operation, order: p.text("order_number"), kind: p.text("kind"), amountKRW: p.count("amount_krw"),
		customerID: p.count("customer_id"), state: "prepared", outcome: p.outcome, private: p.private,
	}
	h.begun = append(h.begun, o.id)
	h.report.Operations++
	h.open[o.id] = o
	if h.books.collect {
		o.line = &line{
			id: o.id, order: o.order, kind: o.kind, state: o.state, amountKRW: o.amountKRW, parent: p.count("parent_id"),
			gateway: p.text("gateway"), staff: string(e.staff), day: p.text("business_day"),
			approval: o.outcome[approvalNumber], company: o.outcome[cardCompany],
		}
		h.books.lines = append(h.books.lines, o.line)
	}
	h.meet(e, o, p)
	person, err := h.beginRow(e, o, p)
	h.persons = append(h.persons, person)
	return err
}

// meet takes whom an operation is about.
func (h *history) meet(e *event, o *operation, p *prepared) {
	known := h.people[o.customerID]
	switch {
	case p.shopUserID != "" && known == nil:
		h.people[o.customerID] = &person{
			registration: o.id, gateway: p.text("gateway"), shopUserID: p.shopUserID, sealed: p.sealedOther, created: string(e.at),
			erased: h.lostPeople[o.customerID], keyLost: h.lostPeople[o.customerID],
			now: customer{merchantID: o.outcome[merchantID], state: "pending", updatedAt: string(e.at)},
		}
	case p.shopUserID != "", o.customerID != 0 && known == nil:
		h.found.add(Finding{Kind: StoryWrong, Seq: e.seq, Operation: o.id, Order: o.order})
	}
}

// beginRow holds the row of an operation against its first event, and says
// whether the row has something about a person.
func (h *history) beginRow(e *event, o *operation, p *prepared) (person bool, err error) {
	kept := o.row
	o.row = nil
	if h.nextRow == nil {
		return false, nil
	}
	r, err := h.rowOf(o.id)
	if err != nil {
		return false, err
	}
	if r == nil {
		h.found.add(Finding{Kind: RowMissing, Seq: e.seq, Operation: o.id, Order: o.order})
		return false, nil
	}
	o.row = endOf(r, kept)
	finding := Finding{Kind: RowEdited, Operation: o.id, Order: o.order}
	switch {
	case !bytes.Equal(r.preparedAt, e.at):
		finding.Detail = "prepared_at"
	case !bytes.Equal(r.staff, e.staff):
		finding.Detail = "staff"
	}
	for i, c := range intent {
		if finding.Detail == "" && !bytes.Equal(r.intent[i], p.values[i]) {
			finding.Detail = c.name
		}
	}
	if finding.Detail != "" {
		h.found.add(finding)
		o.row = nil // once is enough
	}
	if r.sealed != p.sealed {
		switch {
		case r.person:
			h.found.add(Finding{Kind: PersonEdited, Operation: o.id, Order: o.order})
		case !h.lost[o.id]:
			h.unerased[o.id] = true
		}
	}
	return r.person, nil
}

// rowOf goes on to the row with an id; nil if it is not there. Rows before it
// were not told of.
func (h *history) rowOf(id int64) (*row, error) {
	for {
		if h.row == nil {
			var err error
			if h.row, err = h.nextRow(); err != nil || h.row == nil {
				return nil, err
			}
		}
		switch r := h.row; {
		case r.id > id:
			return nil, nil
		case r.id == id:
			h.row = nil
			return r, nil
		default:
			h.found.add(Finding{Kind: RowUntold, Operation: r.id})
			h.row = nil
		}
	}
}
