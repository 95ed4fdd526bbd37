package index

// names is a dictionary of texts that people type parts or initial consonants
// of.
type names struct {
	dictionary
	skeletons []byte // as text, see skeleton
	bones     []uint32
	letters   map[rune][]uint32 // the texts that a letter is in, ascending
	initials  [19]set           // the texts that an initial consonant is in, as one or of a syllable
}

func newNames() names { return names{dictionary: newDictionary(), letters: map[rune][]uint32{}} }

// numberOf is the number of a folded text; none for an empty one.
func (n *names) numberOf(folded string) int {
	if folded == "" {
		return none
	}
	number, isNew := n.number(folded)
	if !isNew {
		return number
	}
	begin := len(n.skeletons)
	for _, r := range string(n.at(number)) {
		n.skeletons = append(n.skeletons, sign(r))
		if known := n.letters[r]; len(known) == 0 || known[len(known)-1] != uint32(number) {
			n.letters[r] = append(known, uint32(number))
		}
	}
	for _, bone := range n.skeletons[begin:] {
		if i := int(bone) - firstInitial; i >= 0 && i < len(n.initials) {
			n.initials[i].grow(number + 1)
			n.initials[i].add(uint32(number))
		}
	}
	n.skeletons = append(n.skeletons, '\n')
	n.bones = append(n.bones, uint32(len(n.skeletons)))
	return number
}

// matching gives the numbers of the texts that a word is in, ascending. The
// rarest of its letters tells where to look or, where all are consonants, the
// skeletons, which are a third as long as the texts.
func (n *names) matching(w Word, yield func(number int)) {
	if w.form == exact {
		bones := skeleton(nil, w.Text)
		if len(bones) == 1 {
			n.initials[bones[0]-firstInitial].each(func(i uint32) { yield(int(i)) })
			return
		}
		eachHit(n.skeletons, n.bones, bones, yield)
		return
	}
	var among []uint32
	for i, r := range w.letters {
		if bone := sign(r); bone >= firstInitial && bone != otherLetter && !isSyllable(r) {
			continue // in too many
		}
		if with := n.letters[r]; i == 0 || among == nil || len(with) < len(among) {
			if among = with; len(among) == 0 {
				return
			}
		}
	}
	for _, number := range among {
		if len(w.letters) == 1 || w.In(n.at(int(number))) {
			yield(int(number))
		}
	}
}
