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
	facet, day, order column[uint32] // numbers in the index's lists
	amountKRW         column[int64]
	approval          [blockRows]uint64 // see approvals

	sales   [blockWords]sales
	counted [blockWords]counted

	firstDay, lastDay uint32
	all               Totals  // of all its rows
	tallies           []tally // by facet
	cancels           []cancel
	givings           []giving
}

// sales is what totals count of 64 rows, a bit each, as a rule.
type sales struct {
	approved uint64
	apart    uint64 // the few for which there is more to do than to add an amount
}

// counted is what they count of those apart, and of which approved sales
// something was given back.
type counted struct{ cancelled, inDoubt, given uint64 }

// cancel is a cancel's place in its block and the row of its sale. A block has
// them ascending.
type cancel struct{ at, sale uint32 }

// giving is what approved cancels have given back of the sale at a place. A
// block has them ascending.
type giving struct {
	at       uint32
	givenKRW int64
}

// tally is what the rows of one facet come to.
type tally struct {
	facet     uint32
	rows      int32
	given     int32 // of how many rows approved cancels have given something back
	amountKRW int64
	givenKRW  int64
}

// at is where a row is kept.
func (x *Index) at(row uint32) (b *block, i int) {
	return x.blocks[row/blockRows], int(row % blockRows)
}

// dates notes the day of a new row.
func (b *block) dates(i int, day uint32) {
	b.day.set(i, day)
	if i == 0 {
		b.firstDay, b.lastDay = day, day
	}
	b.firstDay, b.lastDay = min(b.firstDay, day), max(b.lastDay, day)
}

// count counts a row in everything that stands ready, or with -1
// takes it out. Before a row changes it is taken out, and then counted again.
func (x *Index) count(row uint32, times int) {
	b, i := x.at(row)
	number := b.facet.of(i)
	f := &x.facets[number]
	one := tally{facet: number, rows: int32(times), amountKRW: int64(times) * b.amountKRW.of(i)}
	given, as := b.givenKRW(uint32(i)), f.counts()
	if given != 0 {
		one.given, one.givenKRW = int32(times), int64(times)*given
	}
	in, sold, other := times > 0, &b.sales[i/64], &b.counted[i/64]
	setBit(&sold.approved, i, in && as == asApproved)
	setBit(&sold.apart, i, in && (as == asApproved && given != 0 || as == asCancelled || as == asInDoubt))
	setBit(&other.cancelled, i, in && as == asCancelled)
	setBit(&other.inDoubt, i, in && as == asInDoubt)
	setBit(&other.given, i, in && as == asApproved && given != 0)
	b.tally(number).plus(one)
	x.sums[number].plus(one)
	b.all.add(f, one)
	x.countKnown(row, f, one)
}

func setBit(word *uint64, i int, on bool) {
	if *word &^= 1 << (i % 64); on {
		*word |= 1 << (i % 64)
	}
}

// tally is what the rows of a facet come to.
func (b *block) tally(facet uint32) *tally {
	at, found := slices.BinarySearchFunc(b.tallies, facet, func(t tally, f uint32) int { return cmp.Compare(t.facet, f) })
	if !found {
		b.tallies = slices.Insert(b.tallies, at, tally{facet: facet})
	}
	return &b.tallies[at]
}

func (t *tally) plus(other tally) {
	t.rows += other.rows
	t.given += other.given
	t.amountKRW += other.amountKRW
	t.givenKRW += other.givenKRW
}

// givenKRW is what approved cancels have given back of the sale at a place.
func (b *block) givenKRW(at uint32) int64 {
	if n, found := b.giving(at); found {
		return b.givings[n].givenKRW
	}
	return 0
}

func (b *block) giving(at uint32) (n int, found bool) {
	return slices.BinarySearchFunc(b.givings, at, func(g giving, at uint32) int { return cmp.Compare(g.at, at) })
}

// give adds to what was given back of the sale at a place.
func (b *block) give(at uint32, amountKRW int64) {
	n, found := b.giving(at)
	if !found {
		b.givings = slices.Insert(b.givings, n, giving{at: at})
	}
	if b.givings[n].givenKRW += amountKRW; b.givings[n].givenKRW == 0 {
		b.givings = slices.Delete(b.givings, n, n+1)
	}
}
