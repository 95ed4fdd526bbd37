package payup

import "keyindesk/gateways"

// keeper names the fields of a reply that are kept (S4 2.1, 2.2).
var keeper = gateways.Keeper{
	Code:    "responseCode",
	Message: "responseMsg",
	Numbers: []string{
		"transactionId", "authDateTime", "authNumber", "orderNumber", "amount",
		"kakaoResultCode", "noinf", "taxAmount", "vatAmount", "freeAmount", "cancelDateTime",
	},
	Texts:   []string{"cardName"},
	Signs:   "_-",
	IDBytes: maxID,
}
