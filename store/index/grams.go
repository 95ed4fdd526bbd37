package index

import (
	"cmp"
	"slices"
)

// gram is what a text has that a word may have: a letter or, where second is
// not 0, one letter followed by another.
type gram struct{ first, second rune }

// eachGram gives the grams that a folded text is found by, some of them more
// than once: its letters and its neighbours, as they stand and with initial
// consonants in place of the syllables.
func eachGram(folded []byte, yield func(g gram)) {
	var last, lastBare rune
	for _, letter := range string(folded) {
		bare := letter
		if consonant := initial(letter); consonant != 0 {
			bare = consonant
		}
		yield(gram{first: letter})
		if bare != letter {
			yield(gram{first: bare})
		}
		if last != 0 {
			yield(gram{last, letter})
			if bare != letter || lastBare != last {
				yield(gram{lastBare, bare})
			}
		}
		last, lastBare = letter, bare
	}
}

// grams are what every text that the word is in has: neighbours, but for a
// syllable and a consonant, which eachGram does not put together; a letter that is in
// none of these stands alone. exactly says that such a text has the word.
func (w Word) grams() (all []gram, exactly bool) {
	paired := false
	for i, letter := range w.letters {
		if i+1 < len(w.letters) && !(isSyllable(letter) && isInitial(w.letters[i+1]) || isInitial(letter) && isSyllable(w.letters[i+1])) {
			all = append(all, gram{letter, w.letters[i+1]})
			paired = true
			continue
		}
		if !paired {
			all = append(all, gram{first: letter})
		}
		paired = false
	}
	return all, len(all) == 1 && len(w.letters) <= 2
}

// members are texts, by their numbers, ascending: few of all there are as a
// list, many as a set.
type members struct {
	few  []uint32
	many *set
	len  int
}

// Texts are many when they are more than a part of all and of some size: then
// the list would take more memory than the set, and longer to look through.
const (
	manyPart  = 32
	manyLeast = 512
)

// add adds the newest text, once or more often.
func (m *members) add(number uint32) {
	if m.many != nil {
		m.many.grow(int(number) + 1)
		if !m.many.has(number) {
			m.many.add(number)
			m.len++
		}
		return
	}
	if n := len(m.few); n > 0 && m.few[n-1] == number {
		return
	}
	m.few = append(m.few, number)
	m.len++
	if m.len > manyLeast && m.len > int(number)/manyPart {
		m.many = &set{}
		m.many.grow(int(number) + 1)
		for _, one := range m.few {
			m.many.add(one)
		}
		m.few = nil
	}
}

func (m *members) has(number uint32) bool {
	if m.many != nil {
		return m.many.has(number)
	}
	_, found := slices.BinarySearch(m.few, number)
	return found
}

// appendTo appends the texts to a list.
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
