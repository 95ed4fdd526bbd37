package index

import (
	"math/bits"
	"slices"
)

// set is a set of rows, or of values: one bit each and, above them, a bit for
// each word of them that may have any. Little that is found among much costs
// what was found: words without any are not looked at.
type set struct {
	words []uint64 // blockRows for each of some
	some  []uint64 // one for each block of rows
}

// blockWords is how many words of a set a block of rows has, and how many bits
// above those there are.
const blockWords = blockRows / 64

// grow makes room for numbers below size.
func (s *set) grow(size int) {
	if blocks := (size + blockRows - 1) / blockRows; blocks > len(s.some) {
		s.some = append(s.some, make([]uint64, blocks-len(s.some))...)
		s.words = append(s.words, make([]uint64, blocks*blockWords-len(s.words))...)
	}
}

func (s *set) add(i uint32) {
	s.words[i/64] |= 1 << (i % 64)
	s.some[i/blockRows] |= 1 << (i / 64 % 64)
}

func (s *set) addEach(numbers []uint32) {
	for _, i := range numbers {
		s.add(i)
	}
}

func (s *set) remove(i uint32) { s.words[i/64] &^= 1 << (i % 64) }

func (s *set) has(i uint32) bool { return int(i/64) < len(s.words) && s.words[i/64]>>(i%64)&1 != 0 }

func (s *set) clone() *set { return &set{slices.Clone(s.words), slices.Clone(s.some)} }

// block are the words of the n-th block of rows.
func (s *set) block(n int) *[blockWords]uint64 {
	return (*[blockWords]uint64)(s.words[n*blockWords:])
}

// addAll adds what is in other, which has no more room.
func (s *set) addAll(other *set) {
	for n, some := range other.some {
		s.some[n] |= some
		to, from := s.block(n), other.block(n)
		for ; some != 0; some &= some - 1 {
			w := bits.TrailingZeros64(some) % blockWords
			to[w] |= from[w]
		}
	}
}

// keep leaves what is in other as well, which has as much room.
func (s *set) keep(other *set) {
	for n, some := range s.some {
		here, there := s.block(n), other.block(n)
		for ; some != 0; some &= some - 1 {
			w := bits.TrailingZeros64(some) % blockWords
			if here[w] &= there[w]; here[w] == 0 {
				s.some[n] &^= 1 << w
			}
		}
	}
}

// removeAll takes out what is in other, which has no more room.
func (s *set) removeAll(other *set) {
	for n, some := range other.some {
		from, gone := s.block(n), other.block(n)
		for some &= s.some[n]; some != 0; some &= some - 1 {
			w := bits.TrailingZeros64(some) % blockWords
			if from[w] &^= gone[w]; from[w] == 0 {
				s.some[n] &^= 1 << w
			}
		}
	}
}

// clear leaves nothing.
func (s *set) clear() {
	for n := range s.some {
		s.clearBlock(n)
	}
}

// clearBlock leaves nothing of the n-th block of rows.
func (s *set) clearBlock(n int) {
	words := s.block(n)
	for some := s.some[n]; some != 0; some &= some - 1 {
		words[bits.TrailingZeros64(some)%blockWords] = 0
	}
	s.some[n] = 0
}

// each gives the numbers ascending.
func (s *set) each(yield func(i uint32)) {
	for n, some := range s.some {
		for ; some != 0; some &= some - 1 {
			w := n*blockWords + bits.TrailingZeros64(some)
			for word := s.words[w]; word != 0; word &= word - 1 {
				yield(uint32(w*64 + bits.TrailingZeros64(word)))
			}
		}
	}
}

// down gives those below from descending, until yield says no.
func (s *set) down(from uint32, yield func(i uint32) bool) {
	for n := min(int(from/blockRows), len(s.some)-1); n >= 0; n-- {
		for some := s.some[n]; some != 0; {
			top := 63 - bits.LeadingZeros64(some)
			some &^= 1 << top
			w := n*blockWords + top
			for word := s.words[w] & below(from, w); word != 0; {
				top := 63 - bits.LeadingZeros64(word)
				if !yield(uint32(w*64 + top)) {
					return
				}
				word &^= 1 << top
			}
		}
	}
}

// below are the bits of the w-th word that stand for numbers below i.
func below(i uint32, w int) uint64 {
	switch at := int(i / 64); {
	case w < at:
		return ^uint64(0)
	case w > at:
		return 0
	}
	return 1<<(i%64) - 1
}

// sets are sets that are not in use, empty, to be used again: making one anew
// for every word takes longer than filling it.
type sets []*set

// take gives an empty set with room for numbers below size.
func (s *sets) take(size int) *set {
	var one *set
	if n := len(*s); n > 0 {
		one, *s = (*s)[n-1], (*s)[:n-1]
	} else {
		one = &set{}
	}
	one.grow(size)
	return one
}

// giveBack takes a set back that nobody uses any more; nil is none.
func (s *sets) giveBack(one *set) {
	if one != nil {
		one.clear()
		*s = append(*s, one)
	}
}
