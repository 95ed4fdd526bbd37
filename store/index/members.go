package index

import (
	"cmp"
	"slices"
)

// members are rows or texts, by their numbers, ascending: few of all there are as
// a list, many as a set.
type members struct {
	few    []uint32
	many   *set
	len    int
	newest uint32
}

// They are many when they are more than a part of all and of some size: then the
// list would take more memory than the set, and longer to look through.
const (
	manyPart  = 32
	manyLeast = 512
)

// add adds the newest of all numbers, once or more often.
func (m *members) add(number uint32) {
	if m.len > 0 && m.newest == number {
		return
	}
	m.len++
	m.newest = number
	if m.many != nil {
		m.many.grow(int(number) + 1)
		m.many.add(number)
		return
	}
	m.few = append(m.few, number)
	if m.len > manyLeast && m.len > int(number)/manyPart {
		m.many = &set{}
		m.many.grow(int(number) + 1)
		m.many.addEach(m.few)
		m.few = nil
	}
}

// membersOf are those of a set.
func membersOf(numbers *set) *members {
	m := &members{}
	numbers.each(m.add)
	m.settle()
	return m
}

// remove takes one out for good, if it is in.
func (m *members) remove(number uint32) {
	switch {
	case !m.has(number):
		return
	case m.many != nil:
		m.many.remove(number)
	default:
		at, _ := slices.BinarySearch(m.few, number)
		m.few = slices.Delete(m.few, at, at+1)
	}
	m.len--
}

func (m *members) clone() *members {
	other := *m
	other.settle()
	return &other
}

// equal says whether they are the same; both are as membersOf makes them.
func (m *members) equal(other *members) bool {
	if m.many == nil || other.many == nil {
		return m.len == other.len && slices.Equal(m.few, other.few)
	}
	return slices.Equal(m.many.words, other.many.words)
}

// addTo adds them to a set with room for all.
func (m *members) addTo(into *set) {
	if m.many != nil {
		into.addAll(m.many)
	} else {
		into.addEach(m.few)
	}
}

// takeFrom takes them out of a set with room for all.
func (m *members) takeFrom(from *set) {
	if m.many != nil {
		from.removeAll(m.many)
		return
	}
	for _, number := range m.few {
		from.remove(number)
	}
}

// settle gives back the room for more.
func (m *members) settle() {
	if m.few = slices.Clone(m.few); m.many != nil {
		m.many = m.many.clone()
	}
}

func (m *members) has(number uint32) bool {
	if m.many != nil {
		return m.many.has(number)
	}
	_, found := slices.BinarySearch(m.few, number)
	return found
}

// appendTo appends them to a list.
func (m *members) appendTo(list []uint32) []uint32 {
	if m.many == nil {
		return append(list, m.few...)
	}
	m.many.each(func(number uint32) { list = append(list, number) })
	return list
}

// among leaves of an ascending list what the members have.
func (m *members) among(list []uint32) []uint32 {
	kept, rest := list[:0], m.few
	for _, number := range list {
		if m.many != nil {
			if m.many.has(number) {
				kept = append(kept, number)
			}
			continue
		}
		for len(rest) > 0 && rest[0] < number {
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0] == number {
			kept = append(kept, number)
		}
	}
	return kept
}

func byLen(a, b *members) int { return cmp.Compare(a.len, b.len) }
