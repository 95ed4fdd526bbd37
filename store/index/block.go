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
	amount, day, facet, order [blockRows]uint32 // numbers in the index's lists
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

// dates notes the day of a new row.
func (b *block) dates(i int, day uint32) {
	b.day[i] = day
	if i == 0 {
		b.firstDay, b.lastDay = day, day
	}
	b.firstDay, b.lastDay = min(b.firstDay, day), max(b.lastDay, day)
}
