package index

import "math/bits"

// set is a set of rows, or of values: one bit each.
type set []uint64

func newSet(size int) set { return make(set, (size+63)/64) }

func (s set) add(i uint32)      { s[i/64] |= 1 << (i % 64) }
func (s set) remove(i uint32)   { s[i/64] &^= 1 << (i % 64) }
func (s set) has(i uint32) bool { return int(i/64) < len(s) && s[i/64]>>(i%64)&1 != 0 }

// grow makes room for numbers below size.
func (s *set) grow(size int) {
	for len(*s) < (size+63)/64 {
		*s = append(*s, 0)
	}
}

// keep leaves what is in other as well.
func (s set) keep(other set) {
	for i := range s {
		s[i] &= other[i]
	}
}

// part are size numbers from first on, counted from there. Both are multiples of
// 64, or the set ends before.
func (s set) part(first, size int) set {
	return s[min(first/64, len(s)):min((first+size)/64, len(s))]
}

// each gives the numbers ascending.
func (s set) each(yield func(i uint32)) {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			yield(uint32(w*64 + bits.TrailingZeros64(word)))
		}
	}
}

// down gives those below from descending, until yield says no.
func (s set) down(from uint32, yield func(i uint32) bool) {
	for w := int(from / 64); w >= 0; w-- {
		if w >= len(s) {
			continue
		}
		word := s[w]
		if w == int(from/64) {
			word &= 1<<(from%64) - 1
		}
		for word != 0 {
			top := 63 - bits.LeadingZeros64(word)
			if !yield(uint32(w*64 + top)) {
				return
			}
			word &^= 1 << top
		}
	}
}
