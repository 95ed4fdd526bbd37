package store

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// words are what was typed into the search box, taken apart.
type words []word

// word is one of them: as letters, and as a number if it looks like one.
type word struct {
	letters []rune
	text    string
	digits  string // without separators; "" if it is no number
	amount  int64  // -1 if it is no amount
}

// parseText takes the typed text apart at white space.
func parseText(text string) words {
	var all words
	for _, field := range strings.Fields(clusters.Replace(fold(text))) {
		w := word{text: field, letters: []rune(field), amount: -1}
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

// fold makes texts comparable: composed Hangul, full-width digits and letters
// made narrow, small letters. A consonant alone, as keyed for 초성, stays one.
func fold(text string) string {
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

// clusters takes apart what the keyboard joins when initial consonants are
// keyed one after the other: ㄱ and ㅅ arrive as ㄳ. No syllable begins so.
var clusters = strings.NewReplacer("ㄳ", "ㄱㅅ", "ㄵ", "ㄴㅈ", "ㄶ", "ㄴㅎ", "ㄺ", "ㄹㄱ", "ㄻ", "ㄹㅁ", "ㄼ", "ㄹㅂ",
	"ㄽ", "ㄹㅅ", "ㄾ", "ㄹㅌ", "ㄿ", "ㄹㅍ", "ㅀ", "ㄹㅎ", "ㅄ", "ㅂㅅ")

// match says whether every word is found in the row or in its buyer.
func (ws words) match(r searched, who person) bool {
	if len(ws) == 0 {
		return true
	}
	order, approval, transaction := fold(r.OrderNumber), fold(r.ApprovalNumber), fold(r.TransactionID)
	item := []rune(fold(r.ItemName))
	for _, w := range ws {
		found := strings.Contains(order, w.text) || strings.Contains(approval, w.text) ||
			strings.Contains(transaction, w.text) || w.amount == r.AmountKRW ||
			w.digits != "" && lastFour(r.MaskedCard) == w.digits || w.endsPhone(who.phone) ||
			containsLetters(item, w.letters) || containsLetters(who.name, w.letters)
		if !found {
			return false
		}
	}
	return true
}

// endsPhone says whether it is the end of a phone number, from four digits on.
func (w word) endsPhone(phone string) bool {
	return len(w.digits) >= 4 && strings.HasSuffix(phone, w.digits)
}

// lastFour are the last four digits of a masked card, "" if they are masked
// too.
func lastFour(masked string) string {
	if len(masked) < 4 || strings.Trim(masked[len(masked)-4:], "0123456789") != "" {
		return ""
	}
	return masked[len(masked)-4:]
}

// containsLetters says whether part is in text, where an initial consonant in
// part stands for any syllable that begins with it: ㅎㄱㄷ is in 홍길동.
func containsLetters(text, part []rune) bool {
	for start := 0; start+len(part) <= len(text); start++ {
		i := 0
		for i < len(part) && (part[i] == text[start+i] || part[i] == initial(text[start+i])) {
			i++
		}
		if i == len(part) {
			return true
		}
	}
	return false
}

// initials are the consonants that a syllable can begin with, in the order of
// Unicode's syllables.
var initials = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")

// initial is the consonant that a syllable begins with, 0 for anything else.
func initial(r rune) rune {
	const perInitial = 21 * 28 // vowels by final consonants
	if r < '가' || r > '힣' {
		return 0
	}
	return initials[(r-'가')/perInitial]
}
