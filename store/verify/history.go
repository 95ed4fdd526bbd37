package verify

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
)

// history is one walk through a history: every event once, in its order, with
// the rows beside the events that began them.
type history struct {
	source source
	report *Report
	found  found
	chain  *chain
	books  books

	closings []*closing       // by number less one; nil where one can't be read
	current  int              // the closing that the walk is in
	skip     bool             // the one before can't be read
	newKeys  map[string]int64 // keys that sign from an event on, as the chain tells
	wantKey  string
	told     int64          // the newest closing that the chain told of
	agreed   map[int64]bool // closings of which the chain tells the same
	forged   map[int64]bool // closings that somebody else's key signed
	against  []int64        // closings that the chain contradicts; 0 for a witness

	probe     int64 // an event whose hash is wanted
	probeHash []byte

	open    map[int64]*operation // whose end is not certain
	begun   []int64              // every operation that began, by id
	persons []bool               // whose row has something about a person
	people  map[int64]*person

	intent  prepared     // of the event at hand
	spare   []*operation // that ended, to be used again
	scratch []byte

	nextRow  func() (*row, error) // nil where there are no rows
	row      *row                 // read, and not used yet
	unerased map[int64]bool       // rows without what they had, of which no event has told yet
	tail     bool                 // something tells of events after the last
	ahead    []Finding            // rows in doubt in the events, and ended in the table
}

func newHistory(s source, r *Report) *history {
	environment, fileID := s.who()
	r.Environment, r.FileID, r.Audit = environment, fileID, s.tables() == nil
	h := &history{
		source: s, report: r, newKeys: map[string]int64{}, open: map[int64]*operation{}, people: map[int64]*person{},
		unerased: map[int64]bool{},
		agreed:   map[int64]bool{}, forged: map[int64]bool{},
	}
	h.chain = newChain(environment, fileID, &h.found)
	return h
}

// contradicts is a finding against something that was signed or noted outside
// before: if the chain itself is whole, somebody made it anew.
func (h *history) contradicts(f Finding) {
	h.against = append(h.against, f.Closing)
	h.found.add(f)
}

// rewritten says whether the chain contradicts what the shop's key signed or a
// witness noted. A closing that somebody else's key signed proves nothing
// against a chain that does not know it.
func (h *history) rewritten() bool {
	return slices.ContainsFunc(h.against, func(number int64) bool { return !h.forged[number] || h.agreed[number] })
}

// walk reads everything.
func (h *history) walk(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := h.loadClosings(ctx); err != nil {
		return err
	}
	if t := h.source.tables(); t != nil {
		var err error
		if h.nextRow, err = t.operations(ctx); err != nil {
			return err
		}
	}
	if err := h.closeUntil(ctx, 0); err != nil {
		return err
	}
	err := h.source.events(ctx, func(e *event) error {
		if err := h.closeUntil(ctx, e.seq); err != nil {
			return err
		}
		h.chain.take(e)
		h.report.Events++
		if e.seq == h.probe {
			h.probeHash = bytes.Clone(e.hash)
		}
		return h.take(e)
	})
	if err != nil {
		return err
	}
	if err := h.closeUntil(ctx, h.chain.seq+1); err != nil {
		return err
	}
	return h.end(ctx)
}

