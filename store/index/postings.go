package index

// postings say which rows have a value. Values and rows are numbers from 0, and
// a row has one value or none.
//
// The rows of each value lie side by side. Rows that came later are looked
// through one by one until there are enough of them to be sorted in; a row whose
// value changed after that is noted apart.
type postings struct {
	starts []uint32 // where the rows of each value begin in sorted
	sorted []uint32 // rows, value by value
	base   int      // how many rows are sorted in
	tail   []uint32 // the values, plus one, of the rows from base on; 0 for none
	moved  map[uint32]uint32

	asked set // what mark looks for; empty between two calls
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

// settle sorts the tail in if it has become long, or if it must, and says
// whether it did.
func (p *postings) settle(must bool) bool {
	if len(p.tail) <= max(maxTail, p.base/2) && !must {
		return false
	}
	p.dropMoved()
	values := len(p.starts) - 1
	for _, v := range p.tail {
		values = max(values, int(v))
	}
	for _, v := range p.moved {
		values = max(values, int(v))
	}
	starts := make([]uint32, values+1)
	for v := range len(p.starts) - 1 {
		starts[v] = p.starts[v+1] - p.starts[v]
	}
	p.eachUnsorted(func(value, _ uint32) { starts[value]++ })
	at := uint32(0)
	for v, count := range starts {
		starts[v] = at
		at += count
	}
	sorted := make([]uint32, at)
	next := append([]uint32(nil), starts...)
	for v := range len(p.starts) - 1 {
		next[v] += uint32(copy(sorted[next[v]:], p.sorted[p.starts[v]:p.starts[v+1]]))
	}
	p.eachUnsorted(func(value, row uint32) {
		sorted[next[value]] = row
		next[value]++
	})
	p.base += len(p.tail)
	p.starts, p.sorted, p.tail, p.moved = starts, sorted, p.tail[:0], nil
	if must { // no more of it is coming soon
		p.tail = nil
	}
	return true
}

// dropMoved takes the rows that moved out of the sorted ones.
func (p *postings) dropMoved() {
	if len(p.moved) == 0 {
		return
	}
	kept := p.sorted[:0]
	for v := range len(p.starts) - 1 {
		run := p.sorted[p.starts[v]:p.starts[v+1]]
		p.starts[v] = uint32(len(kept))
		for _, row := range run {
			if _, gone := p.moved[row]; !gone {
				kept = append(kept, row)
			}
		}
	}
	p.starts[len(p.starts)-1] = uint32(len(kept))
	p.sorted = kept
}

// eachUnsorted gives every row that moved or came later and has a value.
func (p *postings) eachUnsorted(yield func(value, row uint32)) {
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

// run puts the sorted rows of a value into a set.
func (p *postings) run(into *set, value uint32) {
	if int(value)+1 >= len(p.starts) {
		return
	}
	into.addEach(p.sorted[p.starts[value]:p.starts[value+1]])
}

// count is how many sorted rows have one of the values.
func (p *postings) count(values ...uint32) int {
	n := 0
	for _, v := range values {
		if int(v)+1 < len(p.starts) {
			n += int(p.starts[v+1] - p.starts[v])
		}
	}
	return n
}

// mark puts the rows that have one of the values into a set.
func (p *postings) mark(into *set, values ...uint32) {
	if len(p.tail)+len(p.moved) == 0 {
		for _, v := range values {
			p.run(into, v)
		}
		return
	}
	for _, v := range values {
		p.asked.grow(int(v) + 1)
		p.asked.add(v)
	}
	p.markWith(into, p.asked.has, func() {
		for _, v := range values {
			p.run(into, v)
		}
	})
	p.asked.clear()
}

// markWith puts the rows into a set whose value is wanted; sorted puts those in
// that are sorted and had such a value then.
func (p *postings) markWith(into *set, wanted func(value uint32) bool, sorted func()) {
	var before []uint32 // those of moved that are in the set for another reason
	for row := range p.moved {
		if into.has(row) {
			before = append(before, row)
		}
	}
	sorted()
	for row, v := range p.moved {
		if v != 0 && wanted(v-1) {
			into.add(row)
		} else {
			into.remove(row)
		}
	}
	into.addEach(before)
	for i, v := range p.tail {
		if v != 0 && wanted(v-1) {
			into.add(uint32(p.base + i))
		}
	}
}
