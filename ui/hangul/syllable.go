package hangul

import "strings"

// The jamo in the order in which Unicode counts syllables. Vowels need no list:
// theirs is the order of the compatibility jamo.
const (
	initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
	finals   = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
)

const (
	firstSyllable = '가'
	firstVowel    = 'ㅏ'
	lastVowel     = 'ㅣ'
	vowelCount    = lastVowel - firstVowel + 1
	finalCount    = 28 // with none
)

// pairs are the vowels and the finals that two keys make, and what they make.
// Twice the same consonant makes none: ㄲ and ㅆ have a key.
var pairs = [...]struct{ first, second, both rune }{
	{'ㅗ', 'ㅏ', 'ㅘ'}, {'ㅗ', 'ㅐ', 'ㅙ'}, {'ㅗ', 'ㅣ', 'ㅚ'},
	{'ㅜ', 'ㅓ', 'ㅝ'}, {'ㅜ', 'ㅔ', 'ㅞ'}, {'ㅜ', 'ㅣ', 'ㅟ'}, {'ㅡ', 'ㅣ', 'ㅢ'},
	{'ㄱ', 'ㅅ', 'ㄳ'}, {'ㄴ', 'ㅈ', 'ㄵ'}, {'ㄴ', 'ㅎ', 'ㄶ'}, {'ㅂ', 'ㅅ', 'ㅄ'},
	{'ㄹ', 'ㄱ', 'ㄺ'}, {'ㄹ', 'ㅁ', 'ㄻ'}, {'ㄹ', 'ㅂ', 'ㄼ'}, {'ㄹ', 'ㅅ', 'ㄽ'},
	{'ㄹ', 'ㅌ', 'ㄾ'}, {'ㄹ', 'ㅍ', 'ㄿ'}, {'ㄹ', 'ㅎ', 'ㅀ'},
}

// parts are what a syllable is made of, each 0 while it has none. Without a
// vowel the initial may be two consonants that could be a final, such as ㄳ.
type parts struct{ initial, vowel, final rune }

// add lets the syllable grow by the jamo of a key. If that can't be, it says
// false and changes nothing.
func (p *parts) add(jamo rune) bool {
	switch {
	case isVowel(jamo):
		if p.final != 0 || p.initial != 0 && !isInitial(p.initial) {
			return false
		}
		return join(&p.vowel, jamo)
	case p.vowel == 0:
		return join(&p.initial, jamo)
	case p.initial == 0 || !isFinal(jamo): // ㄸ, ㅃ and ㅉ end no syllable
		return false
	default:
		return join(&p.final, jamo)
	}
}

// character is the one that these parts make, 0 if there are none.
func (p parts) character() rune {
	switch {
	case p.initial == 0:
		return p.vowel
	case p.vowel == 0:
		return p.initial
	}
	final := rune(0)
	if p.final != 0 {
		final = place(finals, p.final) + 1
	}
	return firstSyllable + (place(initials, p.initial)*vowelCount+p.vowel-firstVowel)*finalCount + final
}

// join puts jamo behind part, if part is empty or the two are a pair.
func join(part *rune, jamo rune) bool {
	if *part == 0 {
		*part = jamo
		return true
	}
	for _, pair := range pairs {
		if pair.first == *part && pair.second == jamo {
			*part = pair.both
			return true
		}
	}
	return false
}

func isVowel(jamo rune) bool   { return jamo >= firstVowel && jamo <= lastVowel }
func isInitial(jamo rune) bool { return place(initials, jamo) >= 0 }
func isFinal(jamo rune) bool   { return place(finals, jamo) >= 0 }

// place is where jamo stands in order, less than 0 if it does not.
func place(order string, jamo rune) rune {
	const bytes = len("ㄱ")
	at := strings.IndexRune(order, jamo)
	if at < 0 {
		return -1
	}
	return rune(at / bytes)
}
