package payup

import (
	"strconv"

	"keyindesk/gateways"
)

// buildCharge lays out keyin2 in the order of S4 2.1. Optional fields are left
// out when empty. The amount is the same text here and in the signature.
func (c *Client) buildCharge(charge gateways.Charge) []gateways.Pair {
	amount := strconv.FormatInt(charge.AmountKRW, 10)
	timestamp := charge.At.In(gateways.Korea).Format("20060102150405")
	notify := "N"
	if charge.NotifyKakao {
		notify = "Y"
	}
	pairs := []gateways.Pair{
		{Name: "orderNumber", Value: charge.OrderNumber},
		{Name: "cardNo", Value: charge.Card.Number.Reveal()},
		{Name: "expireMonth", Value: charge.Card.ExpiryMonth.Reveal()},
		{Name: "expireYear", Value: charge.Card.ExpiryYear.Reveal()},
		{Name: "birthday", Value: charge.Card.HolderID.Reveal()},
		{Name: "cardPw", Value: charge.Card.Password.Reveal()},
		{Name: "amount", Value: amount},
		{Name: "quota", Value: strconv.Itoa(charge.Quota)},
		{Name: "itemName", Value: charge.ItemName},
		{Name: "userName", Value: charge.BuyerName},
	}
	if charge.BuyerPhone != "" {
		pairs = append(pairs, gateways.Pair{Name: "mobileNumber", Value: charge.BuyerPhone})
	}
	pairs = append(pairs, gateways.Pair{Name: "kakaoSend", Value: notify})
	if charge.BuyerEmail != "" {
		pairs = append(pairs, gateways.Pair{Name: "userEmail", Value: charge.BuyerEmail})
	}
	pairs = append(pairs,
		gateways.Pair{Name: "signature", Value: signCharge(c.config.MerchantID, charge.OrderNumber, amount, c.config.CertKey, timestamp)},
		gateways.Pair{Name: "timestamp", Value: timestamp},
	)
	if charge.Tax != nil {
		pairs = append(pairs,
			gateways.Pair{Name: "taxFlag", Value: "Y"},
			gateways.Pair{Name: "taxAmount", Value: strconv.FormatInt(charge.Tax.TaxableKRW, 10)}, // with VAT, unlike the reply's
			gateways.Pair{Name: "freeAmount", Value: strconv.FormatInt(charge.Tax.FreeKRW, 10)},
		)
	}
	return pairs
}

// buildCancel lays out cancel2 (S4 2.2). The table asks for merchantId, its
// example leaves it out; it is sent, as other clients do (facts 0.14).
func (c *Client) buildCancel(cancel gateways.Cancel) []gateways.Pair {
	return []gateways.Pair{
		{Name: "merchantId", Value: c.config.MerchantID},
		{Name: "transactionId", Value: cancel.TransactionID},
		{Name: "signature", Value: signCancel(c.config.MerchantID, cancel.TransactionID, c.config.CertKey)},
	}
}
