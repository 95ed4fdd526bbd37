package store

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// reassembled is what of a damaged history fits together, ready to be written.
type reassembled struct {
	fileID    string     // "" for a new one
	chain     []eventRow // the beginning of the chain, as it was
	rest      []eventRow // what comes behind the first gap, to be chained anew
	rows      []row
	customers []customerRow
	closings  []closingRow
	wrapped   []WrappedKeys
	detail    rescuedDetail
	report    Rescued
}

// rescuedDetail is the detail of an EventRescued. Behind that event come those
// of the damaged history that lay behind a gap, with new numbers and hashes.
type rescuedDetail struct {
	From         string  `json:"from"`        // the folder with the damaged file
	Chain        int64   `json:"chain"`       // up to this event the chain is the old one
	LostEvents   int     `json:"lost_events"` // at least
	LostRows     int     `json:"lost_operations"`
	LostClosings int     `json:"lost_closings"`
	Unsealed     []int64 `json:"unsealed,omitempty"`  // operations without anything sealed
	Customers    []int64 `json:"customers,omitempty"` // customers likewise; a key of theirs is there in name only
}

// lostKey stands for a customer's key that did not read: nobody can open it.
var lostKey = []byte("lost")

// reassemble takes of what reads whatever is proven by events. The truth about
// the money is in the events; rows are made of them where their own do not read.
//
// without are operations that the new history refused.
func reassemble(found salvaged, environment string, without map[int64]bool) reassembled {
	a := assembly{found: found, without: without, stories: map[int64][]eventRow{}, kept: map[int64]bool{}, people: replayedCustomers{}}
	slices.SortFunc(a.found.events, func(x, y eventRow) int { return cmp.Compare(x.Seq, y.Seq) })
	a.gone = goneIn(a.found.events)
	if found.fileID != "" && found.environment == environment {
		a.out.fileID = found.fileID
		a.splitChain(genesis(environment, found.fileID))
	} else {
		a.out.rest = a.found.events
	}
	for _, e := range a.found.events {
		if e.OperationID > 0 {
			a.stories[e.OperationID] = append(a.stories[e.OperationID], e)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.stories)) {
		a.takeStory(id, a.stories[id])
	}
	a.takeCustomers()
	a.out.rest = slices.DeleteFunc(slices.Clone(a.out.rest), func(e eventRow) bool {
		if e.OperationID == 0 {
			return EventType(e.Type) == EventClosed || !EventType(e.Type).ofFile()
		}
		return !slices.ContainsFunc(a.stories[e.OperationID], func(of eventRow) bool { return of.Seq == e.Seq })
	})
	a.out.wrapped = found.wrapped
	a.count()
	return a.out
}

// assembly is the work on it.
type assembly struct {
	found   salvaged
	without map[int64]bool
	stories map[int64][]eventRow // by operation; what does not fit is taken out
	kept    map[int64]bool       // operations that are in
	people  replayedCustomers
	gone    allGone
	out     reassembled
}

// splitChain finds how far the chain goes from its beginning, and its closings
// with it: one that does not read any more ends what can be proven.
func (a *assembly) splitChain(genesis []byte) {
	end := chainEnd{hash: genesis}
	n := 0
	for _, e := range a.found.events {
		if e.Seq != end.seq+1 || string(e.PrevHash) != string(end.hash) {
			break
		}
		if EventType(e.Type) == EventClosed && !a.takeClosing(e) {
			break
		}
		end = chainEnd{e.Seq, e.Hash}
		n++
	}
	a.out.chain, a.out.rest = a.found.events[:n], a.found.events[n:]
	a.out.detail.Chain = end.seq
}

func (a *assembly) takeClosing(e eventRow) bool {
	var told closedDetail
	if json.Unmarshal([]byte(e.Detail), &told) != nil {
		return false
	}
	c, ok := a.found.closings[told.Number]
	if !ok || told.Number != int64(len(a.out.closings))+1 || told.Hash != hexOf(closingHash([]byte(c.Record))) || told.Hash != hexOf(c.Hash) {
		return false
	}
	a.out.closings = append(a.out.closings, c)
	return true
}

// takeStory takes an operation in if its intent reads, and what follows as far
// as it can follow. Without its sale, its page or its customer it can't be.
func (a *assembly) takeStory(id int64, story []eventRow) {
	a.stories[id] = nil
	p := replay(story[:1])
	if a.without[id] || p.problem != "" || p.begun.ParentID != 0 && !a.kept[p.begun.ParentID] ||
		p.begun.CustomerID != 0 && p.begun.ShopUserID == "" && a.people[p.begun.CustomerID] == nil {
		return
	}
	n := 1
	for n < len(story) && p.play(story[n]) {
		n++
	}
	story = story[:n]
	r, before := a.rowOf(id, p, story)
	if a.people.take(r, p, story[0].At) != nil {
		return
	}
	if r.State == string(Prepared) && before != r.State || r.State == string(InDoubt) && before != r.State && before != "" {
		a.out.report.Uncertain++
	}
	a.kept[id], a.stories[id] = true, story
	a.out.rows = append(a.out.rows, r)
}

