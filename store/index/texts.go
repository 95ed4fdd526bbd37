package index

// texts are what people type parts or initial consonants of, such as names,
// with the rows that have them.
type texts struct {
	parts
	by    postings
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
	t.found = t.matching(t.found[:0], w)
	t.by.mark(into, t.found...)
}

// settle sorts the newest rows in, if there are many or if it must: then no
// more is coming soon.
func (t *texts) settle(must bool) {
	if t.by.settle(must) && must {
		for _, m := range t.grams {
			m.settle()
		}
	}
}
