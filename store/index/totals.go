package index

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
	sums := make([]tally, len(f.x.facets))
	add := func(row uint32, b *block, i int) {
		s := &sums[b.facet[i]]
		s.rows++
		s.amountKRW += f.x.amounts[b.amount[i]]
		if f.x.facets[b.facet[i]].givenBack {
			s.givenKRW += f.x.given[row]
		}
	}
	if f.rows != nil {
		f.rows.each(func(row uint32) {
			b, i := f.x.at(row)
			add(row, b, i)
		})
		return f.x.totals(sums)
	}
	for n, b := range f.x.blocks {
		switch {
		case f.days.none(b.firstDay, b.lastDay):
		case f.days.all(b.firstDay, b.lastDay):
			for _, t := range b.tallies {
				if f.facets[t.facet] {
					s := &sums[t.facet]
					s.rows += t.rows
					s.amountKRW += t.amountKRW
					s.givenKRW += t.givenKRW
				}
			}
		default:
			for i := range f.x.within(n) {
				if f.wants(b, i) {
					add(uint32(n*blockRows+i), b, i)
				}
			}
		}
	}
	return f.x.totals(sums)
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

// Facets are those that any row has had, in no order.
func (x *Index) Facets() []Facet {
	all := make([]Facet, 0, len(x.facets))
	for i := range x.facets {
		all = append(all, x.facets[i].Facet)
	}
	return all
}
