package index

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Words are what was typed into the search box, taken apart at white space.
type Words []Word

// Word is one of them: as text, and as a number if it looks like one.
type Word struct {
	Text    string // folded, see Fold
	letters []rune
	digits  string // without separators; "" if it is no number
	amount  int64  // -1 if it is no amount
}

// From how many characters on a word is taken for a part of an order number, for
// the beginning of an approval or of a transaction number, and for the end of a
// phone number. Shorter ones are in so many numbers that they say nothing.
const (
	OrderLength       = 3
	ApprovalLength    = 4
	TransactionLength = 8
	PhoneLength       = 4
)

// ParseText takes the typed text apart.
func ParseText(text string) Words {
	var all Words
	for _, field := range strings.Fields(clusters.Replace(Fold(text))) {
		w := Word{Text: field, letters: []rune(field), amount: -1}
		number := strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(field, ",", ""), "₩"), "원")
		if number != "" && strings.Trim(number, "0123456789") == "" {
			w.digits = number
			if n, err := strconv.ParseInt(number, 10, 64); err == nil {
				w.amount = n
			}
		}
		all = append(all, w)
	}
	return all
}

// Fold makes texts comparable: composed Hangul, full-width digits and letters
// made narrow, small letters. A consonant alone, as keyed for 초성, stays one.
func Fold(text string) string {
	if plain(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r >= '\u1100' && r <= '\u1112': // an initial consonant left over from composing
			return initials[r-'\u1100']
		}
		return unicode.ToLower(r)
	}, norm.NFC.String(text))
}

// plain says whether a text is folded already, as most are: nothing but
// syllables, digits, small letters and signs of ASCII.
func plain(text string) bool {
	for _, r := range text {
		if r >= 0x80 && !isSyllable(r) || r >= 'A' && r <= 'Z' {
			return false
		}
	}
	return true
}

// clusters takes apart what the keyboard joins when initial consonants are
// keyed one after the other: ㄱ and ㅅ arrive as ㄳ. No syllable begins so.
var clusters = strings.NewReplacer("ㄳ", "ㄱㅅ", "ㄵ", "ㄴㅈ", "ㄶ", "ㄴㅎ", "ㄺ", "ㄹㄱ", "ㄻ", "ㄹㅁ", "ㄼ", "ㄹㅂ",
	"ㄽ", "ㄹㅅ", "ㄾ", "ㄹㅌ", "ㄿ", "ㄹㅍ", "ㅀ", "ㄹㅎ", "ㅄ", "ㅂㅅ")

// In says whether the word is a part of a folded text, where an initial
// consonant stands for any syllable that begins with it: ㅎㄱㄷ is in 홍길동.
func (w Word) In(folded []byte) bool {
	if !slices.ContainsFunc(w.letters, isInitial) {
		return bytes.Contains(folded, []byte(w.Text))
	}
	var room [64]rune
	text := room[:0]
	for _, letter := range string(folded) {
		text = append(text, letter)
	}
	for ; len(text) >= len(w.letters); text = text[1:] {
		if w.begins(text) {
			return true
		}
	}
	return false
}

// begins says whether a text, at least as long, begins with the word.
func (w Word) begins(text []rune) bool {
	for i, letter := range w.letters {
		if letter != text[i] && letter != initial(text[i]) {
			return false
		}
	}
	return true
}

// EndsPhone says whether it is the end of a phone number, from PhoneLength
// digits on.
func (w Word) EndsPhone(phone string) bool {
	return len(w.digits) >= PhoneLength && strings.HasSuffix(phone, w.digits)
}

// LastFour are the last four digits of a masked card, "" if they are masked
// too.
func LastFour(masked string) string {
	if len(masked) < 4 || strings.Trim(masked[len(masked)-4:], "0123456789") != "" {
		return ""
	}
	return masked[len(masked)-4:]
}

// initials are the consonants that a syllable can begin with, in the order of
// Unicode's syllables.
var initials = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")

const perInitial = 21 * 28 // vowels by final consonants

func isSyllable(r rune) bool { return r >= '가' && r <= '힣' }

// initial is the consonant that a syllable begins with, 0 for anything else.
func initial(r rune) rune {
	if !isSyllable(r) {
		return 0
	}
	return initials[(r-'가')/perInitial]
}

// isInitial says whether a letter is one of initials, alone; among them in
// Unicode are those that only end a syllable.
func isInitial(r rune) bool {
	switch {
	case r < 'ㄱ' || r > 'ㅎ', r >= 'ㄺ' && r <= 'ㅀ':
		return false
	}
	return r != 'ㄳ' && r != 'ㄵ' && r != 'ㄶ' && r != 'ㅄ'
}
