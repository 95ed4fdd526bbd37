package easypay

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// Settle sends one settle (facts 1.2) and takes the money of a payment that the
// customer has approved on the page. It is sent at most once, as the merchant
// that registered the payment.
//
//   - Approved: code 0000, the reply echoes mall id, request id, order number and
//     amount, carries a trade id of its own, and its msgAuthValue verifies.
//   - Declined: a well-formed no without any mark of a yes, see codes.go.
//   - NotSent: refused here (Fault "check"), or no byte was written.
//   - Unknown: everything else. Only InquireSettlement may be asked; never send
//     again, as the id is used up and a fresh one is a second charge (facts 1.4).
func (c *Client) Settle(ctx context.Context, s gateways.Settlement) gateways.Approval {
	m, known := c.merchant(s.MerchantID)
	switch {
	case !known:
		return gateways.Approval{Result: strange()}
	case !settlementValid(s), !theirIDValid(s.AuthorizationID):
		return gateways.Approval{Result: gateways.Refused()}
	}
	called := c.send(ctx, m, "/easypay/payment/settle.do", buildSettlement(m, s))
	return approval(called, m, s, settled)
}

func settlementValid(s gateways.Settlement) bool {
	return ourIDValid(s.RequestID, idBytes) && ourIDValid(s.OrderNumber, orderBytes) &&
		s.AmountKRW > 0 && s.AmountKRW <= maxAmountKRW && !s.At.IsZero()
}

// asked is the call that a trade's reply answers: the trade itself, or an
// inquiry about it, which carries no msgAuthValue and whose no means nothing.
type asked int

const (
	settled asked = iota
	inquired
)

// unknown is what staff do when the answer is not known.
func (a asked) unknown() gateways.Advice {
	if a == inquired {
		return gateways.AdviceCheckAdmin
	}
	return gateways.AdviceInquire
}

// approval reads the reply to settle, or to tradeStatus about one. All fields
// are kept whatever the outcome.
func approval(called gateways.Called, m Merchant, s gateways.Settlement, by asked) gateways.Approval {
	t := m.told(s.RequestID, s.OrderNumber, won(s.AmountKRW))
	if called.Failure != nil {
		return gateways.Approval{Result: failed(keepSettled, called, t, by.unknown())}
	}
	reply, err := decode(called.Reply.Text)
	if err != nil {
		return gateways.Approval{Result: unreadable(keepSettled, called, err, t, by.unknown())}
	}
	kept := keepSettled.Clean(reply, t)
	code, shaped := meaningOf(kept["resCd"])
	outcome, fault := judgeSettlement(kept, m, s, code, shaped)
	if outcome == gateways.Approved && by == settled && !macEqual(m.macApproval(kept["pgCno"], kept["amount"], kept["transactionDate"]), reply["msgAuthValue"]) {
		outcome, fault = gateways.Unknown, gateways.FaultMAC
	}
	if by == inquired && outcome == gateways.Approved && !standsApproved(kept) {
		outcome, fault = gateways.Unknown, gateways.FaultMixed
	}
	if outcome == gateways.Declined && by == inquired {
		outcome = gateways.Unknown
	}
	return gateways.Approval{
		Result:         answered(keepSettled, called, kept, outcome, fault, code, by.unknown()),
		TransactionID:  kept["pgCno"],
		ApprovalNumber: kept["paymentInfo.approvalNo"],
		ApprovedAt:     firstMoment(kept["paymentInfo.approvalDate"], kept["transactionDate"]),
		CardCompany:    firstOf(kept["cardInfo.issuerName"], kept["bankInfo.bankName"]),
		// "00" is none; the others say who carries the interest, and it is never the
		// cardholder.
		InterestFree: !slices.Contains([]string{"", "00", "0"}, kept["cardInfo.freeInstallmentTypeCode"]),
		MaskedNumber: kept["cardInfo.cardNo"],
		Quota:        quotaOf(kept["cardInfo.installmentMonth"]),
		Parts:        partsOf(kept),
	}
}

// accountType is the payMethodTypeCode of an account (facts 1.6).
const accountType = "21"

// standsApproved says whether the reply to an inquiry describes a trade that
// took the money. Code 0000 says no more than that the inquiry went through
// (page error-codes, facts 1.7), so the trade itself must stand as approved and
// carry what an approval has: a time, and of a card the number.
func standsApproved(kept map[string]string) bool {
	account := kept["paymentInfo.payMethodTypeCode"] == accountType
	return kept["statusCode"] == statusApproved && momentValid(kept["transactionDate"]) &&
		(account || kept["paymentInfo.approvalNo"] != "")
}

// judgeSettlement decides what a trade's reply says, the MAC aside, and the
// fault if it says less than it seems to. Everything that is not sure is
// Unknown.
func judgeSettlement(kept map[string]string, m Merchant, s gateways.Settlement, code meaning, shaped bool) (gateways.Outcome, string) {
	echo := [][2]string{
		{"mallId", m.MallID}, {"shopTransactionId", s.RequestID}, {"shopOrderNo", s.OrderNumber}, {"amount", won(s.AmountKRW)},
	}
	switch {
	case !shaped:
		return gateways.Unknown, gateways.FaultCode
	case code.settle == gateways.Approved:
		for _, e := range echo {
			if kept[e[0]] != e[1] {
				return gateways.Unknown, gateways.FaultEcho
			}
		}
		if !pgCnoValid(kept["pgCno"]) {
			return gateways.Unknown, gateways.FaultEcho
		}
		// A trade that stands as cancelled, in whole or in part, took money and
		// gave it back: neither a yes nor a no.
		if status := kept["statusCode"]; status == statusCancelled || status == statusPart {
			return gateways.Unknown, gateways.FaultMixed
		}
	case code.settle == gateways.Declined:
		for _, e := range echo[:3] {
			if kept[e[0]] != "" && kept[e[0]] != e[1] {
				return gateways.Unknown, gateways.FaultEcho
			}
		}
		if strings.TrimSpace(kept["pgCno"]+kept["paymentInfo.approvalNo"]) != "" {
			return gateways.Unknown, gateways.FaultMixed
		}
	}
	return code.settle, ""
}

// partsOf reads the three parts of a mixed sale, all three or nil.
func partsOf(kept map[string]string) *gateways.TaxParts {
	var parts gateways.TaxParts
	for name, to := range map[string]*int64{
		"comTaxAmt":  &parts.SupplyKRW,
		"comVatAmt":  &parts.VATKRW,
		"comFreeAmt": &parts.FreeKRW,
	} {
		value := kept[name]
		if !gateways.Digits(value) || len(value) > 12 {
			return nil
		}
		*to, _ = strconv.ParseInt(value, 10, 64)
	}
	return &parts
}

// quotaOf reads installmentMonth, a Number or a string; what is not a number of
// months counts as a lump sum.
func quotaOf(months string) int {
	quota, err := strconv.Atoi(months)
	if err != nil || quota < 2 || quota > 60 {
		return 0
	}
	return quota
}

// firstMoment is the first of texts that is a moment.
func firstMoment(texts ...string) string {
	for _, text := range texts {
		if momentValid(text) {
			return text
		}
	}
	return ""
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
