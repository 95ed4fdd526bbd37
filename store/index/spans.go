package index

import "slices"

// spans is a choice among numbers in a row, such as days, that answers for a
// span of them at once: how many are chosen below each number. nil chooses all.
type spans []uint32

// room is an empty choice among so many numbers, in the room of one that is not
// used any more.
func (s spans) room(size int) spans {
	s = slices.Grow(s[:0], size+1)[:size+1]
	clear(s)
	return s
}

// choosing is a choice in the same room.
func (s spans) choosing(size int, chosen func(i int) bool) spans {
	s = s.room(size)
	for i := range size {
		s[i+1] = s[i]
		if chosen(i) {
			s[i+1]++
		}
	}
	return s
}

func (s spans) has(i uint32) bool            { return s == nil || s[i+1] != s[i] }
func (s spans) none(first, last uint32) bool { return s != nil && s[last+1] == s[first] }
func (s spans) all(first, last uint32) bool {
	return s == nil || s[last+1]-s[first] == last-first+1
}
