package desk

import (
	"strconv"
	"strings"
)

// Monthly is the first month's share of an instalment sale: the even part,
// rounded up to a whole won, as an estimate without the card's interest. A
// lump sum has none.
func Monthly(amountKRW int64, quota int) int64 {
	if quota < 2 {
		return 0
	}
	return (amountKRW + int64(quota) - 1) / int64(quota)
}

// Parts splits an amount for a slip when the gateway gave no split of its own:
// VAT is an eleventh of the taxed part, rounded to the nearest won, and supply
// is the rest.
func Parts(amountKRW, freeKRW int64) (supplyKRW, vatKRW int64) {
	taxed := amountKRW - freeKRW
	vatKRW = vatIn(taxed)
	return taxed - vatKRW, vatKRW
}

// vatIn is the VAT in a taxable amount: an eleventh, rounded (facts 4.5).
func vatIn(taxableKRW int64) int64 { return (taxableKRW + 5) / 11 }

// Grouped writes an amount with thousands separators: 52,000.
func Grouped(amountKRW int64) string {
	digits := strconv.FormatInt(amountKRW, 10)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return sign + b.String()
}

var (
	koreanDigits = [...]string{"", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"}
	koreanSmall  = [...]string{"", "십", "백", "천"}
	koreanLarge  = [...]string{"", "만", "억", "조"}
)

// ReadKorean reads an amount out as a Korean says it, 오만이천원, so that a
// slip of the finger by a factor of ten is heard. Amounts of more than 16
// digits, zero and below give "".
func ReadKorean(amountKRW int64) string {
	if amountKRW <= 0 || amountKRW >= 1e16 {
		return ""
	}
	var groups []string
	for large := 0; amountKRW > 0; large++ {
		if group := amountKRW % 10_000; group > 0 {
			groups = append(groups, readGroup(int(group), large))
		}
		amountKRW /= 10_000
	}
	var b strings.Builder
	for i := len(groups) - 1; i >= 0; i-- {
		b.WriteString(groups[i])
	}
	return b.String() + "원"
}

// readGroup reads four digits. One thousand is 천, not 일천; and 10,000 alone
// is 만.
func readGroup(group, large int) string {
	var b strings.Builder
	for small := 3; small >= 0; small-- {
		digit := group / pow10(small) % 10
		if digit == 0 {
			continue
		}
		if digit > 1 || small == 0 {
			b.WriteString(koreanDigits[digit])
		}
		b.WriteString(koreanSmall[small])
	}
	if large == 1 && group == 1 {
		return koreanLarge[1]
	}
	return b.String() + koreanLarge[large]
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}
