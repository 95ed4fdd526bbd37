package proof

import (
	"os"

	"keyindesk/desk"
)

// sentinel is one secret that the leak harness keys in and then looks for.
type sentinel struct {
	name string // for the report, which never shows the text itself
	text string
	kind kind
}

// kind says what a sentinel looks like and thereby how it can be told.
type kind int

const (
	number  kind = iota // a card or business number: long digits, in any grouping
	birth               // six digits: told where they stand alone
	keyText             // an API key
	person              // a name, a phone number, an address
	month               // two digits each: told by the words around them
	year
	password
)

// Test numbers of the networks, of Payup's document, and of nobody.
var cardNumbers = []string{
	"4111111111111111", "9490220006611406", "9490191412341234", "5500000000000004", "370000000000002",
}

// The secrets of the phone orders. None of them can come about by chance: no
// clock shows 59:08:17 as an hour, and no card is valid until 2087.
const (
	expiryMonth    = "11"
	expiryYear     = "87"
	birthDate      = "590817"
	businessNumber = "6178134769"
	cardPassword   = "83"
	buyerName      = "남궁표식"
	buyerPhone     = "01093717264"
	buyerEmail     = "pyosik.namgung@sentinel.example"
	merchantID     = "sentinel-shop"
)

// keyVariable hands the API key of this run to the children.
const keyVariable = "PROOF_API_KEY"

func apiKey() string { return os.Getenv(keyVariable) }

// sentinels are all secrets of a run with this API key.
func sentinels(key string) []sentinel {
	var all []sentinel
	for _, n := range cardNumbers {
		all = append(all, sentinel{"card " + desk.MaskedNumber(desk.NewSecret(n)), n, number})
	}
	return append(all,
		sentinel{"business number", businessNumber, number},
		sentinel{"birth date", birthDate, birth},
		sentinel{"API key", key, keyText},
		sentinel{"buyer's name", buyerName, person},
		sentinel{"buyer's phone", buyerPhone, person},
		sentinel{"buyer's e-mail", buyerEmail, person},
		sentinel{"expiry month", expiryMonth, month},
		sentinel{"expiry year", expiryYear, year},
		sentinel{"card password", cardPassword, password},
	)
}

// sentinelCard is a card whose every field is a sentinel.
func sentinelCard(number, holder string) desk.Card {
	return desk.Card{
		Number: desk.NewSecret(number), ExpiryMonth: desk.NewSecret(expiryMonth), ExpiryYear: desk.NewSecret(expiryYear),
		HolderID: desk.NewSecret(holder), Password: desk.NewSecret(cardPassword),
	}
}

// sentinelBuyer is a person whose every field is a sentinel.
func sentinelBuyer() desk.Buyer {
	return desk.Buyer{Name: buyerName, Phone: buyerPhone, Email: buyerEmail}
}
