package gateways

import "strings"

// Card is what the caller reads out over the phone. It lives for one charge:
// nothing in it is ever written to disk, and Wipe clears it after the call.
type Card struct {
	Number      Secret // digits only, 11 to 20 of them
	ExpiryMonth Secret // MM
	ExpiryYear  Secret // YY
	HolderID    Secret // birth date YYMMDD, or a business number of 10 digits
	Password    Secret // the first two digits of the card password
}

// Wipe overwrites every field, in this copy and all others.
func (c Card) Wipe() {
	for _, s := range []Secret{c.Number, c.ExpiryMonth, c.ExpiryYear, c.HolderID, c.Password} {
		s.Wipe()
	}
}

// MaskedNumber is the only form of a card number that is ever kept or shown
// after a charge: the first six and the last four digits, as on a Korean slip
// and within PCI DSS 3.4.1. A number too short for that shows less: at least
// six digits stay hidden, or all of them.
func MaskedNumber(number Secret) string {
	digits := number.Reveal()
	n := len(digits)
	switch {
	case n >= 16:
		return digits[:6] + strings.Repeat("*", n-10) + digits[n-4:]
	case n >= 12:
		return digits[:n-10] + strings.Repeat("*", 6) + digits[n-4:]
	default:
		return strings.Repeat("*", n)
	}
}

// Network is the scheme that the first digits tell. It names no card company:
// those can't be told from the number by any public rule.
type Network string

// The networks that a Korean shop meets.
const (
	NetworkUnknown    Network = ""
	NetworkDomestic   Network = "domestic" // begins with 9: valid in Korea only
	NetworkVisa       Network = "visa"
	NetworkMastercard Network = "mastercard"
	NetworkAmex       Network = "amex"
	NetworkDiners     Network = "diners"
	NetworkJCB        Network = "jcb"
	NetworkUnionPay   Network = "unionpay"
)

// NetworkOf reads the network off the first digits typed so far; two are
// enough for all, and none is needed.
func NetworkOf(digits string) Network {
	two := digits
	if len(two) > 2 {
		two = two[:2]
	}
	switch {
	case two == "34" || two == "37":
		return NetworkAmex
	case two == "35":
		return NetworkJCB
	case two == "36":
		return NetworkDiners
	case two >= "51" && two <= "55", two >= "22" && two <= "27":
		return NetworkMastercard
	case strings.HasPrefix(two, "4"):
		return NetworkVisa
	case strings.HasPrefix(two, "6"):
		return NetworkUnionPay
	case strings.HasPrefix(two, "9"):
		return NetworkDomestic
	}
	return NetworkUnknown
}

// LuhnValid checks the digit sum that most card numbers obey. Some Korean
// domestic cards may not (Payup's own sample does not), so a failure is a
// reason to look again and never a reason to refuse.
func LuhnValid(digits string) bool {
	sum := 0
	for i := 0; i < len(digits); i++ {
		d := int(digits[len(digits)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return len(digits) > 0 && sum%10 == 0
}

// BusinessNumberValid checks the check digit of a Korean business number of
// ten digits (facts 4.3). As with Luhn, a failure is a warning only.
func BusinessNumberValid(digits string) bool {
	if len(digits) != 10 || !allDigits(digits) {
		return false
	}
	sum := 0
	for i, weight := range []int{1, 3, 7, 1, 3, 7, 1, 3, 5} {
		sum += int(digits[i]-'0') * weight
	}
	sum += int(digits[8]-'0') * 5 / 10
	return (10-sum%10)%10 == int(digits[9]-'0')
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
