package index

import "math/bits"

// Query says which rows to find. The zero Query means all of them.
type Query struct {
	// Words must each be found in a row: as a part of the item's or the buyer's
	// name (initial consonants do), as a part of the order number, as the beginning
	// of the approval number, as the card's last four or the phone's end, or as the
	// amount.
	Words Words
	// Also are, for each word, rows that have it in another way.
	Also [][]int64
	// Facet chooses by what stands in the row itself, apart from days; nil takes
	// all.
	Facet func(Facet) bool
	Days  Days // of the row
	// CancelDays take sales of which something was given back on such a day, and
	// the cancels that did; the zero Days take all rows.
	CancelDays Days
}

// Found are the rows that a query found. It is to be used before the index is
// asked again or changes.
type Found struct {
	x      *Index
	rows   *set   // nil where facets and days say all
	known  *known // what of rows is known ahead; nil for nothing
	facets choice // by number
	days   spans
}

// choice is a choice among numbers; nil chooses all.
type choice []bool

func (c choice) has(i uint32) bool { return c == nil || c[i] }

// Find finds the rows that a query wants.
func (x *Index) Find(q Query) *Found {
	x.spare.giveBack(x.found)
	f := &Found{x: x, facets: x.choose(q.Facet), days: x.days.choose(q.Days, &x.dayRoom)}
	if q.CancelDays != (Days{}) {
		f.rows = x.cancelledOn(q.CancelDays)
	}
	for i, w := range q.Words {
		var also []int64
		if i < len(q.Also) {
			also = q.Also[i]
		}
		rows, known := x.having(w, also)
		if f.rows == nil {
			f.known = known
		} else {
			rows.keep(f.rows)
			x.spare.giveBack(f.rows)
			f.known = nil
		}
		f.rows = rows
	}
	if f.rows != nil && (f.facets != nil || f.days != nil) {
		f.sift()
		f.known = nil
	}
	x.found = f.rows
	return f
}

// choose are the facets that are wanted, nil if that is all of them.
func (x *Index) choose(wanted func(Facet) bool) choice {
	if wanted == nil {
		return nil
	}
	some, all := make(choice, len(x.facets)), true
	for i := range x.facets {
		some[i] = wanted(x.facets[i].Facet)
		all = all && some[i]
	}
	if all {
		return nil
	}
	return some
}

// having are the rows that a word is found in, and what of them is known ahead.
func (x *Index) having(w Word, also []int64) (rows *set, ahead *known) {
	rows = x.spare.take(x.rows)
	ahead = larger(x.markText(rows, w), x.markAmount(rows, w))
	x.phones.mark(rows, w)
	if card := fourDigits(w.digits); card != none {
		x.byCard.mark(rows, uint32(card))
	}
	x.markOrders(rows, w)
	x.markApprovals(rows, w)
	for _, id := range also {
		if row, ok := x.position(id); ok {
			rows.add(row)
		}
	}
	return rows, ahead
}

// cancelledOn are the cancels that went through on a day, and their sales.
func (x *Index) cancelledOn(wanted Days) *set {
	rows := x.spare.take(x.rows)
	days := x.days.choose(wanted, &x.otherDayRoom)
	for n, b := range x.blocks {
		if days.none(b.firstDay, b.lastDay) {
			continue
		}
		for _, c := range b.cancels {
			if days.has(b.day.of(int(c.at))) && x.facets[b.facet.of(int(c.at))].Approved {
				rows.add(uint32(n*blockRows) + c.at)
				rows.add(c.sale)
			}
		}
	}
	return rows
}

// sift leaves the rows that facets and days want.
func (f *Found) sift() {
	for n, some := range f.rows.some {
		if some == 0 {
			continue
		}
		b := f.x.blocks[n]
		if f.days.none(b.firstDay, b.lastDay) {
			f.rows.clearBlock(n)
			continue
		}
		if f.facets == nil && f.days.all(b.firstDay, b.lastDay) {
			continue
		}
		words := f.rows.block(n)
		for ; some != 0; some &= some - 1 {
			w := bits.TrailingZeros64(some) % blockWords
			for word := words[w]; word != 0; word &= word - 1 {
				if at := bits.TrailingZeros64(word); !f.wants(b, w*64+at) {
					words[w] &^= 1 << at
				}
			}
			if words[w] == 0 {
				f.rows.some[n] &^= 1 << w
			}
		}
	}
}

// wants says whether facets and days take the row at a place.
func (f *Found) wants(b *block, i int) bool {
	return f.facets.has(b.facet.of(i)) && f.days.has(b.day.of(i))
}

// Page gives the ids of the newest rows below before (0 for the newest of all),
// the newest first, limit at most.
func (f *Found) Page(before int64, limit int) []int64 {
	from := uint32(f.x.rows)
	if before > 0 {
		from, _ = f.x.position(before)
	}
	ids := make([]int64, 0, min(limit, f.x.rows))
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
	if f.facets == nil {
		return true
	}
	for i := range b.tallies {
		if b.tallies[i].rows != 0 && f.facets[b.tallies[i].facet] {
			return true
		}
	}
	return false
}
