package index

import "slices"

// Query says which rows to find. The zero Query means all of them.
type Query struct {
	// Words must each be found in a row: as a part of the item's or the buyer's
	// name (initial consonants do), as a part of the order number, as the beginning
	// of the approval number, as the card's last four or the phone's end, or as the
	// amount.
	Words Words
	// Also are, for each word, rows that have it in another way.
	Also [][]int64
	// Facet and Day choose by what stands in the row itself; nil takes all.
	Facet func(Facet) bool
	Day   func(businessDay string) bool
	// CancelDay takes sales of which something was given back on such a day, and
	// the cancels that did; nil takes all rows.
	CancelDay func(businessDay string) bool
}

// Found are the rows that a query found. It is to be used before the index
// changes again.
type Found struct {
	x      *Index
	rows   set    // nil where facets and days say all
	facets []bool // by number
	days   spans
}

// Find finds the rows that a query wants.
func (x *Index) Find(q Query) *Found {
	f := &Found{x: x, facets: make([]bool, len(x.facets))}
	for i := range x.facets {
		f.facets[i] = q.Facet == nil || q.Facet(x.facets[i].Facet)
	}
	f.days = newSpans(len(x.days), func(i int) bool { return q.Day == nil || q.Day(x.days[i].day) })
	if q.CancelDay != nil {
		f.rows = x.cancelledOn(q.CancelDay)
	}
	for i, w := range q.Words {
		var also []int64
		if i < len(q.Also) {
			also = q.Also[i]
		}
		rows := x.having(w, also)
		if f.rows != nil {
			rows.keep(f.rows)
		}
		f.rows = rows
	}
	if f.rows != nil && !f.takesAll() {
		f.sift()
	}
	return f
}

// having are the rows that a word is found in.
func (x *Index) having(w Word, also []int64) set {
	rows := newSet(x.rows)
	var items, buyers, cards, amounts picked
	x.items.matching(w, items.add)
	x.byItem.mark(rows, items)
	x.buyers.matching(w, buyers.add)
	x.byBuyer.mark(rows, buyers)
	x.byPhone.mark(rows, x.phones.ending(w))
	if card := fourDigits(w.digits); card != none {
		cards.add(card)
		x.byCard.mark(rows, cards)
	}
	if amount, ok := x.amount[w.amount]; ok && w.amount >= 0 {
		amounts.add(int(amount))
		x.byAmount.mark(rows, amounts)
	}
	x.markOrders(rows, w)
	x.markApprovals(rows, w)
	for _, id := range also {
		if row, ok := x.position(id); ok {
			rows.add(row)
		}
	}
	return rows
}

// cancelledOn are the cancels that went through on a day, and their sales.
func (x *Index) cancelledOn(day func(string) bool) set {
	rows := newSet(x.rows)
	days := newSpans(len(x.days), func(i int) bool { return day(x.days[i].day) })
	for _, c := range x.cancels {
		if b, i := x.at(c.row); days.has(b.day[i]) && x.facets[b.facet[i]].Approved {
			rows.add(c.row)
			rows.add(c.sale)
		}
	}
	return rows
}

// takesAll says whether every facet and every day is wanted.
func (f *Found) takesAll() bool {
	return !slices.Contains(f.facets, false) && (len(f.x.days) == 0 || f.days.all(0, uint32(len(f.x.days)-1)))
}

// sift leaves the rows that facets and days want.
func (f *Found) sift() {
	f.rows.each(func(row uint32) {
		if b, i := f.x.at(row); !f.wants(b, i) {
			f.rows.remove(row)
		}
	})
}

func (f *Found) wants(b *block, i int) bool {
	return f.facets[b.facet[i]] && f.days.has(b.day[i])
}

// Page gives the ids of the newest rows below before (0 for the newest of all),
// the newest first, limit at most.
func (f *Found) Page(before int64, limit int) []int64 {
	from := uint32(f.x.rows)
	if before > 0 {
		from, _ = f.x.position(before)
		from = min(from, uint32(f.x.rows))
	}
	var ids []int64
	take := func(row uint32) bool {
		ids = append(ids, f.x.id(row))
		return len(ids) < limit
	}
	if f.rows != nil {
		f.rows.down(from, take)
		return ids
	}
	for n := len(f.x.blocks) - 1; n >= 0; n-- {
		b, first := f.x.blocks[n], uint32(n*blockRows)
		if first >= from || f.days.none(b.firstDay, b.lastDay) || !f.hasAny(b) {
			continue
		}
		for i := int(min(from-first, blockRows)) - 1; i >= 0; i-- {
			if f.wants(b, i) && !take(first+uint32(i)) {
				return ids
			}
		}
	}
	return ids
}

// hasAny says whether a row of the block has a facet that is wanted.
func (f *Found) hasAny(b *block) bool {
	for i := range b.tallies {
		if b.tallies[i].rows != 0 && f.facets[b.tallies[i].facet] {
			return true
		}
	}
	return false
}
