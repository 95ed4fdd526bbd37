package proof

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
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

// made is another secret of the run with this API key: hex digits.
func made(key, name string, digits int) string {
	sum := sha256.Sum256([]byte(key + " " + name))
	return hex.EncodeToString(sum[:])[:digits]
}

// The secrets of Payple and EasyPay, by the names that a report shows.
var (
	partnerKey = func(key string) string { return made(key, "Payple's custKey", 32) }
	tokenID    = func(key string) string { return made(key, "Payple's returned cst_id", 32) }
	tokenKey   = func(key string) string { return made(key, "Payple's returned custKey", 32) }
	authKey    = func(key string) string { return made(key, "Payple's AuthKey", 64) }
	billingKey = func(key string) string {
		return base64.StdEncoding.EncodeToString([]byte(made(key, "billing key", 30)))
	}
	serviceID     = func(key string) string { return made(key, "Service ID", 24) }
	macKey        = func(key string) string { return made(key, "MAC key", 40) }
	seedKey       = func(key string) string { return made(key, "SEED key", 32) }
	customerKey   = func(key string) string { return made(key, "CustomerKey", 40) }
	virtualNumber = func(key string) string { return made(key, "virtual number", 30) }
	ciValue       = func(key string) string {
		return base64.StdEncoding.EncodeToString([]byte(made(key, "CI", 64)))
	}
)

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
		sentinel{"Payple's custKey", partnerKey(key), keyText},
		sentinel{"Payple's returned cst_id", tokenID(key), keyText},
		sentinel{"Payple's returned custKey", tokenKey(key), keyText},
		sentinel{"Payple's AuthKey", authKey(key), keyText},
		sentinel{"billing key", billingKey(key), keyText},
		sentinel{"Service ID", serviceID(key), keyText},
		sentinel{"MAC key", macKey(key), keyText},
		sentinel{"SEED key", seedKey(key), keyText},
		sentinel{"CustomerKey", customerKey(key), keyText},
		sentinel{"virtual number", virtualNumber(key), keyText},
		sentinel{"CI", ciValue(key), keyText},
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
