package index

import (
	"cmp"
	"slices"
)

// blockRows is how many rows a block has: few enough to be looked through one
// by one where a period begins and ends, enough for its tallies to be short.
const blockRows = 4096

// block is what of some rows is looked at one by one, side by side and without
// pointers, and what they come to.
type block struct {
	// Each row's numbers in the index's lists. Rows that were found are added up
	// by two of these, which then run through the processor's cache one after
	// the other.
	facet, amount, day, order [blockRows]uint32
	approval                  [blockRows]uint64 // see approvals

	firstDay, lastDay uint32
	tallies           []tally // by facet
}

// tally is what the rows of one facet in a block come to.
type tally struct {
	facet     uint32
	rows      int32
	amountKRW int64
	givenKRW  int64 // what approved cancels have given back of them
}

// at is where a row is kept.
func (x *Index) at(row uint32) (b *block, i int) {
	return x.blocks[row/blockRows], int(row % blockRows)
}

// tally adds to what the rows of a facet come to.
func (b *block) tally(facet uint32, rows int32, amountKRW, givenKRW int64) {
	at, found := slices.BinarySearchFunc(b.tallies, facet, func(t tally, f uint32) int { return cmp.Compare(t.facet, f) })
	if !found {
		b.tallies = slices.Insert(b.tallies, at, tally{facet: facet})
	}
	t := &b.tallies[at]
	t.rows += rows
	t.amountKRW += amountKRW
	t.givenKRW += givenKRW
}

// giving is what approved cancels have given back of a sale.
type giving struct {
	sale     uint32
	givenKRW int64
}

// given is what approved cancels have given back of a row.
func (x *Index) given(row uint32) int64 {
	if at, found := x.givenAt(row); found {
		return x.givings[at].givenKRW
	}
	return 0
}

func (x *Index) givenAt(row uint32) (at int, found bool) {
	return slices.BinarySearchFunc(x.givings, row, func(g giving, row uint32) int { return cmp.Compare(g.sale, row) })
}

// give adds to what was given back of a row. Sales are cancelled soon, so little
// has to make room.
func (x *Index) give(row uint32, amountKRW int64) {
	at, found := x.givenAt(row)
	if !found {
		x.givings = slices.Insert(x.givings, at, giving{sale: row})
	}
	if x.givings[at].givenKRW += amountKRW; x.givings[at].givenKRW == 0 {
		x.givings = slices.Delete(x.givings, at, at+1)
	}
}

// dates notes the day of a new row.
func (b *block) dates(i int, day uint32) {
	b.day[i] = day
	if i == 0 {
		b.firstDay, b.lastDay = day, day
	}
	b.firstDay, b.lastDay = min(b.firstDay, day), max(b.lastDay, day)
}
