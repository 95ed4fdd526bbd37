package store

import "unicode/utf8"

// maxDigits is how many digits of a card or account number may be kept: the
// first six and the last four.
const (
	maxDigits   = 10
	firstDigits = 6
)

// maskNumber hides what is more than the first six and last four digits of a
// number that came less masked than it should.
func maskNumber(number string) string {
	digits := 0
	for _, c := range []byte(number) {
		if isDigit(c) {
			digits++
		}
	}
	if digits <= maxDigits {
		return number
	}
	masked, seen := []byte(number), 0
	for i, c := range masked {
		if !isDigit(c) {
			continue
		}
		if seen++; seen > firstDigits && seen <= digits-(maxDigits-firstDigits) {
			masked[i] = '*'
		}
	}
	return string(masked)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// shortHint leaves of a key that is longer than a hint its first and last four
// signs.
func shortHint(hint string) string {
	const shown = 4
	if utf8.RuneCountInString(hint) <= maxHintRunes {
		return hint
	}
	runes := []rune(hint)
	return string(runes[:shown]) + "…" + string(runes[len(runes)-shown:])
}
