package index

// known is what words find among very many rows, found and added up ahead, because
// looking it up at every key would take long. It is kept right as rows come and
// change.
type known struct {
	rows   *members
	totals Totals
	of     []feature // which of a row's put it in here: all of them or none
}

// feature is what a row has that a word of one part asks for: a gram of its
// texts, or, with no gram, its amount.
type feature struct {
	gram      gram
	amountKRW int64
}

// What many rows have is known ahead if it is more than a part of all rows, and
// of some size. A letter alone is typed first of all.
const (
	knownPart       = 16
	knownLetterPart = 200
	knownLeast      = 1024
)

// isKnown says whether what so many rows have, of all there are, is known ahead.
func (f feature) isKnown(rows, of int) bool {
	part := knownPart
	if f.gram.isOne() { // an amount too
		part = knownLetterPart
	}
	return rows > knownLeast && rows > of/part
}

// foresee finds and adds up what very many rows have.
func (x *Index) foresee() {
	x.known, x.knownOf = nil, map[feature]*known{}
	alike := map[Totals][]*known{}
	note := func(f feature, rows int, mark func(into *set)) {
		if !f.isKnown(rows, x.rows) {
			return
		}
		marked := x.spare.take(x.rows)
		defer x.spare.giveBack(marked)
		mark(marked)
		totals := (&Found{x: x, rows: marked}).Totals()
		found := membersOf(marked)
		for _, k := range alike[totals] {
			if k.rows.equal(found) {
				k.of = append(k.of, f)
				x.knownOf[f] = k
				return
			}
		}
		k := &known{rows: found, totals: totals, of: []feature{f}}
		alike[totals] = append(alike[totals], k)
		x.known, x.knownOf[f] = append(x.known, k), k
	}
	for g := range x.items.grams {
		x.foreseeGram(g, note)
	}
	for g := range x.buyers.grams {
		if x.items.grams[g] == nil {
			x.foreseeGram(g, note)
		}
	}
	for amountKRW, number := range x.amount {
		note(feature{amountKRW: amountKRW}, x.byAmount.count(number), func(into *set) { x.byAmount.mark(into, number) })
	}
}

// foreseeGram notes the rows that have a text with the gram.
func (x *Index) foreseeGram(g gram, note func(f feature, rows int, mark func(into *set))) {
	items, buyers := x.items.with(g), x.buyers.with(g)
	note(feature{gram: g}, x.items.by.count(items...)+x.buyers.by.count(buyers...), func(into *set) {
		x.items.by.mark(into, items...)
		x.buyers.by.mark(into, buyers...)
	})
}

// place puts a row, which is not counted at the moment, where it belongs by its
// texts and amount. A row parts what was alike so far.
func (x *Index) place(row uint32, item, buyer string, amountKRW int64) {
	if len(x.known) == 0 {
		return
	}
	features := map[feature]bool{{amountKRW: amountKRW}: true}
	for _, text := range []string{item, buyer} {
		eachGram([]byte(text), func(g gram) { features[feature{gram: g}] = true })
	}
	for _, k := range x.known {
		var has, lacks []feature
		for _, f := range k.of {
			if features[f] {
				has = append(has, f)
			} else {
				lacks = append(lacks, f)
			}
		}
		if len(has) > 0 && len(lacks) > 0 {
			apart := &known{rows: k.rows.clone(), totals: k.totals, of: lacks}
			apart.rows.remove(row)
			x.known = append(x.known, apart)
			for _, f := range lacks {
				x.knownOf[f] = apart
			}
			k.of = has
		}
		switch {
		case len(has) == 0:
			k.rows.remove(row)
		case !k.rows.has(row):
			k.rows.add(row)
		}
	}
}

// countKnown counts a row in what is known of it, or takes it out.
func (x *Index) countKnown(row uint32, f *facet, one tally) {
	for _, k := range x.known {
		if k.rows.has(row) {
			k.totals.add(f, one)
		}
	}
}

// markText puts the rows into a set that have a text with a word in it, and
// tells what of them is known ahead, if anything.
func (x *Index) markText(into *set, w Word) *known {
	if grams := w.grams(); len(grams) == 1 {
		if k := x.knownOf[feature{gram: grams[0]}]; k != nil {
			k.rows.addTo(into)
			return k
		}
	}
	x.items.mark(into, w)
	x.buyers.mark(into, w)
	return nil
}

// markAmount does the same for the rows with an amount.
func (x *Index) markAmount(into *set, w Word) *known {
	amount, ok := x.amount[w.amount]
	if !ok || w.amount < 0 {
		return nil
	}
	if k := x.knownOf[feature{amountKRW: w.amount}]; k != nil {
		k.rows.addTo(into)
		return k
	}
	x.byAmount.mark(into, amount)
	return nil
}

// larger is which of two more is known of; both may be nil.
func larger(a, b *known) *known {
	if a == nil || b != nil && b.totals.Rows > a.totals.Rows {
		return b
	}
	return a
}