// rowOf is the operation's row, or one made of its story, and the state that
// the row which reads says; "" if none does.
func (a *assembly) rowOf(id int64, p replayed, story []eventRow) (r row, state string) {
	var old row
	for _, r := range a.found.rows[id] {
		r.gone = a.gone.operations[id]
		if _, err := verifyRow(r, story); err == nil {
			return r, r.State
		}
		if old.ID == 0 || old.State == string(Prepared) {
			old = r
		}
	}
	old.gone = a.gone.operations[id]
	return a.rebuild(id, old, p, story[0]), old.State
}

// rebuild makes a row of its story, with the sealed data of the old row if they
// are what was sealed then.
func (a *assembly) rebuild(id int64, old row, p replayed, first eventRow) row {
	b := p.begun
	r := row{
		ID: id, Kind: string(b.Kind), Gateway: b.Gateway, Environment: b.Environment, Terminal: b.Terminal, Staff: first.Staff,
		ParentID: b.ParentID, CustomerID: b.CustomerID, OrderNumber: b.OrderNumber, OrderSeq: b.OrderSeq, RequestID: b.RequestID,
		BusinessDay: b.BusinessDay, PreparedAt: first.At, AmountKRW: b.AmountKRW, Quota: b.Quota, MaskedCard: b.MaskedCard,
		Network: b.Network, ItemName: b.ItemName, Mixed: truth(b.Mixed), TaxableKRW: b.TaxableKRW, FreeKRW: b.FreeKRW, Reason: b.Reason,
	}
	r.setOutcome(p.outcome)
	r.gone, r.sealedBuyer, r.Fingerprint, r.Private = old.gone, old.sealedBuyer, old.Fingerprint, old.Private
	fits := func() bool {
		return r.gone.fits(r, r.prepared(0).Sealed, b.Sealed) && r.gone.fitsPrivate(privateDigest(r.Private), p.outcome.PrivateDigest)
	}
	if fits() {
		return r
	}
	if r.sealedBuyer, r.Fingerprint, r.Private = (sealedBuyer{}), nil, nil; fits() { // there was never anything
		return r
	}
	a.out.detail.Unsealed = append(a.out.detail.Unsealed, id)
	a.out.report.Nameless++
	return r
}

// takeCustomers makes the customers of the stories, with what is sealed of the
// old ones.
func (a *assembly) takeCustomers() {
	for _, id := range slices.Sorted(maps.Keys(a.people)) {
		told := a.people[id]
		status := told.status()
		c := customerRow{
			ID: id, Gateway: told.gateway, ShopUserID: told.shopUserID, CreatedAt: told.created, MerchantID: status.MerchantID,
			State: string(status.State), KeyHint: status.KeyHint, UpdatedAt: status.UpdatedAt, ChangedBy: status.ChangedBy,
		}
		fits := func(old customerRow) bool {
			c.Name, c.Phone, c.Email, c.CustomerKey = old.Name, old.Phone, old.Email, old.CustomerKey
			return a.gone.fitsCustomer(c, told)
		}
		if !slices.ContainsFunc(a.found.customers[id], fits) && !fits(customerRow{}) {
			if status.State == CustomerActive {
				c.CustomerKey = lostKey
			}
			a.out.detail.Customers = append(a.out.detail.Customers, id)
			a.out.report.Nameless++
		}
		a.out.customers = append(a.out.customers, c)
	}
}

// count says what was lost.
func (a *assembly) count() {
	report := &a.out.report
	report.Operations = len(a.out.rows)
	var newest, last int64
	for _, e := range a.found.events {
		newest, last = max(newest, e.OperationID), max(last, e.Seq)
	}
	for id := range a.found.rows {
		newest = max(newest, id)
	}
	days := map[int64]string{}
	for _, r := range a.out.rows {
		days[r.ID] = r.BusinessDay
	}
	day := ""
	for id := int64(1); id <= newest; id++ {
		if a.kept[id] {
			if day = days[id]; report.Lost > 0 && report.LostMax == "" {
				report.LostMax = day
			}
			continue
		}
		if report.Lost == 0 {
			report.LostMin = day
		}
		report.Lost, report.LostMax = report.Lost+1, ""
		for _, r := range a.found.rows[id][:min(1, len(a.found.rows[id]))] {
			report.Unproven = append(report.Unproven, Unproven{r.OrderNumber, Kind(r.Kind), State(r.State), r.BusinessDay, r.AmountKRW})
		}
	}
	report.Events = int(last) - len(a.out.chain) - len(a.out.rest)
	report.Closings = len(a.found.closings) - len(a.out.closings)
	a.out.detail.LostEvents, a.out.detail.LostRows, a.out.detail.LostClosings = report.Events, report.Lost, report.Closings
}
