package slip

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// substitute stands where a character can't be printed.
const substitute = '□'

// alike are characters that few faces and printers have, and what says the same.
var alike = strings.NewReplacer("₩", "원", "￦", "원", "–", "-", "—", "-", "−", "-", "‑", "-", "•", "·", "\u00a0", " ")

// printable makes one line of a text, of characters that has knows; whatever
// else is in it becomes a □. Marks that show nothing by themselves are left out,
// and so is every control character: what staff or a gateway wrote must not
// steer a printer.
func printable(text string, has func(rune) bool) string {
	var b strings.Builder
	for _, r := range alike.Replace(norm.NFC.String(text)) {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.Is(unicode.C, r) || unicode.Is(unicode.Variation_Selector, r):
		case has(r):
			b.WriteRune(r)
		default:
			b.WriteRune(substitute)
		}
	}
	return strings.TrimSpace(b.String())
}

// wrap breaks a line where it grows wider than width, between words where that
// leaves half a line or more, and else in the middle of one. Every line has at
// least one character.
func wrap(text string, width float64, measure func(string) float64) []string {
	var lines []string
	rest := []rune(text)
	for len(rest) > 0 {
		n := fitting(rest, width, measure)
		if n < len(rest) {
			if space := lastSpace(rest[:n+1]); space*2 >= n {
				n = space
			}
		}
		lines = append(lines, strings.TrimSpace(string(rest[:n])))
		rest = []rune(strings.TrimLeft(string(rest[n:]), " "))
	}
	return lines
}

// fitting is how many characters fit into width, at least one.
func fitting(text []rune, width float64, measure func(string) float64) int {
	used := 0.0
	for i, r := range text {
		if used += measure(string(r)); used > width && i > 0 {
			return i
		}
	}
	return len(text)
}

func lastSpace(text []rune) int {
	for i := len(text) - 1; i > 0; i-- {
		if text[i] == ' ' {
			return i
		}
	}
	return 0
}
