package easypay

import (
	"strconv"
	"strings"

	"keyindesk/gateways"
)

func text(name, value string) gateways.Pair { return gateways.Pair{Name: name, Value: value} }

func number(name string, value int64) gateways.Pair {
	return gateways.Pair{Name: name, Value: won(value), Raw: true}
}

func truth(name string, value bool) gateways.Pair {
	return gateways.Pair{Name: name, Value: strconv.FormatBool(value), Raw: true}
}

// buildRegistration lays out userCertReg in the order of S0 or of S1. certValue
// is the CI in SEED, or empty. shopParameter is "필수" in the table of S0, missing
// from its example and optional in S1: it goes when there is something in it
// (facts 0.3).
func (c *Client) buildRegistration(m Merchant, r gateways.Registration, certValue string) []gateways.Pair {
	var pairs []gateways.Pair
	if c.config.Dialect == DialectMallID {
		pairs = append(pairs, text("mallId", m.MallID))
	}
	pairs = append(pairs, text("requestTid", r.RequestID), text("shopUserId", r.ShopUserID))
	if c.config.Dialect == DialectUserMail {
		pairs = append(pairs, text("shopUserMail", r.Email))
	}
	if certValue == "" {
		pairs = append(pairs, text("certType", "NONE"))
	} else {
		pairs = append(pairs, text("certType", "CI"), text("certValue", certValue))
	}
	pairs = append(pairs, text("returnUrl", r.ReturnURL))
	if r.Note != "" {
		pairs = append(pairs, text("shopParameter", r.Note))
	}
	return pairs
}

// buildIssue lays out customerkey/generation (S0 03).
func buildIssue(m Merchant, i gateways.Issue) []gateways.Pair {
	return []gateways.Pair{
		text("mallId", m.MallID),
		text("requestTid", i.RequestID),
		text("registerTid", i.RegisterID),
		text("certSeqNo", i.CertificationID),
	}
}

// buildRevocation lays out customerkey/expiration (S0 04).
func buildRevocation(m Merchant, r gateways.Revocation) []gateways.Pair {
	return []gateways.Pair{
		text("mallId", m.MallID),
		text("customerKey", r.CustomerKey.Reveal()),
		text("shopUserId", r.ShopUserID),
	}
}

// buildMethods lays out paymentMethodInfo. Both filters are strings and empty,
// which means all (facts 1.2).
func buildMethods(m Merchant, q gateways.MethodQuery) []gateways.Pair {
	return []gateways.Pair{
		text("mallId", m.MallID),
		text("customerKey", q.CustomerKey.Reveal()),
		text("payMethodTypeCodeList", ""),
		text("payMethodDetailCodeList", ""),
	}
}

// buildPayment lays out paymentAuthReg in the order of S2. issuingValue is the
// cash receipt's number in SEED, or empty.
//
// "Merchants using UTF-8 must URL Encode" goodsName (S2) is for those who send
// raw UTF-8 under a header that says euc-kr. Here every letter beyond ASCII
// goes as \uXXXX, which reads the same in both, so nothing is percent-encoded:
// a name that was would stand on the customer's page in percent signs (facts
// 0.9, 1.9).
func buildPayment(m Merchant, p gateways.Payment, issuingValue string) []gateways.Pair {
	pairs := []gateways.Pair{
		text("mallId", m.MallID),
		text("customerKey", p.CustomerKey.Reveal()),
		text("easypayVirtualNo", p.Method.VirtualNumber.Reveal()),
		text("payMethodTypeCode", p.Method.TypeCode),
		text("payMethodDetailCode", p.Method.DetailCode),
		text("shopTransactionId", p.RequestID),
		text("shopOrderNo", p.OrderNumber),
		text("currency", "00"),
		number("amount", p.AmountKRW),
	}
	pairs = appendParts(pairs, p.Parts)
	pairs = append(pairs, text("goodsName", p.ItemName))
	if p.Method.Card() {
		pairs = append(pairs,
			number("installmentMonth", int64(p.Quota)),
			truth("isFreeInstallment", p.InterestFree),
			truth("isCardPointUsageCheck", p.UsePoints),
		)
	}
	for _, optional := range []gateways.Pair{text("joinCd", p.JoinCode), text("userEmail", p.Email)} {
		if optional.Value != "" {
			pairs = append(pairs, optional)
		}
	}
	pairs = append(pairs, text("returnUrl", p.ReturnURL), text("msgAuthValue", m.macPayment(p)))
	if r := p.CashReceipt; r != nil {
		object := gateways.EncodeASCII([]gateways.Pair{
			text("usage", r.Usage), text("issuingMethod", r.Method), text("issuingValue", issuingValue),
		})
		pairs = append(pairs, gateways.Pair{Name: "cashReceiptInfo", Value: string(object), Raw: true})
	}
	if len(p.Deposits) > 0 {
		pairs = append(pairs, gateways.Pair{Name: "depositList", Value: buildDeposits(p.Deposits), Raw: true})
	}
	if p.Note != "" {
		pairs = append(pairs, text("shopParameter", p.Note))
	}
	return pairs
}

// buildDeposits lays out depositList (S2).
func buildDeposits(deposits []gateways.Deposit) string {
	objects := make([]string, len(deposits))
	for i, d := range deposits {
		objects[i] = string(gateways.EncodeASCII([]gateways.Pair{text("dpsType", d.Type), number("dpsAmount", d.AmountKRW)}))
	}
	return "[" + strings.Join(objects, ",") + "]"
}

// appendParts adds the three parts of a mixed sale. comTaxAmt is without VAT
// (facts 4.5).
func appendParts(pairs []gateways.Pair, parts *gateways.TaxParts) []gateways.Pair {
	if parts == nil {
		return pairs
	}
	return append(pairs, number("comTaxAmt", parts.SupplyKRW), number("comFreeAmt", parts.FreeKRW), number("comVatAmt", parts.VATKRW))
}

// buildSettlement lays out settle (facts 1.2).
func buildSettlement(m Merchant, s gateways.Settlement) []gateways.Pair {
	return []gateways.Pair{
		text("mallId", m.MallID),
		text("shopTransactionId", s.RequestID),
		text("authorizationId", s.AuthorizationID),
		text("shopOrderNo", s.OrderNumber),
		text("approvalReqDate", day(s.At)),
	}
}

// buildCancel lays out cancel (facts 1.2). remainAmount is for KICC to compare
// with its own books; it is what stands before this cancel. The table calls it
// the balance and no more, so should KICC mean the rest, it refuses and nothing
// moves.
func buildCancel(m Merchant, cancel gateways.Cancel) []gateways.Pair {
	kind := "40"
	if cancel.Part {
		kind = "32"
	}
	pairs := []gateways.Pair{
		text("mallId", m.MallID),
		text("shopTransactionId", cancel.RequestID),
		text("shopOrderNo", cancel.OrderNumber),
		text("pgCno", cancel.TransactionID),
		text("cancelTxtype", kind),
		number("amount", cancel.AmountKRW),
		number("remainAmount", cancel.RemainKRW),
	}
	pairs = appendParts(pairs, cancel.Parts)
	return append(pairs, text("msgAuthValue", m.macCancel(cancel)), text("cancelReqDate", day(cancel.At)))
}

// buildInquiry lays out tradeStatus for one day (facts 1.2).
func buildInquiry(m Merchant, requestID, date string) []gateways.Pair {
	return []gateways.Pair{
		text("mallId", m.MallID),
		text("shopTransactionId", requestID),
		text("transactionDate", date),
	}
}
