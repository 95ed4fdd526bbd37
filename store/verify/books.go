package verify

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// line is an operation in the list of the closing in which it began.
type line struct {
	id, amountKRW, parent                                      int64
	order, kind, state, approval, company, gateway, staff, day string
}

func (l *line) json() map[string]any {
	return map[string]any{
		"amount_krw": l.amountKRW, "approval": l.approval, "company": l.company, "gateway": l.gateway, "id": l.id,
		"kind": l.kind, "order": l.order, "parent": l.parent, "staff": l.staff, "state": l.state,
	}
}

// books add up the events of one closing, to be held against its record.
type books struct {
	collect    bool // there are closings to come
	lines      []*line
	was        map[int64]string // state, at the closing before, of what began earlier and changed since
	changed    map[int64]*operation
	balanceKRW int64 // the sum of all approved sales less all approved cancels
}

// contribution is what an operation adds to the balance.
func contribution(kind, state string, amountKRW int64) int64 {
	switch {
	case state != "approved":
		return 0
	case takesMoney[kind]:
		return amountKRW
	case givesBack[kind]:
		return -amountKRW
	}
	return 0
}

// change notes that an operation stands otherwise than before.
func (b *books) change(o *operation, was string) {
	b.balanceKRW += contribution(o.kind, o.state, o.amountKRW) - contribution(o.kind, was, o.amountKRW)
	if o.line != nil {
		o.line.state, o.line.approval, o.line.company = o.state, o.outcome[approvalNumber], o.outcome[cardCompany]
	}
	if !b.collect || o.state == was || len(b.lines) > 0 && o.id >= b.lines[0].id {
		return
	}
	if b.was == nil {
		b.was, b.changed = map[int64]string{}, map[int64]*operation{}
	}
	if _, known := b.was[o.id]; !known {
		b.was[o.id], b.changed[o.id] = was, o
	}
}

// begin turns the page after a closing.
func (b *books) begin() { b.lines, b.was, b.changed = nil, nil, nil }

// closeUntil holds every closing against the events that ends before event seq.
func (h *history) closeUntil(ctx context.Context, seq int64) error {
	for h.current < len(h.closings) {
		c := h.closings[h.current]
		if c != nil && c.to >= seq {
			break
		}
		if c != nil {
			if err := h.checkClosing(ctx, c); err != nil {
				return err
			}
			h.books.begin()
		}
		// Where one can't be read, its operations stay on the page, and the next
		// one is not held against it.
		h.skip = c == nil
		h.current++
	}
	h.books.collect = h.current < len(h.closings)
	return nil
}

// checkClosing holds a signed closing against the chain and the sums.
func (h *history) checkClosing(ctx context.Context, c *closing) error {
	head := h.chain.hash // the genesis, if nothing had happened
	if c.to != h.chain.seq {
		return nil // a gap, which is found elsewhere
	}
	if hex.EncodeToString(head) != c.text("head") {
		h.contradicts(Finding{Kind: ClosingUntrue, Closing: c.number, Seq: c.to, Detail: "head"})
		return nil
	}
	if h.skip {
		return nil
	}
	record, list := h.record(c)
	if bytes.Equal(canonical(nil, record), c.stored.record) {
		return nil
	}
	finding := Finding{Kind: ClosingUntrue, Closing: c.number}
	for name, value := range record {
		if !bytes.Equal(canonical(nil, value), canonical(nil, c.record[name])) && (finding.Detail == "" || name < finding.Detail) {
			finding.Detail = name
		}
	}
	if finding.Detail == "list_sha256" {
		stored, err := h.source.closingList(ctx, c.number)
		if err != nil {
			return err
		}
		finding.Operation = firstDifference(list, stored)
	}
	h.found.add(finding)
	return nil
}

// firstDifference is the first operation whose line is not in the stored list.
func firstDifference(lines []any, stored []byte) int64 {
	for _, l := range lines {
		text := canonical(nil, l)
		if !bytes.Contains(stored, text) {
			id, _ := l.(map[string]any)["id"].(int64)
			return id
		}
	}
	return 0
}

