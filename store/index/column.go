package index

import "slices"

// column is one value of each row of a block. Rows of a block share few values,
// so each is kept once.
type column[V comparable] struct {
	number [blockRows]uint16
	values []V
}

// of is the value of the row at a place.
func (c *column[V]) of(i int) V { return c.values[c.number[i]] }

// set gives the row at a place a value, where few are looked through.
func (c *column[V]) set(i int, v V) {
	n := slices.Index(c.values, v)
	if n < 0 {
		n = len(c.values)
		c.values = append(c.values, v)
	}
	c.number[i] = uint16(n)
}

// setNumbered does it where there may be many: numbers has those of the block's.
func (c *column[V]) setNumbered(i int, v V, numbers map[V]uint16) {
	n, ok := numbers[v]
	if !ok {
		n = uint16(len(c.values))
		numbers[v] = n
		c.values = append(c.values, v)
	}
	c.number[i] = n
}
