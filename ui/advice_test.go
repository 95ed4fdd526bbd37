package ui

import (
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

// ofSales are the words of sales, of which a billing key knows nothing.
var ofSales = regexp.MustCompile(`(?i)거래|주문|금액|취소|\b(sale|transaction|order|amount|cancel\w*)\b`)

// TestAdviceAboutBillingKeys: what Payple's codes advise is said of the key,
// though the same advice of another gateway is said of a sale.
func TestAdviceAboutBillingKeys(t *testing.T) {
	for _, language := range Languages() {
		words, err := ReadWords(assets.Words(), language)
		if err != nil {
			t.Fatal(err)
		}
		for _, advice := range []gateways.Advice{
			gateways.AdviceSettings, gateways.AdviceNetworkBlock, gateways.AdviceCallGateway, gateways.AdviceFixInput,
			gateways.AdviceShopLimit, gateways.AdviceNoSuchSale, gateways.AdviceCheckAdmin, gateways.AdviceAskAgain,
		} {
			if said := words.advice(desk.GatewayPayple, string(advice)); said == "" || ofSales.MatchString(said) {
				t.Errorf("%s, %s: %q", language, advice, said)
			}
		}
	}

	for _, act := range []string{"look-up", "deletion"} {
		t.Run("an_unknown_key_on_the_screen_after_a_"+act, func(t *testing.T) {
			c := openCounter(t, nil)
			c.press(fyne.KeyF5)
			c.typed(c.cardKey())
			if act == "look-up" {
				c.keys.Next(practice.Behaviour{Key: practice.UnknownKey})
				c.press(fyne.KeyReturn)
			} else {
				c.press(fyne.KeyReturn)
				c.keys.Next(practice.Behaviour{Key: practice.UnknownKey})
				if _, err := c.desk.DeleteBillingKey(t.Context(), desk.NewSecret(c.cardKey()), c.cardKey()[len(c.cardKey())-4:], ""); err != nil {
					t.Fatal(err)
				}
			}
			row := c.newest()
			said := c.words.outcome(row)
			if row.State != desk.Declined || !strings.Contains(said.Hint, c.words.T("advice.no-such-sale.payple")) || ofSales.MatchString(said.Money) {
				t.Errorf("%s: %+v", row.State, said)
			}
		})
	}
}
