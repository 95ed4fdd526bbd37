package index

import "unicode"

// gram is what a text has that a word may have: a letter, two neighbours or
// three initial consonants, 21 bits each. NUL would be none: no text has it.
type gram uint64

func one(letter rune) gram                 { return gram(letter) }
func two(first, second rune) gram          { return gram(first)<<21 | gram(second) }
func three(first, second, third rune) gram { return two(first, second)<<21 | gram(third) }

// isOne says whether it is a letter alone.
func (g gram) isOne() bool { return g < 1<<21 }

// eachGram gives the grams that a folded text is found by, some of them more
// than once: its letters and its neighbours, as they stand and with initial
// consonants in place of the syllables, and three of those.
func eachGram(folded []byte, yield func(g gram)) {
	var last, bareBefore, lastBare rune
	for _, letter := range string(folded) {
		if unicode.IsSpace(letter) { // no word has any
			last, bareBefore, lastBare = 0, 0, 0
			continue
		}
		bare := letter
		if consonant := initial(letter); consonant != 0 {
			bare = consonant
		}
		yield(one(letter))
		if bare != letter {
			yield(one(bare))
		}
		if last != 0 {
			yield(two(last, letter))
			if bare != letter || lastBare != last {
				yield(two(lastBare, bare))
			}
		}
		if isInitial(bareBefore) && isInitial(lastBare) && isInitial(bare) {
			yield(three(bareBefore, lastBare, bare))
		}
		last, bareBefore, lastBare = letter, lastBare, bare
	}
}

// grams are what every text has that the word is in, few but so that each letter
// is in one of them. A syllable and a consonant are not together in any. If there
// is only one, a text that has it has the word.
func (w Word) grams() (all []gram) {
	behind := 0 // the letters that are in one
	for i, letter := range w.letters {
		rest := w.letters[i+1:]
		switch {
		case len(rest) > 1 && isInitial(letter) && isInitial(rest[0]) && isInitial(rest[1]):
			all, behind = append(all, three(letter, rest[0], rest[1])), i+3
		case len(rest) > 0 && i+1 >= behind && !mixed(letter, rest[0]):
			all, behind = append(all, two(letter, rest[0])), i+2
		case i >= behind:
			all, behind = append(all, one(letter)), i+1
		}
	}
	return all
}

// mixed says whether one letter is a syllable and the other a consonant alone.
func mixed(a, b rune) bool { return isSyllable(a) && isInitial(b) || isInitial(a) && isSyllable(b) }
