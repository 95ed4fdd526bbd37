package gateways

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A mask shows at most the first six and last four, hides at least six, and is
// as long as the number.
func TestMaskedNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9]{0,20}`).Draw(t, "number")
		mask := MaskedNumber(NewSecret(number))
		hidden := strings.Count(mask, "*")
		first, last := strings.IndexByte(mask, '*'), strings.LastIndexByte(mask, '*')
		if len(mask) != len(number) || hidden < min(6, len(number)) {
			t.Fatalf("%q masks %q", mask, number)
		}
		if number == "" {
			return
		}
		if last-first+1 != hidden || first > 6 || len(mask)-1-last > 4 ||
			mask[:first] != number[:first] || mask[last+1:] != number[last+1:] {
			t.Fatalf("%q masks %q", mask, number)
		}
	})
}

func TestLuhnValid(t *testing.T) {
	for number, want := range map[string]bool{
		"9490220006611406": true, "4111111111111111": true, "5500000000000004": true, "370000000000002": true,
		"9490191412341234": false, "4111111111111112": false, "": false, "4111a": false, "４": false,
	} {
		if LuhnValid(number) != want {
			t.Errorf("%q: %v", number, !want)
		}
	}
}

func TestBusinessNumberValid(t *testing.T) {
	for number, want := range map[string]bool{
		"2208162517": true, "1208147521": true, "1248100998": true, "2158159188": true, "2871103274": true,
		"6448601439": true, "1234567891": true, "1234567890": false, "220816251": false, "220-81-62517": false,
	} {
		if BusinessNumberValid(number) != want {
			t.Errorf("%q: %v", number, !want)
		}
	}
}

func TestNetworkOf(t *testing.T) {
	for digits, want := range map[string]Network{
		"": NetworkUnknown, "9": NetworkDomestic, "94": NetworkDomestic, "4": NetworkVisa, "37": NetworkAmex,
		"35": NetworkJCB, "36": NetworkDiners, "3": NetworkUnknown, "55": NetworkMastercard, "5": NetworkUnknown,
		"2221": NetworkMastercard, "62": NetworkUnionPay, "1": NetworkUnknown,
	} {
		if got := NetworkOf(digits); got != want {
			t.Errorf("%q: %q", digits, got)
		}
	}
}
