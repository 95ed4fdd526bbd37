package verify

import (
	"bytes"
	"context"
	"slices"
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
	newKey   keyChange        // the newest of these events
	wantKey  string
	told     int64          // the newest closing that the chain told of
	agreed   map[int64]bool // closings of which the chain tells the same
	forged   map[int64]bool // closings that somebody else's key signed
	against  []int64        // closings that the chain contradicts; 0 for a witness

	probe     int64 // an event whose hash is wanted
	probeHash []byte

	open       map[int64]*operation // whose end is not certain
	begun      []int64              // every operation that began, by id
	persons    []bool               // whose row has something about a person
	people     map[int64]*person
	lostPeople map[int64]bool // of whom a rescue found nothing sealed

	intent  prepared     // of the event at hand
	spare   []*operation // that ended, to be used again
	scratch []byte

	nextRow  func() (*row, error) // nil where there are no rows
	row      *row                 // read, and not used yet
	lost     map[int64]bool       // of which a rescue found nothing sealed
	unkept   map[int64]bool       // rows without what they kept for their next step, of which no event has told yet
	unerased map[int64]bool       // rows without what they had, of which no event has told yet
	tail     bool                 // something tells of events after the last
	ahead    []Finding            // rows in doubt in the events, and ended in the table
}

func newHistory(s source, r *Report) *history {
	environment, fileID := s.who()
	r.Environment, r.FileID, r.Audit = environment, fileID, s.tables() == nil
	h := &history{
		source: s, report: r, newKeys: map[string]int64{}, open: map[int64]*operation{}, people: map[int64]*person{}, lostPeople: map[int64]bool{},
		lost: map[int64]bool{}, unkept: map[int64]bool{}, unerased: map[int64]bool{},
		agreed: map[int64]bool{}, forged: map[int64]bool{},
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
		if o.row.private == "" {
			if !h.lost[o.id] {
				h.unkept[o.id] = true
			}
			return
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
