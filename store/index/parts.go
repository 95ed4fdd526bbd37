package index

import (
	"bytes"
	"slices"
)

// parts is a dictionary of texts that are found by any part of them.
type parts struct {
	dictionary
	grams map[gram]*members
}

func newParts() parts { return parts{newDictionary(), map[gram]*members{}} }

// number is the number of a folded text.
func (p *parts) number(folded string) int {
	number, isNew := p.dictionary.number(folded)
	if !isNew {
		return number
	}
	eachGram(p.at(number), func(g gram) {
		m := p.grams[g]
		if m == nil {
			m = &members{}
			p.grams[g] = m
		}
		m.add(uint32(number))
	})
	return number
}

// with gives the numbers of the texts that have a gram, ascending.
func (p *parts) with(g gram) []uint32 {
	if m := p.grams[g]; m != nil {
		return m.appendTo(nil)
	}
	return nil
}

// matching appends the numbers of the texts that a word is in, ascending. What
// has the two rarest of its grams is looked at, unless that says it all.
func (p *parts) matching(list []uint32, w Word) []uint32 {
	grams := w.grams()
	with := make([]*members, len(grams))
	for i, g := range grams {
		if with[i] = p.grams[g]; with[i] == nil {
			return list
		}
	}
	slices.SortFunc(with, byLen)
	list = with[0].appendTo(list)
	if len(with) == 1 {
		return list
	}
	list = with[1].among(list)
	return slices.DeleteFunc(list, func(number uint32) bool { return !w.In(p.at(int(number))) })
}

// containing gives the numbers of the texts that a word is in letter by letter,
// ascending.
func (p *parts) containing(w Word) []uint32 {
	return slices.DeleteFunc(p.matching(nil, w), func(number uint32) bool {
		return !bytes.Contains(p.at(int(number)), []byte(w.Text))
	})
}