// record is what a closing must say, and its list. Who closed, when and with
// which key, only the record itself knows.
func (h *history) record(c *closing) (map[string]any, []any) {
	b := &h.books
	sales, cancels, doubt := tally{}, tally{}, tally{}
	groups := [3]map[string]*[2]tally{{}, {}, {}} // companies, gateways, staff
	days, list := map[string]bool{}, []any{}
	for _, l := range b.lines {
		list = append(list, l.json())
		days[l.day] = true
		if contribution(l.kind, l.state, 1) == 0 {
			continue
		}
		side, total := 0, &sales
		if givesBack[l.kind] {
			side, total = 1, &cancels
		}
		total.add(l.amountKRW)
		for i, name := range []string{l.company, l.gateway, l.staff} {
			if groups[i][name] == nil {
				groups[i][name] = &[2]tally{}
			}
			groups[i][name][side].add(l.amountKRW)
		}
	}
	corrections, corrected := b.corrections()
	open := []any{}
	for _, o := range sorted(h.open) {
		if o.state != "prepared" && o.state != "in-doubt" {
			continue
		}
		open = append(open, map[string]any{"amount_krw": o.amountKRW, "id": o.id, "kind": o.kind, "order": o.order, "state": o.state})
		if takesMoney[o.kind] || givesBack[o.kind] {
			doubt.add(o.amountKRW)
		}
	}
	text := canonical(nil, list)
	sum := sha256.Sum256(text)
	return map[string]any{
		"cancels": cancels.json(), "closed_at": c.record["closed_at"], "closing_krw": b.balanceKRW,
		"companies": groupsJSON(groups[0]), "corrections": corrections, "corrections_krw": corrected, "days": names(days),
		"environment": h.report.Environment, "file_id": h.report.FileID, "format": closingFormat, "from_seq": c.record["from_seq"],
		"gateways": groupsJSON(groups[1]), "head": c.record["head"], "in_doubt": doubt.json(), "key": c.record["key"],
		"list_sha256": hex.EncodeToString(sum[:]), "listed": int64(len(list)), "number": c.number, "open": open,
		"opening_krw": b.balanceKRW - sales.krw + cancels.krw - corrected, "previous": c.record["previous"],
		"sales": sales.json(), "staff": c.record["staff"], "staff_totals": groupsJSON(groups[2]), "to_seq": c.to,
	}, list
}

// corrections are what began before this closing and stands otherwise now.
func (b *books) corrections() (all []any, krw int64) {
	all = []any{}
	for _, o := range sorted(b.changed) {
		was := b.was[o.id]
		if was == o.state {
			continue
		}
		delta := contribution(o.kind, o.state, o.amountKRW) - contribution(o.kind, was, o.amountKRW)
		krw += delta
		all = append(all, map[string]any{
			"amount_krw": o.amountKRW, "delta_krw": delta, "id": o.id, "kind": o.kind, "now": o.state, "order": o.order, "was": was,
		})
	}
	return all, krw
}

func sorted(all map[int64]*operation) []*operation {
	list := make([]*operation, 0, len(all))
	for _, o := range all {
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b *operation) int { return cmp.Compare(a.id, b.id) })
	return list
}

// tally is a number of operations and their sum.
type tally struct{ count, krw int64 }

func (t *tally) add(krw int64) {
	t.count++
	t.krw += krw
}

func (t tally) json() map[string]any { return map[string]any{"count": t.count, "krw": t.krw} }

func groupsJSON(groups map[string]*[2]tally) []any {
	all := []any{}
	for _, name := range names(groups) {
		g := groups[name.(string)]
		all = append(all, map[string]any{"cancels": g[1].json(), "name": name, "sales": g[0].json()})
	}
	return all
}

// names are the keys of a map, in order.
func names[V any](of map[string]V) []any {
	keys := make([]string, 0, len(of))
	for name := range of {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	all := []any{}
	for _, name := range keys {
		all = append(all, name)
	}
	return all
}
