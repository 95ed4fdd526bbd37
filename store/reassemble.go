package store

import (
	"cmp"
	"encoding/json"
	"slices"
)

// reassembled is what of a damaged history fits together, ready to be written.
// Operations and events are still where they were found.
type reassembled struct {
	*assembly
	fileID    string    // "" for a new one
	chain     []eventAt // the beginning of the chain, as it was
	rest      []eventAt // what comes behind the first gap, to be chained anew
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

// reassemble takes of what reads whatever is proven by events. The truth about
// the money is in the events; rows are made of them where their own do not read.
//
// without are operations that the new history refused.
func reassemble(found *salvaged, environment string, without map[int64]bool) reassembled {
	a := &assembly{found: found, without: without, taken: map[int64]taken{}, people: replayedCustomers{}}
	a.out.assembly = a
	var ofFile []eventRow
	for _, e := range found.events {
		if e.operation > 0 {
			a.stories = append(a.stories, e)
		} else if event, ok := found.event(e); ok {
			ofFile = append(ofFile, event)
		}
	}
	slices.SortFunc(a.stories, func(x, y eventAt) int {
		return cmp.Or(cmp.Compare(x.operation, y.operation), cmp.Compare(x.seq, y.seq))
	})
	a.gone = goneIn(ofFile)
	a.out.rest = found.events
	if found.fileID != "" && found.environment == environment {
		a.out.fileID = found.fileID
		a.splitChain(genesis(environment, found.fileID))
	}
	a.eachStory(a.takeStory)
	a.takeCustomers()
	types := map[int64]EventType{}
	for _, e := range ofFile {
		types[e.Seq] = EventType(e.Type)
	}
	a.out.rest = slices.DeleteFunc(slices.Clone(a.out.rest), func(e eventAt) bool {
		if e.operation == 0 {
			return types[e.seq] == EventClosed || !types[e.seq].ofFile()
		}
		return e.seq > a.taken[e.operation].through
	})
	a.out.wrapped = found.wrapped
	a.count()
	return a.out
}

// assembly is the work on it.
type assembly struct {
	found   *salvaged
	without map[int64]bool
	stories []eventAt // by operation, and by their numbers
	taken   map[int64]taken
	people  replayedCustomers
	gone    allGone
	out     reassembled
}

// taken is an operation that is in.
type taken struct {
	through int64 // its last event that fits
	day     string
}

// eachStory visits the events of one operation after the other, the first
// operation first.
func (a *assembly) eachStory(visit func(id int64, story []eventRow)) {
	for from := 0; from < len(a.stories); {
		id, to := a.stories[from].operation, from
		var story []eventRow
		for ; to < len(a.stories) && a.stories[to].operation == id; to++ {
			if e, ok := a.found.event(a.stories[to]); ok {
				story = append(story, e)
			}
		}
		if from = to; len(story) > 0 {
			visit(id, story)
		}
	}
}

// eachRow visits the rows of all operations that are in, until visit fails.
func (a *assembly) eachRow(visit func(row) error) (err error) {
	a.eachStory(func(id int64, story []eventRow) {
		in, ok := a.taken[id]
		if !ok || err != nil {
			return
		}
		story = slices.DeleteFunc(story, func(e eventRow) bool { return e.Seq > in.through })
		r, _, _ := a.rowOf(id, replay(story), story)
		err = visit(r)
	})
	return err
}

// splitChain finds how far the chain goes from its beginning, and its closings
// with it: one that does not read any more ends what can be proven.
func (a *assembly) splitChain(genesis []byte) {
	end := chainEnd{hash: genesis}
	n := 0
	for _, at := range a.found.events {
		e, ok := a.found.event(at)
		if !ok || e.Seq != end.seq+1 || string(e.PrevHash) != string(end.hash) {
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
	p := replay(story[:1])
	_, hasParent := a.taken[p.begun.ParentID]
	if a.without[id] || p.problem != "" || p.begun.ParentID != 0 && !hasParent ||
		p.begun.CustomerID != 0 && p.begun.ShopUserID == "" && a.people[p.begun.CustomerID] == nil {
		return
	}
	n := 1
	for n < len(story) && p.play(story[n]) {
		n++
	}
	story = story[:n]
	r, before, nameless := a.rowOf(id, p, story)
	if a.people.take(r, p, story[0].At) != nil {
		return
	}
	if nameless {
		a.out.detail.Unsealed = append(a.out.detail.Unsealed, id)
		a.out.report.Nameless++
	}
	if r.State == string(Prepared) && before != r.State || r.State == string(InDoubt) && before != r.State && before != "" {
		a.out.report.Uncertain++
	}
	a.taken[id] = taken{story[n-1].Seq, r.BusinessDay}
}

// count says what was lost.
func (a *assembly) count() {
	report := &a.out.report
	report.Operations = len(a.taken)
	newest := a.newest()
	day := ""
	for id := int64(1); id <= newest; id++ {
		if in, ok := a.taken[id]; ok {
			if day = in.day; report.Lost > 0 && report.LostMax == "" {
				report.LostMax = day
			}
			continue
		}
		if report.Lost == 0 {
			report.LostMin = day
		}
		report.Lost, report.LostMax = report.Lost+1, ""
		for _, at := range a.found.rows[id][:min(1, len(a.found.rows[id]))] {
			if r, ok := a.found.row(at); ok {
				report.Unproven = append(report.Unproven, Unproven{r.OrderNumber, Kind(r.Kind), State(r.State), r.BusinessDay, r.AmountKRW})
			}
		}
	}
	last := int64(0)
	if n := len(a.found.events); n > 0 {
		last = a.found.events[n-1].seq
	}
	report.Events = int(last) - len(a.out.chain) - len(a.out.rest)
	report.Closings = len(a.found.closings) - len(a.out.closings)
	a.out.detail.LostEvents, a.out.detail.LostRows, a.out.detail.LostClosings = report.Events, report.Lost, report.Closings
}

// newest is the number of the newest operation of which anything reads. Events
// prove theirs; that of a row alone may be nonsense, which is not believed to be
// farther on than there are rows.
func (a *assembly) newest() (newest int64) {
	if n := len(a.stories); n > 0 {
		newest = a.stories[n-1].operation
	}
	limit := newest + int64(len(a.found.rows))
	for id := range a.found.rows {
		if id <= limit {
			newest = max(newest, id)
		}
	}
	return newest
}
