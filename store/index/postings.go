package index

// postings say which rows have a value. Values and rows are numbers from 0, and
// a row has one value or none.
//
// The rows of each value lie side by side. Rows that came later are looked
// through one by one until there are enough of them to be sorted in; a row whose
// value changed after that is noted apart.
type postings struct {
	starts []uint32 // where the rows of each value begin in sorted
	sorted []uint32 // rows, ascending within a value
	base   int      // how many rows are sorted in
	tail   []uint32 // the values, plus one, of the rows from base on; 0 for none
	moved  map[uint32]uint32
}

// none is the value of a row without one.
const none = -1

// maxTail is how many rows are looked through one by one at least.
const maxTail = 8192

// add gives the next row its value.
func (p *postings) add(value int) { p.tail = append(p.tail, uint32(value+1)) }

// set gives a row that is there another value.
func (p *postings) set(row uint32, value int) {
	if i := int(row) - p.base; i >= 0 {
		p.tail[i] = uint32(value + 1)
		return
	}
	if p.moved == nil {
		p.moved = make(map[uint32]uint32)
	}
	p.moved[row] = uint32(value + 1)
}

// settle sorts the tail in if it has become long, or if it must.
func (p *postings) settle(must bool) {
	if len(p.tail) <= max(maxTail, p.base/4) && !must {
		return
	}
	values := 0
	for _, v := range p.tail {
		values = max(values, int(v))
	}
	for _, v := range p.moved {
		values = max(values, int(v))
	}
	values = max(values, len(p.starts)-1)
	starts := make([]uint32, values+1)
	p.each(func(value uint32, _ uint32) { starts[value]++ })
	at := uint32(0)
	for v, count := range starts {
		starts[v] = at
		at += count
	}
	sorted := make([]uint32, at)
	next := append([]uint32(nil), starts...)
	p.each(func(value, row uint32) {
		sorted[next[value]] = row
		next[value]++
	})
	p.base += len(p.tail)
	p.starts, p.sorted, p.tail, p.moved = starts, sorted, nil, nil
}

// each gives every row that has a value, ascending within a value but for those
// that moved.
func (p *postings) each(yield func(value, row uint32)) {
	for v := 0; v+1 < len(p.starts); v++ {
		for _, row := range p.sorted[p.starts[v]:p.starts[v+1]] {
			if _, gone := p.moved[row]; !gone {
				yield(uint32(v), row)
			}
		}
	}
	for row, v := range p.moved {
		if v != 0 {
			yield(v-1, row)
		}
	}
	for i, v := range p.tail {
		if v != 0 {
			yield(v-1, uint32(p.base+i))
		}
	}
}

// picked is a choice of values, to be looked up in postings.
type picked struct {
	values []int
	among  set // the same as a set
}

func (p *picked) add(value int) {
	p.values = append(p.values, value)
	p.among.grow(value + 1)
	p.among.add(uint32(value))
}

// rowsOf gives the rows that have a value.
func (p *postings) rowsOf(value int, yield func(row uint32)) {
	if value+1 < len(p.starts) {
		for _, row := range p.sorted[p.starts[value]:p.starts[value+1]] {
			if _, gone := p.moved[row]; !gone {
				yield(row)
			}
		}
	}
	for row, v := range p.moved {
		if v == uint32(value+1) {
			yield(row)
		}
	}
	for i, v := range p.tail {
		if v == uint32(value+1) {
			yield(uint32(p.base + i))
		}
	}
}

// mark puts the rows that have one of the values into a set.
func (p *postings) mark(into set, values picked) {
	if len(values.values) == 0 {
		return
	}
	for _, v := range values.values {
		if v+1 >= len(p.starts) {
			continue
		}
		if rows := p.sorted[p.starts[v]:p.starts[v+1]]; p.moved == nil {
			for _, row := range rows {
				into.add(row)
			}
		} else {
			for _, row := range rows {
				if _, gone := p.moved[row]; !gone {
					into.add(row)
				}
			}
		}
	}
	for row, v := range p.moved {
		if v != 0 && values.among.has(v-1) {
			into.add(row)
		}
	}
	for i, v := range p.tail {
		if v != 0 && values.among.has(v-1) {
			into.add(uint32(p.base + i))
		}
	}
}