// take plays one event.
func (h *history) take(e *event) error {
	switch {
	case e.operation == 0:
		h.takeFileEvent(e)
	case string(e.kind) == "prepared":
		return h.begin(e)
	default:
		h.goOn(e)
	}
	return nil
}

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
	if err != nil || len(h.begun) > 0 && e.operation <= h.begun[len(h.begun)-1] {
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
		if r.person {
			h.found.add(Finding{Kind: PersonEdited, Operation: o.id, Order: o.order})
		} else {
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

// goOn takes an event after the first of its operation.
func (h *history) goOn(e *event) {
	o := h.open[e.operation]
	if o == nil {
		_, known := slices.BinarySearch(h.begun, e.operation)
		if kind := string(e.kind); !known || kind != "revealed" && kind != "copied" {
			h.found.add(Finding{Kind: StoryWrong, Seq: e.seq, Operation: max(e.operation, 0)})
		}
		return
	}
	was := o.state
	var a answer
	ok, changed := o.play(e, &a)
	if !ok {
		h.found.add(Finding{Kind: StoryWrong, Seq: e.seq, Operation: o.id, Order: o.order})
		return
	}
	h.books.change(o, was)
	if person := h.people[o.customerID]; changed && person != nil {
		person.follow(o, a.customerKey, string(e.at))
	}
	if o.ended() {
		delete(h.open, o.id)
		h.compare(o)
		if h.books.changed[o.id] == nil {
			h.spare = append(h.spare, o)
		}
	}
}

// fresh is an operation to fill, one that ended if there is one.
func (h *history) fresh() *operation {
	last := len(h.spare) - 1
	if last < 0 {
		return &operation{}
	}
	o := h.spare[last]
	h.spare = h.spare[:last]
	return o
}

// compare holds a row against what the events made of its operation.
func (h *history) compare(o *operation) {
	if o.row == nil {
		return
	}
	finding := Finding{Kind: RowEdited, Operation: o.id, Order: o.order, Detail: o.differs(&h.scratch)}
	switch {
	case finding.Detail == "" && o.row.private != o.private:
		if o.row.private == "" && h.unerased[o.id] {
			return // both are looked for together
		}
		finding.Kind = PersonEdited
	case finding.Detail == "":
		return
	case o.state == "prepared" && o.row.finishedAt >= string(h.chain.lastAt):
		h.tail = true // it ended after the last event
		return
	case o.state == "in-doubt" && (o.row.state == "approved" || o.row.state == "declined"):
		h.ahead = append(h.ahead, finding)
		return
	}
	h.found.add(finding)
}

// takeFileEvent takes an event of the file as a whole.
func (h *history) takeFileEvent(e *event) {
	var d struct {
		Number     int64   `json:"number"`
		Hash       string  `json:"hash"`
		To         string  `json:"to"`
		Before     string  `json:"before"`
		Operations []int64 `json:"operations"`
		Customers  []int64 `json:"customers"`
		Unsealed   []int64 `json:"unsealed"`
	}
	switch string(e.kind) {
	case "closed", "signing-key", "erased", "rescued":
		if json.Unmarshal(e.detail, &d) != nil {
			h.found.add(Finding{Kind: StoryWrong, Seq: e.seq})
			return
		}
	case "accepted", "restored":
		h.report.Accepted = append(h.report.Accepted, e.seq)
		return
	default:
		return
	}
	switch string(e.kind) {
	case "closed":
		h.takeClosed(e.seq, d.Number, d.Hash)
	case "signing-key":
		h.newKeys[d.To] = e.seq
	default:
		h.erase(append(d.Operations, d.Unsealed...), d.Customers)
	}
}

// erase takes what an event says is gone.
func (h *history) erase(operations, customers []int64) {
	for _, id := range operations {
		if i, known := slices.BinarySearch(h.begun, id); known && h.persons[i] {
			h.found.add(Finding{Kind: PersonEdited, Operation: id})
		}
		delete(h.unerased, id)
	}
	for _, id := range customers {
		if person := h.people[id]; person != nil {
			person.erased = true
		}
	}
}

// takeClosed holds what the chain says of a closing against the closing.
func (h *history) takeClosed(seq, number int64, hash string) {
	finding := Finding{Kind: ClosingUntold, Seq: seq, Closing: number}
	if number != h.told+1 {
		h.found.add(finding)
		return
	}
	h.told = number
	if number > int64(len(h.closings)) {
		if _, ok := h.source.endMark(); !ok && h.source.tables() == nil {
			return // an audit file that breaks off before its closings
		}
		finding.Kind = ClosingMissing
		h.found.add(finding)
		return
	}
	c := h.closings[number-1]
	if c == nil {
		return // found already
	}
	if hex.EncodeToString(c.hash) != hash || c.to >= seq || seq-c.to > 2 {
		finding.Detail = strconv.FormatInt(c.to, 10)
		h.contradicts(finding)
		return
	}
	h.agreed[number] = true
}
