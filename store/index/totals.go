package index

import (
	"math/bits"
	"runtime"
	"sync"
)

// Tally is a number of operations and what their amounts come to.
type Tally struct {
	Count     int
	AmountKRW int64
}

// Totals adds up rows. Only what moves money counts, but for Rows.
type Totals struct {
	Rows      int   // every row shown, whatever its state
	Approved  Tally // sales (charge, settle) that were approved, those given back later included
	GivenBack Tally // those of Approved of which approved cancels, shown or not, have given something back, and how much
	Cancelled Tally // cancels shown that went through
	InDoubt   Tally // sales and cancels in doubt
}

// Totals adds up all rows that were found.
func (f *Found) Totals() Totals {
	// A processor each for a part of the blocks: what takes long is looking at
	// hundreds of thousands of rows.
	parts := max(1, min(runtime.GOMAXPROCS(0), 4, len(f.x.blocks)))
	all := make([]*sums, parts)
	var work sync.WaitGroup
	for p := range parts {
		s := &sums{x: f.x, of: make([]tally, len(f.x.facets))}
		all[p] = s
		add := func() { f.add(s, p*len(f.x.blocks)/parts, (p+1)*len(f.x.blocks)/parts) }
		if p < parts-1 {
			work.Go(add)
		} else {
			add()
		}
	}
	work.Wait()
	for _, s := range all[1:] {
		for facet, t := range s.of {
			all[0].of[facet].plus(t)
		}
	}
	return f.x.totals(all[0].of)
}

// add adds what was found in the blocks from one on, up to another.
func (f *Found) add(s *sums, from, to int) {
	for n := from; n < to; n++ {
		b := f.x.blocks[n]
		switch {
		case f.rows != nil:
			s.some(b, n, f.rows.part(n*blockRows, blockRows))
		case f.days.none(b.firstDay, b.lastDay):
		case f.days.all(b.firstDay, b.lastDay):
			s.whole(b, f.facets)
		default:
			rows := newSet(blockRows)
			for i := range f.x.within(n) {
				if f.wants(b, i) {
					rows.add(uint32(i))
				}
			}
			s.some(b, n, rows)
		}
	}
}

// sums adds up rows by their facets.
type sums struct {
	x  *Index
	of []tally
}

// whole adds all rows of a block that have a facet that is wanted.
func (s *sums) whole(b *block, facets []bool) {
	for _, t := range b.tallies {
		if facets[t.facet] {
			s.of[t.facet].plus(t)
		}
	}
}

func (t *tally) plus(other tally) {
	t.rows += other.rows
	t.amountKRW += other.amountKRW
	t.givenKRW += other.givenKRW
}

// some adds some rows of the n-th block.
func (s *sums) some(b *block, n int, rows set) {
	amounts, any := s.x.amounts, false
	for w, word := range rows {
		for ; word != 0; word &= word - 1 {
			i := (w*64 + bits.TrailingZeros64(word)) % blockRows
			sum := &s.of[b.facet[i]]
			sum.rows++
			sum.amountKRW += amounts[b.amount[i]]
			any = true
		}
	}
	if !any {
		return
	}
	first := uint32(n * blockRows)
	from, _ := s.x.givenAt(first)
	for _, g := range s.x.givings[from:] {
		if g.sale >= first+blockRows {
			break
		}
		if i := g.sale - first; rows.has(i) {
			s.of[b.facet[i]].givenKRW += g.givenKRW
		}
	}
}

// totals sorts sums by facet into what they mean.
func (x *Index) totals(sums []tally) Totals {
	var t Totals
	for number, s := range sums {
		f, rows := x.facets[number], int(s.rows)
		t.Rows += rows
		switch {
		case !f.Sale && !f.Cancel:
		case f.InDoubt:
			t.InDoubt = t.InDoubt.Plus(Tally{rows, s.amountKRW})
		case !f.Approved:
		case f.Cancel:
			t.Cancelled = t.Cancelled.Plus(Tally{rows, s.amountKRW})
		default:
			t.Approved = t.Approved.Plus(Tally{rows, s.amountKRW})
			if f.givenBack {
				t.GivenBack = t.GivenBack.Plus(Tally{rows, s.givenKRW})
			}
		}
	}
	return t
}

// Plus is both together.
func (t Tally) Plus(other Tally) Tally {
	return Tally{t.Count + other.Count, t.AmountKRW + other.AmountKRW}
}

// Facets are those that rows have now, in no order.
func (x *Index) Facets() []Facet {
	had := make([]bool, len(x.facets))
	for _, b := range x.blocks {
		for _, t := range b.tallies {
			had[t.facet] = had[t.facet] || t.rows > 0
		}
	}
	var all []Facet
	for i := range x.facets {
		if had[i] {
			all = append(all, x.facets[i].Facet)
		}
	}
	return all
}
