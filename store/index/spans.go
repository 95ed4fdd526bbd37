package index

// spans is a choice among numbers in a row, such as days, that answers for a
// span of them at once: how many are chosen below each number. nil chooses all.
type spans []uint32

func newSpans(size int, chosen func(i int) bool) spans {
	s := make(spans, size+1)
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
