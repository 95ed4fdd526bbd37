package verify

import (
	"context"
	"encoding/hex"
	"maps"
	"slices"
)

// end holds what is left against the end of the chain.
func (h *history) end(ctx context.Context) error {
	for _, o := range sorted(h.open) {
		h.compare(o)
	}
	if h.nextRow != nil {
		if err := h.rowsLeft(); err != nil {
			return err
		}
		if err := h.comparePeople(ctx); err != nil {
			return err
		}
	}
	h.checkEndMark()
	strange, whole, err := h.source.strange()
	if err != nil {
		return err
	}
	for _, f := range strange {
		h.found.add(f)
	}
	h.report.NoIndexes = !whole
	h.closingsLeft()
	h.checkKeys()
	if !h.tail { // else they went on in the events that are gone
		for _, f := range h.ahead {
			h.found.add(f)
		}
	}
	maps.Copy(h.unerased, h.unkept)
	for _, id := range slices.Sorted(maps.Keys(h.unerased)) {
		if h.tail {
			break
		}
		h.found.add(Finding{Kind: PersonEdited, Operation: id})
	}
	if h.tail {
		h.found.add(Finding{Kind: TailMissing, Seq: h.chain.seq})
	}
	h.summary()
	return nil
}

// rowsLeft are the rows after the last that an event told of: if they are
// newer, events are gone.
func (h *history) rowsLeft() error {
	for {
		if h.row == nil {
			var err error
			if h.row, err = h.nextRow(); err != nil || h.row == nil {
				return err
			}
		}
		if h.row.id > h.chain.maximum && string(h.row.preparedAt) >= string(h.chain.lastAt) {
			h.tail = true
		} else {
			h.found.add(Finding{Kind: RowUntold, Operation: h.row.id, Order: string(h.row.intent[intentPlace["order_number"]])})
		}
		h.row = nil
	}
}

// comparePeople holds the table of customers against the events.
func (h *history) comparePeople(ctx context.Context) error {
	err := h.source.tables().customers(ctx, func(c customer) error {
		p := h.people[c.id]
		if p != nil {
			p.seen = true
		}
		switch {
		case p != nil && p.is(c):
		case p != nil && h.tail || p == nil && c.createdAt >= string(h.chain.lastAt):
			h.tail = true
		default:
			f := Finding{Kind: CustomerBad, Customer: c.id}
			if p != nil {
				f.Operation = p.registration
			}
			h.found.add(f)
		}
		return nil
	})
	for _, id := range slices.Sorted(maps.Keys(h.people)) {
		if p := h.people[id]; !p.seen {
			h.found.add(Finding{Kind: CustomerBad, Customer: id, Operation: p.registration})
		}
	}
	return err
}

// closingsLeft are the closings that the chain did not tell of.
func (h *history) closingsLeft() {
	for i := int(h.told); i < len(h.closings); i++ {
		c := h.closings[i]
		switch {
		case c == nil:
		case c.to >= h.chain.seq: // its event came after the last
			h.tail = true
		default:
			h.found.add(Finding{Kind: ClosingUntold, Closing: c.number})
		}
	}
}

// checkEndMark holds what an audit file says at its end against what it has.
func (h *history) checkEndMark() {
	mark, ok := h.source.endMark()
	switch {
	case h.source.tables() != nil:
	case !ok || mark.Events > h.chain.seq:
		h.tail = true
	case mark.Events != h.chain.seq || mark.Closings != int64(len(h.closings)) || mark.Events > 0 && mark.Head != hex.EncodeToString(h.chain.hash):
		h.found.add(Finding{Kind: LineWrong, Line: mark.line})
	}
}

// summary tells what the history is.
func (h *history) summary() {
	r := h.report
	r.Closings = int64(len(h.closings))
	if h.chain.seq > 0 {
		r.Head = hex.EncodeToString(h.chain.hash)
	}
	if n := len(h.closings); n > 0 && h.closings[n-1] != nil {
		c := h.closings[n-1]
		r.LastClosing = Closing{
			Number: c.number, ClosedAt: c.text("closed_at"), ClosingKRW: c.count("closing_krw"), Code: checkCode(c.hash), Key: c.key,
		}
	}
}

// rank puts the cause before what follows from it: a changed event is why a row
// and a closing's sums differ.
func rank(f Finding) int {
	switch f.Kind {
	case EventEdited, EventMissing, EventMoved, EventForeign:
		return 0
	case ClosingForged:
		return 1
	case ClosingMissing, ClosingMoved, ClosingEdited, ClosingUntold:
		return 2
	case ClosingUntrue:
		if f.Detail == "head" {
			return 2
		}
		return 4
	case LineWrong, StructureOther:
		return 5
	case TailMissing:
		return 6
	case WitnessAhead, WitnessOther:
		return 7
	}
	return 3
}

// verdict is what the findings come to.
func (h *history) verdict() Verdict {
	witness, altered := Intact, false
	for _, f := range h.found.list {
		switch f.Kind {
		case TailMissing:
		case WitnessAhead:
			witness = Older
		default:
			altered = true
		}
	}
	switch {
	case h.rewritten() && !h.chain.broken:
		return Rewritten
	case altered:
		return Altered
	case h.tail:
		return Truncated
	}
	return witness
}
