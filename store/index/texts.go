package index

// texts are what people type parts or initial consonants of, such as names,
// with the rows that have them.
type texts struct {
	parts
	by postings
	// broad are, of letters that are in the texts of very many rows, those rows
	// sorted in so far: looking through all such texts would take long.
	broad map[gram]*set
	found []uint32 // what matching found last, to be used again
}

func newTexts() texts { return texts{parts: newParts()} }

// numberOf is the number of a folded text; none for an empty one.
func (t *texts) numberOf(folded string) int {
	if folded == "" {
		return none
	}
	return t.number(folded)
}

// mark puts the rows into a set that have a text with a word in it.
func (t *texts) mark(into *set, w Word) {
	if rows, ok := t.broad[one(w.letters[0])]; ok && len(w.letters) == 1 {
		t.by.markWith(into, t.grams[one(w.letters[0])].has, func() { into.addAll(rows) })
		return
	}
	t.found = t.matching(t.found[:0], w)
	t.by.mark(into, t.found...)
}

// settle sorts the newest rows in, if there are many or if it must, and then
// notes the rows of broad letters.
func (t *texts) settle(must bool) {
	if !t.by.settle(must) {
		return
	}
	t.broad = nil
	if !must {
		return // more is coming
	}
	t.broad = map[gram]*set{}
	for g, m := range t.grams {
		m.settle()
		if !g.isOne() {
			continue
		}
		t.found = m.appendTo(t.found[:0])
		if !t.by.isBroad(t.by.count(t.found)) {
			continue
		}
		rows := &set{}
		rows.grow(t.by.base)
		t.by.mark(rows, t.found...)
		t.broad[g] = rows
	}
}
