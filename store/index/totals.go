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

// Plus is both together.
func (t Tally) Plus(other Tally) Tally {
	return Tally{t.Count + other.Count, t.AmountKRW + other.AmountKRW}
}

// Totals adds up rows. Only what moves money counts, but for Rows.
type Totals struct {
	Rows      int   // every row shown, whatever its state
	Approved  Tally // sales (charge, settle) that were approved, those given back later included
	GivenBack Tally // those of Approved of which approved cancels, shown or not, have given something back, and how much
	Cancelled Tally // cancels shown that went through
	InDoubt   Tally // sales and cancels in doubt
}

// countsAs is what of Totals a row counts as, apart from Rows.
type countsAs int

const (
	asApproved countsAs = iota
	asCancelled
	asInDoubt
	uncounted
)

func (f *facet) counts() countsAs {
	switch {
	case !f.Sale && !f.Cancel:
	case f.InDoubt:
		return asInDoubt
	case !f.Approved:
	case f.Cancel:
		return asCancelled
	default:
		return asApproved
	}
	return uncounted
}

// of is the part of the totals that counts so.
func (t *Totals) of(as countsAs) *Tally {
	return [...]*Tally{asApproved: &t.Approved, asCancelled: &t.Cancelled, asInDoubt: &t.InDoubt}[as]
}

// add adds what rows of a facet come to.
func (t *Totals) add(f *facet, s tally) {
	t.Rows += int(s.rows)
	as := f.counts()
	if as == uncounted {
		return
	}
	sum := t.of(as)
	*sum = sum.Plus(Tally{int(s.rows), s.amountKRW})
	if as == asApproved {
		t.GivenBack = t.GivenBack.Plus(Tally{int(s.given), s.givenKRW})
	}
}

// plus adds other totals.
func (t *Totals) plus(other *Totals) {
	t.Rows += other.Rows
	t.Approved = t.Approved.Plus(other.Approved)
	t.GivenBack = t.GivenBack.Plus(other.GivenBack)
	t.Cancelled = t.Cancelled.Plus(other.Cancelled)
	t.InDoubt = t.InDoubt.Plus(other.InDoubt)
}

// Totals adds up all rows that were found.
func (f *Found) Totals() Totals {
	var t Totals
	switch {
	case f.rows != nil:
		t = f.foundTotals()
	case f.days == nil:
		for number, s := range f.x.sums {
			if f.facets.has(uint32(number)) {
				t.add(&f.x.facets[number], s)
			}
		}
	default:
		for n, b := range f.x.blocks {
			f.addBlock(&t, n, b)
		}
	}
	return t
}

// foundTotals adds up the rows of the set, of which some may be known ahead.
func (f *Found) foundTotals() Totals {
	if f.known == nil {
		return f.x.sideBySide(f.rows, processors(f.rows))
	}
	besides := f.x.spare.take(f.x.rows)
	defer f.x.spare.giveBack(besides)
	besides.addAll(f.rows)
	f.known.rows.takeFrom(besides)
	t := f.x.sideBySide(besides, processors(besides))
	t.plus(&f.known.totals)
	return t
}

// manyWords is from how many words of a set on it is worth it to let several
// processors add them up.
const manyWords = 4096

// processors is how many are to add up the rows of a set.
func processors(rows *set) int {
	words := 0
	for _, some := range rows.some {
		words += bits.OnesCount64(some)
	}
	if words < manyWords {
		return 1
	}
	return min(runtime.GOMAXPROCS(0), 4)
}

// sideBySide adds up the rows of the set, each processor those of a part of the
// blocks.
func (x *Index) sideBySide(rows *set, parts int) (t Totals) {
	sums, blocks := make([]Totals, parts), len(rows.some)
	var work sync.WaitGroup
	for p := range parts - 1 {
		work.Go(func() { sums[p] = x.part(rows, p*blocks/parts, (p+1)*blocks/parts) })
	}
	sums[parts-1] = x.part(rows, (parts-1)*blocks/parts, blocks)
	work.Wait()
	for p := range sums {
		t.plus(&sums[p])
	}
	return t
}

// part adds up the rows of the set in the blocks from one on, up to another.
func (x *Index) part(rows *set, from, to int) (t Totals) {
	for n := from; n < to; n++ {
		if some := rows.some[n]; some != 0 {
			t.addSome(x.blocks[n], rows.block(n), some)
		}
	}
	return t
}

// addBlock adds the rows of the n-th block that facets and days take.
func (f *Found) addBlock(t *Totals, n int, b *block) {
	switch {
	case f.days.none(b.firstDay, b.lastDay):
	case !f.days.all(b.firstDay, b.lastDay):
		rows, some := f.wanted(n, b)
		t.addSome(b, &rows, some)
	case f.facets == nil:
		t.plus(&b.all)
	default:
		for _, s := range b.tallies {
			if f.facets.has(s.facet) {
				t.add(&f.x.facets[s.facet], s)
			}
		}
	}
}

