package kit

import "strings"

// Group is how a run of digits is set while it is typed. It shapes only: whether a number is right is not its business.
type Group int

// The groupings. Each names the digits it takes at most.
const (
	GroupNone   Group = iota // as typed
	GroupCard                // 20: 4-4-4-4 and on, 4-6-5 when it begins 34 or 37
	GroupExpiry              // 4: MM / YY
	GroupPhone               // 12: 010-1234-5678, 02-123-4567, 1588-1234
	GroupAmount              // 12: 1,234,567
	GroupHolder              // 10: six digits of a birth date as they are, more as 123-45-67890
)

// Limit is the most digits of the grouping; zero is no limit.
func (g Group) Limit() int {
	return [...]int{GroupNone: 0, GroupCard: 20, GroupExpiry: 4, GroupPhone: 12, GroupAmount: 12, GroupHolder: 10}[g]
}

// Format sets bare digits with the separators of the grouping. Taking the separators out gives the digits back.
func (g Group) Format(digits string) string {
	switch g {
	case GroupCard:
		if strings.HasPrefix(digits, "34") || strings.HasPrefix(digits, "37") {
			return cut(digits, " ", 4, 6, 5, 5)
		}
		return cut(digits, " ", 4, 4, 4, 4, 4)
	case GroupExpiry:
		return cut(digits, " / ", 2, 2)
	case GroupPhone:
		return cut(digits, "-", phoneParts(digits)...)
	case GroupAmount:
		return thousands(digits)
	case GroupHolder:
		if len(digits) > 6 {
			return cut(digits, "-", 3, 2, 5)
		}
	}
	return digits
}

// sample is a text as wide as the grouping gets in ordinary use.
func (g Group) sample() string {
	return [...]string{
		GroupNone: "000000", GroupCard: "0000 0000 0000 0000", GroupExpiry: "00 / 00",
		GroupPhone: "010-0000-0000", GroupAmount: "00,000,000", GroupHolder: "000-00-00000",
	}[g]
}

// settled is what typing has made of the digits: a single 5 in an expiry is the month 05, an amount has no leading
// zeros. shift is by how many digits the text before the caret grew or shrank.
func (g Group) settled(digits string, typed bool) (out string, shift int) {
	switch g {
	case GroupExpiry:
		if typed && len(digits) == 1 && digits > "1" {
			return "0" + digits, 1
		}
	case GroupAmount:
		out = strings.TrimLeft(digits, "0")
		if out == "" && digits != "" {
			out = "0"
		}
		return out, len(out) - len(digits)
	}
	return digits, 0
}

// phoneParts is how a Korean number is cut: area or service prefix, exchange, four digits.
func phoneParts(digits string) []int {
	n := len(digits)
	switch {
	case strings.HasPrefix(digits, "02"):
		if n >= 10 {
			return []int{2, 4, 4, 2}
		}
		return []int{2, 3, 4}
	case strings.HasPrefix(digits, "050") && n > 11:
		return []int{4, 4, 4}
	case strings.HasPrefix(digits, "0"):
		if n > 10 || strings.HasPrefix(digits, "010") && n != 10 {
			return []int{3, 4, 4, 1}
		}
		return []int{3, 3, 4}
	case strings.HasPrefix(digits, "1"):
		return []int{4, 4, 4}
	}
	return []int{n}
}

// cut joins pieces of the given lengths with sep; what is left over follows the last piece.
func cut(digits, sep string, lengths ...int) string {
	var b strings.Builder
	for i, n := range lengths {
		if digits == "" {
			break
		}
		if i > 0 {
			b.WriteString(sep)
		}
		n = min(n, len(digits))
		b.WriteString(digits[:n])
		digits = digits[n:]
	}
	b.WriteString(digits)
	return b.String()
}

func thousands(digits string) string {
	first := len(digits) % 3
	var b strings.Builder
	b.WriteString(digits[:first])
	for i := first; i < len(digits); i += 3 {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(digits[i : i+3])
	}
	return b.String()
}

// bareDigit turns an ASCII or full-width digit into its ASCII form.
func bareDigit(r rune) (rune, bool) {
	if r >= '０' && r <= '９' {
		r -= '０' - '0'
	}
	return r, r >= '0' && r <= '9'
}

// bareDigits is every digit of s, in order.
func bareDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if d, ok := bareDigit(r); ok {
			return d
		}
		return -1
	}, s)
}

// caretAfter is the column in shaped, counted in runes, right behind its first count digits.
func caretAfter(shaped string, count int) int {
	if count <= 0 {
		return 0
	}
	for column, r := range []rune(shaped) {
		if r >= '0' && r <= '9' {
			if count--; count == 0 {
				return column + 1
			}
		}
	}
	return len([]rune(shaped))
}
