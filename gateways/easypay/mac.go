package easypay

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// macPayment is the msgAuthValue of paymentAuthReg (S2). The amount is the plain
// integer that the body holds as a Number (facts 0.10).
func (m Merchant) macPayment(p gateways.Payment) string {
	return mac(m.MACKey, p.CustomerKey.Reveal(), p.RequestID, p.Method.DetailCode,
		p.Method.VirtualNumber.Reveal(), won(p.AmountKRW))
}

// macCancel is the msgAuthValue of cancel: over the sale's id and this cancel's
// own (facts 1.5).
func (m Merchant) macCancel(cancel gateways.Cancel) string {
	return mac(m.MACKey, cancel.TransactionID, cancel.RequestID)
}

// macApproval is the msgAuthValue that the reply to settle must carry (facts
// 1.5).
func (m Merchant) macApproval(pgCno, amount, transactionDate string) string {
	return mac(m.MACKey, pgCno, amount, transactionDate)
}

// mac is HMAC-SHA256 over the parts joined by "|", in lower-case hex. No part of
// a request may hold a "|": the checks see to that.
func mac(key gateways.Secret, parts ...string) string {
	hash := hmac.New(sha256.New, []byte(key.Reveal()))
	hash.Write([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(hash.Sum(nil))
}

// macEqual compares in constant time and in either case of the hex digits, as
// other clients meet both (facts 1.5).
func macEqual(ours, theirs string) bool {
	return hmac.Equal([]byte(ours), []byte(strings.ToLower(theirs)))
}

// won is an amount as it is signed and sent: digits only.
func won(amount int64) string { return strconv.FormatInt(amount, 10) }