// wanted are the rows of the n-th block that facets and days take, as a set has
// them.
func (f *Found) wanted(n int, b *block) (rows [blockWords]uint64, some uint64) {
	for i := range f.x.within(n) {
		if f.wants(b, i) {
			rows[i/64] |= 1 << (i % 64)
			some |= 1 << (i / 64)
		}
	}
	return rows, some
}

// addSome adds some rows of a block. Where they are few their amounts are far
// from each other and take long to fetch. So it first finds them: then nothing
// depends on an amount before the next is asked for.
func (t *Totals) addSome(b *block, rows *[blockWords]uint64, some uint64) {
	const few = 64
	var found [few + 64]uint16
	var sales Tally
	all, n := 0, 0
	for left := some; left != 0; left &= left - 1 {
		w := bits.TrailingZeros64(left) % blockWords
		approved := rows[w] & b.sales[w].approved
		all += bits.OnesCount64(rows[w])
		sales.Count += bits.OnesCount64(approved)
		if rows[w]&b.sales[w].apart == 0 {
			some &^= 1 << w
		}
		if n >= few {
			sales.AmountKRW += b.sumKRW(w, approved)
			continue
		}
		for ; approved != 0; approved &= approved - 1 {
			found[n] = uint16(w*64 + bits.TrailingZeros64(approved))
			n++
		}
	}
	for _, i := range found[:n] {
		sales.AmountKRW += b.amountKRW.of(int(i % blockRows))
	}
	t.Rows += all
	t.Approved = t.Approved.Plus(sales)
	if some != 0 {
		t.addApart(b, rows, some)
	}
}

// addApart adds what is apart among some rows of a block.
func (t *Totals) addApart(b *block, rows *[blockWords]uint64, some uint64) {
	given := 0
	for left := some; left != 0; left &= left - 1 {
		w := bits.TrailingZeros64(left) % blockWords
		c := &b.counted[w]
		if cancelled := rows[w] & c.cancelled; cancelled != 0 {
			t.Cancelled = t.Cancelled.Plus(Tally{bits.OnesCount64(cancelled), b.sumKRW(w, cancelled)})
		}
		if inDoubt := rows[w] & c.inDoubt; inDoubt != 0 {
			t.InDoubt = t.InDoubt.Plus(Tally{bits.OnesCount64(inDoubt), b.sumKRW(w, inDoubt)})
		}
		given += bits.OnesCount64(rows[w] & c.given)
	}
	switch {
	case given == 0:
	case given < len(b.givings)/32:
		t.GivenBack = t.GivenBack.Plus(Tally{given, b.givenByEach(rows, some)})
	default:
		t.GivenBack = t.GivenBack.Plus(Tally{given, b.givenAmong(rows)})
	}
}

// givenByEach is what was given back of some rows, each looked up.
func (b *block) givenByEach(rows *[blockWords]uint64, some uint64) (sumKRW int64) {
	for ; some != 0; some &= some - 1 {
		w := bits.TrailingZeros64(some) % blockWords
		for given := rows[w] & b.counted[w].given; given != 0; given &= given - 1 {
			sumKRW += b.givenKRW(uint32(w*64 + bits.TrailingZeros64(given)))
		}
	}
	return sumKRW
}

// givenAmong is the same, found by looking through what was given back.
func (b *block) givenAmong(rows *[blockWords]uint64) (sumKRW int64) {
	for _, g := range b.givings {
		w := g.at / 64 % blockWords
		sumKRW += g.givenKRW & -int64((rows[w]&b.counted[w].given)>>(g.at%64)&1)
	}
	return sumKRW
}

// sumKRW adds up the amounts of some rows of the w-th word. It takes four at
// a time and asks nothing in between, because how many there are can't be foreseen
// by the processor; where fewer are left it takes the word's first row instead,
// and off again in the end.
func (b *block) sumKRW(w int, rows uint64) int64 {
	amounts, of, sum := b.amountKRW.values, (*[64]uint16)(b.amountKRW.number[w*64:]), int64(0)
	if rows != 0 && rows&(rows-1) == 0 { // as a rule where little is found
		return amounts[of[bits.TrailingZeros64(rows)%64]]
	}
	missing := -bits.OnesCount64(rows) & 3
	for rows != 0 {
		first := bits.TrailingZeros64(rows) % 64
		rows &= rows - 1
		second := bits.TrailingZeros64(rows) % 64
		rows &= rows - 1
		third := bits.TrailingZeros64(rows) % 64
		rows &= rows - 1
		fourth := bits.TrailingZeros64(rows) % 64
		rows &= rows - 1
		sum += amounts[of[first]] + amounts[of[second]] + amounts[of[third]] + amounts[of[fourth]]
	}
	return sum - int64(missing)*amounts[of[0]]
}

// Facets are those that rows have now, in no order.
func (x *Index) Facets() []Facet {
	var all []Facet
	for number, s := range x.sums {
		if s.rows > 0 {
			all = append(all, x.facets[number].Facet)
		}
	}
	return all
}
