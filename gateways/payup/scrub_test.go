package payup

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
)

// TestClean says everything back that a gateway was told, in every field.
func TestClean(t *testing.T) {
	c := Client{config: Config{CertKey: gateways.NewSecret("0c1f5ab2e7d94433a1b2c3d4e5f60718")}}
	said := c.told(gateways.Charge{
		Card: gateways.Card{
			Number: gateways.NewSecret("9490220006611406"), ExpiryMonth: gateways.NewSecret("11"), ExpiryYear: gateways.NewSecret("87"),
			HolderID: gateways.NewSecret("590817"), Password: gateways.NewSecret("83"),
		},
		BuyerName: "남궁표식", BuyerPhone: "01093717264", BuyerEmail: "pyosik@example.kr",
	})
	for name, c := range map[string]struct{ field, value, want string }{
		"an honest id":                {"transactionId", "20260102030405ST0083", "20260102030405ST0083"},
		"an honest time":              {"authDateTime", "20591108170083", "20591108170083"},
		"a blank":                     {"authNumber", " ", ""},
		"the card as an id":           {"transactionId", "9490220006611406", "[…]"},
		"the birth date as a time":    {"authDateTime", "590817", "[…]"},
		"the password as a code":      {"kakaoResultCode", "83", "[…]"},
		"a sentence as a code":        {"responseCode", "cardPw=83", "[…]"},
		"a sentence as an id":         {"transactionId", "남궁표식 01093717264", "[…]"},
		"month and year in words":     {"responseMsg", "expireMonth=11, expireYear=87", "expireMonth=[…], expireYear=[…]"},
		"the buyer in words":          {"responseMsg", "남궁표식님 010-9371-7264 pyosik@example.kr", "[…]님 […] […]"},
		"the buyer as a card company": {"cardName", "남궁표식카드", "[…]카드"},
		"an honest amount in words":   {"responseMsg", "1100원 초과", "1100원 초과"},
	} {
		t.Run(name, func(t *testing.T) {
			got := keeper.Clean(map[string]string{c.field: c.value}, said)
			if diff := cmp.Diff(map[string]string{c.field: c.want}, got); diff != "" {
				t.Errorf("kept (-want +got):\n%s", diff)
			}
		})
	}
}
