package payup

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"keyindesk/gateways"
)

// signCharge is the signature of keyin2 (S4 2.1.1). It covers neither the card
// nor quota nor tax.
func signCharge(merchantID, orderNumber, amount string, key gateways.Secret, timestamp string) string {
	return sign(merchantID, orderNumber, amount, key.Reveal(), timestamp)
}

// signCancel is the signature of cancel2 (S4 2.2.1).
func signCancel(merchantID, transactionID string, key gateways.Secret) string {
	return sign(merchantID, transactionID, key.Reveal())
}

// sign is SHA-256 over the parts joined by "|", in lower-case hex. No part may
// hold a blank or a "|": the checks see to that.
func sign(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(sum[:])
}
